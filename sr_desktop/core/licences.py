"""The licence texts that come with the program: who made the parts it is made of, and on what terms."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

INDEX = "index.json"


@dataclass(frozen=True, kw_only=True)
class Licence:
    """A part of the program and its terms: their short name and the whole text."""

    name: str
    version: str
    licence: str
    text: str


def read_licences(folder: Path) -> tuple[Licence, ...]:
    """All of the folder in the order of its index, which resources/packaging/licences.py writes. Raises OSError."""
    rows = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    return tuple(
        Licence(
            name=row["name"],
            version=row["version"],
            licence=row["licence"],
            text=(folder / row["file"]).read_text(encoding="utf-8"),
        )
        for row in rows
    )
