"""The engine process as the window sees it: requests go in, answers come out, crashes and cancels are taken care of."""

from __future__ import annotations

import itertools
import math
import time
from collections import deque
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from sr_desktop.core.errors import EngineCrashed, EngineGone
from sr_desktop.core.messages.engine import Answer, Request, UseMemory
from sr_desktop.core.messages.estimate import RunEstimated
from sr_desktop.core.messages.measure import ModelMeasured
from sr_desktop.core.messages.meter import FidelityMeasured
from sr_desktop.core.messages.preview import PreviewEnd
from sr_desktop.core.messages.trainer import Stop
from sr_desktop.core.messages.truth import ComparisonEnd
from sr_desktop.core.mos.messages import StimuliPrepared
from sr_desktop.core.protocol import (
    Cancel,
    EngineReady,
    ImageOpened,
    ImageUpscaled,
    ModelsEnd,
    OpenImage,
    RequestCancelled,
    RequestFailed,
    ResultSaved,
    encode,
)
from sr_desktop.core.tuning.messages import ModelTuned
from sr_desktop.jobs.child import ChildProcess, JobOutcome
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.lines import message_of
from sr_desktop.jobs.scratch import ScratchFolder
from sr_desktop.jobs.thread import WorkerThread

CANCEL_PATIENCE_MS = 150
_CLOSE_GRACE_MS = 500
_MAX_CRASHES, _CRASH_WINDOW_S = 3, 30.0
LAST_ANSWERS = (
    ComparisonEnd,
    FidelityMeasured,
    ImageOpened,
    ImageUpscaled,
    ModelMeasured,
    ModelTuned,
    ModelsEnd,
    PreviewEnd,
    ResultSaved,
    RequestCancelled,
    RequestFailed,
    RunEstimated,
    StimuliPrepared,
)
"""The answers after which a request is done and nothing more comes for it."""


