"""What is derived from one curve and kept while it grows: its peaks and its moving average."""

from __future__ import annotations

import numpy as np

from sr_desktop.core.runs.log import Curve
from sr_desktop.ui.curves.smoothing import FloatArray, MovingAverage
from sr_desktop.ui.curves.thinning import Growing, Line, Peaks, sampled


class Track:
    """Follows a curve; the work of each `follow` is as large as what was added."""

    def __init__(self, curve: Curve) -> None:
        self.curve = curve
        self._rewrites = curve.rewrites
        self._weight = 0.0
        self._restart()

    def follow(self, weight: float) -> None:
        """Take in what is new; `weight` of the moving average, 0 for none."""
        if (weight, self.curve.rewrites) != (self._weight, self._rewrites):
            self._weight, self._rewrites = weight, self.curve.rewrites
            self._restart()
        values = self.curve.values
        self._peaks.follow(values)
        if self._weight:
            self._averages.extend(self._average.extend(values[len(self._averages) :]))

    @property
    def averages(self) -> FloatArray:
        """The moving average at each point, N; empty without."""
        return self._averages.values

    def lines(self, left: float, right: float, most: int) -> tuple[Line, Line | None]:
        """The curve and its average between two steps, with a point beyond on each side, in about 2 * `most` points."""
        steps = self.curve.steps
        first = max(0, int(np.searchsorted(steps, left, side="left")) - 1)
        last = min(len(steps), int(np.searchsorted(steps, right, side="right")) + 1)
        if first >= last:
            return Line(steps=steps[:0], values=steps[:0]), None
        raw = self._peaks.line(steps, self.curve.values, first, last, most)
        if not self._weight:
            return raw, None
        return raw, sampled(steps, self._averages.values, first, last, most)

    def nearest(self, step: float) -> int | None:
        """Index of the point nearest to `step`; None while there is none."""
        steps = self.curve.steps
        if not len(steps):
            return None
        after = int(np.searchsorted(steps, step))
        if after == len(steps) or (after > 0 and step - steps[after - 1] <= steps[after] - step):
            return after - 1
        return after

    def _restart(self) -> None:
        self._average = MovingAverage(self._weight)
        self._averages = Growing()
        self._peaks = Peaks()


class Tracks:
    """One track for each curve that is shown."""

    def __init__(self) -> None:
        self._tracks: dict[Curve, Track] = {}

    def of(self, curve: Curve) -> Track:
        """The track of `curve`, made when it is first asked for."""
        if curve not in self._tracks:
            self._tracks[curve] = Track(curve)
        return self._tracks[curve]

    def clear(self) -> None:
        """Forget all."""
        self._tracks.clear()
