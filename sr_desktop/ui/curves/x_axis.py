"""Steps, epochs or time: what lies along the bottom of a plot."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from sr_desktop.core.runs.log import Curve, RunLog
from sr_desktop.ui.curves.smoothing import FloatArray


class XKind(Enum):
    """What the bottom axis counts; time in seconds."""

    STEPS = "steps"
    EPOCHS = "epochs"
    TIME = "time"


@dataclass(frozen=True, kw_only=True)
class XAxis:
    """Turns the steps of one run into places along the axis, and back."""

    kind: XKind
    log: RunLog

    def of_steps(self, steps: FloatArray) -> FloatArray:
        """Places of `steps` (N), N: between two known ones in proportion, beyond them the nearest; 0 while none is known."""
        curve = self._curve
        if curve is None:
            return steps
        if not len(curve):
            return np.zeros_like(steps)
        places: FloatArray = np.interp(steps, curve.steps, curve.values)
        return places

    def to_step(self, place: float) -> float:
        """The step at a place; beyond the known ones, the first or last."""
        curve = self._curve
        if curve is None:
            return place
        return float(np.interp(place, curve.values, curve.steps)) if len(curve) else 0.0

    @property
    def _curve(self) -> Curve | None:
        return {XKind.STEPS: None, XKind.EPOCHS: self.log.epochs, XKind.TIME: self.log.seconds}[self.kind]
