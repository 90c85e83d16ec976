"""The process that makes thumbnails as the window sees it: it is told what is in sight, and answers one by one."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from sr_desktop.core.errors import EngineCrashed, SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.thumbnail import MakeThumbnail, ThumbnailMade
from sr_desktop.jobs.event_process import EventProcess, Manners
from sr_desktop.jobs.launch import Launch, launch_self

_MANNERS = Manners(complete=(), crashed=lambda detail: EngineCrashed(detail=detail), thread="thumbnails-child")
_AT_WORK = 2
"""Requests that the child has at a time: the next is there when one is done, and what scrolls away is not waited for."""
_PATIENCE_MS, _IDLE_MS = 10_000, 30_000
_CLOSE_GRACE_MS = 300


def launch_thumbnailer(folder: str) -> Launch:
    """`main.py thumbnails` that keeps its pictures in `folder`."""
    return launch_self("thumbnails", "--folder", folder)


class _Process(EventProcess):
    def ask(self, request: MakeThumbnail) -> None:
        """Send a request."""
        self._send(request)


class ThumbnailJob(QObject):
    """Makes thumbnails of what was wished last, in a process that is started when there is something to do.

    A picture over which the process breaks down or needs more than 10 s has none.
    """

    made = Signal(object)
    """ThumbnailMade, once for each wish that was not taken back; its `file` is "" where there is no thumbnail."""

    def __init__(self, launch: Launch, parent: QObject | None = None, *, patience_ms: int = _PATIENCE_MS) -> None:
        super().__init__(parent)
        self._launch = launch
        self._numbers = itertools.count(1)
        self._wishes: list[str] = []
        self._at_work: dict[int, str] = {}
        self._process: _Process | None = None
        self._closed = False
        self._patience, self._idle = self._timer(patience_ms), self._timer(_IDLE_MS)
        self._patience.timeout.connect(self._on_patience_end)
        self._idle.timeout.connect(self._rest)

    def want(self, paths: Sequence[str]) -> None:
        """Make thumbnails of these, the first first; wishes that are not among them are dropped."""
        busy = set(self._at_work.values())
        self._wishes = [path for path in dict.fromkeys(paths) if path not in busy]
        self._feed()

    def close(self) -> None:
        """End the process."""
        self._closed = True
        self._wishes.clear()
        self._patience.stop()
        self._idle.stop()
        if self._process:
            self._process.close(_CLOSE_GRACE_MS)
            self._process = None

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        return timer

    def _feed(self) -> None:
        if self._closed:
            return
        while self._wishes and len(self._at_work) < _AT_WORK:
            number, path = next(self._numbers), self._wishes.pop(0)
            self._at_work[number] = path
            self._running().ask(MakeThumbnail(request=number, path=path))
            self._patience.start()
        if self._at_work:
            self._idle.stop()
        else:
            self._patience.stop()
            self._idle.start()

    def _running(self) -> _Process:
        if self._process is None:
            self._process = process = _Process(self._launch, _MANNERS, self)
            process.happened.connect(self._on_event)
            process.ended.connect(self._on_ended)
            process.start()
        return self._process

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        if isinstance(event, ThumbnailMade) and self._at_work.pop(event.request, None) is not None:
            self._patience.start()
            self.made.emit(event)
            self._feed()

    @Slot(object)
    def _on_ended(self, error: SrError | None) -> None:
        process, self._process = self._process, None
        if process:
            process.deleteLater()
        # The first of those at work is the one that it broke down over; the others are asked for again.
        lost, self._at_work = self._at_work, {}
        for number, path in list(lost.items())[:1]:
            self.made.emit(ThumbnailMade(request=number, path=path))
        self._wishes = [*list(lost.values())[1:], *self._wishes]
        if self._wishes:
            self._feed()

    def _on_patience_end(self) -> None:
        if self._process:
            self._process.kill()

    def _rest(self) -> None:
        if self._process:
            self._process.stop()
