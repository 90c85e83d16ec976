"""The trainings of this session: one at work, others waiting. It lives as long as the window, whatever page is shown."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.train.trainer_question import write_job
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.runs.log import RunLog, read_log
from sr_desktop.core.runs.store import RunStore
from sr_desktop.core.training.job import JobSpec
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.jobs.launch import launch_trainer, start_alone
from sr_desktop.jobs.scratch import ScratchFolder
from sr_desktop.jobs.train_job import TrainerProcess

_Send = Callable[[TrainerProcess], None]
LiveState = Literal["starting", "running", "paused", "stopping"]


@dataclass(frozen=True, kw_only=True)
class Ticket:
    """Something to train: arguments of `main.py train`, the folder that it fills, and what it is called."""

    name: str
    folder: Path
    arguments: tuple[str, ...]


class LiveRun:
    """The training at work."""

    def __init__(self, ticket: Ticket, log: RunLog) -> None:
        self.ticket, self.log = ticket, log
        self.state: LiveState = "starting"
        self.error: SrError | None = None


class TrainingQueue(QObject):
    """Starts trainer processes one after another and hands on what they tell."""

    changed = Signal()
    """Another training is at work or waits, or the one at work is in another state."""
    happened = Signal(object)
    """Event of the training at work, already in its log."""
    ended = Signal(object)
    """LiveRun that is no longer at work; its `error` tells of a crash."""

    def __init__(self, calls: BackgroundCalls, reporter: Reporter, runs: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._reporter = calls, reporter
        self.store = RunStore(runs)
        self._scratch = ScratchFolder(paths.scratch_dir(), "training")
        self.live: LiveRun | None = None
        self.waiting: deque[Ticket] = deque()
        self._process: TrainerProcess | None = None
        self._closed = False

    @property
    def scratch(self) -> Path:
        """A folder for what questions to the trainer need and answer; it goes with the session."""
        return self._scratch.path

    def keep_runs_in(self, folder: Path) -> None:
        """Begin new runs in this folder and list those that are there; what is at work or waits stays where it is."""
        if folder != self.store.folder:
            self.store = RunStore(folder)
            self.changed.emit()

    def start_job(self, job: JobSpec) -> None:
        """Train `job` in a new folder, now or when it is its turn."""
        folder = self.store.free_folder(job.name)
        file = self.scratch / f"{folder.name}.toml"
        ticket = Ticket(name=folder.name, folder=folder, arguments=("run", str(file), "--run-dir", str(folder)))
        self._calls.start(
            lambda: write_job(job, file),
            done=lambda error: self._reporter.fail(error) if error else self._enqueue(ticket),
            failed=lambda error: self._reporter.fail(CannotWrite(path=str(file), detail=error.strerror or str(error))),
        )

    def start_sweep(self, sweep: str, *, quick: bool, settings: tuple[str, ...]) -> None:
        """Train the variants of a ready sweep with `key=value` settings for all of them."""
        folder = self.store.free_folder(f"{sweep}-quick" if quick else sweep)
        sets = tuple(part for text in settings for part in ("--set", text))
        size = ("--quick",) if quick else ()
        self._enqueue(
            Ticket(name=folder.name, folder=folder, arguments=("sweep", sweep, "--run-dir", str(folder), *size, *sets))
        )

    def resume_run(self, folder: Path) -> None:
        """Go on with a run or a sweep that was stopped or broke off."""
        self._enqueue(Ticket(name=folder.name, folder=folder, arguments=("resume", str(folder))))

    def pause(self) -> None:
        """Let the training at work wait after its step."""
        self._command("running", "paused", lambda process: process.pause())

    def resume(self) -> None:
        """Let a paused training go on."""
        if self.live:
            self.live.log.restart_clock()
        self._command("paused", "running", lambda process: process.resume())

    def stop(self) -> None:
        """Let the training at work save and end."""
        if self.live and self._process and self.live.state != "stopping":
            self._process.stop()
            self._set_state("stopping")

    def cancel(self) -> None:
        """End the training at work at once."""
        if self.live and self._process:
            self._set_state("stopping")
            self._process.kill()

    def drop(self, ticket: Ticket) -> None:
        """Take a waiting training from the queue."""
        self.waiting.remove(ticket)
        self.changed.emit()

    def is_busy(self, folder: Path) -> bool:
        """Whether the training in `folder` is at work or waits here."""
        at_work = [self.live.ticket] if self.live else []
        return any(ticket.folder == folder for ticket in (*at_work, *self.waiting))

    def close(self, *, keep: bool = False) -> None:
        """End the process; what was trained is saved. keep: a process of its own goes on with it after that."""
        if self._closed:
            return
        self._closed = True
        self.waiting.clear()
        if self.live and keep:
            start_alone(launch_trainer("--polite", "resume", str(self.live.ticket.folder), "--detached", "--wait"))
        if self._process:
            self._process.close()
        self.live = self._process = None
        self._scratch.close()

    def _enqueue(self, ticket: Ticket) -> None:
        self.waiting.append(ticket)
        self._start_next()
        self.changed.emit()

    def _start_next(self) -> None:
        if self.live or not self.waiting or self._closed:
            return
        ticket = self.waiting.popleft()
        self.live = live = LiveRun(ticket, RunLog())
        events = ticket.folder / "events.jsonl"
        if ticket.arguments[0] != "resume":
            self._launch(live)
            return
        self._calls.start(
            lambda: read_log(events) if events.exists() else RunLog(),
            done=lambda log: self._launch(live, log),
            failed=lambda _: self._launch(live),
        )

    def _launch(self, live: LiveRun, log: RunLog | None = None) -> None:
        if self._closed:
            return
        live.log = log or live.log
        live.log.ended = None
        self._process = process = TrainerProcess(launch_trainer("--polite", *live.ticket.arguments), self)
        process.happened.connect(self._on_event)
        process.ended.connect(self._on_ended)
        process.start()
        self.changed.emit()

    def _command(self, before: LiveState, after: LiveState, send: _Send) -> None:
        if self.live and self._process and self.live.state == before:
            send(self._process)
            self._set_state(after)

    def _set_state(self, state: LiveState) -> None:
        if self.live and self.live.state != state:
            self.live.state = state
            self.changed.emit()

    def _on_event(self, event: Event) -> None:
        live = self.live
        if live is None:
            return
        live.log.add(event)
        if live.state == "starting" and not isinstance(event, Failed):
            self._set_state("running")
        self.happened.emit(event)

    def _on_ended(self, error: SrError | None) -> None:
        live, process = self.live, self._process
        self.live = self._process = None
        if process:
            process.deleteLater()
        if live:
            live.error = error
            self.ended.emit(live)
        self._start_next()
        self.changed.emit()
