"""How fast a model is here, measured by the engine when the user asks."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import failure_text
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.messages.measure import MeasureModel, ModelMeasured
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.protocol import RequestFailed, Working
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.models.page import ModelsPage


class ModelMeasuring(QObject):
    """One measurement at a time, by the device and precision that the settings name; the strip stops it."""

    changed = Signal()
    """A measurement began or ended."""

    def __init__(self, page: ModelsPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self._request: int | None = None
        page.measuring_strip.cancel_wanted.connect(self._cancel)
        context.link.lost.connect(self._end)

    @property
    def is_going_on(self) -> bool:
        """Whether a model is being measured."""
        return self._request is not None

    def start(self, card: ModelCard) -> None:
        """Measure this model on the picture that comes with the program."""
        if self._request is not None:
            return
        run, title = self._context.preferences.run, model_text.title(card)
        self._page.banner.clear()
        self._show(title, 0, 0)
        self._request = self._context.link.ask(
            lambda number: MeasureModel(
                request=number,
                model=card.id,
                picture=str(paths.sample_picture()),
                device=run.device,
                precision=run.precision,
            ),
            lambda answer: self._on_answer(answer, title),
        )
        self.changed.emit()

    def _show(self, title: str, done: int, total: int) -> None:
        self._page.measuring_strip.show_progress(
            lambda: self.tr("Measuring {title} on a sample...").format(title=title), done, total
        )

    def _on_answer(self, answer: Answer, title: str) -> None:
        if isinstance(answer, Working):
            self._show(title, answer.done, answer.total)
            return
        self._end()
        if isinstance(answer, ModelMeasured):
            self._context.reporter.say(lambda: self._said(title, answer))
            self._context.catalog.refresh()
        elif isinstance(answer, RequestFailed):
            self._page.banner.show_text(lambda: failure_text(answer))

    def _said(self, title: str, measured: ModelMeasured) -> str:
        text = self.tr("{title}: {speed} megapixels of result a second on {device}.")
        return text.format(title=title, speed=f"{measured.megapixels_per_s:.3g}", device=measured.device)

    def _cancel(self) -> None:
        if self._request is not None:
            self._context.link.give_up(self._request, late=lambda answer: None)
            self._end()

    def _end(self) -> None:
        if self._request is not None:
            self._request = None
            self._page.measuring_strip.hide()
            self.changed.emit()
