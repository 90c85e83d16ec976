"""Small sets, models and measurements for the tests of measuring."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from picture_sets import save_pictures

from sr_desktop.core.bench.cache import ResultCache
from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.messages import PictureMeasured, RowMeasured
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.run import Benchmark
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.control import Control
from sr_desktop.core.models.catalog import BICUBIC, LANCZOS


def small_set(folder: Path, count: int = 3, name: str = "Mine") -> Dataset:
    """`count` pictures of about 48 x 40."""
    save_pictures(folder / name, count)
    return Dataset(name=name, pictures=tuple(sorted((folder / name).iterdir())))


def measured(
    sets: Sequence[Dataset],
    methods: Sequence[Method] = (),
    scales: Sequence[int] = (2,),
    *,
    metrics: MetricSet | None = None,
    cache: ResultCache | None = None,
    control: Control | None = None,
) -> list[Event]:
    """All events of one measurement; bicubic and Lanczos where no methods are named."""
    chosen = methods or [Method(BICUBIC), Method(LANCZOS)]
    benchmark = Benchmark(sets, chosen, scales, metrics or MetricSet(Protocol()), cache=cache, control=control)
    return list(benchmark.events())


def last_rows(events: Sequence[Event]) -> dict[tuple[str, int, str], RowMeasured]:
    """The last word on each row by set, factor and model."""
    return {(row.dataset, row.scale, row.model): row for row in events if isinstance(row, RowMeasured)}


def pictures_of(events: Sequence[Event]) -> list[PictureMeasured]:
    """The events of single pictures."""
    return [event for event in events if isinstance(event, PictureMeasured)]
