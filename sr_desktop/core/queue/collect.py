"""Which files a queue is given: pictures as they are, and of folders the pictures in them (standard library only)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.errors import BadDataset, SrError
from sr_desktop.core.pictures.formats import SUFFIXES
from sr_desktop.core.queue.entry import NewEntry


@dataclass(frozen=True, kw_only=True)
class BadSource:
    """A folder that gives no pictures."""

    path: str
    error: SrError


def collect(inputs: Sequence[Path], *, recursive: bool) -> Iterator[NewEntry | BadSource]:
    """Files as they are; of folders the pictures in them, by name, as they are found. A file named twice comes once."""
    seen: set[str] = set()
    for given in inputs:
        path = absolute(given)
        for found in _of_folder(path, recursive=recursive) if path.is_dir() else (NewEntry(source=str(path)),):
            if isinstance(found, BadSource):
                yield found
            elif found.source not in seen:
                seen.add(found.source)
                yield found


def absolute(path: Path) -> Path:
    """`path` from the root of the file system, without `..`; links stay what they are."""
    return Path(os.path.normpath(path.absolute()))


def names_a_file(output: Path) -> bool:
    """Whether the wished output is one file rather than a folder: it ends like a picture and is no folder."""
    return output.suffix.lower() in SUFFIXES and not output.is_dir()


def _of_folder(root: Path, *, recursive: bool) -> Iterator[NewEntry | BadSource]:
    nothing = True
    for found in _walk(root, recursive=recursive):
        nothing = False
        if isinstance(found, BadSource):
            yield found
        else:
            below = found.parent.relative_to(root)
            yield NewEntry(source=str(found), folder="" if below == Path() else str(below))
    if nothing:
        yield BadSource(path=str(root), error=BadDataset(path=str(root), detail="it holds no pictures"))


def _walk(folder: Path, *, recursive: bool) -> Iterator[Path | BadSource]:
    try:
        with os.scandir(folder) as listing:
            items = sorted(listing, key=lambda item: item.name)
    except OSError as error:
        yield BadSource(path=str(folder), error=BadDataset(path=str(folder), detail=error.strerror or str(error)))
        return
    for item in items:
        # Links to folders are not followed, so that a loop of links ends.
        if item.is_dir(follow_symlinks=False):
            if recursive:
                yield from _walk(Path(item.path), recursive=True)
        elif Path(item.name).suffix.lower() in SUFFIXES and not item.name.startswith("._") and _is_file(item):
            yield Path(item.path)


def _is_file(item: os.DirEntry[str]) -> bool:
    try:
        return item.is_file()
    except OSError:
        # A link that leads nowhere is listed, so that its failure is told.
        return True
