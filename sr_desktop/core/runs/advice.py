"""What the coach says of a run, and the figures that it says it from. Knows no torch and no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from sr_desktop.core.runs.log import Curve, RunLog
from sr_desktop.core.texts import Note

Severity = Literal["problem", "warning", "info"]
AdviceCode = Literal[
    "diverged",
    "fell_back",
    "below_bicubic",
    "equals_bicubic",
    "over_fitting",
    "plateau",
    "still_rising",
    "d_saturated",
    "d_blind",
    "d_inverted",
    "colour_drift",
    "checkerboard",
    "pattern",
    "slowed",
]

EARLY = 0.1
"""Share of a run's steps before which its results are no reason to worry."""
_LEAST_VALIDATIONS = 2


@dataclass(frozen=True, kw_only=True)
class Advice:
    """One finding: what was measured, and what to do about it.

    problem: the result is lost or worse than no network; warning: it could be better; info: good to know, nothing is wrong.
    """

    code: AdviceCode
    severity: Severity
    measured: Note
    action: Note


@dataclass(frozen=True, kw_only=True)
class Gains:
    """PSNR above bicubic's in dB, the mean over all factors, at each validation; psnr: the mean itself. N each."""

    steps: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    psnr: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.steps)

    def slope(self, count: int) -> float:
        """dB per 1000 steps over the last `count` validations, by least squares; 0 for fewer than two."""
        steps, values = self.steps[-count:] / 1000.0, self.values[-count:]
        if len(steps) < 2:
            return 0.0
        centred = steps - steps.mean()
        return float(np.sum(centred * (values - values.mean())) / np.sum(centred**2))


def gains_of(log: RunLog, dataset: str) -> Gains:
    """The gains on a set of pictures, at the steps at which all factors were measured."""
    measured = [scores for key, scores in log.scores.items() if key.dataset == dataset and len(scores.psnr)]
    if not measured:
        return Gains(steps=np.empty(0), values=np.empty(0), psnr=np.empty(0))
    steps = measured[0].psnr.steps
    for scores in measured[1:]:
        steps = np.intersect1d(steps, scores.psnr.steps)
    psnr = np.mean([_at(scores.psnr, steps) for scores in measured], axis=0)
    baseline = float(np.mean([scores.baseline_psnr for scores in measured]))
    return Gains(steps=steps.copy(), values=psnr - baseline, psnr=psnr)


def is_adversarial(log: RunLog) -> bool:
    """Whether a discriminator takes part: PSNR is not what such a run learns for."""
    return "d_real" in log.losses and "d_fake" in log.losses


def is_early(log: RunLog, gains: Gains) -> bool:
    """Whether too little was trained and measured for a verdict on the result."""
    return len(gains) < _LEAST_VALIDATIONS or gains.steps[-1] < EARLY * log.total_steps


def decibels(value: float) -> str:
    """A figure in dB as texts show it."""
    return f"{value:.2f}"


def _at(curve: Curve, steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return curve.values[np.isin(curve.steps, steps)]
