"""The values of all curves of a plot at one place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sr_desktop.ui.curves.content import Content, Stroke, to_scale
from sr_desktop.ui.curves.palette import Style
from sr_desktop.ui.curves.texts import average_text, measured_text, metric_text, place_text, value_text
from sr_desktop.ui.curves.x_axis import XAxis, XKind

Place = float
"""Where along the bottom axis: steps, epochs or seconds."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A curve's value nearest to the place. x, y: that point, y as drawn; average: as text, empty without smoothing."""

    style: Style
    name: str
    value: str
    average: str
    x: float
    y: float


@dataclass(frozen=True, kw_only=True)
class Readout:
    """What is told about one place; heads: over averages and values, empty where there are no averages."""

    place: Place
    title: str
    heads: tuple[str, str]
    rows: tuple[Row, ...]


def readout_at(content: Content, place: Place) -> Readout:
    """The values at a place; a curve that does not reach it is left out."""
    rows = [row for stroke in content.strokes if (row := _row(content, stroke, place)) is not None]
    smoothed = any(row.average for row in rows)
    heads = (average_text(), measured_text()) if smoothed else ("", "")
    return Readout(place=place, title=_title(content, place), heads=heads, rows=tuple(rows))


def nearest_place(content: Content, place: Place) -> Place | None:
    """The place of the nearest point of any curve; None without one."""
    found = [_place_of(stroke, index) for stroke in content.strokes if (index := _index(stroke, place)) is not None]
    return min(found, key=lambda each: abs(each - place), default=None)


def next_place(content: Content, place: Place, forward: int) -> Place | None:
    """The place of the next point of any curve (forward: 1) or of the one before (-1); None where there is none."""
    found = []
    for stroke in content.strokes:
        index = _index(stroke, place)
        for near in range(index - 1, index + 2) if index is not None else ():
            if 0 <= near < len(stroke.series.curve):
                found.append(_place_of(stroke, near))
    return min((each for each in found if (each - place) * forward > 0), key=lambda each: abs(each - place), default=None)


def _index(stroke: Stroke, place: Place) -> int | None:
    return stroke.track.nearest(stroke.axis.to_step(place))


def _place_of(stroke: Stroke, index: int) -> Place:
    return float(stroke.axis.of_steps(stroke.series.curve.steps[index : index + 1])[0])


def _row(content: Content, stroke: Stroke, place: Place) -> Row | None:
    index = _index(stroke, place)
    if index is None or not _reaches(stroke, place):
        return None
    kind, value = content.wish.kind, float(stroke.series.curve.values[index])
    averages = stroke.track.averages
    average = float(averages[index]) if index < len(averages) else None
    name = metric_text(stroke.series.metric)
    if len(content.wish.runs) > 1:
        run = content.wish.runs[stroke.series.run].name
        several = len({each.series.metric for each in content.strokes}) > 1
        name = f"{run}, {name}" if several else run
    drawn = np.array([value if average is None else average])
    return Row(
        style=stroke.style,
        name=name,
        value=value_text(kind, value),
        average="" if average is None else value_text(kind, average),
        x=_place_of(stroke, index),
        y=float(to_scale(drawn, log=content.wish.log)[0]),
    )


def _reaches(stroke: Stroke, place: Place) -> bool:
    """Whether the curve has begun and not yet ended at the place; one point alone counts where it is nearest."""
    first, last = _place_of(stroke, 0), _place_of(stroke, len(stroke.series.curve) - 1)
    room = 1e-9 * max(1.0, abs(last))
    return first - room <= place <= last + room


def _title(content: Content, place: Place) -> str:
    kind = content.wish.x_kind
    if len(content.wish.runs) > 1:
        return place_text(kind, place)
    log = content.wish.runs[0].log
    step = np.array([XAxis(kind=kind, log=log).to_step(place)])
    shown = [XKind.STEPS, *(each for each in (XKind.EPOCHS, XKind.TIME) if len(log.epochs))]
    return "  ·  ".join(place_text(each, float(XAxis(kind=each, log=log).of_steps(step)[0])) for each in shown)
