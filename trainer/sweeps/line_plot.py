"""Line plots as pictures, drawn with Pillow alone: panels side by side with ticks, grid and one legend."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

_FINER = 3
"""Drawn this many times larger and shrunk, which smooths the lines."""
_PAPER, _INK, _FAINT, _GRID = "#ffffff", "#20242a", "#5b6470", "#e4e8ee"
_FRAME = "#b9c1cc"
_FONT, _SMALL, _TITLE = 17, 15, 23
_SUBTITLE_LINE = 21
_MARGIN, _GAP = 28, 26
_AXIS_LEFT, _AXIS_BOTTOM = 66, 58
_PANEL_HEIGHT = 430
_KEY, _KEY_LINE = 34, 26
_MOST_DOTS = 40
_X_TICKS, _Y_TICKS = 6, 7
_LINE = 2.4
_BELOW, _FAR_BELOW = 1.0, 4.0
_PAD, _SMALLEST_SPAN = 0.06, 0.1

Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One curve. key: its place in the legend, the same in every panel; broken: it ends in a cross."""

    key: int
    points: tuple[Point, ...]
    broken: bool = False


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One pair of axes. references: heights of dashed lines."""

    title: str
    lines: tuple[Line, ...]
    references: tuple[float, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Plot:
    """Panels side by side. keys and colours: of the legend; reference: what the dashed lines are, "" for none."""

    title: str
    subtitle: str
    x_label: str
    y_label: str
    panels: tuple[Panel, ...]
    keys: tuple[str, ...]
    colours: tuple[str, ...]
    reference: str = ""


def draw(plot: Plot, panel_width: int = 620) -> Image.Image:
    """The plot as an RGB picture; its size follows from the panels and the legend."""
    legend = _legend_width(plot)
    body = max(_PANEL_HEIGHT, _KEY_LINE * (len(plot.keys) + 2))
    width = 2 * _MARGIN + len(plot.panels) * (panel_width + _AXIS_LEFT) + (len(plot.panels) - 1) * _GAP + _GAP + legend
    subtitle = wrapped(plot.subtitle, width - 2 * _MARGIN)
    head = _TITLE + 54 + _SUBTITLE_LINE * len(subtitle)
    height = 2 * _MARGIN + head + body + _AXIS_BOTTOM
    canvas = _Canvas(width, height)
    canvas.text((_MARGIN, _MARGIN), plot.title, _TITLE, _INK, "la", bold=True)
    for number, text in enumerate(subtitle):
        canvas.text((_MARGIN, _MARGIN + _TITLE + 12 + number * _SUBTITLE_LINE), text, _SMALL, _FAINT, "la")
    top, left = _MARGIN + head, _MARGIN + _AXIS_LEFT
    for panel in plot.panels:
        _Axes(canvas, plot, panel, (left, top, left + panel_width, top + body)).draw()
        left += panel_width + _GAP + _AXIS_LEFT
    canvas.text((_MARGIN, top - 12), plot.y_label, _SMALL, _FAINT, "ld")
    _draw_legend(canvas, plot, left - _AXIS_LEFT, top)
    return canvas.shrunk()


def nice_ticks(low: float, high: float, wanted: int) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, about `wanted` of them."""
    step = _nice_step((high - low) / max(1, wanted))
    first = math.ceil(low / step - 1e-9)
    return [number * step for number in range(first, math.floor(high / step + 1e-9) + 1)]


def _nice_step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))


def visible_range(panel: Panel) -> tuple[float, float]:
    """The span of y to show: all tops, the references, and what lies below them as far as `_BELOW`, or `_FAR_BELOW` where a
    line ends there. Lines may start anywhere, and one at 5 dB would press all others together."""
    everything = [y for line in panel.lines for _, y in line.points] + list(panel.references) or [0.0, 1.0]
    ends = [line.points[-1][1] for line in panel.lines if line.points and not line.broken]
    lowest_reference = min(panel.references, default=min(everything))
    wanted = min([lowest_reference - _BELOW, *ends])
    low = max(min(everything), wanted, lowest_reference - _FAR_BELOW)
    pad = _PAD * max(max(everything) - low, _SMALLEST_SPAN)
    return low - pad, max(everything) + pad


