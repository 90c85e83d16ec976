"""Transparency: colours that lie under it must not bleed into what is seen."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray, Pixels
from sr_desktop.core.pictures.workroom import IN_MEMORY, Array, Workroom, bands, release, walk

_FLOAT = np.dtype(np.float32)


def fill_transparent(pixels: Pixels, alpha: Pixels, room: Workroom = IN_MEMORY) -> Pixels:
    """`pixels` (H x W x C) with the colour under fully transparent pixels replaced by that of the nearest visible ones.

    Such colours are arbitrary (mostly black) and would give dark fringes when neighbours are mixed. Pull-push (Gortler
    et al. 1996): average what is known to ever coarser grids, fill what is unknown from the next coarser one. Raises NoRoom
    and RoomLost where it goes beyond the memory of `room`.
    """
    seen = [(bool(part.any()), bool(part.all())) for part in (alpha[top:bottom] > 0 for top, bottom in walk(alpha))]
    if all(every for _, every in seen) or not any(some for some, _ in seen):
        return pixels
    if len(pixels) == 1 and pixels.shape[1] == 1:
        return pixels
    coarse = _filled(_pooled(pixels, alpha, room), room)
    shelf = room.shelf(pixels.shape, pixels.dtype)
    for top, bottom in bands(pixels, step=2):
        visible = alpha[top:bottom] > 0
        grown = np.floor(_grown(coarse, top, bottom, pixels.shape[1]) + 0.5).astype(pixels.dtype)
        shelf.put(np.where(visible[:, :, None], pixels[top:bottom], grown))
        release(pixels, alpha, coarse)
    filled: Pixels = shelf.taken()
    return filled


def _pooled(pixels: Pixels, alpha: Pixels, room: Workroom) -> FloatArray:
    """Half as many rows and columns: colours, and behind them how much of each pixel is known, 0..1."""
    shelf = room.shelf(_half(pixels), _FLOAT)
    for top, bottom in bands(pixels, step=2):
        visible = (alpha[top:bottom] > 0).astype(np.float32)[:, :, None]
        shelf.put(_pool(pixels[top:bottom].astype(np.float32), visible))
        release(pixels, alpha)
    return shelf.taken()


def _filled(level: FloatArray, room: Workroom) -> FloatArray:
    """The colours of `level`, those that are not known from ever coarser grids."""
    if max(level.shape[:2]) == 1 or all(bool(level[top:bottom, :, -1].all()) for top, bottom in walk(level)):
        return level[:, :, :-1]
    shelf = room.shelf(_half(level[:, :, :-1]), _FLOAT)
    for top, bottom in bands(level, step=2):
        shelf.put(_pool(level[top:bottom, :, :-1], level[top:bottom, :, -1:]))
        release(level)
    coarse = _filled(shelf.taken(), room)
    shelf = room.shelf((*level.shape[:2], level.shape[2] - 1), _FLOAT)
    for top, bottom in bands(level, step=2):
        colour, share = level[top:bottom, :, :-1], level[top:bottom, :, -1:]
        shelf.put(colour * share + _grown(coarse, top, bottom, level.shape[1]) * (np.float32(1) - share))
        release(level, coarse)
    return shelf.taken()


def _half(fine: Array) -> tuple[int, int, int]:
    return (fine.shape[0] + 1) // 2, (fine.shape[1] + 1) // 2, fine.shape[2] + 1


def _pool(colour: FloatArray, weight: FloatArray) -> FloatArray:
    known = _mean(weight)
    mean = (_mean(colour * weight) / np.maximum(known, 1e-6)).astype(np.float32)
    return np.concatenate([mean, np.minimum(known * np.float32(4), np.float32(1))], axis=2)


def _grown(coarse: FloatArray, top: int, bottom: int, width: int) -> FloatArray:
    """Rows `top` (an even one) to `bottom` of the next finer grid, of so many columns."""
    part = coarse[top // 2 : (bottom + 1) // 2]
    return part.repeat(2, axis=0)[: bottom - top].repeat(2, axis=1)[:, :width]


def _mean(planes: npt.NDArray[np.float32]) -> FloatArray:
    height, width, channels = planes.shape
    padded = np.zeros((height + height % 2, width + width % 2, channels), dtype=np.float32)
    padded[:height, :width] = planes
    blocks = padded.reshape(padded.shape[0] // 2, 2, padded.shape[1] // 2, 2, channels)
    pooled: FloatArray = blocks.mean(axis=(1, 3))
    return pooled
