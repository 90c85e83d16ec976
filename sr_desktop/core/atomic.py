"""Files that appear complete or not at all (standard library only)."""

from __future__ import annotations

import errno
import os
import platform
import re
import secrets
import stat
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from sr_desktop.core.errors import CannotWrite

_PART = re.compile(r"\.sr-[0-9a-f]{8}(?:-(?P<machine>[0-9a-f]{8})-(?P<pid>[0-9]{1,10}))?\.part")
_STALE_SECONDS = 24 * 3600
_ORPHAN_SECONDS = 60
"""For a file whose maker is gone; a moment of doubt for those who share a disk and a machine's name."""
_WINDOWS_PATIENCE = 2.5
_WINDOWS_BUSY = {5, 32, 33}
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF}


@contextmanager
def atomic_write(path: Path, *, replace: bool = True, verify: Callable[[Path], None] | None = None) -> Iterator[BinaryIO]:
    """A binary file that takes the name `path` when the block ends without an error; until then nothing is changed.

    The file can be written, read and sought. Its bytes are synced to the disk first; an existing file keeps its
    permissions, a link keeps being one. `verify` is given the finished temporary file and may raise. With replace=False
    an existing file or link is never touched. Raises FileExistsError (replace=False and the name is taken) or CannotWrite.
    """
    target = _real_target(path, follow=replace)
    temporary = target.with_name(f".sr-{secrets.token_hex(4)}-{_machine()}-{os.getpid()}.part")
    try:
        with _written_as(path), temporary.open("x+b") as file:
            yield file
            _sync(file)
        if verify:
            verify(temporary)
        with _written_as(path):
            _publish(temporary, target, replace=replace)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def put_in_place(finished: Path, target: Path) -> None:
    """Give a file that is complete, closed and synced the name `target`, in the same folder, over what is there.

    Raises CannotWrite.
    """
    with _written_as(target):
        _publish(finished, _real_target(target, follow=True), replace=True)


def sweep_stale_parts(folder: Path) -> int:
    """Remove temporary files that a killed process left in `folder`; returns how many.

    Those of a process of this machine that is gone go after a minute, others after a day.
    """
    removed = 0
    for path in folder.glob(".sr-*.part"):
        # Somebody else may be sweeping, too, or the folder may be read only: what stays now is tried again later.
        with suppress(OSError):
            if (match := _PART.fullmatch(path.name)) and time.time() - path.lstat().st_mtime > _patience(match):
                path.unlink()
                removed += 1
    return removed


def _patience(part: re.Match[str]) -> float:
    # Windows has no way to ask after a process that the standard library knows.
    if os.name == "nt" or part["machine"] != _machine():
        return _STALE_SECONDS
    try:
        os.kill(int(part["pid"]), 0)
    except ProcessLookupError:
        return _ORPHAN_SECONDS
    except OSError:
        return _STALE_SECONDS
    return _STALE_SECONDS


def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _real_target(path: Path, *, follow: bool) -> Path:
    """The file itself where `path` is a link to it; without `follow` only the folders on the way are resolved."""
    return Path(os.path.realpath(path)) if follow else Path(os.path.realpath(path.parent)) / path.name


@contextmanager
def _written_as(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise CannotWrite(path=str(path), detail=reason_of(error)) from error


def reason_of(error: OSError) -> str:
    """Why the system refused a file, in words."""
    if error.errno == errno.ENOSPC:
        return "the disk is full"
    if error.errno == errno.EDQUOT:
        return "your share of the disk is used up"
    return error.strerror or str(error)


def _sync(file: BinaryIO) -> None:
    written = file.tell()
    file.flush()
    os.fsync(file.fileno())
    arrived = os.fstat(file.fileno()).st_size
    if arrived < written:
        # Seen on network drives and full disks: a write that claims success and is not there.
        raise OSError(errno.EIO, f"only {arrived} of {written} bytes reached the disk")


def _publish(temporary: Path, target: Path, *, replace: bool) -> None:
    if replace:
        _take_mode(temporary, target)
        _patiently(lambda: temporary.replace(target))
    elif os.name == "nt":
        # Windows' rename refuses a name that is taken.
        _patiently(lambda: temporary.rename(target))
    else:
        _claim(temporary, target)
    _sync_folder(target.parent)


def _take_mode(temporary: Path, target: Path) -> None:
    with suppress(FileNotFoundError):
        mode = target.stat().st_mode
        if not stat.S_ISREG(mode):
            raise OSError(errno.EINVAL, "it is a folder or a device, not a file")
        # A file system without modes (FAT) gives all files the same one and refuses to change it.
        if stat.S_IMODE(mode) != stat.S_IMODE(temporary.stat().st_mode):
            temporary.chmod(stat.S_IMODE(mode))


def _claim(temporary: Path, target: Path) -> None:
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links: claim the name with an empty file, then put the content in its place.
        target.open("xb").close()
        try:
            temporary.replace(target)
        except OSError:
            target.unlink()
            raise


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
    try:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        # Some network file systems cannot sync folders, some folders may be written but not read; the file itself is safe.
        if error.errno not in _NO_FOLDER_SYNC:
            raise
