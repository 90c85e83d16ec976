"""Downloading one published file, only ever because a person asked for it (standard library only)."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import urllib.parse
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from sr_desktop.core.atomic import put_in_place
from sr_desktop.core.download_errors import WrongChecksum
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.web_stream import TIMEOUT_S, CannotReach, WebStream, unreachable

_CHUNK = 256 * 1024
_SYNC_EVERY = 32 << 20
_LEAST_DIGITS = 8


@dataclass(frozen=True, kw_only=True)
class PublishedFile:
    """A file on a server. size in bytes; sha256: hexadecimal, the whole or its first eight digits at least.

    Raises ValueError for another kind of address or a shorter checksum.
    """

    name: str
    url: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        if urllib.parse.urlsplit(self.url).scheme not in ("http", "https"):
            raise ValueError(f"{self.url} is no address of the web")
        if not re.fullmatch(rf"[0-9a-f]{{{_LEAST_DIGITS},64}}", self.sha256):
            raise ValueError(f"{self.sha256} is no checksum")

    @property
    def host(self) -> str:
        """The server's name."""
        return urllib.parse.urlsplit(self.url).hostname or ""


VGG19 = PublishedFile(
    name="vgg19-dcbb9e9d.pth",
    url="https://download.pytorch.org/models/vgg19-dcbb9e9d.pth",
    size=574_673_361,
    sha256="dcbb9e9dad569fff7a846263a77324fc34978fea2bfb039c012d710e1776ae44",
)
"""VGG-19 as torchvision publishes it (IMAGENET1K_V1); the eight digits in its name begin its SHA-256."""


def download(
    published: PublishedFile,
    folder: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Path:
    """Put the file into `folder` (made if missing) and return its path; one that is there and whole is kept.

    It grows as NAME.part, which a later call goes on with where the server can. progress: bytes that are there, and all.
    Raises NoConnection, ServerRefused, WrongChecksum, CannotWrite, or Cancelled within a fraction of a second; the part
    is kept except where its checksum is wrong.
    """
    return _Download(published, folder, progress, cancel or CancelToken(), timeout_s).run()


class _Download:
    def __init__(
        self, published: PublishedFile, folder: Path, progress: ProgressCallback, cancel: CancelToken, timeout_s: float
    ) -> None:
        self._published, self._progress, self._cancel, self._timeout_s = published, progress, cancel, timeout_s
        self._target = folder / published.name
        self._part = folder / f"{published.name}.part"
        self._sum = hashlib.sha256()

    def run(self) -> Path:
        try:
            self._target.parent.mkdir(parents=True, exist_ok=True)
            if self._is_whole(self._target):
                return self._target
            self._fetch_rest()
            if not self._is_right():
                self._part.unlink()
                raise WrongChecksum(name=self._published.name, host=self._published.host)
        except CannotReach as error:
            raise self._unreachable(error.reason) from error.reason
        except OSError as error:
            detail = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
            raise CannotWrite(path=str(self._part), detail=detail) from error
        put_in_place(self._part, self._target)
        return self._target

    def _is_whole(self, path: Path) -> bool:
        """Whether all of the file is at `path`. Leaves the checksum of what was read."""
        if not path.is_file() or path.stat().st_size != self._published.size:
            return False
        self._read_sum(path)
        return self._is_right()

    def _is_right(self) -> bool:
        return self._sum.hexdigest().startswith(self._published.sha256)

    def _read_sum(self, path: Path) -> None:
        self._sum = hashlib.sha256()
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                self._cancel.raise_if_cancelled()
                self._sum.update(chunk)

    def _fetch_rest(self) -> None:
        size = self._published.size
        if self._part.exists() and self._part.stat().st_size > size:
            self._part.unlink()
        self._part.touch()
        self._read_sum(self._part)
        have = self._part.stat().st_size
        if have == size:
            return
        self._require_room(size - have)
        self._progress(have, size)
        with closing(WebStream(self._published.url, have, self._timeout_s)) as stream, self._part.open("r+b") as file:
            begin = stream.begin(self._cancel)
            if begin != have:
                # The server gives the whole file only.
                file.truncate(0)
                self._sum = hashlib.sha256()
                self._require_room(size)
            file.seek(0, os.SEEK_END)
            self._write(file, stream)

    def _write(self, file: BinaryIO, stream: WebStream) -> None:
        size, synced = self._published.size, file.tell()
        for chunk in stream.chunks(self._cancel):
            file.write(chunk)
            self._sum.update(chunk)
            done = file.tell()
            if done > size:
                break
            self._progress(done, size)
            if done - synced >= _SYNC_EVERY:
                # Bit by bit: all at once would hold up the end, and a cancel, for as long as a slow disk takes.
                os.fsync(file.fileno())
                synced = done
        file.flush()
        os.fsync(file.fileno())
        if file.tell() < size:
            raise self._unreachable(None)

    def _require_room(self, needed: int) -> None:
        free = shutil.disk_usage(self._part.parent).free
        if free < needed:
            detail = f"{needed / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free"
            raise CannotWrite(path=str(self._part), detail=detail)

    def _unreachable(self, reason: Exception | None) -> SrError:
        return unreachable(self._published.url, self._published.name, self._part.parent, reason)
