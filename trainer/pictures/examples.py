"""Pictures that can be learned from or measured by, and why others cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sr_desktop.core.bench.protocol import modcrop
from sr_desktop.core.bench.truth import Stored, as_float, read_stored
from sr_desktop.core.colour import rgb_to_grey
from sr_desktop.core.errors import BadImage
from sr_desktop.core.messages.trainer import FindingCode
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.training.job import DataOptions
from trainer.pictures.degrade import as_channels, degrade
from trainer.pictures.leaks import benchmark_like, picture_hash
from trainer.pictures.picture_files import PictureFile

Warn = Callable[[str, str], None]
"""Takes a code and a sentence."""


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a picture is left out. code: of the warning and, as `finding`, of the check; message: a sentence."""

    code: str
    finding: FindingCode
    message: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class Example:
    """A decoded picture. pixels: H x W x C; given: its own low-resolution picture, where the job has such.

    look: its `picture_hash`.
    """

    pixels: Stored
    given: Stored | None = None
    look: int = 0

    @property
    def truth(self) -> FloatArray:
        """H x W x 1 or 3 in 0..1."""
        return as_float(self.pixels)

    def pair(self, scale: int, channels: int, options: DataOptions) -> tuple[FloatArray, FloatArray]:
        """The modcropped truth, H x W x C, and the low-resolution picture a network is given: h x w x `channels`."""
        truth = modcrop(self.truth, scale)
        if self.given is None:
            return truth, degrade(truth, scale, channels, options)
        return truth, given_low(as_float(self.given), truth, channels)


def given_low(low: FloatArray, truth: FloatArray, channels: int) -> FloatArray:
    """A low-resolution picture in the colours of its truth (grey or not), then as h x w x `channels`."""
    if low.shape[2] == 3 and truth.shape[2] == 1:
        low = rgb_to_grey(low)[:, :, None]
    elif low.shape[2] == 1 and truth.shape[2] == 3:
        low = np.repeat(low, 3, axis=2)
    return as_channels(low, channels)


def examine(file: PictureFile, options: DataOptions, scales: Sequence[int]) -> Example | Problem:
    """The picture in a file, or why it is left out: it cannot be read, is a benchmark one, or does not fit its pair."""
    try:
        pixels = read_stored(file.path)
        given = read_stored(file.low) if file.low else None
    except BadImage as error:
        return Problem(code=error.code, finding="unreadable", message=error.text, detail=error.message)
    wrong = _mismatch(file, pixels, given, scales[0]) if options.low else ""
    if wrong:
        return Problem(code="pair_mismatch", finding="mismatch", message=f"{file.path} is left out: {wrong}.", detail=wrong)
    look = picture_hash(as_float(pixels))
    twin = benchmark_like(look)
    if twin:
        message = f"{file.path} shows the benchmark picture {twin} and is left out."
        return Problem(code="benchmark_picture", finding="benchmark", message=message, detail=twin)
    return Example(pixels=pixels, given=given, look=look)


def read_good(files: Sequence[PictureFile], options: DataOptions, scales: Sequence[int], warn: Warn) -> Iterator[Example]:
    """The pictures that can be used, one at a time; a warning for each of the others."""
    for file in files:
        found = examine(file, options, scales)
        if isinstance(found, Problem):
            warn(found.code, found.message)
        else:
            yield found


def _mismatch(file: PictureFile, pixels: Stored, given: Stored | None, scale: int) -> str:
    if given is None:
        return "there is no low-resolution picture of its name"
    wanted = (pixels.shape[0] // scale, pixels.shape[1] // scale)
    if given.shape[:2] == wanted:
        return ""
    name = Path(file.low or "").name
    return f"{name} has {_size(given.shape)} pixels, x{scale} needs {_size(wanted)}"


def _size(shape: Sequence[int]) -> str:
    return f"{shape[1]} x {shape[0]}"
