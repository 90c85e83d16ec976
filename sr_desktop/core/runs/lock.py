"""Who trains a run: a lock on `trainer.lock` in its folder, which the system frees when the process ends, however it ends.

Standard library only. The file stays when the run has ended: removing it could take it from under a process that has
just begun to wait for it.
"""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.errors import CannotWrite, RunBusy
from sr_desktop.core.file_lock import try_lock

NAME = "trainer.lock"
_PATIENCE_S, _PAUSE_S = 1.0, 0.05
_BINARY = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, kw_only=True)
class RunOwner:
    """The process that trains a run. pid 0: it has not told yet; host: the machine's name."""

    pid: int
    host: str

    @property
    def is_here(self) -> bool:
        """Whether it runs on this machine."""
        return self.host == platform.node()

    @property
    def text(self) -> str:
        """As messages name it."""
        return f"process {self.pid}" if self.is_here else f"process {self.pid} on {self.host}"


@contextmanager
def locked_run(folder: Path) -> Iterator[None]:
    """Own the run in `folder` until the block ends or the process dies. On a file system without locks nobody is kept out.

    Raises RunBusy where a living process owns it, CannotWrite.
    """
    path = folder / NAME
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | _BINARY, 0o644)
    except OSError as error:
        raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from error
    try:
        _take(handle, folder)
        os.ftruncate(handle, 0)
        os.write(handle, _record())
        yield
    finally:
        os.close(handle)


def run_owner(folder: Path) -> RunOwner | None:
    """Who trains the run in `folder` now; None for nobody, also where the file system knows no locks. Raises OSError."""
    try:
        handle = os.open(folder / NAME, os.O_RDONLY | _BINARY)
    except FileNotFoundError:
        return None
    try:
        return None if try_lock(handle, shared=True) else _owner(os.read(handle, 1024))
    finally:
        os.close(handle)


def _take(handle: int, folder: Path) -> None:
    # Whoever looks whether the run goes on holds the lock for a moment.
    deadline = time.monotonic() + _PATIENCE_S
    while not try_lock(handle, shared=False):
        if time.monotonic() > deadline:
            owner = _owner(os.read(handle, 1024))
            raise RunBusy(path=str(folder), owner=owner.text)
        time.sleep(_PAUSE_S)


def _record() -> bytes:
    return f"{os.getpid()} {platform.node()}\n".encode()


def _owner(record: bytes) -> RunOwner:
    pid, _, host = record.decode("utf-8", "replace").strip().partition(" ")
    return RunOwner(pid=int(pid) if pid.isdecimal() else 0, host=host or platform.node())
