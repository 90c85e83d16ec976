"""Transparency: colours that lie under it must not bleed into what is seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.picture import FloatArray, Pixels


def fill_transparent(pixels: Pixels, alpha: Pixels) -> Pixels:
    """`pixels` (H x W x C) with the colour under fully transparent pixels replaced by that of the nearest visible ones.

    Such colours are arbitrary (mostly black) and would give dark fringes when neighbours are mixed. Pull-push (Gortler
    et al. 1996): average what is known to ever coarser grids, fill what is unknown from the next coarser one.
    """
    visible = alpha > 0
    if visible.all() or not visible.any():
        return pixels
    filled = _pull_push(pixels.astype(np.float32), visible.astype(np.float32))
    return np.where(visible[:, :, None], pixels, np.floor(filled + 0.5).astype(pixels.dtype))


def _pull_push(colour: FloatArray, weight: FloatArray) -> FloatArray:
    if weight.all() or max(weight.shape) == 1:
        return colour
    coarse_weight = _pool(weight[:, :, None])[:, :, 0]
    coarse = (_pool(colour * weight[:, :, None]) / np.maximum(coarse_weight, 1e-6)[:, :, None]).astype(np.float32)
    coarse = _pull_push(coarse, np.minimum(coarse_weight * np.float32(4), np.float32(1)))
    height, width = weight.shape
    grown = coarse.repeat(2, axis=0)[:height].repeat(2, axis=1)[:, :width]
    share = weight[:, :, None]
    blended: FloatArray = colour * share + grown * (np.float32(1) - share)
    return blended


def _pool(planes: npt.NDArray[np.float32]) -> FloatArray:
    height, width, channels = planes.shape
    padded = np.zeros((height + height % 2, width + width % 2, channels), dtype=np.float32)
    padded[:height, :width] = planes
    blocks = padded.reshape(padded.shape[0] // 2, 2, padded.shape[1] // 2, 2, channels)
    pooled: FloatArray = blocks.mean(axis=(1, 3))
    return pooled
