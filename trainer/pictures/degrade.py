"""How a low-resolution picture is made of the truth; the same for learning and for measuring."""

from __future__ import annotations

import hashlib
import io
from functools import lru_cache

import numpy as np
from PIL import Image

from sr_desktop.core.bench.protocol import low_resolution
from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import Kernel, imresize
from sr_desktop.core.training.job import DataOptions

BLUR_PER_FACTOR = 0.4
"""Pixels of standard deviation for each unit of the factor where the job gives none: 1.6 for x4, as in most papers that
blur (the texts of SRCNN, section 4, and SRGAN, section 3.2, name no width)."""
_REACH = 3.0
"""Standard deviations after which the Gaussian is cut off."""


def degrade(truth: FloatArray, scale: int, channels: int, options: DataOptions, seed: int = 0) -> FloatArray:
    """h x w x 1 luminance or h x w x 3 RGB in 0..1 of a modcropped H x W x C truth, as `options.degradation` says.

    bicubic: unrounded, as measured in papers; gaussian: blur and decimation, unrounded; camera: bicubic on the picture's
    own channels, noise, 8 bits, JPEG. The noise follows from the seed and the content of `truth` alone.
    """
    if options.degradation == "bicubic":
        return low_resolution(truth, scale, channels=channels)
    if options.degradation == "gaussian":
        return _blurred(as_channels(truth, channels), scale, options.blur)
    return as_channels(_photographed(truth, scale, options, seed), channels)


def as_channels(picture: FloatArray, channels: int) -> FloatArray:
    """A picture of one or three channels as H x W x 1 luminance (see `luma_of`) or H x W x 3 RGB."""
    if channels == 1:
        return luma_of(picture)[:, :, None]
    return np.repeat(picture, 3, axis=2) if picture.shape[2] == 1 else picture


def _blurred(picture: FloatArray, scale: int, blur: float) -> FloatArray:
    # One weighted sum a sample instead of blurring everything first: the kernel is placed where the samples of
    # `imresize` lie, so that decimation by an even factor does not shift the picture by half a pixel.
    sigma = blur or BLUR_PER_FACTOR * scale
    return imresize(picture, 1.0 / scale, _gaussian(sigma / scale))


@lru_cache(maxsize=16)
def _gaussian(sigma: float) -> Kernel:
    """sigma in pixels of the small picture; `imresize` stretches the kernel to those of the large one."""
    reach = _REACH * sigma

    def weigh(x: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
        return np.where(np.abs(x) <= reach, np.exp(-0.5 * (x / sigma) ** 2), 0.0)

    return Kernel(f"gaussian {sigma:g}", 2 * reach, weigh)


def _photographed(truth: FloatArray, scale: int, options: DataOptions, seed: int) -> FloatArray:
    small = imresize(truth, 1.0 / scale)
    if options.noise > 0:
        rng = np.random.default_rng([seed, scale, *hashlib.sha256(truth.tobytes()).digest()])
        small = small + rng.standard_normal(small.shape, dtype=np.float32) * np.float32(options.noise / 255.0)
    pixels = to_8_bit(small).astype(np.uint8)
    if options.jpeg and min(pixels.shape[:2]) > 0:
        buffer = io.BytesIO()
        Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).save(buffer, "JPEG", quality=options.jpeg)
        with Image.open(buffer, formats=("JPEG",)) as image:
            pixels = np.asarray(image).reshape(pixels.shape)
    return pixels.astype(np.float32) / np.float32(255.0)
