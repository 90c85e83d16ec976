"""Validation by the path that the user's pictures take: tiles, backend and protocol of core."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

import numpy as np

from sr_desktop.core.bench.protocol import measure, modcrop
from sr_desktop.core.bench.truth import list_pictures, read_stored
from sr_desktop.core.errors import BadDataset, BadImage
from sr_desktop.core.metrics import SSIM_WINDOW
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.artefacts import Artefacts
from trainer.pictures.examples import Example, Warn, read_good
from trainer.pictures.picture_files import PictureFile, Split, folders_text
from trainer.pictures.sampling import Size

VALIDATION, TRAINING = "validation", "training"
LEARNED = 3
"""Training pictures that are measured, too: enough to see a gap, few enough to cost little."""


@dataclass(frozen=True, kw_only=True)
class Scores:
    """Means over a set at one scale, as Evaluated explains them."""

    dataset: str
    scale: int
    psnr: float
    ssim: float
    baseline_psnr: float
    colour_shift: float
    checkerboard: float
    pattern: float


class PictureSet:
    """Pictures, what networks are given of them, and bicubic's figures, made once."""

    def __init__(self, dataset: str, examples: Sequence[Example], job: JobSpec, channels: int) -> None:
        self.dataset, self.examples = dataset, tuple(examples)
        self._lows = {scale: [example.pair(scale, channels, job.data)[1] for example in self.examples] for scale in job.scales}
        self._baseline = {scale: self._mean_bicubic(scale) for scale in job.scales}

    def measure(self, net: TiledNet, scale: int) -> Scores:
        """Raises BadOutput for answers with NaN."""
        scores, artefacts = [], Artefacts(scale)
        for truth, low in self._pairs(scale):
            answer = net.enhance(low, scale)
            scores.append(measure(truth, answer, scale))
            artefacts.add(truth, answer)
        return Scores(
            dataset=self.dataset,
            scale=scale,
            psnr=float(np.mean([score.psnr for score in scores])),
            ssim=float(np.mean([score.ssim for score in scores])),
            baseline_psnr=self._baseline[scale],
            colour_shift=artefacts.colour_shift,
            checkerboard=artefacts.checkerboard,
            pattern=artefacts.pattern,
        )

    def _pairs(self, scale: int) -> Iterator[tuple[FloatArray, FloatArray]]:
        # Truths stay in 8 bits until they are used: as floats they would fill the memory of a small machine.
        for example, low in zip(self.examples, self._lows[scale], strict=True):
            yield modcrop(example.truth, scale), low

    def _mean_bicubic(self, scale: int) -> float:
        return float(np.mean([measure(truth, imresize(low, float(scale)), scale).psnr for truth, low in self._pairs(scale)]))


class Evaluator:
    """Holds the validation pictures, a few training ones and the sets that are measured besides.

    Raises BadDataset where none of a set can be measured.
    """

    def __init__(self, split: Split, job: JobSpec, channels: int, warn: Warn) -> None:
        self._scales = job.scales
        held = list(_measurable(split.validation, job, warn))
        if not held:
            raise BadDataset(path=folders_text(job.data), detail="none of the pictures held out for validation can be measured")
        self.validation = PictureSet(VALIDATION, held, job, channels)
        count = min(LEARNED, job.data.validation)
        # Whoever reads all of them to learn from has told which ones cannot be used.
        learned = islice(_measurable(split.train, job, _told_elsewhere), count)
        self._training = PictureSet(TRAINING, list(learned), job, channels)
        self._others = [_other_set(Path(job.data.root) / folder, job, channels, warn) for folder in job.data.measured]

    def evaluate(self, net: TiledNet) -> list[Scores]:
        """Measure `net` on every set at every scale. Raises BadOutput for answers with NaN."""
        sets = [self.validation, *([self._training] if self._training.examples else []), *self._others]
        return [pictures.measure(net, scale) for pictures in sets for scale in self._scales]


def _other_set(folder: Path, job: JobSpec, channels: int, warn: Warn) -> PictureSet:
    """The pictures of a folder, benchmark pictures too: nothing is learned or chosen by them. Raises BadDataset."""
    found = list(_large_enough(_readable(list_pictures(folder), warn), job, warn))
    if not found:
        raise BadDataset(path=str(folder), detail="none of its pictures can be measured")
    bicubic = replace(job, data=replace(job.data, degradation="bicubic", low=()))
    return PictureSet(folder.name, found, bicubic, channels)


def _readable(files: Sequence[Path], warn: Warn) -> Iterator[Example]:
    for file in files:
        try:
            yield Example(pixels=read_stored(file))
        except BadImage as error:
            warn(error.code, error.text)


def can_be_measured(size: Size, scales: Sequence[int]) -> bool:
    """Whether a picture of this height and width is large enough for SSIM at every scale, with the border shaved."""
    scale = max(scales)
    return min(size) // scale * scale >= SSIM_WINDOW + 2 * scale


def mean_psnr(results: Sequence[Scores]) -> float:
    """The one number by which weights are compared: the mean over scales on the pictures held out, -inf for none."""
    held = [result.psnr for result in results if result.dataset == VALIDATION]
    return float(np.mean(held)) if held else -math.inf


def _measurable(files: Sequence[PictureFile], job: JobSpec, warn: Warn) -> Iterator[Example]:
    return _large_enough(read_good(files, job.data, job.scales, warn), job, warn)


def _large_enough(examples: Iterable[Example], job: JobSpec, warn: Warn) -> Iterator[Example]:
    for example in examples:
        height, width = example.pixels.shape[:2]
        if can_be_measured((height, width), job.scales):
            yield example
        else:
            warn("too_small", f"A picture of {width} x {height} pixels is too small to be measured at x{max(job.scales)}.")


def _told_elsewhere(code: str, message: str) -> None:
    """Take a warning that has been given before."""
