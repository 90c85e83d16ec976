"""Whether a folder can be used to write to, and what is wrong where it cannot (standard library only)."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class FolderMissing(SrError):
    """A folder that was chosen once is not there any more."""

    code = "folder_missing"
    message_template = QT_TRANSLATE_NOOP("errors", "The folder {path} is missing.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Connect the drive that it is on, or choose another folder.")


def check_folder(folder: Path) -> None:
    """Write a file that goes at once: permissions alone do not tell, of a drive that is read only for example.

    Raises FolderMissing, CannotWrite.
    """
    if not folder.is_dir():
        raise FolderMissing(path=str(folder))
    try:
        with tempfile.TemporaryFile(prefix=".sr-", dir=folder):
            pass
    except OSError as error:
        raise CannotWrite(path=str(folder), detail=error.strerror or str(error)) from error
