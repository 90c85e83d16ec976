"""The evaluation protocol of the field, as VDSR's and SRCNN's tables were made, and the variants that one can choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.colour import rgb_to_grey
from sr_desktop.core.metrics import mean_over_channels, psnr, shave, ssim, to_8_bit
from sr_desktop.core.resize import imresize

if TYPE_CHECKING:
    from sr_desktop.core.metrics import Float64
    from sr_desktop.core.pictures.picture import FloatArray

STANDARD = Protocol()


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """psnr in dB, infinite for equal pictures; ssim 0..1."""

    psnr: float
    ssim: float


def modcrop(picture: FloatArray, scale: int) -> FloatArray:
    """`picture` cut at the bottom and right to multiples of `scale`."""
    height, width = picture.shape[0], picture.shape[1]
    return picture[: height - height % scale, : width - width % scale]


def low_resolution(truth: FloatArray, scale: int, *, channels: int, protocol: Protocol = STANDARD) -> FloatArray:
    """The input of a model: h x w x 1 luminance or h x w x 3 RGB, in 0..1. `truth` is already modcropped.

    Unrounded, unless the protocol wants what a file of 8 bits would hold: then luminance is taken of rounded colours.
    """
    if protocol.low == "uint8":
        low = (to_8_bit(imresize(truth, 1.0 / scale)) / 255.0).astype(np.float32)
        return luma_of(low)[:, :, None] if channels == 1 else as_rgb(low)
    if channels == 1:
        return imresize(luma_of(truth)[:, :, None], 1.0 / scale)
    return imresize(as_rgb(truth), 1.0 / scale)


def as_rgb(picture: FloatArray) -> FloatArray:
    """H x W x 3 of H x W x 1 or 3: grey stands in all three channels."""
    return np.repeat(picture, 3, axis=2) if picture.shape[2] == 1 else picture


def compared(truth: FloatArray, answer: FloatArray, scale: int, protocol: Protocol = STANDARD) -> tuple[Float64, Float64]:
    """Truth and answer as they are compared: H x W x 1 (Y) or 3 (RGB), whole numbers 0..255, without the border.

    truth: as `read_truth` gives it, modcropped. answer: H x W x 1 (Y, or grey where the truth is) or H x W x 3 (RGB). A
    truth of one channel is full-range grey, so an RGB answer to it becomes grey, and there is one channel to compare
    under every protocol. Raises ValueError where sizes differ, where a colour truth meets an answer without colours that
    the protocol asks for, and where nothing is left after shaving.
    """
    if truth.shape[:2] != answer.shape[:2]:
        raise ValueError(f"the answer has {_size(answer)} pixels, the truth {_size(truth)}")
    if truth.shape[2] == 1 and answer.shape[2] == 3:
        answer = rgb_to_grey(answer)[:, :, None]
    if protocol.channel == "y":
        truth, answer = luma_of(truth)[:, :, None], luma_of(answer)[:, :, None]
    if truth.shape[2] != answer.shape[2]:
        raise ValueError("the answer has luminance only, the protocol compares colours")
    border = protocol.border(scale)
    return shave(to_8_bit(truth), border), shave(to_8_bit(answer), border)


def measure(truth: FloatArray, answer: FloatArray, scale: int, protocol: Protocol = STANDARD) -> Measurement:
    """PSNR over all compared values, SSIM as the mean over channels; for the arguments and errors see `compared`.

    Raises ValueError, too, where a side is too short for SSIM.
    """
    return measure_compared(*compared(truth, answer, scale, protocol))


def measure_compared(truth: Float64, answer: Float64) -> Measurement:
    """PSNR and SSIM of what `compared` gives. Raises ValueError where a side is too short for SSIM."""
    return Measurement(psnr=psnr(truth, answer), ssim=mean_over_channels(ssim, truth, answer))


def _size(picture: FloatArray) -> str:
    return f"{picture.shape[1]} x {picture.shape[0]}"
