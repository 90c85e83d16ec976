"""A short question to the trainer about a job: its check, its estimate, the list of recipes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.job_file import job_toml
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.jobs.launch import launch_trainer
from sr_desktop.jobs.train_job import TrainerProcess

_AT_ONCE_MS = 50


class TrainerQuestion(QObject):
    """One process at a time; asking again drops the question before."""

    happened = Signal(object)
    """Event of the present question."""
    ended = Signal(object)
    """None, or TrainerCrashed; not for a question that was dropped."""

    def __init__(self, calls: BackgroundCalls, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls = calls
        self._process: TrainerProcess | None = None
        self._number = 0

    def ask(self, *arguments: str) -> None:
        """Run `main.py train ARGUMENTS`."""
        self.close()
        self._process = process = TrainerProcess(launch_trainer(*arguments), self)
        process.happened.connect(self.happened)
        process.ended.connect(self._on_ended)
        process.start()

    def ask_about(self, job: JobSpec, file: Path, arguments: Callable[[str], tuple[str, ...]]) -> None:
        """Write `job` to `file`, then run with the `arguments` made of the file's path."""
        self._number += 1
        number = self._number

        def go(error: SrError | None) -> None:
            if number != self._number:
                return
            if error:
                self.ended.emit(error)
            else:
                self.ask(*arguments(str(file)))

        self._calls.start(
            lambda: write_job(job, file),
            done=go,
            failed=lambda error: go(CannotWrite(path=str(file), detail=error.strerror or str(error))),
        )

    def close(self) -> None:
        """Drop the question: nothing more is told of it, and its process ends."""
        process, self._process = self._process, None
        if process:
            # A question has nothing to save.
            process.close(grace_ms=_AT_ONCE_MS)
            process.deleteLater()

    def _on_ended(self, error: SrError | None) -> None:
        process, self._process = self._process, None
        if process:
            process.deleteLater()
        self.ended.emit(error)


def write_job(job: JobSpec, file: Path) -> SrError | None:
    """Write the job; what went wrong, or None."""
    try:
        with atomic_write(file) as out:
            out.write(job_toml(job).encode())
    except CannotWrite as error:
        return error
    return None
