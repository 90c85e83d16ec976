"""Trained weights on the benchmarks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.scores import measure_scores
from sr_desktop.core.models.catalog import BICUBIC
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.model_card import ModelCard, Score


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
    return measure_scores(Method(card), benchmark, names, served)


def measure_bicubic(benchmark: Path, names: Sequence[str], scales: Sequence[float]) -> list[Score]:
    """Bicubic's scores. Raises BadDataset."""
    return measure_scores(Method(BICUBIC), benchmark, names, scales)
