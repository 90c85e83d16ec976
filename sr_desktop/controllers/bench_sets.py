"""The published sets: what is here, where they come from, and the download that the user may ask for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from sr_desktop.controllers.bench_setup import BenchmarkSetup
from sr_desktop.controllers.context import Context
from sr_desktop.core.bench.known_sets import KNOWN_SETS, SetCheck, known_set
from sr_desktop.core.published import known_name
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.dialogs import ask_folder

_RANK = {"complete": 0, "unchecked": 1, "differs": 2, "own": 3, "missing": 4}


class KnownSets(QObject):
    """Serves the cards of the published sets."""

    def __init__(self, page: BenchmarkPage, context: Context, setup: BenchmarkSetup) -> None:
        super().__init__(page)
        self._page, self._context, self._setup = page, context, setup
        for card in page.known.cards.values():
            card.page_wanted.connect(self._open_page)
            card.folder_wanted.connect(self._ask_folder)
        setup.changed.connect(self._show)

    def close(self) -> None:
        """End what goes on."""

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
