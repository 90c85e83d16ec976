"""Short blocking work (reading a folder, writing a small file) off the window's thread."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from sr_desktop.jobs.thread import WorkerThread

Done = Callable[[Any], None]
Failed = Callable[[OSError], None]


class _Worker(QObject):
    finished = Signal(int, object, object)
    closed = False
    """Set from outside: what has not begun by then never does, although it is on its way here."""

    @Slot(int, object)
    def work(self, number: int, call: Callable[[], object]) -> None:
        """Do one call; what it raises belongs to the thread that asked for it."""
        if self.closed:
            return
        try:
            self.finished.emit(number, call(), None)
        except Exception as error:  # noqa: BLE001 - handed over whole; `_finish` raises what is not expected
            self.finished.emit(number, None, error)


class BackgroundCalls(QObject):
    """Runs functions one after another on one thread, made at the first of them, and answers on the caller's.

    After `close` nothing begins any more: a late wish must not make a thread that nobody ends.
    """

    _work = Signal(int, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._pending: dict[int, tuple[Done, Failed]] = {}
        self._worker: _Worker | None = None
        self._thread: WorkerThread | None = None
        self._closed = False

    def start(self, call: Callable[[], object], *, done: Done, failed: Failed) -> None:
        """Run `call`; then call `done` with what it returned, or `failed` with the OSError that it raised."""
        if self._closed:
            return
        if self._thread is None:
            self._worker = worker = _Worker()
            self._work.connect(worker.work)
            worker.finished.connect(self._finish)
            self._thread = WorkerThread(worker, "background-calls")
        number = next(self._numbers)
        self._pending[number] = (done, failed)
        self._work.emit(number, call)

    def close(self) -> None:
        """Wait for the call at work and drop the others. Raises TimeoutError where the thread does not end."""
        self._closed = True
        self._pending.clear()
        if self._worker and self._thread:
            self._worker.closed = True
            self._thread.close()
            self._worker = self._thread = None

    @Slot(int, object, object)
    def _finish(self, number: int, result: object, error: Exception | None) -> None:
        calls = self._pending.pop(number, None)
        if calls is None:
            return
        done, failed = calls
        if error is None:
            done(result)
        elif isinstance(error, OSError):
            failed(error)
        else:
            raise error
