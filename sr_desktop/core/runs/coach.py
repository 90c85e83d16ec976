"""The coach: what a run's measurements say, in plain words, and what to do. Knows no torch and no Qt.

It speaks from measured conditions only; every threshold stands, with its reason, beside the check that uses it
(here, coach_scores.py, coach_faults.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.runs.advice import Advice, AdviceCode, Severity
from sr_desktop.core.runs.coach_faults import (
    find_checkerboard,
    find_colour_drift,
    find_discriminator_faults,
    find_pattern,
    find_slowing,
)
from sr_desktop.core.runs.coach_scores import find_in_scores
from sr_desktop.core.runs.log import RunLog
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

__all__ = ["Advice", "AdviceCode", "Severity", "advice"]

_DIVERGED = QT_TRANSLATE_NOOP("notes", "The loss became infinite or no number at step {step}; the run ended.")
_START_LOWER = QT_TRANSLATE_NOOP(
    "notes", "Train again with a tenth of the learning rate ({rate}), or with gradients clipped more strictly."
)
_WITHOUT_RATE = QT_TRANSLATE_NOOP(
    "notes", "Train again with a tenth of the learning rate, or with gradients clipped more strictly."
)
_FELL_BACK = QT_TRANSLATE_NOOP(
    "notes", "The loss became infinite or no number once; the run went back to its last saved state, to a lower learning rate."
)
_WATCH = QT_TRANSLATE_NOOP(
    "notes", "Nothing to do now. If it happens again the run ends; then train with a lower learning rate from the start."
)
_LOWER = 0.1
_ORDER: tuple[Severity, ...] = ("problem", "warning", "info")
_CHECKS: tuple[Callable[[RunLog], Iterator[Advice]], ...] = (
    find_in_scores,
    find_discriminator_faults,
    find_colour_drift,
    find_checkerboard,
    find_pattern,
    find_slowing,
)


def advice(log: RunLog) -> tuple[Advice, ...]:
    """What there is to say of a run, gravest first; nothing where nothing stands out.

    A run that diverged gets that one answer: what was measured before explains nothing.
    """
    if isinstance(log.ended, Failed) and log.ended.code == "diverged":
        return (_diverged(log, log.ended),)
    found = [*_fell_back(log), *(each for check in _CHECKS for each in check(log))]
    return tuple(sorted(found, key=lambda each: _ORDER.index(each.severity)))


def _diverged(log: RunLog, failed: Failed) -> Advice:
    highest = float(log.rate.values.max()) if len(log.rate) else 0.0
    action = (
        Note(template=_START_LOWER, values={"rate": f"{highest * _LOWER:.2g}"}) if highest else Note(template=_WITHOUT_RATE)
    )
    step = failed.values.get("step", log.step)
    return Advice(code="diverged", severity="problem", measured=Note(template=_DIVERGED, values={"step": step}), action=action)


def _fell_back(log: RunLog) -> Iterator[Advice]:
    if any(warning.code == "fell_back" for warning in log.warnings):
        yield Advice(code="fell_back", severity="warning", measured=Note(template=_FELL_BACK), action=Note(template=_WATCH))
