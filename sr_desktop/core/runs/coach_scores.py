"""The coach on PSNR: no better than bicubic, not rising any more, still rising, learning by heart."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.runs.advice import Advice, Gains, decibels, gains_of, is_adversarial, is_early
from sr_desktop.core.runs.log import RunLog
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

EQUAL_DB = 0.05
"""So close to bicubic, no eye tells them apart; networks that learn are over it within a few validations."""
ADVERSARIAL_LOSS_DB = 2.0
"""An SRGAN gives up PSNR for sharpness: on BSD100 the paper's lies 0.8 dB under bicubic, so that is no fault yet."""
GAIN_DB = 0.01
"""The least that counts as a gain: validations of a run that has settled differ by about this much."""
STALE_VALIDATIONS = 5
"""Validations without a gain that make a plateau; with fewer, one unlucky measurement would do."""
WORTH_DB = 0.05
"""What a quarter more steps would have to bring, at the slope measured, for a longer run to be worth it."""
GAP_DB = 0.1
"""Growth of the gap between training and validation pictures, since the best validation, that is more than noise."""
_LATE = 0.9
_SMOOTHED = 3
_SLOW_RATE = 0.1


def find_in_scores(log: RunLog) -> Iterator[Advice]:
    """What PSNR on the validation and training pictures tells; nothing in the first tenth of a run."""
    gains = gains_of(log, "validation")
    if is_early(log, gains):
        return
    if is_adversarial(log):
        yield from _far_below_bicubic(gains)
        return
    below = _no_better_than_bicubic(log, gains)
    if below:
        yield below
        return
    over_fitting = _over_fitting(log, gains)
    if over_fitting:
        yield over_fitting
    settled = _plateau(log, gains) or _still_rising(log, gains)
    if settled and not over_fitting:
        yield settled


# --- against bicubic ----------------------------------------------------------------------------------------------

_BELOW = QT_TRANSLATE_NOOP("notes", "After {step} of {total} steps the result is {gap} dB worse than bicubic.")
_EQUAL = QT_TRANSLATE_NOOP("notes", "After {step} of {total} steps the result equals bicubic ({gain} dB): nothing was learned.")
_CLIMBING = QT_TRANSLATE_NOOP(
    "notes", "The result is not yet better than bicubic ({gain} dB), but rises by {slope} dB per 1000 steps."
)
_FAR_BELOW = QT_TRANSLATE_NOOP(
    "notes", "The result is {gap} dB worse than bicubic; sharper pictures cost some PSNR, but not that much."
)
_LET_IT_RUN = QT_TRANSLATE_NOOP("notes", "Let it run: at this pace it passes bicubic before the end.")
_RAISE_RATE = QT_TRANSLATE_NOOP(
    "notes", "Raise the learning rate tenfold or clip gradients less: a residual network whose part stays zero gives bicubic."
)
_CHECK_DATA = QT_TRANSLATE_NOOP(
    "notes", "Check the pictures in the data step and train longer; if it does not rise, try a learning rate ten times lower."
)
_BETTER_START = QT_TRANSLATE_NOOP(
    "notes", "Start from an SRResNet that was trained to its end, or raise the content weight over the adversarial one."
)


def _no_better_than_bicubic(log: RunLog, gains: Gains) -> Advice | None:
    gain, step = float(gains.values[-1]), int(gains.steps[-1])
    if gain > EQUAL_DB:
        return None
    slope = gains.slope(_SMOOTHED)
    left = 0 if log.ended else max(0, log.total_steps - step)
    if gain + slope * left / 1000.0 > EQUAL_DB:
        return Advice(
            code="equals_bicubic" if gain >= -EQUAL_DB else "below_bicubic",
            severity="info",
            measured=Note(template=_CLIMBING, values={"gain": f"{gain:+.2f}", "slope": decibels(slope)}),
            action=Note(template=_LET_IT_RUN),
        )
    where = {"step": step, "total": log.total_steps}
    if gain >= -EQUAL_DB:
        return Advice(
            code="equals_bicubic",
            severity="problem",
            measured=Note(template=_EQUAL, values={**where, "gain": f"{gain:+.2f}"}),
            action=Note(template=_RAISE_RATE),
        )
    return Advice(
        code="below_bicubic",
        severity="problem",
        measured=Note(template=_BELOW, values={**where, "gap": decibels(-gain)}),
        action=Note(template=_LONGER if _is_worth_more(log, slope) else _CHECK_DATA),
    )


