"""What a server sends, bit by bit, from any thread and to be cancelled at any time (standard library only)."""

from __future__ import annotations

import http.client
import queue
import re
import threading
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sr_desktop.core.download_errors import NoConnection, ServerRefused
from sr_desktop.core.errors import SrError
from sr_desktop.core.progress import CancelToken

TIMEOUT_S = 20.0
"""For making a connection, and for each wait for more of the file."""
_CHUNK = 256 * 1024
_QUEUED = 8
_LOOK_S = 0.1
_RANGE = re.compile(r"bytes (\d+)-\d+/(?:\d+|\*)")


def unreachable(url: str, name: str, folder: Path, reason: Exception | None) -> SrError:
    """The error for what the network raised, None for a file that ended too soon. folder: where it could be put by hand."""
    host = urllib.parse.urlsplit(url).hostname or ""
    if isinstance(reason, urllib.error.HTTPError):
        return ServerRefused(host=host, name=name, status=f"{reason.code} {reason.reason}", folder=str(folder))
    if reason is None or isinstance(reason, http.client.HTTPException):
        return NoConnection(host=host, detail="it broke off before the file was complete")
    if isinstance(reason, TimeoutError):
        return NoConnection(host=host, detail="no answer came in time")
    cause = reason.reason if isinstance(reason, urllib.error.URLError) else reason
    return NoConnection(host=host, detail=getattr(cause, "strerror", None) or str(cause))


class CannotReach(Exception):
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


class WebStream:
    """A file from byte `start` on, read on a thread of its own.

    Looking up a name or waiting for a silent server cannot be interrupted; whoever cancels leaves the thread behind,
    which ends when its wait does and has nothing to write to. Raises ValueError for what is no address of the web.
    """

    def __init__(self, url: str, start: int, timeout_s: float) -> None:
        if urllib.parse.urlsplit(url).scheme not in ("http", "https"):
            raise ValueError(f"{url} is no address of the web")
        self._url, self._start, self._timeout_s = url, start, timeout_s
        self._items: queue.Queue[int | bytes | Exception | None] = queue.Queue(_QUEUED)
        self._left = threading.Event()
        self.length = 0
        """Bytes that the server said would come, 0 for unknown; set once `begin` has returned."""
        threading.Thread(target=self._read, name="download", daemon=True).start()

    def begin(self, cancel: CancelToken) -> int:
        """The first byte that comes: `start`, or 0. Raises CannotReach or Cancelled."""
        item = self._next(cancel)
        if not isinstance(item, int):
            raise TypeError(f"the position comes first, not {type(item).__name__}")
        return item

    def chunks(self, cancel: CancelToken) -> Iterator[bytes]:
        """What comes, until the end. Raises CannotReach or Cancelled."""
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
                raise CannotReach(item)
            if isinstance(item, Exception):
                raise item
            return item

    def _read(self) -> None:
        try:
            with self._open() as response:
                self.length = int(response.headers.get("Content-Length") or 0)
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
        request = urllib.request.Request(self._url, headers=headers)  # noqa: S310 - the constructor lets web addresses pass
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
