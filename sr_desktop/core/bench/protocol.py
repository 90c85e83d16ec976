"""The evaluation protocol of the field, as VDSR's and SRCNN's tables were made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.metrics import psnr, shave, ssim, to_8_bit
from sr_desktop.core.resize import imresize

if TYPE_CHECKING:
    from sr_desktop.core.picture import FloatArray


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """What stands beside every number, so that it can be compared with others."""

    channel: str = "Y (BT.601 studio range)"
    shave: str = "scale"
    lr_kernel: str = "MATLAB imresize bicubic, antialiased, not rounded"
    rounding: str = "8 bit, half up"
    ssim: str = "11x11 Gaussian, sigma 1.5, valid"


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """psnr in dB, ssim 0..1."""

    psnr: float
    ssim: float


def modcrop(picture: FloatArray, scale: int) -> FloatArray:
    """`picture` cut at the bottom and right to multiples of `scale`."""
    height, width = picture.shape[0], picture.shape[1]
    return picture[: height - height % scale, : width - width % scale]


def low_resolution(truth: FloatArray, scale: int, *, channels: int) -> FloatArray:
    """The input of a model: h x w x 1 luminance or h x w x 3 RGB, in 0..1, unrounded. `truth` is already modcropped."""
    if channels == 1:
        return imresize(luma_of(truth)[:, :, None], 1.0 / scale)
    rgb = np.repeat(truth, 3, axis=2) if truth.shape[2] == 1 else truth
    return imresize(rgb, 1.0 / scale)


def measure(truth: FloatArray, answer: FloatArray, scale: int) -> Measurement:
    """Compare luminance after rounding to 8 bit and shaving `scale` pixels. `answer`: H x W x 1 (Y) or H x W x 3 (RGB).

    A one-channel truth is full-range grey, so an RGB answer to it is brought back to grey by its first channel's range.
    Raises ValueError where a side is too short to be measured.
    """
    if truth.shape[2] == 1 and answer.shape[2] == 3:
        answer = answer.mean(axis=2, keepdims=True)
    a = shave(to_8_bit(luma_of(truth)), scale)
    b = shave(to_8_bit(luma_of(answer)), scale)
    return Measurement(psnr=psnr(a, b), ssim=ssim(a, b))
