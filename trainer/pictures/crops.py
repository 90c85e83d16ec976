"""Fixed crops of the validation pictures: what is looked at while a network learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.colour import rgb_to_ycbcr, ycbcr_to_rgb
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import JobSpec
from trainer.pictures.detail import added_up, steepness
from trainer.pictures.examples import Example

SIDE = 192
MOST = 4
_STEP = 16

Shown = npt.NDArray[np.uint8]
"""H x W x 3, to be looked at."""


@dataclass(frozen=True, kw_only=True)
class Crop:
    """One crop of S x S pixels at factor `scale`.

    low: the network's input, S / scale pixels a side, x C. bicubic: `low` enlarged, S x S x C. truth: S x S x 1 or 3.
    chroma: S x S x 2, bicubic's, with which answers of networks on luminance are shown, as users get them; None where
    the answer has colours of its own or the picture has none.
    """

    number: int
    scale: int
    low: FloatArray
    bicubic: FloatArray
    truth: FloatArray
    chroma: FloatArray | None

    def shown(self, answer: FloatArray) -> Shown:
        """An answer, S x S x C, as a picture."""
        if self.chroma is not None:
            answer = ycbcr_to_rgb(np.concatenate([answer, self.chroma], axis=2))
        return eight_bits(answer)

    @property
    def missing(self) -> FloatArray:
        """What bicubic lacks of the truth: S x S luminance, both signs."""
        return luma_of(self.truth) - luma_of(self.bicubic)


def choose_crops(examples: Sequence[Example], job: JobSpec, channels: int) -> list[Crop]:
    """The most textured part of each of the first pictures at the largest scale; the same ones for the same pictures."""
    return [_crop(number, example, job, channels) for number, example in enumerate(examples[:MOST])]


def eight_bits(picture: FloatArray) -> Shown:
    """H x W x 1 or 3 in 0..1 in 8 bits, grey repeated."""
    rgb = np.repeat(picture, 3, axis=2) if picture.shape[2] == 1 else picture
    return to_8_bit(rgb).astype(np.uint8)


def most_textured(luma: FloatArray, side: int, step: int) -> tuple[int, int]:
    """Top and left, multiples of `step`, of the `side` x `side` window with the largest sum of gradients; 0, 0 for ties."""
    sums = added_up(steepness(luma))
    windows = sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]
    row, column = np.unravel_index(int(windows[::step, ::step].argmax()), windows[::step, ::step].shape)
    return int(row) * step, int(column) * step


def _crop(number: int, example: Example, job: JobSpec, channels: int) -> Crop:
    scale = max(job.scales)
    truth, low = example.pair(scale, channels, job.data)
    side = min(SIDE // scale * scale, *truth.shape[:2])
    place = most_textured(luma_of(truth), side, scale * max(1, _STEP // scale))
    truth, low = _cut(truth, place, side), _cut(low, place, side, scale)
    chroma = None
    if channels == 1 and truth.shape[2] == 3:
        rgb = _cut(example.pair(scale, 3, job.data)[1], place, side, scale)
        chroma = rgb_to_ycbcr(imresize(rgb, float(scale)))[:, :, 1:]
    return Crop(number=number, scale=scale, low=low, bicubic=imresize(low, float(scale)), truth=truth, chroma=chroma)


def _cut(picture: FloatArray, place: tuple[int, int], side: int, factor: int = 1) -> FloatArray:
    top, left = place[0] // factor, place[1] // factor
    return picture[top : top + side // factor, left : left + side // factor]
