"""Where values stand on the screen: ranges, and the rectangle that shows them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

_MOST_ZOOM = 1e6
_ROUND = (1, 2, 5)


@dataclass(frozen=True, kw_only=True)
class Range:
    """From `low` to a `high` above it."""

    low: float
    high: float

    @property
    def span(self) -> float:
        """How much lies between."""
        return self.high - self.low

    def zoomed(self, factor: float, at: float) -> Range:
        """`factor` times as large, around `at`, which stays where it is."""
        return Range(low=at + (self.low - at) * factor, high=at + (self.high - at) * factor)

    def moved(self, by: float) -> Range:
        """The same, further up."""
        return Range(low=self.low + by, high=self.high + by)

    def padded(self, share: float) -> Range:
        """With a share of its span more on each side."""
        return Range(low=self.low - self.span * share, high=self.high + self.span * share)

    def rounded(self, parts: int) -> Range:
        """Widened to round numbers about a `parts`-th of it apart: it stays the same while its contents grow a little."""
        wanted = self.span / parts
        unit = 10.0 ** math.floor(math.log10(wanted))
        step = max(unit * factor for factor in _ROUND if unit * factor <= wanted)
        return Range(low=math.floor(self.low / step) * step, high=math.ceil(self.high / step) * step)

    def within(self, whole: Range) -> Range | None:
        """Cut and moved so that it shows nothing outside `whole`, no smaller than a millionth; None where it shows all."""
        span = max(self.span, whole.span / _MOST_ZOOM)
        if span >= whole.span:
            return None
        low = min(max(self.low, whole.low), whole.high - span)
        return Range(low=low, high=low + span)


def range_of(values: Sequence[float]) -> Range | None:
    """The range of the finite ones of `values`; a little room around a single one; None for none."""
    finite = [value for value in values if math.isfinite(value)]
    if not finite:
        return None
    low, high = min(finite), max(finite)
    if high - low > 1e-12 * max(1.0, abs(low), abs(high)):
        return Range(low=low, high=high)
    room = 0.5 if low == 0 else 0.05 * abs(low)
    return Range(low=low - room, high=high + room)


@dataclass(frozen=True, kw_only=True)
class Frame:
    """A rectangle in pixels that shows an x and a y range; y grows upwards, and is log10 on a logarithmic axis."""

    rect: QRectF
    x: Range
    y: Range

    def pixel(self, x: float, y: float) -> QPointF:
        """Where a point lies."""
        return QPointF(self.pixel_x(x), self.pixel_y(y))

    def pixel_x(self, x: float) -> float:
        """The column of an x."""
        return self.rect.left() + (x - self.x.low) / self.x.span * self.rect.width()

    def pixel_y(self, y: float) -> float:
        """The row of a y."""
        return self.rect.bottom() - (y - self.y.low) / self.y.span * self.rect.height()

    def x_at(self, column: float) -> float:
        """The x of a column."""
        return self.x.low + (column - self.rect.left()) / self.rect.width() * self.x.span

    def y_at(self, row: float) -> float:
        """The y of a row."""
        return self.y.low + (self.rect.bottom() - row) / self.rect.height() * self.y.span


def spread(rows: Sequence[float], gap: float, top: float, bottom: float) -> list[float]:
    """`rows` moved as little as needed to be `gap` apart from each other, within `top` to `bottom` where they fit."""
    order = sorted(range(len(rows)), key=lambda index: rows[index])
    placed = [0.0] * len(rows)
    for place, index in enumerate(order):
        above = placed[order[place - 1]] + gap if place else top
        placed[index] = max(rows[index], above)
    below = bottom
    for index in reversed(order):
        placed[index] = min(placed[index], below)
        below = placed[index] - gap
    return placed
