"""Sweep files: one job with lists of values, to the jobs of its variants."""

from __future__ import annotations

import copy
import itertools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.trainer import SweepFound
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.job_file import override
from trainer.job import check_job, find_job

SWEEPS = Path(__file__).parent
_KEYS = ("title", "about", "base", "job", "set", "vary", "variant", "quick")
_NO_FOLDER = re.compile(r"[^\w.=-]+")
_SIZE = "quick"

Fields = dict[str, Any]
"""Values of a job by dotted names such as "optim.steps"."""


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One run of a sweep. label: for tables and plots; folder: the label as the name of a run folder."""

    label: str
    folder: str
    job: JobSpec


@dataclass(frozen=True, kw_only=True)
class Sweep:
    """Runs to compare. about: what the comparison shows, and where it was published; quick: a size of minutes, not days."""

    name: str
    title: str
    about: str
    quick: bool
    variants: tuple[Variant, ...]


def find_sweep(name: Path) -> Path:
    """A sweep file, or that of a ready sweep by its name."""
    shipped = SWEEPS / f"{name}.toml"
    return shipped if not name.exists() and shipped.exists() else name


def ready_sweeps() -> Iterator[Sweep]:
    """Every ready sweep in its full size, by name. Raises BadJob for one that is not valid."""
    for path in sorted(SWEEPS.glob("*.toml")):
        yield load_sweep(path)


def load_sweep(path: Path, overrides: Sequence[str] = (), *, quick: bool = False) -> Sweep:
    """The sweep in a TOML file. Raises BadJob.

    `base` names a job (one that ships, or a file beside the sweep), or a [job] table holds it. [set]: fields of every
    variant. [[variant]]: a label and the fields that it sets. [vary]: lists of values by field; several give every
    combination, and each is combined with each [[variant]]. [quick]: fields of the quick size, where [quick.vary] takes
    the place of [vary] and [[variant]] tables with quick = false are left out; those with quick = true are only for
    it. `overrides` such as "optim.steps=100" count for
    every variant.
    """
    plain = _read(path)
    for key in plain:
        _require(key in _KEYS, key, plain[key], f"one of {', '.join(_KEYS)}")
    _require(not quick or "quick" in plain, "quick", "missing", "a [quick] table with the fields of the quick size")
    hurried = dict(_table(plain, "quick")) if quick else {}
    vary = _table(hurried if "vary" in hurried else plain, "vary")
    hurried.pop("vary", None)
    base = _base(plain, path)
    for fields in (_table(plain, "set"), hurried):
        _apply(base, flatten(fields))
    choices = list(_choices(_tables(plain, "variant"), flatten(vary), quick=quick))
    _override(base, overrides, varied={name for _, fields in choices for name in fields})
    title = str(plain.get("title", path.stem))
    return Sweep(
        name=path.stem,
        title=f"{title} (quick)" if quick else title,
        about=str(plain.get("about", "")),
        quick=quick,
        variants=_variants(base, choices),
    )


def sweep_found(sweep: Sweep) -> SweepFound:
    """The event that tells of a sweep."""
    labels = tuple(variant.label for variant in sweep.variants)
    return SweepFound(sweep=sweep.name, title=sweep.title, about=sweep.about, variants=labels)


def flatten(table: Mapping[str, Any], before: str = "") -> Fields:
    """Nested tables as one, with dotted names."""
    flat: Fields = {}
    for key, value in table.items():
        flat.update(flatten(value, f"{before}{key}.") if isinstance(value, dict) else {before + key: value})
    return flat


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadJob(field="file", value=str(path), allowed=f"a readable file ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadJob(field="file", value=str(path), allowed=f"valid TOML ({error})") from None


def _base(plain: dict[str, Any], path: Path) -> dict[str, Any]:
    if "job" in plain:
        return copy.deepcopy(_table(plain, "job"))
    name = plain.get("base")
    if not isinstance(name, str):
        raise BadJob(field="base", value=str(name), allowed="the name of a job, or a [job] table")
    beside = path.parent / name
    return _read(beside if beside.is_file() else find_job(Path(name)))


def _choices(variants: Sequence[Fields], vary: Fields, *, quick: bool) -> Iterator[tuple[str, Fields]]:
    """Label and fields of each variant, in the order of the file."""
    named = [variant for variant in variants if variant.get(_SIZE, quick) == quick] or [{}]
    for name, values in vary.items():
        _require(isinstance(values, list) and len(values) > 0, f"vary.{name}", values, "a list of values")
    for variant in named:
        fields = flatten({key: value for key, value in variant.items() if key not in ("label", _SIZE)})
        _require(not variants or isinstance(variant.get("label"), str), "variant.label", variant.get("label"), "a text")
        for values in itertools.product(*vary.values()):
            chosen = dict(zip(vary, values, strict=True))
            parts = [str(variant["label"])] if "label" in variant else []
            yield (
                ", ".join([*parts, *(f"{key.rpartition('.')[2]} {_shown(v)}" for key, v in chosen.items())]),
                {**fields, **chosen},
            )


def _variants(base: dict[str, Any], choices: Sequence[tuple[str, Fields]]) -> tuple[Variant, ...]:
    _require(any(fields for _, fields in choices), "vary", "missing", "lists of values, or [[variant]] tables")
    variants: list[Variant] = []
    for label, fields in choices:
        plain = copy.deepcopy(base)
        folder = _NO_FOLDER.sub("-", label).strip("-.") or "variant"
        plain["name"] = f"{base.get('name', 'sweep')}-{folder}".translate(str.maketrans(".=", "_-"))
        plain["title"] = ", ".join(part for part in (base.get("title", ""), label) if part)
        _apply(plain, fields)
        _require(all(folder != other.folder for other in variants), "label", label, "a different label for each variant")
        variants.append(Variant(label=label, folder=folder, job=check_job(plain)))
    return tuple(variants)


def _override(base: dict[str, Any], overrides: Sequence[str], varied: set[str]) -> None:
    for text in overrides:
        name = text.partition("=")[0].strip()
        _require(
            name not in varied, "--set", text, f"a field that the sweep leaves alone; it varies {', '.join(sorted(varied))}"
        )
        override(base, text)


def _apply(plain: dict[str, Any], fields: Fields) -> None:
    for name, value in fields.items():
        *tables, key = name.split(".")
        table = plain
        for part in tables:
            table = _table(table, part)
        table[key] = copy.deepcopy(value)


def _table(plain: dict[str, Any], name: str) -> dict[str, Any]:
    table = plain.setdefault(name, {})
    if not isinstance(table, dict):
        raise BadJob(field=name, value=str(table), allowed="a table")
    return table


def _tables(plain: dict[str, Any], name: str) -> list[dict[str, Any]]:
    tables = plain.get(name, [])
    _require(isinstance(tables, list) and all(isinstance(table, dict) for table in tables), name, tables, f"[[{name}]] tables")
    return list(tables)


def _shown(value: object) -> str:
    return (
        "-".join(map(str, value)) if isinstance(value, list) else str(value).lower() if isinstance(value, bool) else str(value)
    )


def _require(holds: bool, field: str, value: object, allowed: str) -> None:
    if not holds:
        raise BadJob(field=field, value=str(value), allowed=allowed)
