"""The list of models as the engine last told it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.protocol import ListModels, ModelFound, ModelsEnd, RequestFailed


class CatalogController(QObject):
    """Asks for the models whenever the engine becomes ready, and on `refresh`."""

    changed = Signal()
    """`cards` holds a new list."""

    def __init__(self, link: EngineLink, reporter: Reporter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link, self._reporter = link, reporter
        self.cards: tuple[ModelCard, ...] = ()
        self._arriving: list[ModelCard] = []
        self._request: int | None = None
        link.became_ready.connect(self.refresh)
        link.lost.connect(self._on_lost)

    def refresh(self) -> None:
        """Ask for the list anew; a list that is still arriving is dropped."""
        if self._request is not None:
            self._link.forget(self._request)
        self._arriving = []
        self._request = self._link.ask(lambda number: ListModels(request=number), self._on_answer)

    def card(self, model: str) -> ModelCard | None:
        """The card of that id, if there is one."""
        return next((card for card in self.cards if card.id == model), None)

    def usable(self, model: str) -> ModelCard | None:
        """The card of that id if the model can be used, else the first that can."""
        usable = [card for card in self.cards if not card.problem]
        wished = [card for card in usable if card.id == model]
        return next(iter([*wished, *usable]), None)

    def _on_answer(self, answer: Answer) -> None:
        if isinstance(answer, ModelFound):
            self._arriving.append(answer.card)
            return
        self._request = None
        if isinstance(answer, ModelsEnd):
            self.cards = tuple(self._arriving)
            self.changed.emit()
        elif isinstance(answer, RequestFailed):
            self._reporter.fail(answer)

    def _on_lost(self) -> None:
        self._request = None
