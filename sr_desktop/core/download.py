"""Downloading one published file, only ever because a person asked for it (standard library only)."""

from __future__ import annotations

import errno
import hashlib
import http.client
import os
import queue
import re
import shutil
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from sr_desktop.core.atomic import put_in_place
from sr_desktop.core.download_errors import NoConnection, ServerRefused, WrongChecksum
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress

TIMEOUT_S = 20.0
"""For making a connection, and for each wait for more of the file."""
_CHUNK = 256 * 1024
_QUEUED = 8
_LOOK_S = 0.1
_SYNC_EVERY = 32 << 20
_LEAST_DIGITS = 8
_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


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
        except _CannotReach as error:
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
        with closing(_Stream(self._published.url, have, self._timeout_s)) as stream, self._part.open("r+b") as file:
            begin = stream.begin(self._cancel)
            if begin != have:
                # The server gives the whole file only.
                file.truncate(0)
                self._sum = hashlib.sha256()
                self._require_room(size)
            file.seek(0, os.SEEK_END)
            self._write(file, stream)

    def _write(self, file: BinaryIO, stream: _Stream) -> None:
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
        published = self._published
        if isinstance(reason, urllib.error.HTTPError):
            status = f"{reason.code} {reason.reason}"
            return ServerRefused(host=published.host, name=published.name, status=status, folder=str(self._part.parent))
        if reason is None or isinstance(reason, http.client.HTTPException):
            return NoConnection(host=published.host, detail="it broke off before the file was complete")
        if isinstance(reason, TimeoutError):
            return NoConnection(host=published.host, detail="no answer came in time")
        cause = reason.reason if isinstance(reason, urllib.error.URLError) else reason
        return NoConnection(host=published.host, detail=getattr(cause, "strerror", None) or str(cause))


class _CannotReach(Exception):
    """What the network raised; apart from the OSError of the disk."""

    def __init__(self, reason: Exception) -> None:
        super().__init__(str(reason))
        self.reason = reason


class _SameSafety(urllib.request.HTTPRedirectHandler):
    """Follows a server that sends elsewhere, but from an encrypted address to encrypted ones only."""

    def redirect_request(  # noqa: PLR0917 - as the base class calls it
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if req.full_url.startswith("https:") and not newurl.startswith("https:"):
            raise urllib.error.URLError(f"it sends to {newurl}, which is not encrypted")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Stream:
    """A file from byte `start` on, read on a thread of its own.

    Looking up a name or waiting for a silent server cannot be interrupted; whoever cancels leaves the thread behind,
    which ends when its wait does and has nothing to write to.
    """

    def __init__(self, url: str, start: int, timeout_s: float) -> None:
        self._url, self._start, self._timeout_s = url, start, timeout_s
        self._items: queue.Queue[int | bytes | Exception | None] = queue.Queue(_QUEUED)
        self._left = threading.Event()
        threading.Thread(target=self._read, name="download", daemon=True).start()

    def begin(self, cancel: CancelToken) -> int:
        """The first byte that comes: `start`, or 0. Raises _CannotReach or Cancelled."""
        item = self._next(cancel)
        if not isinstance(item, int):
            raise TypeError(f"the position comes first, not {type(item).__name__}")
        return item

    def chunks(self, cancel: CancelToken) -> Iterator[bytes]:
        """What comes, until the end. Raises _CannotReach or Cancelled."""
        while isinstance(item := self._next(cancel), bytes):
            yield item

    def close(self) -> None:
        """Let the thread end."""
        self._left.set()

    def _next(self, cancel: CancelToken) -> int | bytes | None:
        while True:
            cancel.raise_if_cancelled()
            try:
                item = self._items.get(timeout=_LOOK_S)
            except queue.Empty:
                continue
            if isinstance(item, OSError | http.client.HTTPException):
                raise _CannotReach(item)
            if isinstance(item, Exception):
                raise item
            return item

    def _read(self) -> None:
        try:
            with self._open() as response:
                self._put(_first_byte(response, self._start))
                while (chunk := response.read1(_CHUNK)) and self._put(chunk):
                    pass
            self._put(None)
        except urllib.error.HTTPError as error:
            error.close()
            self._put(error)
        except Exception as error:  # noqa: BLE001 - raised again on the thread that waits for the file
            self._put(error)

    def _open(self) -> http.client.HTTPResponse:
        headers = {"Accept-Encoding": "identity", "User-Agent": "sr-desktop"}
        opener = urllib.request.build_opener(_SameSafety)
        if self._start:
            try:
                return self._ask(opener, {**headers, "Range": f"bytes={self._start}-"})
            except urllib.error.HTTPError as error:
                if error.code != http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                    raise
                error.close()
        return self._ask(opener, headers)

    def _ask(self, opener: urllib.request.OpenerDirector, headers: dict[str, str]) -> http.client.HTTPResponse:
        request = urllib.request.Request(self._url, headers=headers)  # noqa: S310 - PublishedFile lets web addresses pass
        response: http.client.HTTPResponse = opener.open(request, timeout=self._timeout_s)
        return response

    def _put(self, item: int | bytes | Exception | None) -> bool:
        """Whether somebody still waits for it."""
        while not self._left.is_set():
            try:
                self._items.put(item, timeout=_LOOK_S)
            except queue.Full:
                continue
            return True
        return False


def _first_byte(response: http.client.HTTPResponse, wished: int) -> int:
    if response.status != http.HTTPStatus.PARTIAL_CONTENT:
        return 0
    found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
    if not found or int(found[1]) != wished:
        raise http.client.HTTPException("another part came than was asked for")
    return wished
