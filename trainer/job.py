"""TOML files and flags to a checked JobSpec, and back."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.checkpoint import parse_config
from sr_desktop.core.errors import BadJob
from sr_desktop.core.job import DataOptions, GanOptions, JobSpec, OptimOptions
from sr_desktop.core.wire import WireError, from_plain, to_plain


def load_job(path: Path, overrides: Sequence[str] = ()) -> JobSpec:
    """The job in a TOML file, with `key=value` overrides such as "optim.steps=100". Raises BadJob."""
    try:
        plain = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadJob(field="file", value=str(path), allowed=f"a readable file ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadJob(field="file", value=str(path), allowed=f"valid TOML ({error})") from None
    for override in overrides:
        _override(plain, override)
    return check_job(plain)


def check_job(plain: dict[str, Any]) -> JobSpec:
    """A JobSpec from parsed TOML; unknown fields are refused. Raises BadJob."""
    for kind, where, table in (
        (JobSpec, "", plain),
        (DataOptions, "data.", plain.get("data")),
        (OptimOptions, "optim.", plain.get("optim")),
        (GanOptions, "gan.", plain.get("gan")),
    ):
        if isinstance(table, dict):
            _refuse_unknown(kind, table, where)
    try:
        job = from_plain(JobSpec, plain)
    except WireError as error:
        name, _, wrong = str(error).partition(" cannot be ")
        raise BadJob(field=name, value=wrong or "missing", allowed="see the help of the field") from None
    arch_of(job)
    return job


def arch_of(job: JobSpec) -> tuple[ArchSpec, Any]:
    """The job's architecture and its Config. Raises BadJob."""
    spec = ARCH_BY_ID.get(job.arch)
    if spec is None:
        raise BadJob(field="arch", value=job.arch, allowed=", ".join(ARCH_BY_ID))
    try:
        config = parse_config(spec, job.net)
    except (ValueError, WireError) as error:
        raise BadJob(field="net", value=str(job.net), allowed=str(error)) from None
    served = spec.scales(config)
    if served and tuple(map(float, job.scales)) != served:
        raise BadJob(field="scales", value=str(list(job.scales)), allowed=f"{list(served)} with this net")
    return spec, config


def job_toml(job: JobSpec) -> str:
    """The job as TOML that `load_job` reads back."""
    plain = to_plain(job)
    tables = {name: value for name, value in plain.items() if isinstance(value, dict)}
    lines = [f"{name} = {json.dumps(value)}" for name, value in plain.items() if name not in tables and value is not None]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f"{key} = {json.dumps(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _override(plain: dict[str, Any], override: str) -> None:
    key, equals, text = override.partition("=")
    if not equals:
        raise BadJob(field="--set", value=override, allowed="key=value")
    try:
        value = tomllib.loads(f"value = {text}")["value"]
    except tomllib.TOMLDecodeError:
        value = text
    *tables, name = key.strip().split(".")
    table = plain
    for part in tables:
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            raise BadJob(field=key, value=text, allowed="a field of the job")
    table[name] = value


def _refuse_unknown(kind: type[Any], plain: dict[str, Any], where: str) -> None:
    known = {field.name: field for field in dataclasses.fields(kind)}
    for name, value in plain.items():
        if name not in known:
            raise BadJob(field=where + name, value=str(value), allowed=f"one of {', '.join(known)}")