def _far_below_bicubic(gains: Gains) -> Iterator[Advice]:
    gain = float(gains.values[-1])
    if gain < -ADVERSARIAL_LOSS_DB:
        yield Advice(
            code="below_bicubic",
            severity="problem",
            measured=Note(template=_FAR_BELOW, values={"gap": decibels(-gain)}),
            action=Note(template=_BETTER_START),
        )


# --- how it goes on -----------------------------------------------------------------------------------------------

_PLATEAU = QT_TRANSLATE_NOOP(
    "notes", "No gain over {least} dB for {steps} steps ({count} validations); the best was {psnr} dB at step {best}."
)
_LOWER_OR_STOP = QT_TRANSLATE_NOOP("notes", "Stop early, the best weights are kept; or train on with a lower learning rate.")
_STOP = QT_TRANSLATE_NOOP(
    "notes", "Stop early, the best weights are kept; for more, take a larger network or more and other pictures."
)
_SHORTER = QT_TRANSLATE_NOOP(
    "notes", "A shorter run would have done; for more, take a larger network or more and other pictures."
)
_RISING = QT_TRANSLATE_NOOP("notes", "PSNR still rises by {slope} dB per 1000 steps near the end of the run.")
_LONGER = QT_TRANSLATE_NOOP("notes", "It is worth training longer: clone the job and give it more steps.")


def _plateau(log: RunLog, gains: Gains) -> Advice | None:
    best, settled = gains.values[0], 0
    for index, value in enumerate(gains.values):
        if value > best + GAIN_DB:
            best, settled = value, index
    count = len(gains) - 1 - settled
    if count < STALE_VALIDATIONS:
        return None
    highest = int(np.argmax(gains.values))
    return Advice(
        code="plateau",
        severity="info",
        measured=Note(
            template=_PLATEAU,
            values={
                "least": decibels(GAIN_DB),
                "steps": int(gains.steps[-1] - gains.steps[settled]),
                "count": count,
                "psnr": decibels(float(gains.psnr[highest])),
                "best": int(gains.steps[highest]),
            },
        ),
        action=Note(template=_after_plateau(log)),
    )


def _after_plateau(log: RunLog) -> str:
    if log.ended:
        return _SHORTER
    rate = log.rate
    is_low = rate.last is not None and rate.last < _SLOW_RATE * float(rate.values.max())
    return _STOP if is_low else _LOWER_OR_STOP


def _still_rising(log: RunLog, gains: Gains) -> Advice | None:
    count = max(_SMOOTHED, len(gains) // 3)
    if len(gains) <= _SMOOTHED or gains.steps[-1] < _LATE * log.total_steps or isinstance(log.ended, Failed):
        return None
    slope = gains.slope(count)
    if not _is_worth_more(log, slope):
        return None
    return Advice(
        code="still_rising",
        severity="info",
        measured=Note(template=_RISING, values={"slope": f"{slope:.2g}"}),
        action=Note(template=_LONGER),
    )


def _is_worth_more(log: RunLog, slope: float) -> bool:
    return slope * log.total_steps / 4 / 1000.0 >= WORTH_DB


# --- learning by heart --------------------------------------------------------------------------------------------

_GAP = QT_TRANSLATE_NOOP(
    "notes", "Since step {best}, pictures that are learned from gained {learned} dB and those held out {held} dB."
)
_MORE_PICTURES = QT_TRANSLATE_NOOP(
    "notes",
    "It memorises the training pictures: stop early (the best weights are kept), then add pictures or choose a smaller "
    "network.",
)


def _over_fitting(log: RunLog, gains: Gains) -> Advice | None:
    """Growth since the best validation, not since the start: different pictures gain differently without any fault."""
    learned = gains_of(log, "training")
    steps = np.intersect1d(gains.steps, learned.steps)
    held_values = gains.values[np.isin(gains.steps, steps)]
    learned_values = learned.values[np.isin(learned.steps, steps)]
    best = int(np.argmax(held_values)) if len(steps) else 0
    if len(steps) - 1 - best < _SMOOTHED:
        return None
    held = float(held_values[-_SMOOTHED:].mean() - held_values[best])
    more = float(learned_values[-_SMOOTHED:].mean() - learned_values[best])
    if more <= 0 or more - held < GAP_DB:
        return None
    return Advice(
        code="over_fitting",
        severity="warning",
        measured=Note(template=_GAP, values={"best": int(steps[best]), "learned": f"{more:+.2f}", "held": f"{held:+.2f}"}),
        action=Note(template=_MORE_PICTURES),
    )
