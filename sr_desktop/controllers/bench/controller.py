"""The Benchmark page's entry, and what of it is there before the page."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtWidgets import QWidget

from sr_desktop.controllers.context import Context
from sr_desktop.ui.page import PageEntry

if TYPE_CHECKING:
    from sr_desktop.controllers.bench.parts import BenchmarkParts

_PARTS = "sr_desktop.controllers.bench.parts"


def benchmark_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    desk = BenchmarkDesk(context)
    return PageEntry(
        id="benchmark",
        icon="benchmark",
        title=lambda: QCoreApplication.translate("Pages", "Benchmark"),
        build=desk.build,
        take_drop=desk.take_drop,
        drop_says=lambda: QCoreApplication.translate("Pages", "Drop to measure on these pictures"),
    )


class BenchmarkDesk(QObject):
    """Builds the page when it is first shown, and serves the menu."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        self._parts: BenchmarkParts | None = None
        actions, session = context.window.actions_of, context.benchmark
        actions.bench_run.triggered.connect(self._run)
        actions.bench_pause.triggered.connect(session.pause_or_resume)
        actions.bench_cancel.triggered.connect(session.cancel)
        session.changed.connect(self._allow)
        session.weights_wanted.connect(self._show_weights)
        context.window.closing.connect(self._close)
        context.link.became_ready.connect(self._load)
        self._allow()

    def build(self) -> QWidget:
        """Make the page."""
        from sr_desktop.controllers.bench.parts import build_parts  # noqa: PLC0415 - loads pyqtgraph, see `_load`

        self._parts = build_parts(self._context)
        self._allow()
        return self._parts.page

    def take_drop(self, mime: QMimeData) -> None:
        """Measure on what was dropped."""
        if self._parts:
            self._parts.setup.take_drop(mime)

    def _load(self) -> None:
        """Import the page's modules where the window does not wait for it, once there is nothing more urgent to do."""
        self._context.calls.start(lambda: import_module(_PARTS), done=lambda _: None, failed=self._context.reporter.mention)

    def _run(self) -> None:
        self._context.window.show_page("benchmark")
        if self._parts:
            self._parts.setup.start()

    def _show_weights(self, path: str) -> None:
        self._context.window.show_page("benchmark")
        if self._parts:
            self._parts.setup.choose_weights(path)

    def _allow(self) -> None:
        state = self._context.benchmark.facts.state
        actions = self._context.window.actions_of
        actions.bench_run.setEnabled(not self._context.benchmark.is_measuring)
        actions.bench_pause.setEnabled(state in ("running", "paused"))
        actions.bench_cancel.setEnabled(self._context.benchmark.is_measuring)

    def _close(self) -> None:
        if self._parts:
            self._parts.close()
