"""What one plot shows, worked out: strokes, levels, marks and the range of values. No painting here."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sr_desktop.ui.curves.frame import Range, range_of
from sr_desktop.ui.curves.palette import Style, style_of
from sr_desktop.ui.curves.shown import (
    DECIDING,
    Level,
    Metric,
    PlotKind,
    Series,
    ShownRun,
    levels_of,
    metrics_of,
    series_of,
)
from sr_desktop.ui.curves.smoothing import FloatArray
from sr_desktop.ui.curves.texts import level_text
from sr_desktop.ui.curves.thinning import Line
from sr_desktop.ui.curves.track import Track, Tracks
from sr_desktop.ui.curves.x_axis import XAxis, XKind
from sr_desktop.ui.theme import Theme

_ROOM = 0.06
_STEPS = 20
_LEAST_DB, _LEAST_SSIM = 0.5, 0.01


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What shall be shown. weight: of the moving average; y: None to fit what is seen; width: pixels of the plot;
    x_named: whether it is written what the bottom axis counts; density: the device's pixels for one of the screen's.
    """

    kind: PlotKind
    runs: tuple[ShownRun, ...]
    hidden_runs: frozenset[int]
    hidden_metrics: frozenset[Metric]
    x_kind: XKind
    x: Range
    y: Range | None
    log: bool
    weight: float
    width: int
    theme: Theme
    x_named: bool
    density: float


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """One curve to draw: x and y are N, y is log10 on a logarithmic axis; the average is None without smoothing."""

    series: Series
    style: Style
    axis: XAxis
    track: Track
    x: FloatArray
    y: FloatArray
    average: tuple[FloatArray, FloatArray] | None


@dataclass(frozen=True, kw_only=True)
class LevelLine:
    """A horizontal line with a text."""

    y: float
    text: str
    colour: str


@dataclass(frozen=True, kw_only=True)
class Sign:
    """A place where weights were saved; y: on the curve, None for the bottom of the plot; best: of the run's best weights."""

    x: float
    y: float | None
    best: bool
    colour: str


@dataclass(frozen=True, kw_only=True)
class Content:
    """A plot's content. y: the range to show, log10 on a logarithmic axis."""

    wish: Wish
    strokes: tuple[Stroke, ...] = ()
    levels: tuple[LevelLine, ...] = ()
    signs: tuple[Sign, ...] = ()
    y: Range


def extent_of(runs: Sequence[ShownRun], hidden: frozenset[int], kind: XKind) -> Range:
    """From the beginning to the last point of any curve that is not hidden."""
    ends = [0.0]
    for index, run in enumerate(runs):
        if index not in hidden:
            curves = [each.curve for plot in PlotKind for each in series_of(plot, [run]) if len(each.curve)]
            steps = np.array([curve.steps[-1] for curve in curves])
            ends += XAxis(kind=kind, log=run.log).of_steps(steps).tolist()
    return Range(low=0.0, high=max(ends) or 1.0)


def content_of(wish: Wish, tracks: Tracks) -> Content:
    """The content of a plot, by what the logs hold now."""
    metrics = metrics_of([series for series in series_of(wish.kind, wish.runs) if len(series.curve)])
    strokes = tuple(_strokes(wish, tracks, metrics))
    levels = tuple(_levels(wish, metrics, strokes))
    signs = tuple(_signs(wish, strokes)) if wish.kind.is_score or wish.kind is PlotKind.LOSS else ()
    y = wish.y or _fit(wish.kind, strokes, levels)
    return Content(wish=wish, strokes=strokes, levels=levels, signs=signs, y=y)


def _strokes(wish: Wish, tracks: Tracks, metrics: tuple[Metric, ...]) -> Iterator[Stroke]:
    weight = wish.weight if wish.kind.is_noisy else 0.0
    for series in series_of(wish.kind, wish.runs):
        if not len(series.curve) or series.run in wish.hidden_runs or series.metric in wish.hidden_metrics:
            continue
        axis = XAxis(kind=wish.x_kind, log=wish.runs[series.run].log)
        track = tracks.of(series.curve)
        track.follow(weight)
        raw, average = track.lines(axis.to_step(wish.x.low), axis.to_step(wish.x.high), wish.width)
        x, y = _placed(raw, axis, log=wish.log)
        yield Stroke(
            series=series,
            style=style_of(wish.theme, run=series.run, metric=metrics.index(series.metric), runs=len(wish.runs)),
            axis=axis,
            track=track,
            x=x,
            y=y,
            average=_placed(average, axis, log=wish.log) if average else None,
        )


