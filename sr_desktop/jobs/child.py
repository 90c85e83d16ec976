"""One child process with all that it starts: whole lines out, lines in, and an outcome in words."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, Signal, Slot

from sr_desktop.jobs.launch import Launch, environment_of

_TAIL = 16 * 1024
_KILLED_MS = 5000
"""For the system to take a killed process away: nothing can refuse, but on a busy machine it is not done at once."""


@dataclass(frozen=True, kw_only=True)
class JobOutcome:
    """How a child ended. exit_code: None where a signal ended it or it never began; tail: the end of its stderr."""

    expected: bool
    exit_code: int | None
    reason: str
    tail: str

    @property
    def sentence(self) -> str:
        """The reason, with the last line that the child wrote to stderr."""
        lines = self.tail.strip().splitlines()
        return f"{self.reason}: {lines[-1][:300]}" if lines else self.reason


class ChildProcess(QObject):
    """Lives on a worker thread; its slots are called through queued connections, its signals come from there."""

    line = Signal(str)
    """One whole line of stdout, without its end."""
    ended = Signal(object)
    """JobOutcome, once for each start."""

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        self._launch = launch
        self._process: QProcess | None = None
        self._tail = b""
        self._group = 0
        self._expected = False

    @Slot()
    def start(self) -> None:
        """Start the process; a start that fails is an `ended`, too."""
        process = QProcess(self)
        process.setProcessEnvironment(environment_of(self._launch))
        process.setWorkingDirectory(self._launch.folder)
        process.setProgram(self._launch.program)
        process.setArguments(list(self._launch.arguments))
        # Its own group, so that what it starts ends with it, and a Ctrl+C in the terminal is the window's to handle.
        if os.name == "posix":
            process.setUnixProcessParameters(QProcess.UnixProcessFlag.CreateNewSession)
        process.readyReadStandardOutput.connect(self._read_lines)
        process.readyReadStandardError.connect(self._read_tail)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._tail, self._group, self._expected, self._process = b"", 0, False, process
        process.start()
        self._group = process.processId()

    @Slot(str)
    def write(self, text: str) -> None:
        """Send text to the child's stdin; text for a process that is gone is dropped, `ended` tells of that."""
        if self._process is not None and self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.write(text.encode())

    @Slot()
    def kill(self) -> None:
        """End the process at once, and what it started."""
        if self._process is not None:
            self._expected = True
            self._kill_group()
            self._process.kill()

    @Slot(str, int)
    def finish(self, farewell: str, grace_ms: int) -> None:
        """Ask by `farewell` and the end of stdin, wait, kill: no process is left when this returns.

        Only for the end of the thread, whose event loop stands still meanwhile.
        """
        if self._process is None:
            return
        self._expected = True
        self.write(farewell)
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(grace_ms) and self._process is not None:
            self.kill()
            self._process.waitForFinished(_KILLED_MS)

    def _kill_group(self) -> None:
        if os.name == "posix" and self._group:
            # Nobody left, or (macOS) only those that have ended and are not yet collected.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._group, signal.SIGKILL)

    def _read_lines(self) -> None:
        process = self._process
        while process is not None and process.canReadLine():
            self.line.emit(bytes(process.readLine().data()).decode("utf-8", "replace").rstrip("\r\n"))

    def _read_tail(self) -> None:
        if self._process is not None:
            self._tail = (self._tail + bytes(self._process.readAllStandardError().data()))[-_TAIL:]

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(exit_code=None, reason=f"{self._launch.program} could not be started ({self._process.errorString()})")

    def _on_finished(self, code: int, status: QProcess.ExitStatus) -> None:
        if status == QProcess.ExitStatus.CrashExit:
            self._end(exit_code=None, reason=_signal_name(code))
        else:
            self._end(exit_code=code, reason=f"exit code {code}")

    def _end(self, *, exit_code: int | None, reason: str) -> None:
        process = self._process
        if process is None:
            return
        self._read_lines()
        self._read_tail()
        self._kill_group()
        self._process = None
        process.deleteLater()
        tail = self._tail.decode("utf-8", "replace")
        self.ended.emit(JobOutcome(expected=self._expected, exit_code=exit_code, reason=reason, tail=tail))


def _signal_name(code: int) -> str:
    if os.name == "nt":
        return f"it crashed, code {code:#x}"
    try:
        return f"ended by {signal.Signals(code).name}"
    except ValueError:
        return f"ended by signal {code}"
