"""A child process that tells events: they come out in order, commands go in, and its end is always told."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event, Message
from sr_desktop.core.messages.trainer import Pause, Resume, Stop
from sr_desktop.core.protocol import encode
from sr_desktop.jobs.child import ChildProcess, JobOutcome
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.lines import message_of
from sr_desktop.jobs.thread import WorkerThread

CLOSE_GRACE_MS = 1500
_TURN_S, _EVERY_MS = 0.004, 12
"""How long lines are read at a time, and how often: thousands that come at once must not hold up the window. Another
thread would hold it up more, since each of Python's calls into Qt would wait for that thread to give way.
"""


@dataclass(frozen=True, kw_only=True)
class Manners:
    """How a kind of child behaves. complete: messages after which its end is no surprise; crashed: the error for one
    that is; thread: the name of the thread that watches it.
    """

    complete: tuple[type[Message], ...]
    crashed: Callable[[str], SrError]
    thread: str


class EventProcess(QObject):
    """One child from its start to its end.

    Lives on the window's thread and never blocks it but in `close`. Exactly one `ended` comes for a process that was
    started and not closed.
    """

    happened = Signal(object)
    """An Event, in the order in which they came."""
    ended = Signal(object)
    """None for a process that said its last word (see `happened`), or what Manners.crashed made."""
    _start = Signal()
    _write = Signal(str)
    _kill = Signal()
    _finish = Signal(str, int)

    def __init__(self, launch: Launch, manners: Manners, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._manners = manners
        self._is_complete = self._closed = False
        self._lines: deque[str] = deque()
        self._outcome: JobOutcome | None = None
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(_EVERY_MS)
        self._turn.timeout.connect(self._read)
        child = ChildProcess(launch)
        child.line.connect(self._on_line)
        child.ended.connect(self._on_ended)
        self._start.connect(child.start)
        self._write.connect(child.write)
        self._kill.connect(child.kill)
        self._finish.connect(child.finish, Qt.ConnectionType.BlockingQueuedConnection)
        self._thread: WorkerThread | None = WorkerThread(child, manners.thread)

    def start(self) -> None:
        """Start the process; to be called once."""
        self._start.emit()

    def pause(self) -> None:
        """Wait when the step at hand is done."""
        self._send(Pause())

    def resume(self) -> None:
        """Go on after a pause."""
        self._send(Resume())

    def stop(self) -> None:
        """Finish the step at hand, keep what there is and end."""
        self._send(Stop())

    def kill(self) -> None:
        """End at once; what was saved before is kept."""
        self._kill.emit()

    def close(self, grace_ms: int = CLOSE_GRACE_MS) -> None:
        """Let the process save and end, or end it after `grace_ms`; neither it nor its thread is left then.

        Raises TimeoutError where the thread does not end.
        """
        self._closed = True
        self._turn.stop()
        self._finish.emit(encode(Stop()), grace_ms)
        self._end_thread()

    def _send(self, command: Message) -> None:
        self._write.emit(encode(command))

    @Slot(str)
    def _on_line(self, line: str) -> None:
        self._lines.append(line)
        if not self._turn.isActive() and not self._closed:
            self._turn.start()

    @Slot(object)
    def _on_ended(self, outcome: JobOutcome) -> None:
        self._outcome = outcome
        if not self._closed:
            self._end_thread()
            self._read()

    def _read(self) -> None:
        """Tell what is in the lines that came, for as long as a turn lasts; at last, the end."""
        until = time.monotonic() + _TURN_S
        while self._lines and not self._closed:
            if time.monotonic() > until:
                self._turn.start()
                return
            self._tell(self._lines.popleft())
        if self._outcome and not self._closed:
            self._closed = True
            self._turn.stop()
            is_well = self._is_complete or self._outcome.expected
            self.ended.emit(None if is_well else self._manners.crashed(self._outcome.sentence))

    def _tell(self, line: str) -> None:
        message = message_of(line)
        if isinstance(message, self._manners.complete):
            self._is_complete = True
        if isinstance(message, Event):
            self.happened.emit(message)

    def _end_thread(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.close()
