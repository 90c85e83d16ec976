"""The published sets: what is here, where they come from, and the download that the user may ask for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from sr_desktop import paths
from sr_desktop.controllers.bench.setup import SUMS, BenchmarkSetup
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.core.bench.known_sets import KNOWN_SETS, SetCheck, known_set, read_sums
from sr_desktop.core.bench.set_download import fetch_set
from sr_desktop.core.models.published import known_name
from sr_desktop.jobs.download_job import DownloadJob, DownloadProgress
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.dialogs import ask_folder

_RANK = {"complete": 0, "unchecked": 1, "differs": 2, "own": 3, "missing": 4}


class KnownSets(QObject):
    """Serves the cards of the published sets; one download at a time."""

    def __init__(self, page: BenchmarkPage, context: Context, setup: BenchmarkSetup) -> None:
        super().__init__(page)
        self._page, self._context, self._setup = page, context, setup
        self._job, self._name = DownloadJob(self), ""
        for card in page.known.cards.values():
            card.page_wanted.connect(self._open_page)
            card.folder_wanted.connect(self._ask_folder)
            card.download_wanted.connect(self._download)
            card.cancel_wanted.connect(self._job.cancel)
        self._job.progress.connect(self._on_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(lambda error: report_failure(page.banner, error))
        for signal in (self._job.finished, self._job.failed, self._job.cancelled):
            signal.connect(lambda *_: self._on_end())
        setup.changed.connect(self._show)

    def close(self) -> None:
        """Stop a download that goes on; nothing of it is kept."""
        self._job.close()

    def _show(self) -> None:
        """Of several folders of one set, the best is shown."""
        found: dict[str, SetCheck] = {}
        for check in self._setup.checks.values():
            name = known_name(check.name)
            if name not in found or _RANK[check.state] < _RANK[found[name].state]:
                found[name] = check
        self._page.known.show_checks({known.name: found[known.name] for known in KNOWN_SETS if known.name in found})

    def _ask_folder(self, name: str) -> None:
        ask_folder(self._context.window, self._context.settings.last_folder, self._setup.add_folder)

    def _open_page(self, name: str) -> None:
        known = known_set(name)
        if known and not QDesktopServices.openUrl(QUrl(known.page)):
            page = known.page
            self._context.reporter.say(lambda: self.tr("No browser could be started; the page is {page}").format(page=page))

    # --- download -------------------------------------------------------------------------------------------------------

    def _download(self, name: str) -> None:
        known = known_set(name)
        if known is None or self._job.is_running:
            return
        self._name = name
        self._page.banner.clear()
        self._page.known.show_progress(name, 0, 0)
        sums, folder = paths.resources_dir() / SUMS, Path(self._context.settings.sets_folder or paths.sets_dir())
        self._job.fetch(
            lambda progress, cancel: fetch_set(known, read_sums(sums)[known.name], folder, progress=progress, cancel=cancel)
        )

    def _on_progress(self, progress: DownloadProgress) -> None:
        self._page.known.show_progress(self._name, progress.done, progress.total)

    def _on_finished(self, folder: Path) -> None:
        self._setup.add_folder(str(folder))
        self._context.reporter.say(lambda: self.tr("{name} is here, every picture checked.").format(name=folder.name))

    def _on_end(self) -> None:
        self._page.known.end_progress()
