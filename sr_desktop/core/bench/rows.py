"""Rows of the table as they grow: means over the pictures measured so far, and what is left out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sr_desktop.core.bench.cache import Result
from sr_desktop.core.bench.errors import ANSWERS_EQUAL_TRUTH
from sr_desktop.core.bench.messages import PictureMeasured, RowMeasured
from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import Note


@dataclass(frozen=True, kw_only=True)
class RowName:
    """Which row: a set, a factor, a model, and what the row says of that model (see RowMeasured)."""

    dataset: str
    scale: int
    model: str
    params: int = 0
    method: str = ""


@dataclass
class GrowingRow:
    """Collects the results of one row in any order of pictures."""

    name: RowName
    _results: dict[Path, Result] = field(default_factory=dict)
    _problem: Note | None = None
    _changed: bool = False

    def add(self, path: Path, result: Result) -> None:
        """Count a picture."""
        self._results[path] = result
        self._changed = True

    def leave_out(self, error: SrError) -> None:
        """Tell why a picture, or the whole row, has no figures; the first reason stays."""
        self._problem = self._problem or note_of(error)
        self._changed = True

    def taken(self) -> RowMeasured | None:
        """The row, None where it has not changed since the last call."""
        if not self._changed:
            return None
        self._changed = False
        return self._row()

    def _row(self) -> RowMeasured:
        results = list(self._results.values())
        infinite = any(math.isinf(result.psnr) for result in results)
        return RowMeasured(
            dataset=self.name.dataset,
            scale=self.name.scale,
            model=self.name.model,
            images=len(results),
            psnr=None if infinite else _mean([result.psnr for result in results]),
            ssim=_mean([result.ssim for result in results]),
            seconds=_mean([result.seconds for result in results]),
            ms_ssim=_mean([result.ms_ssim for result in results]),
            distance=_mean([result.distance for result in results]),
            params=self.name.params,
            problem=self._problem or (Note(template=ANSWERS_EQUAL_TRUTH) if infinite else None),
            method=self.name.method,
        )


def picture_event(name: RowName, path: Path, result: Result, *, cached: bool) -> PictureMeasured:
    """What is told of one picture."""
    equal = math.isinf(result.psnr)
    return PictureMeasured(
        dataset=name.dataset,
        scale=name.scale,
        model=name.model,
        path=str(path),
        psnr=None if equal else result.psnr,
        ssim=result.ssim,
        seconds=result.seconds,
        equal=equal,
        ms_ssim=result.ms_ssim,
        distance=result.distance,
        cached=cached,
    )


def changed_rows(rows: Sequence[GrowingRow]) -> Iterator[RowMeasured]:
    """Those of `rows` that changed since the last time, in their order."""
    for row in rows:
        measured = row.taken()
        if measured is not None:
            yield measured


def note_of(error: SrError) -> Note:
    """An error as a row tells it: what failed, without what to do."""
    return Note(template=error.message_template, values=dict(error.values))


def _mean(values: Sequence[float | None]) -> float | None:
    """None where there are none, or where one is missing."""
    known = [value for value in values if value is not None]
    return math.fsum(known) / len(known) if known and len(known) == len(values) else None
