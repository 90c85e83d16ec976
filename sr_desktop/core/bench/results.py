"""What measurements have told so far, each protocol apart (standard library only: the window shows it)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, PictureMeasured, RowMeasured
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed

Place = tuple[str, int]
"""A set and a factor."""


class Results:
    """Rows and pictures of one protocol; later events replace earlier ones of the same place and model."""

    def __init__(self, protocol: Protocol) -> None:
        self.protocol = protocol
        self._rows: dict[tuple[str, int, str], RowMeasured] = {}
        self._pictures: dict[Place, dict[str, dict[str, PictureMeasured]]] = {}

    def add(self, event: Event) -> None:
        """Keep what is a row or a picture."""
        if isinstance(event, RowMeasured):
            self._rows[event.dataset, event.scale, event.model] = event
        elif isinstance(event, PictureMeasured):
            of_path = self._pictures.setdefault((event.dataset, event.scale), {}).setdefault(event.path, {})
            of_path[event.model] = event

    def forget(self, datasets: Iterable[str], scales: Iterable[int], models: Iterable[str]) -> None:
        """Drop what is about to be told anew: pictures that are no longer in a set must not stay in its table."""
        names, gone = set(datasets), set(models)
        for place in [(name, scale) for name in names for scale in scales]:
            for model in gone:
                self._rows.pop((*place, model), None)
            for of_path in self._pictures.get(place, {}).values():
                for model in gone:
                    of_path.pop(model, None)

    def row(self, dataset: str, scale: int, model: str) -> RowMeasured | None:
        """One row, None where nothing was told."""
        return self._rows.get((dataset, scale, model))

    def rows(self, datasets: Sequence[str], scales: Sequence[int], models: Sequence[str]) -> tuple[RowMeasured, ...]:
        """The rows that there are, by set, factor and model in the order given."""
        keys = [(dataset, scale, model) for dataset in datasets for scale in scales for model in models]
        return tuple(self._rows[key] for key in keys if key in self._rows)

    def pictures(self, place: Place) -> Mapping[str, Mapping[str, PictureMeasured]]:
        """By path, then by model; paths in the order in which they were told first."""
        return {path: of_path for path, of_path in self._pictures.get(place, {}).items() if of_path}


class MeasuringProgress:
    """How far a measurement is, and how long it will take."""

    def __init__(self) -> None:
        self.total = self.done = self.cached = 0
        self.ended: BenchmarkEnded | Failed | None = None
        self._measured = 0
        self._began = self._last = 0.0
        self._paused_at: float | None = None

    def add(self, event: Event) -> None:
        """Count what happened."""
        if isinstance(event, BenchmarkStarted):
            self.total, self.cached = event.total, event.cached
            self._began = self._last = event.t
        elif isinstance(event, PictureMeasured):
            self.done += 1
            if not event.cached:
                self._measured += 1
                self._last = event.t
        elif isinstance(event, BenchmarkEnded | Failed):
            self.ended = event

    def pause(self, now: float) -> None:
        """The clock stands still from `now`, seconds since the epoch."""
        self._paused_at = now

    def resume(self, now: float) -> None:
        """The clock goes on."""
        if self._paused_at is not None:
            # As if the measurement had begun later.
            self._began += now - self._paused_at
            self._last += now - self._paused_at
            self._paused_at = None

    def seconds_left(self) -> float | None:
        """By the pace of what this process measured itself; None while it has measured nothing, or has ended."""
        if self.ended is not None or not self._measured:
            return None
        return (self._last - self._began) / self._measured * max(0, self.total - self.done)
