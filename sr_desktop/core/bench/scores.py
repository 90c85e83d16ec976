"""A model's figures by the field's protocol, as weights files keep them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.run import run_benchmark
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.models.catalog import BICUBIC
from sr_desktop.core.models.model_card import Score


def measure_scores(method: Method, benchmark: Path, names: Sequence[str], scales: Sequence[float]) -> list[Score]:
    """Scores on the named sets in the folder `benchmark`. Raises BadDataset where a picture cannot be read or measured."""
    scores = []
    for row in run_benchmark(find_datasets(benchmark, names), [method], [int(scale) for scale in scales]):
        if row.problem or row.psnr is None or row.ssim is None:
            raise BadDataset(path=str(benchmark / row.dataset), detail=row.problem.text if row.problem else "it has no figures")
        scores.append(Score(dataset=row.dataset, scale=float(row.scale), psnr=round(row.psnr, 4), ssim=round(row.ssim, 5)))
    return scores


def with_bicubic(scores: Sequence[Score], benchmark: Path, names: Sequence[str]) -> tuple[Score, ...]:
    """The same with plain interpolation's PSNR on the same pictures beside each. Raises BadDataset."""
    scales = sorted({score.scale for score in scores})
    plain = {(each.dataset, each.scale): each.psnr for each in measure_scores(Method(BICUBIC), benchmark, names, scales)}
    return tuple(replace(score, bicubic=plain[score.dataset, score.scale]) for score in scores)
