"""TOML files and flags to a JobSpec, and back (standard library only: the window and the trainer share it)."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain
from sr_desktop.core.training.job import DataOptions, GanOptions, JobSpec, OptimOptions
from sr_desktop.core.training.options import option_fields


def read_job(path: Path, overrides: Sequence[str] = ()) -> JobSpec:
    """The job in a TOML file, with `key=value` overrides such as "optim.steps=100". Raises BadJob.

    Whether its network exists and takes its options is not known here: the trainer checks that.
    """
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadJob(field="file", value=str(path), allowed=f"a readable file ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadJob(field="file", value=str(path), allowed=f"valid TOML ({error})") from None
    for text in overrides:
        override(plain, text)
    return parse_job(plain)


def parse_job(plain: dict[str, Any]) -> JobSpec:
    """A JobSpec from parsed TOML; unknown fields are refused. Raises BadJob."""
    for kind, where, table in (
        (JobSpec, "", plain),
        (DataOptions, "data.", plain.get("data")),
        (OptimOptions, "optim.", plain.get("optim")),
        (GanOptions, "gan.", plain.get("gan")),
    ):
        if isinstance(table, dict):
            _refuse_unknown(kind, table, where)
    for each in option_fields(JobSpec):
        if each.required and each.name not in plain:
            raise BadJob(field=each.path, value="missing", allowed=each.allowed_text)
    try:
        return from_plain(JobSpec, plain)
    except WireError as error:
        raise _wrong_type(error) from None


def job_toml(job: JobSpec) -> str:
    """The job as TOML that `read_job` reads back."""
    plain = to_plain(job)
    tables = {name: value for name, value in plain.items() if isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in plain.items() if name not in tables and value is not None]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def override(plain: dict[str, Any], text: str) -> None:
    """Set one field in parsed TOML by `key=value`, the value in TOML or a bare word. Raises BadJob."""
    key, equals, value_text = text.partition("=")
    if not equals:
        raise BadJob(field="--set", value=text, allowed="key=value")
    try:
        value = tomllib.loads(f"value = {value_text}")["value"]
    except tomllib.TOMLDecodeError:
        value = value_text
    *tables, name = key.strip().split(".")
    table = plain
    for part in tables:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise BadJob(field=key, value=value_text, allowed="a field of the job")
    table[name] = value


def _wrong_type(error: WireError) -> BadJob:
    # The reader of JSON and TOML knows dataclasses, "OptimOptions.loss"; the user knows tables, "optim.loss".
    where, _, wrong = str(error).partition(" cannot be ")
    value = wrong.partition("; wanted ")[0]
    kinds = {JobSpec: "", DataOptions: "data", OptimOptions: "optim", GanOptions: "gan"}
    for kind, table in kinds.items():
        for each in option_fields(kind, table):
            if where == f"{kind.__name__}.{each.name}":
                return BadJob(field=each.path, value=value, allowed=each.allowed_text)
    return BadJob(field=where, value=value, allowed="a field of the job")


def _refuse_unknown(kind: type[Any], plain: dict[str, Any], where: str) -> None:
    known = {field.name: field for field in dataclasses.fields(kind)}
    for name, value in plain.items():
        if name not in known:
            raise BadJob(field=where + name, value=str(value), allowed=f"one of {', '.join(known)}")
