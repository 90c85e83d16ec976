"""`fields`: every field of a job with its default, what it may be, and its help."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator
from dataclasses import dataclass

from sr_desktop.core.archs import ARCHS
from sr_desktop.core.training.job import job_fields
from sr_desktop.core.training.net_field import net_fields
from sr_desktop.core.training.options import OptionField
from trainer.verbs.verb import Verb, answer


@dataclass(frozen=True, kw_only=True)
class _Row:
    field: str
    arch: str
    default: object
    required: bool
    allowed: str
    help: str


def _row(each: OptionField, arch: str = "") -> _Row:
    return _Row(
        field=each.path,
        arch=arch,
        default=each.default,
        required=each.required,
        allowed=each.allowed_text,
        help=each.option.help,
    )


def _rows() -> Iterator[_Row]:
    yield from (_row(each) for each in job_fields() if each.path != "net")
    for spec in ARCHS:
        yield from (_row(each.field, spec.id) for each in net_fields(spec.config))


def _text(row: _Row) -> str:
    default = "required" if row.required else json.dumps(row.default)
    of_arch = f" ({row.arch})" if row.arch else ""
    return f"{row.field + of_arch} = {default}\n    {row.help}\n    Allowed: {row.allowed}."


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _main(options: argparse.Namespace) -> int:
    for row in _rows():
        answer(json.dumps(dataclasses.asdict(row)) if options.json else _text(row))
    return 0


FIELDS = Verb(name="fields", help="list the fields of a job: help, default, bounds", arguments=_arguments, main=_main)
