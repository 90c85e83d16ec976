"""Files that the window itself writes, off its thread."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.pictures.naming import numbered


def write_file(target: Path, contents: bytes, *, replace: bool) -> Path:
    """Write a file whole or not at all; without `replace` a taken name gets a number. Returns where it stands.

    Raises CannotWrite.
    """
    for number in count():
        path = numbered(target, number) if number else target
        try:
            with atomic_write(path, replace=replace) as file:
                file.write(contents)
        except FileExistsError:
            continue
        return path
    raise AssertionError("unreachable")
