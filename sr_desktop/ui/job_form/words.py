"""What the form says of a field, in the language of the window; the texts are those of the core (context "Job")."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.job_draft import Problem
from sr_desktop.core.training.option_text import to_text
from sr_desktop.core.training.options import Group, OptionField

Labels = Mapping[str, str]
"""Translated labels by path, for texts that name another field."""

_GROUPS: Mapping[Group, str] = {
    "network": QT_TRANSLATE_NOOP("JobForm", "Network"),
    "data": QT_TRANSLATE_NOOP("JobForm", "Data"),
    "optimiser": QT_TRANSLATE_NOOP("JobForm", "Optimiser"),
    "loss": QT_TRANSLATE_NOOP("JobForm", "Loss"),
    "schedule": QT_TRANSLATE_NOOP("JobForm", "Schedule"),
    "saving": QT_TRANSLATE_NOOP("JobForm", "Saving"),
    "computing": QT_TRANSLATE_NOOP("JobForm", "Computing"),
    "gan": QT_TRANSLATE_NOOP("JobForm", "GAN"),
}


def group_title(group: Group) -> str:
    """The heading of a group of fields."""
    return QCoreApplication.translate("JobForm", _GROUPS[group])


def label(field: OptionField) -> str:
    """The name of a field."""
    return _job(field.option.label)


def unit(field: OptionField) -> str:
    """What a number counts, "" where its name says it already ("Validation pictures")."""
    counted = field.option.bounds.unit
    return "" if counted.lower() in field.option.label.lower() else _job(counted)


def choice(field: OptionField, value: object) -> str:
    """The word for one value of a field that has a few of them; others stand for themselves."""
    return _job(dict(field.option.choices).get(str(value), str(value)))


def help_text(field: OptionField) -> str:
    """What a field is for, in one sentence."""
    return _job(field.option.help)


def tip(field: OptionField, labels: Labels) -> str:
    """Help, bounds and the name in a job file, for the tooltip."""
    lines = [help_text(field)]
    if not field.choices and field.hint is not bool:
        lines.append(_allowed(_filled(field.allowed.template, field.allowed.values, labels), field.option.bounds.unit))
    if field.item is not None:
        lines.append(QCoreApplication.translate("JobForm", "Several are separated by commas."))
    return "\n".join([*lines, QCoreApplication.translate("JobForm", "In a job file: {name}").format(name=field.path)])


def problem_text(problem: Problem, labels: Labels) -> str:
    """One sentence that says what is allowed instead."""
    return _allowed(_filled(problem.allowed.template, problem.allowed.values, labels), problem.unit)


def value_text(field: OptionField, value: object) -> str:
    """A value as the form shows it."""
    if isinstance(value, bool):
        return QCoreApplication.translate("JobForm", "on") if value else QCoreApplication.translate("JobForm", "off")
    if field.choices:
        return choice(field, value)
    return to_text(value) or QCoreApplication.translate("JobForm", "nothing")


def _allowed(text: str, unit: str) -> str:
    full = f"{text} {_job(unit)}" if unit else text
    return QCoreApplication.translate("JobForm", "Allowed: {allowed}.").format(allowed=full)


def _filled(template: str, values: Mapping[str, str | int | float], labels: Labels) -> str:
    named = {name: labels.get(str(value), value) if name == "field" else value for name, value in values.items()}
    return _job(template).format(**named)


def _job(text: str) -> str:
    # Translating "" would answer with the header of the translation file.
    return QCoreApplication.translate("Job", text) if text else ""
