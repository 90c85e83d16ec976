"""The Train page's entry, and what of it lives on while other pages are shown."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtWidgets import QWidget

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.core.training.presets import first_job
from sr_desktop.ui.dialogs import ask_choice
from sr_desktop.ui.page import PageEntry

if TYPE_CHECKING:
    from sr_desktop.controllers.train.parts import TrainParts

_PARTS = "sr_desktop.controllers.train.parts"


def train_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    desk = TrainingDesk(context)
    return PageEntry(
        id="train",
        icon="train",
        title=lambda: QCoreApplication.translate("Pages", "Train"),
        build=desk.build,
        take_drop=desk.take_drop,
        drop_says=lambda: QCoreApplication.translate("Pages", "Drop to learn from these pictures"),
    )


class TrainingDesk(QObject):
    """Builds the page when it is first shown, and asks what becomes of a training when the window closes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        self._parts: TrainParts | None = None
        self._may_close = False
        actions, queue = context.window.actions_of, context.training
        actions.train.triggered.connect(self._start)
        actions.train_first.triggered.connect(self._start_first)
        actions.train_pause.triggered.connect(self._pause_or_resume)
        actions.train_stop.triggered.connect(queue.stop)
        queue.changed.connect(self._allow)
        self._allow()
        context.window.guard = self._ask_before_closing
        context.window.closing.connect(self._close)
        context.link.became_ready.connect(self._load)

    def build(self) -> QWidget:
        """Make the page."""
        from sr_desktop.controllers.train.parts import build_parts  # noqa: PLC0415 - loads pyqtgraph, see `_load`

        self._parts = build_parts(self._context)
        return self._parts.page

    def _load(self) -> None:
        """Import the page's modules where the window does not wait for it, once there is nothing more urgent to do."""
        self._context.calls.start(lambda: import_module(_PARTS), done=lambda _: None, failed=self._context.reporter.mention)

    def take_drop(self, mime: QMimeData) -> None:
        """Learn from what was dropped."""
        if self._parts:
            self._parts.setup.take_drop(mime)

    def _start(self) -> None:
        """Start what the form describes; where that is not possible yet, show it."""
        self._context.window.show_page("train")
        if self._parts:
            self._parts.page.start_button.click()

    def _start_first(self) -> None:
        """Train a small network on the samples, whatever the form describes."""
        self._context.window.show_page("train")
        if self._parts:
            self._parts.setup.start(first_job(str(paths.samples_dir())))

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
            self.tr("A training is still running. Stop it, or let it go on in the background?"),
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
        if self._parts:
            self._parts.close()
        self._context.training.close()
