"""The coach on what PSNR hides: a discriminator that wins or sees nothing, drifting colours, patterns, a slow machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from sr_desktop.core.runs.advice import Advice, gains_of, is_adversarial, is_early
from sr_desktop.core.runs.log import Curve, RunLog, Scores
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

SURE = 0.95
"""D(real) over this and D(fake) under one minus this: -log D(G(x)) then teaches little that is new from batch to batch."""
WINDOW_STEPS = 200
"""Steps over which the discriminator is judged: single batches swing from 0.6 to 1 in sound runs, too."""
BLIND_GAP = 0.1
"""A discriminator that learns tells the two apart by more than this within its first dozens of steps."""
DRIFT_LEVELS = 2.0
"""Levels of 255 by which a channel's mean may be off: one is rounding and noise, two can be seen on even areas."""
CHECKERBOARD = 2.0
"""Error at the grid's frequencies against their neighbours: bicubic measures 1.0 to 1.2, a pattern of 4 levels over 2."""
PATTERN = 2.0
"""Fine detail against the truth's, x4: SRResNet measures 0.1 to 0.2, a sound SRGAN 0.2 to 1, one that paints 5 to 11."""
SLOW_SHARE = 0.5
"""Of the usual patches a second: under it something else takes the machine's time; less is everyday unrest."""
_LEAST_POINTS = 20
_LEAST_SPEEDS, _RECENT_SPEEDS = 100, 30


# --- the discriminator --------------------------------------------------------------------------------------------

_SATURATED = QT_TRANSLATE_NOOP(
    "notes",
    "For {steps} steps the discriminator has told originals ({real}) from upscaled pictures ({fake}) almost without error.",
)
_BLIND = QT_TRANSLATE_NOOP(
    "notes", "The discriminator has never told originals ({real}) from answers ({fake}); it teaches nothing."
)
_INVERTED = QT_TRANSLATE_NOOP(
    "notes", "For {steps} steps the discriminator has taken answers ({fake}) for originals more than originals ({real})."
)
_HELP_GENERATOR = QT_TRANSLATE_NOOP(
    "notes", "Start from a better trained SRResNet or lower the learning rate; a larger content weight keeps the picture true."
)
_HELP_JUDGE = QT_TRANSLATE_NOOP(
    "notes", "Raise the learning rate or take larger patches, and check that the pictures are sharp originals."
)
_CALM = QT_TRANSLATE_NOOP("notes", "If it stays so, lower the learning rate: the two networks chase each other.")


@dataclass(frozen=True, kw_only=True)
class _Judged:
    """Means of D(real) and D(fake) over the last WINDOW_STEPS steps, 0..1; widest_gap: between them, in the whole run.

    sure_throughout: over SURE in both halves of those steps.
    """

    real: float
    fake: float
    widest_gap: float
    sure_throughout: bool

    def note(self, template: str) -> Note:
        return Note(template=template, values={"steps": WINDOW_STEPS, "real": f"{self.real:.2f}", "fake": f"{self.fake:.2f}"})


def find_discriminator_faults(log: RunLog) -> Iterator[Advice]:
    """Sure of everything, blind from the start, or wrong more often than right; judged over WINDOW_STEPS steps."""
    judged = _judged(log) if is_adversarial(log) else None
    if judged is None:
        return
    if judged.sure_throughout:
        yield Advice(
            code="d_saturated", severity="warning", measured=judged.note(_SATURATED), action=Note(template=_HELP_GENERATOR)
        )
    elif judged.widest_gap < BLIND_GAP:
        yield Advice(code="d_blind", severity="warning", measured=judged.note(_BLIND), action=Note(template=_HELP_JUDGE))
    elif judged.fake >= judged.real:
        yield Advice(code="d_inverted", severity="warning", measured=judged.note(_INVERTED), action=Note(template=_CALM))


def _judged(log: RunLog) -> _Judged | None:
    real, fake = log.losses["d_real"], log.losses["d_fake"]
    count = min(len(real), len(fake))
    steps = real.steps[:count]
    inside = steps > log.step - WINDOW_STEPS
    if log.step < WINDOW_STEPS or inside.sum() < _LEAST_POINTS:
        return None
    recent_real, recent_fake = real.values[:count][inside], fake.values[:count][inside]
    halves = zip(np.array_split(recent_real, 2), np.array_split(recent_fake, 2), strict=True)
    # A moving mean: single batches part by chance.
    gaps = np.convolve(real.values[:count] - fake.values[:count], np.full(_LEAST_POINTS, 1.0 / _LEAST_POINTS), "valid")
    return _Judged(
        real=float(recent_real.mean()),
        fake=float(recent_fake.mean()),
        widest_gap=float(gaps.max()),
        sure_throughout=all(half.mean() > SURE and other.mean() < 1.0 - SURE for half, other in halves),
    )


