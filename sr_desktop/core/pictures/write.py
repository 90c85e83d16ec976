"""Pictures to files: never over an original, complete and checked before they get their name."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyvips

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadImage, CannotWrite, OutputExists, OutputIsInput
from sr_desktop.core.pictures.encode import Encoding, encode, prepare
from sr_desktop.core.pictures.formats import check_format_limit, format_of
from sr_desktop.core.pictures.naming import numbered
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.provenance import Provenance
from sr_desktop.core.pictures.read import decoded_size
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.settings import FileRules, OnExists

AS_USUAL = FileRules()


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """Where the picture is, and sentences about what the format could not keep."""

    path: Path
    notes: tuple[Note, ...] = ()


Announce = Callable[[Path, Path], None]
"""Called with the name that a file is about to get, and where it lies complete until then."""


def _announce_nothing(path: Path, part: Path) -> None:
    """Serve those who need not know."""


def check_target(path: Path, source: Path | None, on_exists: OnExists, width: int, height: int) -> None:
    """Raise before any work what `write_picture` would after it.

    That is OutputIsInput, OutputExists, FormatLimit, FileTooLarge or CannotWrite.
    """
    check_format_limit(path, width, height)
    if source is not None and _same_file(path, source):
        raise OutputIsInput(path=str(path))
    if not path.parent.is_dir():
        raise CannotWrite(path=str(path), detail="its folder does not exist")
    if not os.access(path.parent, os.W_OK):
        raise CannotWrite(path=str(path), detail="its folder is read only")
    try:
        path.lstat()
    except FileNotFoundError:
        return
    except OSError as error:
        raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from None
    if on_exists == "skip":
        raise OutputExists(path=str(path))
    if on_exists == "replace" and path.is_dir():
        raise CannotWrite(path=str(path), detail="a folder has this name")


def write_picture(
    picture: Picture,
    path: Path,
    rules: FileRules = AS_USUAL,
    *,
    on_exists: OnExists = "rename",
    source: Path | None = None,
    made: Provenance | None = None,
    announce: Announce = _announce_nothing,
    room: Workroom = IN_MEMORY,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> WrittenFile:
    """Write `picture` by `rules`, but in the format of the suffix: `rules.format` has decided that (core/pictures/naming.py).

    made: what the file tells about its making, where the rules want it. JPEG keeps full colour resolution (4:4:4).
    announce: told of the file before it gets its name; room: for converted colours; progress: of the writing, from coders that
    take a picture row by row. Raises as `check_target` does, NoRoom, RoomLost and Cancelled.
    """
    check_target(path, source, on_exists, picture.width, picture.height)
    prepared = prepare(picture, format_of(path), rules, made, room)

    def write(candidate: Path) -> None:
        _write(prepared, candidate, announce, progress, cancel, replace=on_exists == "replace")

    if on_exists == "replace":
        write(path)
        return WrittenFile(path=path, notes=prepared.notes)
    return WrittenFile(path=_write_free(write, path, on_exists), notes=prepared.notes)


def _write_free(write: Callable[[Path], None], path: Path, on_exists: OnExists) -> Path:
    candidate, number = path, 1
    while True:
        # Links are names that are taken, whatever they point to.
        if not os.path.lexists(candidate):
            try:
                write(candidate)
            except FileExistsError:
                pass
            else:
                return candidate
        if on_exists == "skip":
            raise OutputExists(path=str(path))
        candidate, number = numbered(path, number), number + 1


def _write(
    prepared: Encoding,
    path: Path,
    announce: Announce,
    progress: ProgressCallback,
    cancel: CancelToken | None,
    *,
    replace: bool,
) -> None:
    def verify(temporary: Path) -> None:
        try:
            found = decoded_size(temporary, cancel.raise_if_cancelled if cancel else None)
        except BadImage:
            found = (0, 0, 0, 0)
        if found != prepared.size and (found[0], found[1], 0, found[3]) != prepared.size:
            raise CannotWrite(path=str(path), detail="what was written is not what was meant; the file was removed")
        announce(path, temporary)

    with atomic_write(path, replace=replace, verify=verify) as file:
        try:
            encode(prepared, file, progress, cancel)
        except pyvips.Error as error:
            raise CannotWrite(path=str(path), detail=str(error.detail or error.message).strip()) from None


def _same_file(path: Path, source: Path) -> bool:
    try:
        return path.samefile(source)
    except OSError:
        # One of them does not exist (yet); on a file system that is blind to case or to ways of writing é the names may meet.
        return _folded(path) == _folded(source)


def _folded(path: Path) -> str:
    return unicodedata.normalize("NFC", os.path.normcase(path.absolute())).casefold()
