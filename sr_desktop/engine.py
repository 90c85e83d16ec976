"""The inference process (`main.py engine --scratch DIR`): requests on stdin, answers on stdout, one a line; no Qt.

Torch lives here and not in the window, so that neither a crash of a driver nor a want of memory takes the window along.
"""

from __future__ import annotations

import argparse
import os
import queue
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import Cancel, Event, Request, RequestCancelled, Stop, decode, encode
from sr_desktop.core.wire import WireError

_BACKGROUND_NICENESS = 5


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Stop or the end of stdin."""
    parser = argparse.ArgumentParser(prog="main.py engine")
    parser.add_argument("--scratch", type=Path, required=True, help="an existing folder for the pixels of pictures")
    scratch = parser.parse_args(argv).scratch
    answers = _claim_stdout()
    if hasattr(os, "nice"):
        # The window draws on the same cores; computing yields to it.
        os.nice(_BACKGROUND_NICENESS)
    inbox = Inbox()
    threading.Thread(target=inbox.read, args=(sys.stdin, answers), name="engine-reader", daemon=True).start()
    # Late, so that the end of stdin is noticed while the libraries load.
    from sr_desktop.core.catalog import ModelFolders  # noqa: PLC0415
    from sr_desktop.engine_session import Session  # noqa: PLC0415
    from sr_desktop.paths import models_dir, resources_dir  # noqa: PLC0415

    folders = ModelFolders(shipped=resources_dir() / "weights", user=models_dir())
    session = Session(scratch, folders, answers.emit)
    session.announce()
    while True:
        request, cancel = inbox.next()
        session.handle(request, cancel)
        inbox.done(request)


class AnswerStream:
    """Writes events as lines; any thread may use it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._lock = stream, threading.Lock()

    def emit(self, event: Event) -> None:
        """Write one line. A window that has gone away ends the process."""
        with self._lock:
            try:
                self._stream.write(encode(event))
                self._stream.flush()
            except OSError:
                os._exit(0)


class Inbox:
    """Requests that wait, and the one at work; a Cancel reaches either."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._tokens: dict[int, CancelToken] = {}
        self._dropped: set[int] = set()
        self._at_work: int | None = None
        self._lock = threading.Lock()

    def read(self, stream: TextIO, answers: AnswerStream) -> None:
        """Take in lines until Stop or the end of `stream`, either of which ends the process at once."""
        for line in stream:
            try:
                message = decode(line)
            except WireError as error:
                print(f"request ignored: {error}", file=sys.stderr)  # noqa: T201 - stderr is the log
                continue
            if isinstance(message, Stop):
                break
            if isinstance(message, Cancel):
                self._cancel(message.request, answers)
            elif isinstance(message, Request):
                with self._lock:
                    self._tokens[message.request] = CancelToken()
                self._waiting.put(message)
        # Nothing half done can be seen (files get their names last), so there is nothing to wait for.
        os._exit(0)

    def next(self) -> tuple[Request, CancelToken]:
        """Wait for the next request that was not cancelled."""
        while True:
            request = self._waiting.get()
            with self._lock:
                if request.request in self._dropped:
                    self._dropped.discard(request.request)
                    continue
                self._at_work = request.request
                return request, self._tokens[request.request]

    def done(self, request: Request) -> None:
        """Forget a request whose last answer was given."""
        with self._lock:
            self._tokens.pop(request.request, None)
            self._at_work = None

    def _cancel(self, number: int, answers: AnswerStream) -> None:
        with self._lock:
            token = self._tokens.get(number)
            if token is None:
                return
            token.cancel()
            if number == self._at_work:
                return
            del self._tokens[number]
            self._dropped.add(number)
        answers.emit(RequestCancelled(request=number))


def _claim_stdout() -> AnswerStream:
    # Libraries print where they like; the real stdout is for answers only, everything else goes to stderr.
    private = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return AnswerStream(os.fdopen(private, "w", encoding="utf-8", newline="\n"))
