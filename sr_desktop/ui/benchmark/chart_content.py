"""What the charts show, worked out from rows and pictures. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from sr_desktop.core.bench.messages import PictureMeasured, RowMeasured
from sr_desktop.ui.curves.palette import COLOURS
from sr_desktop.ui.theme import Theme

_LEAST_S = 1e-4
"""Seconds below which a clock says nothing; also what is drawn for a time of zero."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """A model; x in seconds a picture or in weights, y in dB."""

    model: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Level:
    """A model that has no place on the other axis: a line at its PSNR in dB."""

    model: str
    y: float


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many dB one method is ahead of the other on a picture."""

    name: str
    value: float


@dataclass(frozen=True, kw_only=True)
class ChartContent:
    """Points with levels, or bars. titles: of models, by id; colours follow their order."""

    caption: str
    titles: dict[str, str]
    y_label: str
    title: str = ""
    x_label: str = ""
    points: tuple[Point, ...] = ()
    levels: tuple[Level, ...] = ()
    bars: tuple[Bar, ...] = ()
    empty: str = ""

    def colour(self, model: str, theme: Theme) -> str:
        """The colour of a model."""
        colours = COLOURS[theme.name]
        return colours[list(self.titles).index(model) % len(colours)]


def points_by_time(rows: Sequence[RowMeasured]) -> tuple[Point, ...]:
    """PSNR against seconds a picture."""
    return tuple(
        Point(model=row.model, x=max(row.seconds, _LEAST_S), y=row.psnr)
        for row in rows
        if row.psnr is not None and row.seconds is not None
    )


def points_by_params(rows: Sequence[RowMeasured]) -> tuple[tuple[Point, ...], tuple[Level, ...]]:
    """PSNR against the number of weights; methods without weights are levels."""
    known = [(row.model, row.params, row.psnr) for row in rows if row.psnr is not None]
    points = tuple(Point(model=model, x=float(params), y=psnr) for model, params, psnr in known if params)
    return points, tuple(Level(model=model, y=psnr) for model, params, psnr in known if not params)


def bars_between(pictures: Mapping[str, Mapping[str, PictureMeasured]], first: str, second: str) -> tuple[Bar, ...]:
    """PSNR of `first` less that of `second` on each picture that both answered, from the largest to the smallest."""
    bars = []
    for path, of_path in pictures.items():
        one, other = of_path.get(first), of_path.get(second)
        if one and other and one.psnr is not None and other.psnr is not None:
            bars.append(Bar(name=PurePath(path).stem, value=one.psnr - other.psnr))
    return tuple(sorted(bars, key=lambda bar: (-bar.value, bar.name)))
