"""Who works through a queue: a lock that the system frees when the process ends, however it ends (standard library only)."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sr_desktop.core.file_lock import try_lock
from sr_desktop.core.queue.errors import JournalLost, QueueBusy

_BINARY = getattr(os, "O_BINARY", 0)
_PATIENCE_S, _PAUSE_S = 1.0, 0.05


@contextmanager
def owned(journal: Path) -> Iterator[None]:
    """Own the work on `journal` until the block ends. Raises QueueBusy where a living process has it, JournalLost."""
    path = journal.with_name(f"{journal.name}.lock")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o644)
    except OSError as error:
        raise JournalLost(path=str(path), detail=error.strerror or str(error)) from error
    try:
        _take(handle, journal)
        yield
    finally:
        os.close(handle)


def _take(handle: int, journal: Path) -> None:
    # Whoever brings a journal into order owns it for a moment.
    deadline = time.monotonic() + _PATIENCE_S
    while not try_lock(handle, shared=False):
        if time.monotonic() > deadline:
            raise QueueBusy(path=str(journal))
        time.sleep(_PAUSE_S)