class EngineClient(QObject):
    """Starts the engine, keeps it running, and speaks with it. Lives on the window's thread and never blocks it.

    After a crash, or a cancel that the engine did not hear in time, a new engine is started, the open picture is opened
    there again, and requests that were not yet at work are sent again. launch: starts `main.py engine`; scratch: the
    folder below which this engine gets its own one for pixels. Raises OSError where that cannot be made.
    """

    ready = Signal(object)
    """EngineReady, after each start."""
    answered = Signal(object)
    """Any Answer, in the order in which they came."""
    crashed = Signal(object)
    """EngineCrashed, or EngineGone where no new one is started until the next request.

    Requests that were going on will not be answered.
    """
    _start = Signal()
    _write = Signal(str)
    _kill = Signal()
    _finish = Signal(str, int)

    def __init__(self, launch: Launch, scratch: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._numbers = itertools.count(1)
        self._running = self._is_ready = self._closed = False
        self._sent: dict[int, Request] = {}
        self._deadlines: dict[int, float] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setTimerType(Qt.TimerType.PreciseTimer)
        self._patience.timeout.connect(self._on_patience_end)
        self._megabytes = 0
        self._picture: OpenImage | None = None
        self._replayed: int | None = None
        self._crashes: deque[float] = deque(maxlen=_MAX_CRASHES + 1)
        self._scratch = ScratchFolder(scratch, "engine")
        child = ChildProcess(replace(launch, arguments=(*launch.arguments, "--scratch", str(self._scratch.path))))
        child.line.connect(self._on_line)
        child.ended.connect(self._on_ended)
        self._start.connect(child.start)
        self._write.connect(child.write)
        self._kill.connect(child.kill)
        self._finish.connect(child.finish, Qt.ConnectionType.BlockingQueuedConnection)
        self._thread = WorkerThread(child, "engine-child")

    def start(self) -> None:
        """Start the process, unless it runs."""
        if not self._running and not self._closed:
            self._running = True
            self._start.emit()

    def next_request(self) -> int:
        """A number that no request had yet."""
        return next(self._numbers)

    def send(self, request: Request) -> None:
        """Send a request now, or as soon as the engine is ready."""
        self._sent[request.request] = request
        if self._is_ready:
            self._write.emit(encode(request))
        else:
            self.start()

    def use_memory(self, megabytes: int) -> None:
        """Let pictures take so much memory, 0 for automatic: this engine from its next request on, and those after it."""
        self._megabytes = megabytes
        if self._is_ready:
            self._tell_memory()

    def _tell_memory(self) -> None:
        self._write.emit(encode(UseMemory(request=self.next_request(), megabytes=self._megabytes)))

    def cancel(self, request: int) -> None:
        """Give a request up; RequestCancelled comes within 250 ms, unless its last answer comes first."""
        if request not in self._sent:
            return
        if not self._is_ready:
            self._settle(request)
            self.answered.emit(RequestCancelled(request=request))
        elif request not in self._deadlines:
            self._write.emit(encode(Cancel(request=request)))
            self._deadlines[request] = time.monotonic() + CANCEL_PATIENCE_MS / 1000
            self._wait_for_next_deadline()

    def close(self) -> None:
        """End the process and the thread; nothing is left after it. Raises TimeoutError where the thread does not end."""
        if self._closed:
            return
        self._closed, self._is_ready = True, False
        self._settle_all()
        self._finish.emit(encode(Stop()), _CLOSE_GRACE_MS)
        try:
            self._thread.close()
        finally:
            self._scratch.close()

    def _wait_for_next_deadline(self) -> None:
        if self._deadlines:
            left = min(self._deadlines.values()) - time.monotonic()
            self._patience.start(max(0, math.ceil(left * 1000)))
        else:
            self._patience.stop()

    @Slot()
    def _on_patience_end(self) -> None:
        now = time.monotonic()
        for request in [number for number, deadline in self._deadlines.items() if deadline <= now]:
            if request not in self._sent:  # given up meanwhile by who heard the answer before
                continue
            self._settle(request)
            # The engine is in the middle of something that it cannot leave; a new one is ready in a few seconds. Where
            # it is starting already, for another request, this one is not at work.
            if self._is_ready:
                self._is_ready = False
                self._kill.emit()
            self.answered.emit(RequestCancelled(request=request))
        self._wait_for_next_deadline()

    def _settle(self, request: int) -> None:
        del self._sent[request]
        if self._deadlines.pop(request, None) is not None:
            self._wait_for_next_deadline()

    def _settle_all(self) -> None:
        for request in list(self._sent):
            self._settle(request)

    @Slot(str)
    def _on_line(self, line: str) -> None:
        message = message_of(line)
        if isinstance(message, EngineReady):
            self._on_ready(message)
        elif isinstance(message, Answer):
            self._on_answer(message)

    def _on_ready(self, message: EngineReady) -> None:
        self._is_ready = True
        if self._megabytes:
            self._tell_memory()
        opens_itself = any(isinstance(request, OpenImage) for request in self._sent.values())
        if self._picture is not None and not opens_itself:
            self._replayed = self.next_request()
            self._write.emit(encode(OpenImage(request=self._replayed, path=self._picture.path)))
        for request in self._sent.values():
            self._write.emit(encode(request))
        self.ready.emit(message)

    def _on_answer(self, answer: Answer) -> None:
        if answer.request == self._replayed:
            return
        request = self._sent.get(answer.request)
        if request is None:
            return
        if isinstance(answer, LAST_ANSWERS):
            self._settle(answer.request)
        if isinstance(answer, ImageOpened) and isinstance(request, OpenImage):
            self._picture = request
        self.answered.emit(answer)

    @Slot(object)
    def _on_ended(self, outcome: JobOutcome) -> None:
        self._running = self._is_ready = False
        if self._closed:
            return
        if not outcome.expected:
            self._settle_all()
            now = time.monotonic()
            self._crashes.append(now)
            if len(self._crashes) > _MAX_CRASHES and now - self._crashes[0] < _CRASH_WINDOW_S:
                # It would go on like this; the next request tries again.
                self._crashes.clear()
                self.crashed.emit(EngineGone(detail=outcome.sentence))
                return
            self.crashed.emit(EngineCrashed(detail=outcome.sentence))
        self.start()