# --- pictures -----------------------------------------------------------------------------------------------------

_DRIFT = QT_TRANSLATE_NOOP("notes", "The mean of a colour channel is off by {levels} of 255 levels.")
_BOARD = QT_TRANSLATE_NOOP(
    "notes",
    "The errors repeat with the period of the scale factor, {times} times as strong there as elsewhere: a checkerboard "
    "pattern.",
)
_PATTERN = QT_TRANSLATE_NOOP(
    "notes",
    "The pictures have a fine pattern, {times} times as strong as the detail of the true ones at that frequency.",
)
_HOLD_PIXELS = QT_TRANSLATE_NOOP(
    "notes", "If it does not fade, raise the pixel weight: VGG's features take such a pattern for texture."
)
_MORE_CONTENT = QT_TRANSLATE_NOOP("notes", "If it does not fade, raise the content weight or lower the adversarial one.")
_TRUE_PAIRS = QT_TRANSLATE_NOOP(
    "notes", "If it does not fade, check that low and high resolution pictures have the same colours, and train longer."
)
_SMOOTHER = QT_TRANSLATE_NOOP("notes", "It fades in most runs: train longer. If it stays, lower the learning rate.")


def find_colour_drift(log: RunLog) -> Iterator[Advice]:
    """Over DRIFT_LEVELS in the last two validations; nothing in the first tenth of a run."""
    levels = 255.0 * _lasting(log, "colour_shift")
    if levels > DRIFT_LEVELS:
        yield Advice(
            code="colour_drift",
            severity="warning",
            measured=Note(template=_DRIFT, values={"levels": f"{levels:.1f}"}),
            action=Note(template=_MORE_CONTENT if is_adversarial(log) else _TRUE_PAIRS),
        )


def find_checkerboard(log: RunLog) -> Iterator[Advice]:
    """Over CHECKERBOARD in the last two validations; nothing in the first tenth of a run."""
    times = _lasting(log, "checkerboard")
    if times > CHECKERBOARD:
        yield Advice(
            code="checkerboard",
            severity="warning",
            measured=Note(template=_BOARD, values={"times": f"{times:.1f}"}),
            action=Note(template=_MORE_CONTENT if is_adversarial(log) else _SMOOTHER),
        )


def find_pattern(log: RunLog) -> Iterator[Advice]:
    """Over PATTERN in the last two validations; nothing in the first tenth of a run, nor where a checkerboard explains it."""
    times = _lasting(log, "pattern")
    if times > PATTERN and not any(find_checkerboard(log)):
        yield Advice(
            code="pattern",
            severity="warning",
            measured=Note(template=_PATTERN, values={"times": f"{times:.1f}"}),
            action=Note(template=_HOLD_PIXELS if is_adversarial(log) else _SMOOTHER),
        )


def _lasting(log: RunLog, name: str) -> float:
    """What both of the last two validations reach, at the worst factor; 0 where it is too early to tell."""
    if is_early(log, gains_of(log, "validation")):
        return 0.0
    curves = [_curve(scores, name) for key, scores in log.scores.items() if key.dataset == "validation"]
    return max((float(curve.values[-2:].min()) for curve in curves if len(curve) >= 2), default=0.0)


def _curve(scores: Scores, name: str) -> Curve:
    return {"colour_shift": scores.colour_shift, "checkerboard": scores.checkerboard, "pattern": scores.pattern}[name]


# --- the machine --------------------------------------------------------------------------------------------------

_SLOWED = QT_TRANSLATE_NOOP("notes", "{recent} patches a second now; it was {usual} before.")
_FREE_MACHINE = QT_TRANSLATE_NOOP(
    "notes", "Close other programs, and see that the machine is cool and plugged in; the result does not suffer."
)


def find_slowing(log: RunLog) -> Iterator[Advice]:
    """The last 30 measurements against all since the run was begun or gone on with; nothing once it has ended."""
    if log.ended or log.started is None:
        return
    speeds = log.speed.values[log.speed.steps > log.started.resume_step]
    if len(speeds) < _LEAST_SPEEDS:
        return
    recent, usual = float(np.median(speeds[-_RECENT_SPEEDS:])), float(np.median(speeds[:-_RECENT_SPEEDS]))
    if recent < SLOW_SHARE * usual:
        yield Advice(
            code="slowed",
            severity="warning",
            measured=Note(template=_SLOWED, values={"recent": _speed(recent), "usual": _speed(usual)}),
            action=Note(template=_FREE_MACHINE),
        )


def _speed(patches: float) -> str:
    return f"{patches:.0f}" if patches >= 10 else f"{patches:.1f}"
