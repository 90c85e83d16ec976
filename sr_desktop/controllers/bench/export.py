"""The table and the charts as files, written off the window's thread, never over a file unless the dialog asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from sr_desktop import paths
from sr_desktop.controllers.bench.monitor import BenchmarkMonitor
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.written_file import write_file
from sr_desktop.core.bench.tables import WRITERS, Table
from sr_desktop.core.errors import CannotWrite
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.dialogs import ask_chart_target, ask_table_target

_NAME = "benchmark"


class BenchmarkExport(QObject):
    """Asks for a file and writes what is shown at that moment."""

    def __init__(self, page: BenchmarkPage, context: Context, monitor: BenchmarkMonitor) -> None:
        super().__init__(page)
        self._page, self._context, self._monitor = page, context, monitor
        page.table.save_wanted.connect(self._ask_table)
        page.charts.save_wanted.connect(self._ask_chart)

    def save_table(self, path: Path, suffix: str, table: Table) -> None:
        """Write the table in the form of the file's suffix; a name without one of ours gets `suffix`."""
        named = path.suffix.lower() in WRITERS
        target = path if named else path.with_name(f"{path.name}{suffix}")
        make = WRITERS[target.suffix.lower()]
        self._write(target, lambda: make(table).encode(), replace=named)

    def save_chart(self, path: Path, png: bytes) -> None:
        """Write a chart's picture."""
        named = path.suffix.lower() == ".png"
        self._write(path if named else path.with_name(f"{path.name}.png"), lambda: png, replace=named)

    def _ask_table(self) -> None:
        table = self._monitor.table
        ask_table_target(
            self._context.window,
            str(self._home() / f"{_NAME}.csv"),
            lambda chosen, suffix: self.save_table(Path(chosen), suffix, table),
        )

    def _ask_chart(self) -> None:
        charts = self._page.charts
        place = "-".join(str(part) for part in charts.place) if charts.place else ""
        png = charts.chart.to_png()
        proposal = self._home() / f"{_NAME}-{charts.kind}-{place}.png"
        ask_chart_target(self._context.window, str(proposal), lambda chosen: self.save_chart(Path(chosen), png))

    def _home(self) -> Path:
        return Path(self._context.settings.output_folder or paths.pictures_dir())

    def _write(self, target: Path, contents: Callable[[], bytes], *, replace: bool) -> None:
        """replace: the dialog has asked about a file of that very name; else a taken name gets a number."""

        def attempt() -> Path | CannotWrite:
            try:
                return write_file(target, contents(), replace=replace)
            except CannotWrite as error:
                return error

        self._context.calls.start(attempt, done=self._on_written, failed=self._context.reporter.mention)

    def _on_written(self, result: Path | CannotWrite) -> None:
        if isinstance(result, CannotWrite):
            report_failure(self._page.banner, result)
            return
        self._context.reporter.say(
            lambda: self.tr("Saved as {name} in {folder}").format(name=result.name, folder=result.parent)
        )
