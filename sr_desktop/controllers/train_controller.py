"""The Train page's entry, and what of it lives on while other pages are shown."""
# ruff: noqa: PLC0415 - the page's modules load pyqtgraph, a quarter of a second that the start of the window does not pay

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtWidgets import QWidget

from sr_desktop.controllers.context import Context
from sr_desktop.core.job import DataOptions, JobSpec
from sr_desktop.ui.dialogs import ask_choice
from sr_desktop.ui.page import PageEntry

if TYPE_CHECKING:
    from sr_desktop.controllers.data_check import DataCheck
    from sr_desktop.controllers.train_setup import TrainSetup
    from sr_desktop.controllers.vgg_download import VggDownload
    from sr_desktop.ui.train.page import TrainPage


def train_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    desk = TrainingDesk(context)
    return PageEntry(
        id="train",
        icon="train",
        title=lambda: QCoreApplication.translate("Pages", "Train"),
        build=desk.build,
        take_drop=desk.take_drop,
    )


class TrainingDesk(QObject):
    """Builds the page when it is first shown, and asks what becomes of a training when the window closes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        self._setup: TrainSetup | None = None
        self._check: DataCheck | None = None
        self._download: VggDownload | None = None
        self._may_close = False
        self._page: TrainPage | None = None
        actions, queue = context.window.actions_of, context.training
        actions.train.triggered.connect(self._start)
        actions.train_pause.triggered.connect(self._pause_or_resume)
        actions.train_stop.triggered.connect(queue.stop)
        queue.changed.connect(self._allow)
        self._allow()
        context.window.guard = self._ask_before_closing
        context.window.closing.connect(self._close)

    def build(self) -> QWidget:
        """Make the page."""
        from sr_desktop.controllers.data_check import DataCheck
        from sr_desktop.controllers.run_monitor import RunMonitor
        from sr_desktop.controllers.runs_controller import RunsController
        from sr_desktop.controllers.train_setup import TrainSetup
        from sr_desktop.controllers.vgg_download import VggDownload
        from sr_desktop.ui.train.page import TrainPage

        queue = self._context.training
        page = TrainPage(JobSpec(name="srcnn", arch="srcnn", data=DataOptions(folders=("pictures",))))
        self._setup = TrainSetup(page, self._context, queue)
        self._check = DataCheck(page, self._context, self._setup.job)
        self._download = VggDownload(page, self._context)
        monitor = RunMonitor(page, self._context, queue)
        RunsController(page, self._context, queue, self._setup, monitor)
        self._page = page
        return page

    def take_drop(self, mime: QMimeData) -> None:
        """Learn from what was dropped."""
        if self._setup:
            self._setup.take_drop(mime)

    def _start(self) -> None:
        """Start what the form describes; where that is not possible yet, show it."""
        self._context.window.show_page("train")
        if self._page:
            self._page.start_button.click()

    def _pause_or_resume(self) -> None:
        queue = self._context.training
        if queue.live and queue.live.state == "paused":
            queue.resume()
        else:
            queue.pause()

    def _allow(self) -> None:
        live = self._context.training.live
        is_going = bool(live and live.state in ("running", "paused"))
        actions = self._context.window.actions_of
        actions.train_pause.setEnabled(is_going)
        actions.train_stop.setEnabled(is_going)

    def _ask_before_closing(self) -> bool:
        queue = self._context.training
        if queue.live is None or self._may_close:
            return True
        ask_choice(
            self._context.window,
            self.tr("A training goes on. What shall become of it?"),
            self.tr("Whatever you choose, what it has learned is kept. Trainings that wait are not begun."),
            [
                (self.tr("Keep training in the background"), lambda: self._leave(keep=True)),
                (self.tr("Save and stop"), lambda: self._leave(keep=False)),
            ],
        )
        return False

    def _leave(self, *, keep: bool) -> None:
        self._may_close = True
        self._context.training.close(keep=keep)
        self._context.window.close()

    def _close(self) -> None:
        for part in (self._setup, self._check, self._download):
            if part:
                part.close()
        self._context.training.close()
