"""A server of one file on this machine, with the faults that servers have."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class FileServer(ThreadingHTTPServer):
    """Serves `content`. ranges: it can begin in the middle; break_after: bytes after which it hangs up; status: instead.

    stall_after: bytes after which it goes silent until the test ends; redirect: where it sends who asks. `asked`: the
    Range header of each request, "" for none.
    """

    daemon_threads = True

    def __init__(self, content: bytes) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.content = content
        self.ranges = True
        self.break_after: int | None = None
        self.stall_after: int | None = None
        self.status = 200
        self.redirect = ""
        self.asked: list[str] = []
        self.may_end = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/weights.pth"


class _Handler(BaseHTTPRequestHandler):
    server: FileServer

    def do_GET(self) -> None:
        server = self.server
        wish = self.headers.get("Range", "")
        server.asked.append(wish)
        if server.redirect or server.status != 200:
            self.send_response(302 if server.redirect else server.status)
            self.send_header("Location", server.redirect)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        start = int(wish.removeprefix("bytes=").removesuffix("-")) if wish and server.ranges else 0
        total = len(server.content)
        if start >= total:
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{total - 1}/{total}")
        self.send_header("Content-Length", str(total - start))
        self.end_headers()
        self._send(server.content[start:])

    def _send(self, content: bytes) -> None:
        limit = self.server.break_after if self.server.break_after is not None else self.server.stall_after
        try:
            self.wfile.write(content[:limit])
            self.wfile.flush()
        except OSError:
            # The one who asked has left.
            return
        if self.server.stall_after is not None:
            self.server.may_end.wait(20)

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(content: bytes) -> Iterator[FileServer]:
    """A running server that has ended, with all its threads, when the block does."""
    server = FileServer(content)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.may_end.set()
        server.shutdown()
        server.server_close()
        thread.join()
