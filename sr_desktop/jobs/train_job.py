"""A trainer process as the window sees it: events come out, commands go in, and its end is always told."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot

from sr_desktop.core.errors import TrainerCrashed
from sr_desktop.core.messages import Event, Message
from sr_desktop.core.protocol import encode
from sr_desktop.core.trainer_messages import (
    DataReport,
    Estimated,
    Failed,
    Finished,
    Pause,
    RecipeFound,
    Resume,
    Stop,
    SweepFound,
)
from sr_desktop.jobs.child import ChildProcess, JobOutcome
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.lines import message_of
from sr_desktop.jobs.thread import WorkerThread

CLOSE_GRACE_MS = 1500
_THREAD_LIMIT_MS = 1000
_LAST_WORDS = (Finished, Failed, DataReport, Estimated)
_LISTED = (RecipeFound, SweepFound)


class TrainerProcess(QObject):
    """One `main.py train ...` from its start to its end: a run, a sweep, a check, an estimate or a list of recipes.

    Lives on the window's thread and never blocks it but in `close`. Exactly one `ended` comes for a process that was
    started and not closed.
    """

    happened = Signal(object)
    """An Event, in the order in which they came."""
    ended = Signal(object)
    """None for a process that said its last word (see `happened`), or TrainerCrashed."""
    _start = Signal()
    _write = Signal(str)
    _kill = Signal()
    _finish = Signal(str, int)

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_complete = self._closed = False
        child = ChildProcess(launch)
        child.line.connect(self._on_line)
        child.ended.connect(self._on_ended)
        self._start.connect(child.start)
        self._write.connect(child.write)
        self._kill.connect(child.kill)
        self._finish.connect(child.finish, Qt.ConnectionType.BlockingQueuedConnection)
        self._thread: WorkerThread | None = WorkerThread(child, "trainer-child")

    def start(self) -> None:
        """Start the process; to be called once."""
        self._start.emit()

    def pause(self) -> None:
        """Wait after this step."""
        self._send(Pause())

    def resume(self) -> None:
        """Go on after a pause."""
        self._send(Resume())

    def stop(self) -> None:
        """Finish this step, save and end."""
        self._send(Stop())

    def kill(self) -> None:
        """End at once; what was saved before is kept."""
        self._kill.emit()

    def close(self, grace_ms: int = CLOSE_GRACE_MS) -> None:
        """Let the process save and end, or end it after `grace_ms`; neither it nor its thread is left then.

        Raises TimeoutError where the thread does not end.
        """
        self._closed = True
        self._finish.emit(encode(Stop()), grace_ms)
        self._end_thread()

    def _send(self, command: Message) -> None:
        self._write.emit(encode(command))

    @Slot(str)
    def _on_line(self, line: str) -> None:
        message = message_of(line)
        if isinstance(message, _LAST_WORDS + _LISTED):
            self._is_complete = True
        if isinstance(message, Event) and not self._closed:
            self.happened.emit(message)

    @Slot(object)
    def _on_ended(self, outcome: JobOutcome) -> None:
        if self._closed:
            return
        self._closed = True
        self._end_thread()
        is_well = self._is_complete or outcome.expected
        self.ended.emit(None if is_well else TrainerCrashed(detail=outcome.sentence))

    def _end_thread(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.close(_THREAD_LIMIT_MS)