class _Canvas:
    """A picture in whole units of the shrunk one, drawn larger."""

    def __init__(self, width: int, height: int) -> None:
        self._image = Image.new("RGB", (width * _FINER, height * _FINER), _PAPER)
        self._pen = ImageDraw.Draw(self._image)

    def text(self, at: Point, text: str, size: int, colour: str, anchor: str, *, bold: bool = False) -> None:
        self._pen.text(
            (at[0] * _FINER, at[1] * _FINER), text, colour, font=_font(size), anchor=anchor,
            stroke_width=1 if bold else 0, stroke_fill=colour,
        )  # fmt: skip

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        scaled = [(x * _FINER, y * _FINER) for x, y in points]
        self._pen.line(scaled, colour, round(width * _FINER), joint="curve")

    def dashes(self, start: Point, end: Point, colour: str, width: float, dash: float = 9.0) -> None:
        length = math.dist(start, end)
        for at in range(int(length // (2 * dash)) + 1):
            from_share, to_share = 2 * at * dash / length, min(1.0, (2 * at + 1) * dash / length)
            self.line([_between(start, end, from_share), _between(start, end, to_share)], colour, width)

    def dot(self, at: Point, radius: float, colour: str) -> None:
        x, y, r = at[0] * _FINER, at[1] * _FINER, radius * _FINER
        self._pen.ellipse((x - r, y - r, x + r, y + r), colour)

    def cross(self, at: Point, radius: float, colour: str) -> None:
        x, y = at
        self.line([(x - radius, y - radius), (x + radius, y + radius)], colour, _LINE)
        self.line([(x - radius, y + radius), (x + radius, y - radius)], colour, _LINE)

    def box(self, corners: tuple[float, float, float, float], colour: str) -> None:
        left, top, right, bottom = corners
        self.line([(left, top), (right, top), (right, bottom), (left, bottom), (left, top)], colour, 1)

    def shrunk(self) -> Image.Image:
        return self._image.reduce(_FINER)


class _Axes:
    """Draws one panel."""

    def __init__(self, canvas: _Canvas, plot: Plot, panel: Panel, box: tuple[float, float, float, float]) -> None:
        self._canvas, self._plot, self._panel, self._box = canvas, plot, panel, box
        # Every panel has the steps of all, so that they can be compared.
        self._x_most = max((x for each in plot.panels for line in each.lines for x, _ in line.points), default=1.0)
        self._low, self._high = visible_range(panel)

    def draw(self) -> None:
        left, top, right, bottom = self._box
        self._draw_grid()
        for height in self._panel.references:
            y = self._at((0, height))[1]
            self._canvas.dashes((left, y), (right, y), _FAINT, 1.6)
        for line in self._panel.lines:
            self._draw_line(line)
        self._canvas.box(self._box, _FRAME)
        self._canvas.text(((left + right) / 2, bottom + 32), self._plot.x_label, _SMALL, _FAINT, "ma")
        self._canvas.text(((left + right) / 2, top - 12), self._panel.title, _FONT, _INK, "md")

    def _draw_grid(self) -> None:
        left, top, right, bottom = self._box
        for value in nice_ticks(0, self._x_most, _X_TICKS):
            x = self._at((value, self._low))[0]
            self._canvas.line([(x, top), (x, bottom)], _GRID, 1)
            self._canvas.text((x, bottom + 9), short_number(value), _SMALL, _INK, "ma")
        decimals = max(0, -math.floor(math.log10(_nice_step((self._high - self._low) / _Y_TICKS)) + 1e-9))
        for value in nice_ticks(self._low, self._high, _Y_TICKS):
            y = self._at((0, value))[1]
            self._canvas.line([(left, y), (right, y)], _GRID, 1)
            self._canvas.text((left - 9, y), f"{value:.{decimals}f}", _SMALL, _INK, "rm")

    def _draw_line(self, line: Line) -> None:
        colour = self._plot.colours[line.key]
        for start, end in itertools.pairwise(line.points):
            piece = clip(start, end, self._low, self._high)
            if piece:
                self._canvas.line([self._at(piece[0]), self._at(piece[1])], colour, _LINE)
        seen = [point for point in line.points if self._low <= point[1] <= self._high]
        # Discs also round the corners where two pieces of the line meet.
        for point in seen:
            self._canvas.dot(self._at(point), 4.0 if len(line.points) <= _MOST_DOTS else _LINE / 2, colour)
        if line.broken and line.points:
            x, y = line.points[-1]
            self._canvas.cross(self._at((x, min(max(y, self._low), self._high))), 7, colour)

    def _at(self, point: Point) -> Point:
        left, top, right, bottom = self._box
        share = (point[1] - self._low) / (self._high - self._low)
        return left + (right - left) * point[0] / self._x_most, bottom - (bottom - top) * share


def clip(start: Point, end: Point, low: float, high: float) -> tuple[Point, Point] | None:
    """The part of a straight line whose y is in low..high, None where there is none."""
    y0, y1 = start[1], end[1]
    if max(y0, y1) < low or min(y0, y1) > high:
        return None
    shares = sorted((bound - y0) / (y1 - y0) for bound in (low, high)) if y0 != y1 else [0.0, 1.0]
    first, last = max(0.0, shares[0]), min(1.0, shares[1])
    return _between(start, end, first), _between(start, end, last)


def short_number(value: float) -> str:
    """1500 as "1.5k", 2000000 as "2M"."""
    for size, letter in ((1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{letter}"
    return f"{value:g}"


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size * _FINER)


def wrapped(text: str, width: float) -> list[str]:
    """Lines of whole words, each at most `width` units wide in the subtitle's size where its words allow."""
    font, lines = _font(_SMALL), list[str]()
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width * _FINER:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _legend_texts(plot: Plot) -> Iterator[str]:
    yield from plot.keys
    if plot.reference:
        yield plot.reference


def _legend_width(plot: Plot) -> int:
    font = _font(_FONT)
    return int(max((font.getlength(text) / _FINER for text in _legend_texts(plot)), default=0.0)) + _KEY + 12


def _draw_legend(canvas: _Canvas, plot: Plot, left: float, top: float) -> None:
    y = top + _FONT / 2 + 2
    for number, text in enumerate(plot.keys):
        canvas.line([(left, y), (left + _KEY - 10, y)], plot.colours[number], _LINE + 0.6)
        canvas.dot((left + (_KEY - 10) / 2, y), 4.0, plot.colours[number])
        canvas.text((left + _KEY, y), text, _FONT, _INK, "lm")
        y += _KEY_LINE
    if plot.reference:
        canvas.dashes((left, y), (left + _KEY - 10, y), _FAINT, 1.6, dash=5.0)
        canvas.text((left + _KEY, y), plot.reference, _FONT, _INK, "lm")
