"""Files that appear complete or not at all (standard library only)."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sr_desktop.core.errors import CannotWrite

_PREFIX, _SUFFIX = ".sr-", ".part"
_STALE_SECONDS = 24 * 3600
_WINDOWS_PATIENCE = 2.5
_WINDOWS_BUSY = {5, 32, 33}


@contextmanager
def atomic_write(path: Path, *, replace: bool = True, verify: Callable[[Path], None] | None = None) -> Iterator[BinaryIO]:
    """A binary file that takes the name `path` when the block ends without an error; until then nothing is changed.

    The bytes are synced to the disk first; an existing file keeps its permissions, a link keeps being one. `verify` is
    given the finished temporary file and may raise. With replace=False an existing file is never touched.
    Raises FileExistsError (replace=False and the name is taken) or CannotWrite.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f"{_PREFIX}{secrets.token_hex(4)}{_SUFFIX}")
    try:
        with _written_as(path), temporary.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if verify:
            verify(temporary)
        with _written_as(path):
            _publish(temporary, target, replace=replace)
            _sync_folder(target.parent)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def sweep_stale_parts(folder: Path) -> int:
    """Remove temporary files that a killed process left in `folder` over a day ago; returns how many."""
    removed = 0
    for path in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                path.unlink()
                removed += 1
    return removed


@contextmanager
def _written_as(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise CannotWrite(path=str(path), detail=_reason(error)) from error


def _reason(error: OSError) -> str:
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    if error.errno == errno.EDQUOT:
        return "your share of the disk is used up"
    return error.strerror or str(error)


def _publish(temporary: Path, target: Path, *, replace: bool) -> None:
    if replace:
        with suppress(FileNotFoundError):
            temporary.chmod(target.stat().st_mode & 0o7777)
        _patiently(lambda: temporary.replace(target))
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: claim the name with an empty file, then put the content in its place.
        with target.open("xb"):
            pass
        _patiently(lambda: temporary.replace(target))


def _patiently(action: Callable[[], object]) -> None:
    """Windows refuses for a moment while a virus scanner or an indexer looks at the file."""
    deadline = time.monotonic() + _WINDOWS_PATIENCE
    while True:
        try:
            action()
        except OSError as error:
            if getattr(error, "winerror", None) not in _WINDOWS_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network file systems cannot sync folders; the file itself is safe.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
