"""The inference process (`main.py engine --scratch DIR`): requests on stdin, answers on stdout, one a line; no Qt.

Torch lives here and not in the window, so that neither a crash of a driver nor a want of memory takes the window along.
"""

from __future__ import annotations

import argparse
import os
import queue
import sys
import threading
import traceback
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from sr_desktop.core.flat_memory import prepare_memory
from sr_desktop.core.messages.engine import Request
from sr_desktop.core.messages.event_stream import EventStream, claim_stdout
from sr_desktop.core.messages.trainer import Stop
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import Cancel, RequestCancelled, decode

_BACKGROUND_NICENESS = 5
_QUIET_S = 2.0
"""How long nobody has asked for anything when the engine begins something of its own."""
_PATIENCE_S = 0.3
"""What a save that is nearly done gets to end well when the window leaves."""


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Stop or the end of stdin, which both end the process with 0; 1 where it cannot start."""
    parser = argparse.ArgumentParser(prog="main.py engine")
    parser.add_argument("--scratch", type=Path, required=True, help="an existing folder for the pixels of pictures")
    scratch = PixelFolder(parser.parse_args(argv).scratch)
    answers = claim_stdout(lambda: _leave(scratch))
    if hasattr(os, "nice"):
        # The window draws on the same cores; computing yields to it.
        os.nice(_BACKGROUND_NICENESS)
    inbox = Inbox()
    threading.Thread(target=_listen, args=(inbox, answers, scratch), name="engine-reader", daemon=True).start()
    try:
        _serve(inbox, answers, scratch)
    except BaseException:  # noqa: BLE001 - whatever it is, the interpreter cannot end while another thread reads stdin
        traceback.print_exc()
        _leave(scratch, code=1)


def _serve(inbox: Inbox, answers: EventStream, scratch: PixelFolder) -> NoReturn:
    prepare_memory()
    # Late, so that the end of stdin is noticed while the libraries load.
    from sr_desktop.core.models.catalog import ModelFolders  # noqa: PLC0415
    from sr_desktop.core.tuning.tuner import Tuner  # noqa: PLC0415
    from sr_desktop.core.upscaling.speed import SpeedBook  # noqa: PLC0415
    from sr_desktop.paths import choices_file, models_dir, resources_dir, samples_dir, speeds_file  # noqa: PLC0415
    from sr_desktop.processes.engine_session import Session  # noqa: PLC0415

    folders = ModelFolders(shipped=resources_dir() / "weights", user=models_dir())
    session = Session(
        scratch, folders, answers.emit, speeds=SpeedBook(speeds_file()), tuner=Tuner.at(choices_file(), samples_dir())
    )
    session.announce()
    while True:
        pause = inbox.pause(_QUIET_S) if session.wants_a_pause else None
        if pause is not None:
            session.use_pause(pause)
        request, cancel = inbox.next()
        session.handle(request, cancel)
        inbox.done(request)


def _listen(inbox: Inbox, answers: EventStream, scratch: PixelFolder) -> None:
    try:
        # Not sys.stdin: a frozen program without a console has none, and its encoding is the system's.
        with open(0, encoding="utf-8", errors="replace", closefd=False) as stream:
            inbox.read(stream, answers)
        inbox.wind_down(_PATIENCE_S)
    finally:
        # Whatever ended it: without this thread nobody would notice the end of the window.
        _leave(scratch)


def _leave(scratch: PixelFolder, *, code: int = 0) -> NoReturn:
    # Files get their names last, so nothing half done can be seen and there is nothing else to tidy.
    scratch.keep_only()
    sys.stderr.flush()
    os._exit(code)


class Inbox:
    """Requests that wait, and the one at work; a Cancel reaches either."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[Request] = queue.SimpleQueue()
        self._asked = threading.Event()
        self._pause: CancelToken | None = None
        self._tokens: dict[int, CancelToken] = {}
        self._dropped: set[int] = set()
        self._at_work: int | None = None
        self._lock = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()

    def read(self, stream: Iterable[str], answers: EventStream) -> None:
        """Take in lines until Stop or the end of `stream`."""
        for line in stream:
            try:
                message = decode(line)
            except WireError as error:
                print(f"request ignored: {error}", file=sys.stderr)  # noqa: T201 - stderr is the log
                continue
            if isinstance(message, Stop):
                return
            if isinstance(message, Cancel):
                self._cancel(message.request, answers)
            elif isinstance(message, Request):
                with self._lock:
                    self._tokens[message.request] = CancelToken()
                    self._waiting.put(message)
                    self._asked.set()
                    self._end_pause()
            else:
                print(f"request ignored: {line[:200]}", file=sys.stderr)  # noqa: T201

    def wind_down(self, patience: float) -> None:
        """Cancel everything and give the request at work that many seconds to end."""
        with self._lock:
            for token in self._tokens.values():
                token.cancel()
            self._end_pause()
        self._idle.wait(patience)

    def next(self) -> tuple[Request, CancelToken]:
        """Wait for the next request that was not cancelled."""
        while True:
            request = self._waiting.get()
            with self._lock:
                if self._waiting.empty():
                    self._asked.clear()
                if request.request in self._dropped:
                    self._dropped.discard(request.request)
                    continue
                self._at_work = request.request
                self._idle.clear()
                return request, self._tokens[request.request]

    def pause(self, patience: float) -> CancelToken | None:
        """For what may be done until the next request comes; None where one comes within so many seconds."""
        if self._asked.wait(patience):
            return None
        with self._lock:
            self._pause = CancelToken()
            if self._asked.is_set():
                self._pause.cancel()
            return self._pause

    def done(self, request: Request) -> None:
        """Forget a request whose last answer was given."""
        with self._lock:
            self._tokens.pop(request.request, None)
            self._at_work = None
        self._idle.set()

    def _end_pause(self) -> None:
        if self._pause is not None:
            self._pause.cancel()

    def _cancel(self, number: int, answers: EventStream) -> None:
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
