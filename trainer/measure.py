"""Trained weights on the benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.run import run_benchmark
from sr_desktop.core.catalog import BICUBIC
from sr_desktop.core.checkpoint import load_net
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.model_card import ModelCard, Score


def measure_weights(weights: Path, benchmark: Path, names: Sequence[str], scales: Sequence[float] = ()) -> list[Score]:
    """Scores of a weights file on the named sets in `benchmark`, at its scales or, where the network can, at `scales`.

    Raises BadCheckpoint, or BadDataset where a picture cannot be read or measured.
    """
    loaded = load_net(weights)
    served = tuple(scales) if scales and loaded.spec.any_scale else loaded.info.scales
    card = ModelCard(
        id=loaded.info.model,
        title=loaded.info.title,
        arch=loaded.info.arch,
        scales=served,
        channels=loaded.spec.channels,
        files=(str(weights),) * len(served),
    )
    return _scores(Method(card), benchmark, names, served)


def measure_bicubic(benchmark: Path, names: Sequence[str], scales: Sequence[float]) -> list[Score]:
    """Bicubic's scores. Raises BadDataset."""
    return _scores(Method(BICUBIC), benchmark, names, scales)


def _scores(method: Method, benchmark: Path, names: Sequence[str], scales: Sequence[float]) -> list[Score]:
    scores = []
    for row in run_benchmark(find_datasets(benchmark, names), [method], [int(scale) for scale in scales]):
        if row.problem or row.psnr is None or row.ssim is None:
            raise BadDataset(path=str(benchmark / row.dataset), detail=row.problem.text if row.problem else "it has no figures")
        scores.append(Score(dataset=row.dataset, scale=float(row.scale), psnr=round(row.psnr, 4), ssim=round(row.ssim, 5)))
    return scores