def _placed(line: Line, axis: XAxis, *, log: bool) -> tuple[FloatArray, FloatArray]:
    return axis.of_steps(line.steps), to_scale(line.values, log=log)


def to_scale(values: FloatArray, *, log: bool) -> FloatArray:
    """log10 on a logarithmic axis, NaN for what it cannot show."""
    if not log:
        return values
    places = np.full(len(values), np.nan)
    np.log10(values, out=places, where=values > 0)
    return places


def _levels(wish: Wish, metrics: tuple[Metric, ...], strokes: tuple[Stroke, ...]) -> Iterator[LevelLine]:
    shown = {stroke.series.metric for stroke in strokes}
    for level in levels_of(wish.kind, wish.runs):
        if level.metric in shown:
            text = level_text(level, wish.kind, among=shown)
            yield LevelLine(y=level.value, text=text, colour=_colour_of(level, wish, metrics))


def _colour_of(level: Level, wish: Wish, metrics: tuple[Metric, ...]) -> str:
    if len(wish.runs) > 1:  # there a colour stands for a run
        return wish.theme.hint
    return style_of(wish.theme, run=0, metric=metrics.index(level.metric), runs=1).colour


def _signs(wish: Wish, strokes: tuple[Stroke, ...]) -> Iterator[Sign]:
    for index, run in enumerate(wish.runs):
        if index in wish.hidden_runs:
            continue
        axis = XAxis(kind=wish.x_kind, log=run.log)
        colour = wish.theme.hint if len(wish.runs) == 1 else style_of(wish.theme, run=index, metric=0, runs=2).colour
        if len(wish.runs) == 1:  # the checkpoints of several runs would only be a coloured fringe
            # A set: np.unique would load numpy.ma at the first curve, 30 ms in which the window stands still.
            steps = np.array(sorted({mark.step for mark in run.log.marks}), np.float64)
            for x in axis.of_steps(steps).tolist():
                yield Sign(x=x, y=None, best=False, colour=colour)
        if run.log.best is not None:
            mine = [stroke for stroke in strokes if stroke.series.run == index]
            yield from _stars(wish, axis, run.log.best.step, mine, colour)


def _stars(wish: Wish, axis: XAxis, step: int, strokes: list[Stroke], colour: str) -> Iterator[Sign]:
    """The best weights: on the curves that decided, which were measured at that very step; else at the bottom."""
    x = float(axis.of_steps(np.array([float(step)]))[0])
    deciding = [stroke for stroke in strokes if wish.kind.is_score and stroke.series.metric.name == DECIDING]
    for stroke in deciding:
        index = stroke.track.nearest(step)
        if index is not None and stroke.series.curve.steps[index] == step:
            y = float(stroke.series.curve.values[index])
            yield Sign(x=x, y=y, best=True, colour=stroke.style.colour)
    if not deciding:
        yield Sign(x=x, y=None, best=True, colour=colour)


def _fit(kind: PlotKind, strokes: tuple[Stroke, ...], levels: tuple[LevelLine, ...]) -> Range:
    if kind is PlotKind.DISCRIMINATOR:
        return Range(low=-0.05, high=1.07)  # the numbers 0 and 1 have room
    ends = [level.y for level in levels]
    for stroke in strokes:
        seen = stroke.y[np.isfinite(stroke.y)]
        if len(seen):
            ends += [float(seen.min()), float(seen.max())]
    if kind.is_score:
        ends = _without_the_first_climb(kind, ends, strokes, levels)
    # In steps, so that the axis need not be drawn anew with every point.
    return (range_of(ends) or Range(low=0.0, high=1.0)).padded(_ROOM).rounded(_STEPS)


def _without_the_first_climb(
    kind: PlotKind, ends: list[float], strokes: tuple[Stroke, ...], levels: tuple[LevelLine, ...]
) -> list[float]:
    """A network that knows nothing yet is many dB below bicubic; that would press all that matters into one line."""
    newest = [float(stroke.y[-1]) for stroke in strokes if len(stroke.y)]
    matters = [*newest, *(level.y for level in levels)]
    if not matters:
        return ends
    high = max(ends)
    least = _LEAST_DB if kind is PlotKind.PSNR else _LEAST_SSIM
    floor = min(matters) - max(high - min(matters), least)
    return [max(end, floor) for end in ends if math.isfinite(end)]
