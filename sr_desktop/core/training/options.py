"""What is known of an option besides its type: label, help, bounds. Kept with the field of the dataclass that it is.

The check when a job is made, the list of `python -m trainer fields` and the form in the window all read it from there
(standard library only). Labels, help sentences, units and the templates of bounds are keys for the translators in the
context "Job".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sr_desktop.core.errors import BadJob
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

Group = Literal["network", "data", "optimiser", "loss", "gan", "schedule", "saving", "computing"]
GROUPS: tuple[Group, ...] = get_args(Group)
Use = Literal["", "rate", "file", "folder", "device", "card"]
"""How an option is set where its type does not say so: a learning rate or the like, a path, a device, by a network's card."""

_KEY = "option"
_MOST_DIGITS = 1e15
"""From here on whole numbers are written with an exponent."""


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """What a value may be; for a tuple, what each of its items may be, of which there must be at least one (but
    see may_be_empty).

    least and most are allowed themselves, above and under are not. under_field: also less than that field of the same
    dataclass, one_fewer_than: the tuple has one item less than that field's; both with the table, as "optim.steps".
    pattern: what a text must match, which `wanted` says in words.
    """

    least: float | None = None
    most: float | None = None
    above: float | None = None
    under: float | None = None
    under_field: str = ""
    one_fewer_than: str = ""
    odd: bool = False
    may_be_empty: bool = False
    unit: str = ""
    pattern: str = ""
    wanted: str = ""

    def hold(self, value: object, siblings: Mapping[str, object]) -> bool:
        """Whether `value` is allowed beside `siblings`, the values of the same dataclass by name."""
        if isinstance(value, tuple):
            enough = self._has_length(value, siblings) and (bool(value) or self.may_be_empty)
            return enough and all(self._holds_one(item, siblings) for item in value)
        return self._holds_one(value, siblings)

    def _has_length(self, value: tuple[object, ...], siblings: Mapping[str, object]) -> bool:
        other = siblings.get(_last(self.one_fewer_than)) if self.one_fewer_than else None
        return not isinstance(other, tuple) or len(value) == len(other) - 1

    def _holds_one(self, value: object, siblings: Mapping[str, object]) -> bool:
        if isinstance(value, str):
            return re.fullmatch(self.pattern, value) is not None if self.pattern else True
        if not isinstance(value, (int, float)):
            return True
        ceiling = siblings.get(_last(self.under_field)) if self.under_field else None
        return (
            # Each is true for the numbers that are allowed, so that NaN is none of them.
            (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
            and (self.above is None or value > self.above)
            and (self.under is None or value < self.under)
            and (not isinstance(ceiling, (int, float)) or value < ceiling)
            and (not self.odd or value % 2 == 1)
        )

    @property
    def allowed(self) -> Note | None:
        """What is allowed, as a template (its values may hold "field", the name of another field); None for anything.

        The unit is no part of it; `English` or the form appends it.
        """
        if self.wanted:
            return Note(template=self.wanted)
        template = self._template()
        lowest = self.least if self.least is not None else self.above
        highest = self.most if self.most is not None else self.under
        other = self.under_field or self.one_fewer_than
        values: dict[str, str | int | float] = {}
        for name, value in (("least", lowest), ("most", highest)):
            if value is not None:
                values[name] = number_text(value)
        if other:
            values["field"] = other
        return Note(template=template, values=values) if template else None

    def _template(self) -> str:
        if self.one_fewer_than:
            return QT_TRANSLATE_NOOP("Job", "{least} to {most}, one fewer than {field}")
        if self.under_field:
            return QT_TRANSLATE_NOOP("Job", "{least} to under {field}")
        if self.odd:
            return QT_TRANSLATE_NOOP("Job", "odd, {least} to {most}")
        known = (self.least is not None, self.above is not None, self.most is not None, self.under is not None)
        return _TEMPLATES.get(known, "")


_TEMPLATES = {
    (True, False, True, False): QT_TRANSLATE_NOOP("Job", "{least} to {most}"),
    (True, False, False, True): QT_TRANSLATE_NOOP("Job", "{least} to under {most}"),
    (True, False, False, False): QT_TRANSLATE_NOOP("Job", "{least} or more"),
    (False, True, True, False): QT_TRANSLATE_NOOP("Job", "over {least}, at most {most}"),
    (False, True, False, True): QT_TRANSLATE_NOOP("Job", "over {least}, under {most}"),
    (False, True, False, False): QT_TRANSLATE_NOOP("Job", "over {least}"),
}
"""By which of least, above, most and under are given."""

_ANY_TEXT = QT_TRANSLATE_NOOP("Job", "any text")
_ANY_FILE = QT_TRANSLATE_NOOP("Job", "the path of a file, or nothing")
_ANY_FOLDER = QT_TRANSLATE_NOOP("Job", "the path of a folder")
_ANY_NUMBER = QT_TRANSLATE_NOOP("Job", "any number")
_YES_OR_NO = QT_TRANSLATE_NOOP("Job", "true or false")
_TABLE = QT_TRANSLATE_NOOP("Job", "a table of fields")


@dataclass(frozen=True, kw_only=True)
class Option:
    """All that a field's type does not say.

    help: one sentence; choices: words for the values of a Literal; when: another field of the same dataclass and the
    values of it that this field has an effect with, None for any.
    """

    label: str
    help: str
    group: Group
    bounds: Bounds = Bounds()
    choices: tuple[tuple[str, str], ...] = ()
    use: Use = ""
    when: tuple[str, tuple[str, ...]] | None = None

    def matters(self, siblings: Mapping[str, object]) -> bool:
        """Whether the field has an effect beside the other values of the same dataclass."""
        return self.when is None or siblings.get(self.when[0]) in self.when[1]


def option(
    label: str,
    help: str,
    *,
    group: Group,
    bounds: Bounds | None = None,
    choices: Mapping[str, str] | None = None,
    use: Use = "",
    when: tuple[str, tuple[str, ...]] | None = None,
) -> Mapping[str, Option]:
    """The `metadata` of a dataclass field."""
    chosen = tuple((choices or {}).items())
    known = Option(label=label, help=help, group=group, bounds=bounds or Bounds(), choices=chosen, use=use, when=when)
    return MappingProxyType({_KEY: known})


@dataclass(frozen=True, kw_only=True)
class OptionField:
    """One field with its option. path: as in a job file, such as "optim.lr"; default: None where there is none."""

    path: str
    name: str
    hint: Any
    default: object
    required: bool
    option: Option

    @property
    def choices(self) -> tuple[object, ...]:
        """The values of a Literal, else ()."""
        return get_args(self.hint) if get_origin(self.hint) is Literal else ()

    @property
    def item(self) -> Any:  # noqa: ANN401 - types are data here
        """The type of a tuple's items, None for what is no tuple."""
        return get_args(self.hint)[0] if get_origin(self.hint) is tuple else None

    def fits(self, value: object, siblings: Mapping[str, object]) -> bool:
        """Whether `value`, of the right type, is allowed beside the other values of the same dataclass."""
        return value in self.choices if self.choices else self.option.bounds.hold(value, siblings)

    @property
    def allowed(self) -> Note:
        """What the field may be, as a template; its unit, if any, is `option.bounds.unit`."""
        if self.choices:
            return Note(template=", ".join(map(str, self.choices)))
        if self.hint is bool:
            return Note(template=_YES_OR_NO)
        return self.option.bounds.allowed or Note(template=self._anything())

    def _anything(self) -> str:
        if self.option.use in ("file", "folder"):
            return _ANY_FILE if self.option.use == "file" else _ANY_FOLDER
        if self.hint is str or self.item is str:
            return _ANY_TEXT
        return _ANY_NUMBER if self.hint in (int, float) or self.item in (int, float) else _TABLE

    @property
    def allowed_text(self) -> str:
        """What the field may be, in English, such as "8 to 1024 pixels"."""
        return f"{self.allowed.text} {self.option.bounds.unit}".rstrip()


@cache
def option_fields(kind: Callable[..., object], table: str = "") -> tuple[OptionField, ...]:
    """The fields of the dataclass `kind` with their options, in their order; raises KeyError for a field without one."""
    hints = get_type_hints(kind)
    return tuple(_option_field(each, hints[each.name], table) for each in dataclasses.fields(kind))  # type: ignore[arg-type]


def misfits(kind: Callable[..., object], values: Mapping[str, object], table: str = "") -> Iterator[OptionField]:
    """The fields whose value is not allowed, in their order."""
    return (each for each in option_fields(kind, table) if not each.fits(values[each.name], values))


def check(options: Any, table: str = "") -> None:  # noqa: ANN401 - any dataclass of options
    """Refuse the first value that is not allowed, naming its field and what is. Raises BadJob."""
    for each in misfits(type(options), vars(options), table):
        value = vars(options)[each.name]
        shown = list(value) if isinstance(value, tuple) else value
        raise BadJob(field=each.path, value=str(shown), allowed=each.allowed_text)


def check_config(config: Any) -> None:  # noqa: ANN401 - any dataclass of options
    """As `check`, for options that do not come from a job alone, but from a weights file too. Raises ValueError."""
    for each in misfits(type(config), vars(config)):
        raise ValueError(f"{each.name} must be {each.allowed_text}, not {vars(config)[each.name]}")


def number_text(value: float) -> str:
    """A number as one would type it: 1000000000, 0.1, 1e-5; reads back as exactly the same number."""
    if isinstance(value, int) or (abs(value) < _MOST_DIGITS and value == int(value)):
        return str(int(value))
    return repr(value).replace("e-0", "e-").replace("e+", "e")


def _option_field(each: dataclasses.Field[Any], hint: Any, table: str) -> OptionField:  # noqa: ANN401
    required = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
    default = each.default if each.default is not dataclasses.MISSING else None
    if each.default_factory is not dataclasses.MISSING:
        default = each.default_factory()
    return OptionField(
        path=f"{table}.{each.name}" if table else each.name,
        name=each.name,
        hint=hint,
        default=default,
        required=required,
        option=each.metadata[_KEY],
    )


def _last(path: str) -> str:
    return path.rpartition(".")[2]
