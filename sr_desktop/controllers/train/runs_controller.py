"""The list of runs: what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.train.run_monitor import RunMonitor
from sr_desktop.controllers.train.setup import TrainSetup
from sr_desktop.core.errors import SrError
from sr_desktop.core.models.weights_copy import use_weights
from sr_desktop.core.runs.summary import RunSummary
from sr_desktop.core.training.job import JobSpec
from sr_desktop.jobs.trash import trash_run
from sr_desktop.ui.dialogs import ask_choice, ask_text
from sr_desktop.ui.train.page import TrainPage

Result = TypeVar("Result")
_REFRESH_MS = 5000


class RunsController(QObject):
    """Keeps the list fresh while it can be seen, and does what its buttons ask for."""

    def __init__(self, page: TrainPage, context: Context, setup: TrainSetup, monitor: RunMonitor) -> None:
        super().__init__(page)
        self._page, self._context, self._queue = page, context, context.training
        self._setup, self._monitor = setup, monitor
        self._is_reading = self._is_stale = False
        view = page.runs
        view.shown.connect(self._show)
        view.resume_wanted.connect(lambda run: self._resume(run.path))
        view.use_wanted.connect(lambda run: self._use(run.path))
        view.compare_wanted.connect(lambda run: self._compare(run.path))
        view.clone_wanted.connect(self._clone)
        view.note_wanted.connect(self._ask_note)
        view.folder_wanted.connect(lambda run: show_folder(run.path, context.reporter))
        view.delete_wanted.connect(self._ask_delete)
        page.header.resume_wanted.connect(self._resume_shown)
        page.header.use_wanted.connect(self._use_shown)
        page.header.cancel_wanted.connect(self._ask_cancel)
        page.tabs.currentChanged.connect(lambda _: self.refresh())
        self._queue.changed.connect(self.refresh)
        self._timer = QTimer(self)
        self._timer.setInterval(_REFRESH_MS)
        self._timer.timeout.connect(self._refresh_seen)
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Read the folder of runs anew."""
        if self._is_reading:
            # What is being read may be from before the change.
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        self._context.calls.start(self._queue.store.runs, done=self._on_read, failed=self._on_unreadable)

    def _refresh_seen(self) -> None:
        if self._page.runs.isVisible():
            self.refresh()

    def _on_read(self, runs: tuple[RunSummary, ...]) -> None:
        self._is_reading = False
        self._page.runs.set_runs(runs)
        if self._is_stale:
            self.refresh()

    def _on_unreadable(self, error: OSError) -> None:
        self._is_reading = False
        self._context.reporter.say(lambda: str(error))

    def _show(self, runs: list[RunSummary]) -> None:
        if not runs:
            return
        # A sweep has its table, and its variants have the curves.
        variants = [
            run for run in self._page.runs.runs if any(run.sweep == sweep.name for sweep in runs if sweep.kind == "sweep")
        ]
        self._monitor.show_stored([*runs, *(run for run in variants if run not in runs)])
        is_sweep = runs[0].kind == "sweep"
        self._page.tabs.setCurrentWidget(self._page.experiments if is_sweep else self._page.curves)

    # --- going on -------------------------------------------------------------------------------------------------------

    def _resume_shown(self) -> None:
        run = self._monitor.run
        if self._monitor.is_live:
            self._queue.resume()
        elif run:
            self._resume(run.folder)

    def _resume(self, folder: Path) -> None:
        if not self._queue.is_busy(folder):
            self._page.banner.clear()
            self._queue.resume_run(folder)
            self._page.tabs.setCurrentWidget(self._page.curves)

    def _ask_cancel(self) -> None:
        ask_choice(
            self._context.window,
            self.tr("End this training at once?"),
            self.tr("What was saved last is kept, and the run can be resumed from there."),
            [(self.tr("End it"), self._queue.cancel)],
        )

    # --- results --------------------------------------------------------------------------------------------------------

    def _use_shown(self) -> None:
        if self._monitor.run:
            self._use(self._monitor.run.folder)

    def _use(self, folder: Path) -> None:
        models = paths.models_dir()
        self._try(lambda: use_weights(folder / "best.safetensors", models), self._on_used)

    def _on_used(self, path: Path) -> None:
        self._context.catalog.refresh()
        self._context.reporter.say(
            lambda: self.tr("{name} is in the list of models now: choose it on the page Upscale.").format(name=path.stem)
        )

    def _compare(self, folder: Path) -> None:
        models = paths.models_dir()
        self._try(lambda: use_weights(folder / "best.safetensors", models), self._on_comparable)

    def _on_comparable(self, path: Path) -> None:
        self._context.benchmark.weights_wanted.emit(str(path))
        self._context.catalog.refresh()

    def _clone(self, run: RunSummary) -> None:
        self._try(lambda: self._queue.store.clone(run.path), self._on_cloned)

    def _on_cloned(self, job: JobSpec) -> None:
        self._setup.use_job(job)
        self._context.reporter.say(lambda: self.tr("The run's options are in the form at the left."))

    # --- notes and the trash --------------------------------------------------------------------------------------------

    def _ask_note(self, run: RunSummary) -> None:
        ask_text(
            self._context.window,
            self.tr("Note to {name}").format(name=run.name),
            run.note,
            lambda text: self._try(lambda: self._queue.store.write_note(run.path, text), lambda _: self.refresh()),
        )

    def _ask_delete(self, runs: list[RunSummary]) -> None:
        ask_choice(
            self._context.window,
            self.tr("Move {count} runs to the trash?").format(count=len(runs)),
            ", ".join(run.name for run in runs[:5]),
            [(self.tr("Move to the trash"), lambda: self._delete(runs))],
        )

    def _delete(self, runs: list[RunSummary]) -> None:
        self._try(lambda: [trash_run(run.path) for run in runs], lambda _: self.refresh())

    def _try(self, call: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Do `call` in the background; an error goes to the banner."""
        attempt(self._context.calls, call, done=done, refused=self._on_refused, failed=self._context.reporter.mention)

    def _on_refused(self, error: SrError) -> None:
        report_failure(self._page.banner, error)
        self.refresh()
