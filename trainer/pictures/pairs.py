"""From a picture to what is cut into patches: the truth once, and a network's input for each factor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.bench.protocol import modcrop
from sr_desktop.core.bench.truth import as_float
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import imresize, scaled_shape
from sr_desktop.core.training.job import JobSpec
from trainer.pictures.degrade import as_channels, degrade
from trainer.pictures.examples import Example, Warn, given_low
from trainer.pictures.picture_files import folders_text
from trainer.pictures.sampling import Size

Plane = npt.NDArray[np.uint8] | npt.NDArray[np.float16]
"""H x W x C: 8 bits as they were in the file, else half precision, whose 11 bits are finer, at half the memory of float32."""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A network's input h x w x C and a truth of at least `factor` times that size, whose upper left corners agree."""

    low: Plane
    high: Plane


@dataclass(frozen=True, kw_only=True)
class PairKind:
    """One way in which a picture is used: shrunk first, then brought down by `scale`. size: height and width of `low`."""

    shrink: float
    scale: int
    size: Size


class PairMaker:
    """Makes pairs of pictures as a job wants them. factor: how much larger than its input a network's answer is."""

    def __init__(self, job: JobSpec, space: InputSpace) -> None:
        self._job, self._space = job, space
        self.channels = 1 if space is InputSpace.LUMA_UPSCALED else 3
        self.factor = 1 if space is InputSpace.LUMA_UPSCALED else job.scales[0]

    def kinds(self, size: Size) -> list[PairKind]:
        """The pairs that a picture of this height and width gives: those that hold a patch."""
        return [kind for shrink in self._job.data.shrink for kind in self._kinds(size, shrink)]

    def pairs(self, example: Example) -> Iterator[tuple[PairKind, Pair]]:
        """The pairs of a picture, in the order of `kinds`; those of one shrink factor share their truth."""
        for shrink in self._job.data.shrink:
            kinds = self._kinds((example.pixels.shape[0], example.pixels.shape[1]), shrink)
            if not kinds:
                continue
            truth = example.truth
            if shrink != 1.0:
                truth = np.clip(imresize(truth, shrink), 0, 1)
            high = self._high(example, truth, whole=shrink == 1.0)
            for kind in kinds:
                low = self._low(example, modcrop(truth, kind.scale), kind.scale)
                yield kind, Pair(low=low.astype(np.float16), high=high)

    def _kinds(self, size: Size, shrink: float) -> list[PairKind]:
        smaller = size if shrink == 1.0 else scaled_shape(size, shrink)
        found = [PairKind(shrink=shrink, scale=scale, size=self._low_size(smaller, scale)) for scale in self._job.scales]
        return [kind for kind in found if min(kind.size) >= self._job.data.patch]

    def _low_size(self, size: Size, scale: int) -> Size:
        height, width = size[0] // scale, size[1] // scale
        return (height * scale, width * scale) if self._space is InputSpace.LUMA_UPSCALED else (height, width)

    def _low(self, example: Example, truth: FloatArray, scale: int) -> FloatArray:
        if example.given is None:
            low = degrade(truth, scale, self.channels, self._job.data, self._job.seed)
        else:
            low = given_low(as_float(example.given), truth, self.channels)
        return imresize(low, float(scale)) if self._space is InputSpace.LUMA_UPSCALED else low

    def _high(self, example: Example, truth: FloatArray, *, whole: bool) -> Plane:
        pixels = example.pixels
        if whole and pixels.dtype == np.uint8 and (self.channels == 3 or pixels.shape[2] == 1):
            stored: npt.NDArray[np.uint8] = pixels.astype(np.uint8, copy=False)
            return np.repeat(stored, 3, axis=2) if pixels.shape[2] < self.channels else stored
        return as_channels(truth, self.channels).astype(np.float16)


class Census:
    """Counts pictures as they come, to say once what is wrong with a set."""

    def __init__(self, job: JobSpec, factor: int) -> None:
        self._job, self._factor = job, factor
        self.used, self.too_small = 0, 0
        self._largest: Size = (0, 0)

    def count(self, size: Size, pairs: int) -> None:
        """A picture of this height and width that gives so many pairs."""
        self.used, self.too_small = self.used + (pairs > 0), self.too_small + (pairs == 0)
        self._largest = max(self._largest, size, key=min)

    def refuse_nothing(self) -> None:
        """Raise BadDataset where no picture can be used at all."""
        if self.used == 0:
            raise BadDataset(path=folders_text(self._job.data), detail=self._reason())

    def report(self, warn: Warn) -> None:
        """One warning for all pictures that are too small. Raises BadDataset where no picture can be used at all."""
        self.refuse_nothing()
        if self.too_small:
            one = self.too_small == 1
            pictures = "1 picture is" if one else f"{self.too_small} pictures are"
            warn("too_small", f"{pictures} smaller than a patch and {'is' if one else 'are'} left out.")

    def _reason(self) -> str:
        if not self.too_small:
            return "none of its pictures can be learned from"
        patch = self._job.data.patch
        needed = "" if self._factor == 1 else f" (at x{self._factor}, {patch * self._factor} pixels of the picture)"
        largest = f"{self._largest[1]} x {self._largest[0]}"
        return f"no picture is as large as a patch of {patch} pixels{needed}; the largest has {largest}"
