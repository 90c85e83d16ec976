"""A job while somebody fills in its form: any values, what is wrong with them, and how they differ from a preset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sr_desktop.core.errors import BadJob
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.training.job import TABLES, GanOptions, JobSpec, job_fields
from sr_desktop.core.training.net_field import NetField
from sr_desktop.core.training.options import OptionField

_GAN_RECIPE = "srgan"
_SCALE_OF_NET = "net.scale"


@dataclass(frozen=True, kw_only=True)
class Unread:
    """What was typed into a field and is no value of its type."""

    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, kw_only=True)
class Problem:
    """A field whose value is not allowed; allowed: a template with its values (context "Job"), unit: to append to it."""

    path: str
    value: str
    allowed: Note
    unit: str = ""

    @property
    def error(self) -> BadJob:
        """The same as an error."""
        return BadJob(field=self.path, value=self.value, allowed=f"{self.allowed.text} {self.unit}".rstrip())


class JobDraft:
    """The values of a job by their path, such as "optim.lr" or "net.depth".

    Options of the network that `net` describes are fields of their own, others are together in "net". A network that is
    made for one scale follows the job's scale.
    """

    def __init__(self, job: JobSpec, *, preset: JobSpec | None = None, net: tuple[NetField, ...] = ()) -> None:
        self.net = net
        self._base, self._net = job, tuple(each.field for each in net)
        self._values = self._values_of(job)
        self._preset = self._values_of(preset or job)

    @property
    def has_gan(self) -> bool:
        """Whether the options for a discriminator matter."""
        return self._base.recipe == _GAN_RECIPE

    @property
    def fields(self) -> tuple[OptionField, ...]:
        """Every field in the order of a job file, those of the network in the place of "net", and "net" after them."""
        found: list[OptionField] = []
        for each in job_fields():
            found += [*self._net, each] if each.path == "net" else [each]
        return tuple(found)

    def value(self, path: str) -> object:
        """The present value; Unread for what could not be read."""
        return self._values[path]

    def preset_value(self, path: str) -> object:
        """The value that the preset has."""
        return self._preset[path]

    def put(self, path: str, value: object) -> None:
        """Change one value. Raises KeyError for a field that is none."""
        if path not in self._values:
            raise KeyError(path)
        self._values[path] = value
        if path == "scales" and _SCALE_OF_NET in self._values and isinstance(value, tuple) and len(value) == 1:
            self._values[_SCALE_OF_NET] = value[0]

    @property
    def changed(self) -> frozenset[str]:
        """Fields that differ from the preset."""
        return frozenset(path for path, value in self._values.items() if value != self._preset[path])

    def matters(self, field: OptionField) -> bool:
        """Whether the field has an effect with the other present values."""
        if field.path == "net":
            return bool(self._values["net"]) or not self._net
        if field.path == _SCALE_OF_NET or (field.path.startswith("gan.") and not self.has_gan):
            return False
        return field.option.matters(self._siblings(field))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is not allowed, in the order of the fields; each field once."""
        found = tuple(self._misfits())
        if found:
            return found
        try:
            self._build()
        except BadJob as error:
            values = error.values
            allowed = str(values["allowed"]).replace("{", "{{").replace("}", "}}")
            return (Problem(path=str(values["field"]), value=str(values["value"]), allowed=Note(template=allowed)),)
        return ()

    def job(self) -> JobSpec:
        """The job with these values. Raises BadJob."""
        for problem in self._misfits():
            raise problem.error
        return self._build()

    def _values_of(self, job: JobSpec) -> dict[str, object]:
        values: dict[str, object] = {}
        known = {each.name: each for each in self._net if _fits_type(each, job.net.get(each.name, each.default))}
        for each in job_fields():
            table, _, name = each.path.rpartition(".")
            values[each.path] = getattr(_part(job, table), name)
        for name, field in known.items():
            value = job.net.get(name, field.default)
            values[field.path] = tuple(value) if isinstance(value, list) else value
        for each in self._net:
            values.setdefault(each.path, each.default)  # its value in the job is of a wrong type and stays in "net"
        values["net"] = {name: value for name, value in job.net.items() if name not in known}
        return values

    def _siblings(self, field: OptionField) -> Mapping[str, object]:
        table = field.path.rpartition(".")[0]
        paths = (path.rpartition(".") for path in self._values)
        return {name: self._values[f"{of}.{name}" if of else name] for of, _, name in paths if of == table}

    def _misfits(self) -> Iterator[Problem]:
        for each in self.fields:
            if each.path == _SCALE_OF_NET or (each.path.startswith("gan.") and not self._has_gan_table):
                continue  # the scale of the job says it already; a table that is not there cannot be wrong
            value = self._values[each.path]
            if isinstance(value, Unread) or not each.fits(value, self._siblings(each)):
                yield Problem(path=each.path, value=_shown(value), allowed=each.allowed, unit=each.option.bounds.unit)
            elif each.path == "scales" and not self._one_scale_fits(value):
                yield Problem(path=each.path, value=_shown(value), allowed=self._one_scale())
            elif each.path == "net" and isinstance(value, dict) and value.keys() & {known.name for known in self._net}:
                yield Problem(path=each.path, value=_shown(value), allowed=Note(template=_NO_OWN_FIELD))

    def _one_scale_fits(self, scales: object) -> bool:
        field = next((each for each in self._net if each.path == _SCALE_OF_NET), None)
        return field is None or (isinstance(scales, tuple) and len(scales) == 1 and field.fits(scales[0], {}))

    def _one_scale(self) -> Note:
        (field,) = (each for each in self._net if each.path == _SCALE_OF_NET)
        return Note(template=_ONE_SCALE, values=field.allowed.values)

    def _build(self) -> JobSpec:
        tables: dict[str, Any] = {
            name: kind(**self._table(name)) for name, kind in TABLES.items() if name != "gan" or self._has_gan_table
        }
        return JobSpec(**self._table(""), **tables)

    @property
    def _has_gan_table(self) -> bool:
        return self._base.gan is not None or self.has_gan

    def _table(self, table: str) -> dict[str, Any]:
        """The values of one dataclass by their names; those of the job itself for ""."""
        own = {each.name: self._values[each.path] for each in job_fields() if each.path.rpartition(".")[0] == table}
        return own if table else {**own, "net": self._net_table()}

    def _net_table(self) -> dict[str, Any]:
        rest = self._values["net"]
        table = {}
        for each in self._net:
            value, written = self._values[each.path], self._base.net.get(each.name)
            if each.name in self._base.net or value != each.default:
                same = written == value or (isinstance(written, list) and tuple(written) == value)
                table[each.name] = written if same else list(value) if isinstance(value, tuple) else value
        return {**table, **(rest if isinstance(rest, dict) else {})}


_ONE_SCALE = QT_TRANSLATE_NOOP("Job", "one factor with this network, {least} to {most}")
_NO_OWN_FIELD = QT_TRANSLATE_NOOP("Job", "options that have no field of their own")


def _part(job: JobSpec, table: str) -> object:
    if not table:
        return job
    return getattr(job, table) or GanOptions()  # of the parts, only this one may be missing


def _fits_type(field: OptionField, value: object) -> bool:
    if field.item is not None:
        return isinstance(value, (list, tuple)) and all(_is_a(field.item, item) for item in value)
    return _is_a(field.hint, value)


def _is_a(kind: Any, value: object) -> bool:  # noqa: ANN401 - types are data here
    if kind in (int, float):
        return isinstance(value, (int, float) if kind is float else int) and not isinstance(value, bool)
    return isinstance(value, kind)


def _shown(value: object) -> str:
    return str(list(value)) if isinstance(value, tuple) else str(value)
