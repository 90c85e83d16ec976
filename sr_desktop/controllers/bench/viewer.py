"""A picture of the Benchmark page beside its truth, in a tab of its own."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sr_desktop.controllers.bench.monitor import BenchmarkMonitor
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.upscale.truth_panes import TruthPanesController
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.panes import TruthPanes
from sr_desktop.ui.panes.content import BICUBIC, MOST_MODELS


class BenchmarkViewer(QObject):
    """Shows the picture that the user opens; of more models than have room, the first ones, and offers the others."""

    def __init__(self, page: BenchmarkPage, context: Context, monitor: BenchmarkMonitor) -> None:
        super().__init__(page)
        self._page, self._context, self._monitor = page, context, monitor
        self.view = TruthPanes()
        self.panes = TruthPanesController(context, self.view)
        self._path, self._scale = "", 0
        self._models: tuple[str, ...] = ()
        self.view.set_hint(lambda: self.tr("Open a picture of the list to see it beside its truth: double click or Enter."))
        page.set_viewer(self.view)
        page.picture_wanted.connect(self.open)
        self.view.models_chosen.connect(self._show)

    def open(self, path: str, scale: int, models: list[str]) -> None:
        """Compare a picture by the protocol that the page shows."""
        self._path, self._scale = path, scale
        self._models = tuple(model for model in models if model != BICUBIC)
        self._page.show_viewer()
        self._show(self._models[:MOST_MODELS])

    def _show(self, chosen: tuple[str, ...]) -> None:
        titles = {card.id: model_text.title(card) for card in self._context.catalog.cards}
        choices = [(model, titles.get(model, model), model in chosen) for model in self._models]
        self.view.offer_models(choices, MOST_MODELS)
        device = self._context.preferences.run.device
        self.panes.show(self._path, self._scale, chosen, self._monitor.protocol, device=device)
