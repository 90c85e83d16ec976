"""A folder of this process alone for large short-lived files, and an end for those that killed processes left."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QLockFile

_LOCK = "in-use"


class ScratchFolder:
    """Made below `parent`, named after its `purpose`; others of its kind there whose process is gone are removed.

    Raises OSError.
    """

    def __init__(self, parent: Path, purpose: str) -> None:
        parent.mkdir(parents=True, exist_ok=True)
        prefix = f"{purpose}-"
        _sweep(parent, prefix)
        self.path = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        self._lock = QLockFile(str(self.path / _LOCK))
        self._lock.setStaleLockTime(0)
        if not self._lock.tryLock(0):
            raise OSError(f"{self.path} cannot be locked")

    def close(self) -> None:
        """Remove the folder. What Windows still holds open goes with the next start's sweep."""
        self._lock.unlock()
        shutil.rmtree(self.path, ignore_errors=True)


def _sweep(parent: Path, prefix: str) -> None:
    for folder in parent.glob(f"{prefix}*"):
        lock = QLockFile(str(folder / _LOCK))
        # Never stale by age, only by the death of its process: a picture may stay open for days.
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            lock.unlock()
            shutil.rmtree(folder, ignore_errors=True)
