"""The names of results before there are any: no two pictures of a queue get the same one (standard library only)."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sr_desktop.core.pictures.formats import choose_format
from sr_desktop.core.pictures.naming import NameFacts, filled_name, numbered, scale_text
from sr_desktop.core.queue.entry import Entry, NewEntry
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.core.upscaling.size import OutputSize, TargetSize

IsTaken = Callable[[str], bool]


def planned(entries: Iterable[NewEntry], settings: UpscaleSettings, is_taken: IsTaken) -> Iterator[NewEntry]:
    """`entries` with keys that are not taken and differ from each other: a name that is met again gets a number.

    The keys do not depend on the sizes of the pictures, so that several processes plan the same. Raises BadTemplate.
    """
    mine: set[str] = set()
    for entry in entries:
        path, number = _planned_path(entry, settings), 0
        while (key := _key(_numbered(path, number))) in mine or is_taken(key):
            number += 1
        mine.add(key)
        yield replace(entry, key=key, number=number)


def target_of(entry: Entry, size: OutputSize, suffix: str) -> Path:
    """The file for an entry's result of `size`, with `suffix` unless its name was given. Raises BadTemplate."""
    if entry.exact:
        return Path(entry.exact)
    facts = NameFacts(model=entry.settings.model, scale=scale_text(size.scale), width=str(size.width), height=str(size.height))
    return _numbered(_path(Path(entry.source), entry.folder, entry.settings, facts, suffix), entry.number)


def _planned_path(entry: NewEntry, settings: UpscaleSettings) -> Path:
    if entry.exact:
        return Path(entry.exact)
    size = settings.size
    wish = scale_text(size.value) if size.kind == "scale" else _wish(size)
    facts = NameFacts(model=settings.model, scale=wish, width=_wish(size), height=_wish(size))
    source = Path(entry.source)
    return _path(source, entry.folder, settings, facts, choose_format(source, "", settings.output.file.format).suffix)


def _wish(size: TargetSize) -> str:
    return f"<{size}>"


def _path(source: Path, folder: str, settings: UpscaleSettings, facts: NameFacts, suffix: str) -> Path:
    rules = settings.output
    name = filled_name(rules.name, source, facts, suffix)
    if not rules.folder:
        return source.with_name(name)
    return Path(rules.folder, folder, name) if rules.tree else Path(rules.folder, name)


def _numbered(path: Path, number: int) -> Path:
    return numbered(path, number) if number else path


def _key(path: Path) -> str:
    """Equal for names that some file system takes for the same: blind to case, or to ways of writing é."""
    return unicodedata.normalize("NFC", os.path.normpath(path)).casefold()
