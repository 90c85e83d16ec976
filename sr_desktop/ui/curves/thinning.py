"""Few points that draw as many would: the lowest and highest value of each stretch of a curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sr_desktop.ui.curves.smoothing import FloatArray

_BLOCK = 64
"""Points whose lowest and highest value are kept once and for all; a power of two."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A polyline: N steps and N values."""

    steps: FloatArray
    values: FloatArray


class Growing:
    """An array that grows at its end."""

    def __init__(self) -> None:
        self._room = np.empty(1024)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> FloatArray:
        """All of it, N; a view that later additions may leave behind."""
        return self._room[: self._count]

    def extend(self, values: FloatArray) -> None:
        """Add N values at the end."""
        count = self._count + len(values)
        if count > len(self._room):
            room = np.empty(max(count, 2 * len(self._room)))
            room[: self._count] = self.values
            self._room = room
        self._room[self._count : count] = values
        self._count = count


class Peaks:
    """The lowest and highest value of every full block of a growing array: a long one is drawn without reading it all."""

    def __init__(self) -> None:
        self._lows, self._highs = Growing(), Growing()

    def follow(self, values: FloatArray) -> None:
        """Take in what was added to `values` since the last call."""
        blocks = values[len(self._lows) * _BLOCK : len(values) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
        self._lows.extend(blocks.min(axis=1))
        self._highs.extend(blocks.max(axis=1))

    def line(self, steps: FloatArray, values: FloatArray, first: int, last: int, most: int) -> Line:
        """At most 4 * `most` + 1 points that draw points `first` to `last` (excluded) of `values` (N) over `steps` (N).

        Stretches begin at multiples of their length, a power of two: what is drawn does not shiver while the curve grows.
        """
        size = _power_of_two((last - first) / most)
        if size < 4:
            return Line(steps=steps[first:last], values=values[first:last])
        first -= first % size
        starts = np.arange(first, last, size)
        if size < _BLOCK:
            part = values[first:last]
            lows, highs = np.minimum.reduceat(part, starts - first), np.maximum.reduceat(part, starts - first)
        else:
            lows, highs = self._of_blocks(values, starts, last)
        middles = steps[np.minimum(starts + size // 2, last - 1)]
        ends = np.stack([lows, highs], axis=1).reshape(-1)
        return Line(steps=np.append(np.repeat(middles, 2), steps[last - 1]), values=np.append(ends, values[last - 1]))

    def _of_blocks(self, values: FloatArray, starts: npt.NDArray[np.intp], last: int) -> tuple[FloatArray, FloatArray]:
        """Lows and highs of stretches of whole blocks; the last one may end within a block that is not full yet."""
        first, end = int(starts[0]) // _BLOCK, -(-last // _BLOCK)
        lows, highs = self._lows.values[first:end], self._highs.values[first:end]
        if end > len(self._lows):
            rest = values[len(self._lows) * _BLOCK : last]
            lows, highs = np.append(lows, rest.min()), np.append(highs, rest.max())
        at = starts // _BLOCK - first
        return np.minimum.reduceat(lows, at), np.maximum.reduceat(highs, at)


def sampled(steps: FloatArray, values: FloatArray, first: int, last: int, most: int) -> Line:
    """At most `most` + 1 of the points `first` to `last` (excluded) of `values` (N), which are smooth, over `steps` (N)."""
    size = _power_of_two((last - first) / most)
    at = np.append(np.arange(first - first % size, last - 1, size), last - 1)
    return Line(steps=steps[at], values=values[at])


def _power_of_two(least: float) -> int:
    size = 1
    while size < least:
        size *= 2
    return size
