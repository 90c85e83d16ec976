"""Ticks of a logarithmic axis, and numbers at axes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from sr_desktop.ui.curves.frame import Range

_ROW = 18.0
"""Pixels that the number of a tick needs."""
_SMALL = 0.7
"""Decades below which the numbers of a decade are too few."""
_DIGITS = ((1, 2, 3, 4, 5, 6, 7, 8, 9), (1, 2, 5), (1, 3), (1,))
"""Which numbers of a decade are written, from much room to little."""


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A line across the plot; place: log10 of its value; text: empty for none."""

    place: float
    text: str


def log_ticks(y: Range, height: float) -> tuple[Tick, ...]:
    """Ticks for a range of log10 values over `height` pixels, with as many numbers as can be read."""
    per_decade = height / y.span
    if y.span < _SMALL:
        return _plain_ticks(y, height)
    digits = next((digits for digits in _DIGITS if per_decade * _gap(digits) >= _ROW), ())
    first, last = math.floor(y.low), math.ceil(y.high)
    every = max(1, math.ceil(_ROW / per_decade))
    ticks = []
    for decade in range(first, last + 1):
        lines = range(1, 10) if per_decade * _gap((1, 2, 3, 4, 5, 6, 7, 8, 9)) >= 3 else (1,)
        for digit in lines:
            place = decade + math.log10(digit)
            if y.low <= place <= y.high:
                written = digit in digits or (digit == 1 and decade % every == 0)
                ticks.append(Tick(place=place, text=f"{digit * 10.0**decade:.4g}" if written else ""))
    return tuple(ticks)


def short_number(value: float, spacing: float) -> str:
    """A number at an axis: 12.5k, 1.2M; `spacing` to the next one decides the digits."""
    for unit, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(value) >= unit and spacing >= unit / 1000:
            return f"{value / unit:.3f}".rstrip("0").rstrip(".") + letter
    return f"{value:.10g}" if spacing >= 1e-9 else f"{value:.3g}"


def _gap(digits: tuple[int, ...]) -> float:
    """The smallest distance of two of them as a share of a decade."""
    places = [math.log10(digit) for digit in (*digits, 10)]
    return min(after - before for before, after in pairwise(places))


def _plain_ticks(y: Range, height: float) -> tuple[Tick, ...]:
    """Round numbers at equal distances, for a range so small that its logarithm hardly bends."""
    low, high = 10**y.low, 10**y.high
    raw = (high - low) / max(2.0, height / (3 * _ROW))
    unit = 10.0 ** math.floor(math.log10(raw))
    step = next(unit * factor for factor in (1, 2, 5, 10) if unit * factor >= raw)
    digits = max(1, math.ceil(math.log10(high / step)) + 1)
    values = [index * step for index in range(math.ceil(low / step), math.floor(high / step) + 1)]
    return tuple(Tick(place=math.log10(value), text=f"{value:.{digits}g}") for value in values if value > 0)
