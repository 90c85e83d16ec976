"""Measuring models over data sets: one row per data set, scale and model."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.protocol import Measurement, low_resolution, measure, modcrop
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.catalog import BICUBIC, LANCZOS
from sr_desktop.core.errors import SrError
from sr_desktop.core.model_card import ModelCard
from sr_desktop.core.picture import FloatArray
from sr_desktop.core.protocol import Precision
from sr_desktop.core.resize import CUBIC, imresize
from sr_desktop.core.resize import LANCZOS as LANCZOS_KERNEL
from sr_desktop.core.upscale import Upscaler


@dataclass(frozen=True, kw_only=True)
class BenchmarkRow:
    """Means over the pictures of a data set. seconds: a picture, the model alone. problem: why there are no figures."""

    dataset: str
    scale: int
    model: str
    psnr: float | None
    ssim: float | None
    seconds: float | None
    images: int
    problem: str = ""


class Method:
    """A model as the benchmark runs it: low-resolution floats in, unrounded floats out."""

    def __init__(self, card: ModelCard, *, device: str = "auto", precision: Precision = "auto") -> None:
        self.card = card
        self._kernel = {BICUBIC.arch: CUBIC, LANCZOS.arch: LANCZOS_KERNEL}.get(card.arch)
        self._upscaler = Upscaler(card, device=device, precision=precision)
        # Interpolation is linear, so luminance alone gives what all three channels would.
        self.channels = 1 if self._kernel else card.channels

    def serves(self, scale: int) -> bool:
        """Whether the model itself does this factor; a resized answer of another factor would be no fair row."""
        return self._kernel is not None or float(scale) in self.card.scales

    def enhance(self, low: FloatArray, scale: int) -> FloatArray:
        """h x w x C in 0..1 to its answer `scale` times as large, C as `channels` says."""
        if self._kernel:
            return imresize(low, float(scale), self._kernel)
        return self._upscaler.net(scale).enhance(low, scale)


def run_benchmark(datasets: Sequence[Dataset], methods: Sequence[Method], scales: Sequence[int]) -> Iterator[BenchmarkRow]:
    """Rows in the order of data sets, scales, models, each given as soon as it is measured."""
    for dataset in datasets:
        for scale in scales:
            for method in methods:
                yield _row(dataset, scale, method)


def _row(dataset: Dataset, scale: int, method: Method) -> BenchmarkRow:
    if not method.serves(scale):
        return _without_figures(dataset, scale, method, f"{method.card.title} has no weights for x{scale}")
    scores: list[Measurement] = []
    seconds = 0.0
    try:
        for path in dataset.pictures:
            truth = modcrop(read_truth(path), scale)
            low = low_resolution(truth, scale, channels=method.channels)
            began = time.perf_counter()
            answer = method.enhance(low, scale)
            seconds += time.perf_counter() - began
            scores.append(measure(truth, answer, scale))
    except SrError as error:
        return _without_figures(dataset, scale, method, error.message)
    except ValueError as error:
        return _without_figures(dataset, scale, method, f"{path.name}: {error}")
    return BenchmarkRow(
        dataset=dataset.name,
        scale=scale,
        model=method.card.id,
        psnr=float(np.mean([score.psnr for score in scores])),
        ssim=float(np.mean([score.ssim for score in scores])),
        seconds=seconds / len(scores),
        images=len(scores),
    )


def _without_figures(dataset: Dataset, scale: int, method: Method, problem: str) -> BenchmarkRow:
    return BenchmarkRow(
        dataset=dataset.name,
        scale=scale,
        model=method.card.id,
        psnr=None,
        ssim=None,
        seconds=None,
        images=len(dataset.pictures),
        problem=problem,
    )
