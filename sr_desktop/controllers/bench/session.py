"""The measuring of this session: one process at work, and what all of them have told. It lives as long as the window."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.messages import BenchmarkStarted
from sr_desktop.core.bench.plan import BenchmarkPlan, Protocol
from sr_desktop.core.bench.results import MeasuringProgress, Results
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import encode
from sr_desktop.jobs.bench_job import MeasuringProcess
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.jobs.launch import launch_measuring
from sr_desktop.jobs.scratch import ScratchFolder
from sr_desktop.ui.benchmark.measure_header import MeasureFacts, MeasureState

_LIVE: tuple[MeasureState, ...] = ("starting", "running", "paused", "stopping")


class BenchmarkSession(QObject):
    """Runs plans one at a time and keeps what they tell, each protocol apart."""

    changed = Signal()
    """The state is another one."""
    happened = Signal(object)
    """Event of the plan at work, already among the results."""
    failed = Signal(object)
    """SrError or Failed: why the plan at work broke off."""
    weights_wanted = Signal(str)
    """Somebody wants to see the model measured that has this weights file."""

    def __init__(self, calls: BackgroundCalls, reporter: Reporter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls, self._reporter = calls, reporter
        self._scratch: ScratchFolder | None = None
        self._numbers = itertools.count(1)
        self._results: dict[Protocol, Results] = {}
        self._process: MeasuringProcess | None = None
        self._next: BenchmarkPlan | None = None
        self._state: MeasureState = "idle"
        self._closed = False
        self.plan: BenchmarkPlan | None = None
        """What is at work, or was last."""
        self.progress = MeasuringProgress()

    @property
    def is_measuring(self) -> bool:
        """Whether a measurement is at work that the user began."""
        return self._state in _LIVE

    @property
    def facts(self) -> MeasureFacts:
        """How far it is."""
        progress = self.progress
        left = progress.seconds_left() if self.is_measuring else None
        return MeasureFacts(
            state=self._state, done=progress.done, total=progress.total, cached=progress.cached, seconds_left=left
        )

    def results(self, protocol: Protocol) -> Results:
        """What was told by this protocol."""
        return self._results.setdefault(protocol, Results(protocol))

    def start(self, plan: BenchmarkPlan) -> None:
        """Measure; a look at known results gives way to it. Nothing happens while another measurement is at work."""
        if self.is_measuring or self._closed:
            return
        if self._process:
            self._next = plan
            self._process.kill()
        else:
            self._begin(plan)

    def look(self, plan: BenchmarkPlan) -> None:
        """Tell what is known of a plan already; a measurement at work tells as much itself."""
        if not self.is_measuring:
            self.start(replace(plan, known_only=True))

    def pause_or_resume(self) -> None:
        """Wait after the picture at hand, or go on."""
        if self._process and self._state == "running":
            self._process.pause()
            self.progress.pause(time.time())
            self._set_state("paused")
        elif self._process and self._state == "paused":
            self._process.resume()
            self.progress.resume(time.time())
            self._set_state("running")

    def cancel(self) -> None:
        """End after the picture at hand; asked again, at once. What was measured is kept."""
        if self._process and self._state in ("running", "paused"):
            self._process.stop()
            self._set_state("stopping")
        elif self._process and self._state in ("starting", "stopping"):
            self._process.kill()
        elif self._state == "starting":  # its plan is being written
            self.plan = None
            self._set_state("stopped")

    def close(self) -> None:
        """End the process; what it measured is kept on disk."""
        if self._closed:
            return
        self._closed, self._next = True, None
        if self._process:
            self._process.close()
        self._process = None
        if self._scratch:
            self._scratch.close()

    def _begin(self, plan: BenchmarkPlan) -> None:
        self.plan, self.progress = plan, MeasuringProgress()
        self._set_state("looking" if plan.known_only else "starting")
        number = next(self._numbers)
        self._calls.start(
            lambda: self._written(plan, number),
            done=lambda result: self._launch(plan, result) if isinstance(result, Path) else self._give_up(result),
            failed=lambda error: self._give_up(CannotWrite(path=error.filename or "", detail=error.strerror or str(error))),
        )

    def _written(self, plan: BenchmarkPlan, number: int) -> Path | SrError:
        """The file that the plan was written to, or what went wrong; runs off the window's thread, one call at a time."""
        if self._scratch is None:
            self._scratch = ScratchFolder(paths.scratch_dir(), "benchmark")
        file = self._scratch.path / f"plan-{number}.json"
        try:
            with atomic_write(file) as out:
                out.write(encode(plan).encode())
        except CannotWrite as error:
            return error
        return file

    def _launch(self, plan: BenchmarkPlan, file: Path) -> None:
        if self._closed:
            return
        if plan is not self.plan:  # another one was begun while the file was written
            return
        self._process = process = MeasuringProcess(launch_measuring(str(file)), self)
        process.happened.connect(self._on_event)
        process.ended.connect(self._on_ended)
        process.start()

    def _give_up(self, error: SrError) -> None:
        self._set_state("failed")
        self.failed.emit(error)

    def _on_event(self, event: Event) -> None:
        if self.plan is None:
            return
        results = self.results(self.plan.protocol)
        if isinstance(event, BenchmarkStarted):
            results.forget((each.name for each in self.plan.sets), self.plan.scales, self.plan.models)
            if self._state == "starting":
                self._set_state("running")
        results.add(event)
        self.progress.add(event)
        self.happened.emit(event)

    def _on_ended(self, error: SrError | None) -> None:
        process, self._process = self._process, None
        if process:
            process.deleteLater()
        following, self._next = self._next, None
        if following:
            self._begin(following)
            return
        ended, looked = self.progress.ended, self._state == "looking"
        trouble = error or (ended if isinstance(ended, Failed) else None)
        if looked:
            self._set_state("idle")
        elif trouble:
            self._set_state("failed")
        else:
            # A process that was killed has no last word.
            is_whole = ended is not None and not isinstance(ended, Failed) and ended.reason == "completed"
            self._set_state("completed" if is_whole else "stopped")
        if trouble:
            self.failed.emit(trouble)

    def _set_state(self, state: MeasureState) -> None:
        if state != self._state:
            self._state = state
            self.changed.emit()
