"""Folders to the trash of the desktop, from where they can be had back (QtCore only)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QFile, QStandardPaths

from sr_desktop.core.errors import CannotTrash, RunBusy
from sr_desktop.core.runs.lock import run_owner


def trash_run(folder: Path) -> Path:
    """Move a run's folder to the trash, see `move_to_trash`. Raises RunBusy while it is trained, CannotTrash."""
    try:
        owner = run_owner(folder)
    except OSError as error:
        raise CannotTrash(path=str(folder), detail=error.strerror or str(error)) from error
    if owner:
        raise RunBusy(path=str(folder), owner=owner.text)
    return move_to_trash(folder)


def trash_files(files: Sequence[Path]) -> None:
    """Move files to the trash; one that is gone already is as good as moved. Raises CannotTrash."""
    for file in files:
        if file.exists():
            move_to_trash(file)


def move_to_trash(folder: Path) -> Path:
    """Move a folder or a file to the trash; returns where it is now. Takes long on slow drives: for a thread of its own.

    Raises CannotTrash.
    """
    try:
        # Qt makes the trash itself but not the folder that it stands in, which a new account may lack.
        Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)).mkdir(
            parents=True, exist_ok=True
        )
    except OSError as error:
        raise CannotTrash(path=str(folder), detail=error.strerror or str(error)) from error
    file = QFile(str(folder))
    if not file.moveToTrash():
        detail = "it is gone" if not folder.exists() else file.errorString()
        raise CannotTrash(path=str(folder), detail=detail)
    return Path(file.fileName())
