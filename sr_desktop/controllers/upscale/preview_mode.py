"""Preview before the run: a spot that is clicked in the picture, as several models would make it."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import error_text, failure_text
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.messages.preview import MOST_PREVIEWED, PreviewEnd, PreviewSpot, SpotPreviewed, SpotShown
from sr_desktop.core.models.model_card import ModelCard, in_order_of_choice
from sr_desktop.core.protocol import RequestFailed, Working
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.banner import BannerText

if TYPE_CHECKING:
    from sr_desktop.ui.panes.preview_panes import PreviewPanes

_PANES = "sr_desktop.ui.panes.preview_panes"
_PATIENCE_MS = 200
"""So long the user may go on choosing before the engine is asked."""
_SEPARATOR = "\n"
_BASE = "bicubic"


class PreviewMode(QObject):
    """While it is on, a click in the picture asks the engine, and so does each change of a choice; a newer wish ends the one
    before. Nothing is written, and neither the picture nor its result is touched.
    """

    def __init__(self, context: Context, *, pictures: PictureController, upscaling: UpscaleController) -> None:
        super().__init__(context.window)
        self._context, self._pictures, self._upscaling = context, pictures, upscaling
        self._page, self._action = context.upscale_page, context.window.actions_of.preview
        self.panes: PreviewPanes | None = None
        """Made when the mode is first switched on."""
        self._spot: QPoint | None = None
        self._shown: SpotShown | None = None
        self._request: int | None = None
        self._asked: PreviewSpot | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE_MS)
        self._soon.timeout.connect(self._ask)
        self._connect()

    @property
    def models(self) -> tuple[str, ...]:
        """What is previewed: bicubic, the chosen model, and others that the user wished, or that stand first."""
        return tuple(dict.fromkeys((_BASE, *filter(None, [self._chosen]), *self._more)))[:MOST_PREVIEWED]

    def _connect(self) -> None:
        actions, preferences = self._context.window.actions_of, self._context.preferences
        self._action.toggled.connect(self._switch)
        actions.truth.toggled.connect(lambda on: self._action.setChecked(self._action.isChecked() and not on))
        self._page.compare.spot_chosen.connect(self._choose_spot)
        self._pictures.opened.connect(self._on_picture)
        self._page.models.chosen.connect(self._wish)
        self._page.size_section.changed.connect(self._wish)
        preferences.run_changed.connect(self._wish)
        self._context.catalog.changed.connect(self._on_catalog)
        self._upscaling.result_changed.connect(self._wish)
        self._upscaling.started.connect(self._cancel)
        self._context.link.lost.connect(self._on_lost)

    def _switch(self, on: bool) -> None:
        if on:
            self._build()
            self._context.window.actions_of.truth.setChecked(False)
            self._context.window.show_page("upscale")
        self._page.show_preview(on)
        self._mark()
        if on:
            self._wish()
            self._page.compare.setFocus()
        else:
            self._cancel()

    def _build(self) -> None:
        if self.panes is not None:
            return
        self.panes = panes = import_module(_PANES).PreviewPanes()
        panes.set_hint(lambda: self.tr("Click a spot in the picture above, or press Enter for its middle."))
        panes.models_chosen.connect(self._choose_more)
        panes.model_wanted.connect(self._take)
        panes.step_wanted.connect(self._step)
        panes.cancel_wanted.connect(self._cancel)
        panes.close_wanted.connect(lambda: self._action.setChecked(False))
        self._page.set_preview_panes(panes)

    # --- wishes -------------------------------------------------------------------------------------------------------

    def _choose_spot(self, x: float, y: float) -> None:
        picture = self._pictures.picture
        if picture is not None and self._action.isChecked():
            self._spot = QPoint(int(x * picture.width), int(y * picture.height))
            self._ask()
            if self.panes is not None:
                # What is pressed next are the panes' numbers.
                self.panes.take_keys()

    def _step(self, right: int, down: int) -> None:
        picture, shown = self._pictures.picture, self._shown
        if picture is None or shown is None:
            return
        x = shown.left + shown.width // 2 + right * shown.width // 2
        y = shown.top + shown.height // 2 + down * shown.height // 2
        self._spot = QPoint(min(max(0, x), picture.width - 1), min(max(0, y), picture.height - 1))
        self._ask()

    def _choose_more(self, models: tuple[str, ...]) -> None:
        self._context.settings.preview_models = _SEPARATOR.join(models) or _SEPARATOR
        self._wish()

    def _take(self, model: str) -> None:
        self._page.models.choose(model)

    def _wish(self) -> None:
        if self._action.isChecked():
            self._offer()
            self._soon.start()

    def _on_catalog(self) -> None:
        self._asked = None  # weights of the same name may be others
        self._wish()

    def _on_picture(self) -> None:
        self._drop()
        self._spot = self._shown = self._asked = None
        self._mark()
        if self.panes is not None:
            self.panes.clear()

    # --- asking -------------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._soon.stop()
        picture, spot, panes = self._pictures.picture, self._spot, self.panes
        if panes is None or picture is None or spot is None or self._upscaling.running or not self._action.isChecked():
            return
        run, target, models = self._context.preferences.run, self._page.size_section.target, self.models
        panes.mark_chosen(self._chosen)
        try:
            target.resolve(picture.width, picture.height)
        except SrError as error:
            failure = error
            panes.banner.show_text(lambda: error_text(failure))
            return
        wish = PreviewSpot(
            request=0,
            x=spot.x(),
            y=spot.y(),
            models=models,
            size=target,
            ensemble=run.ensemble,
            device=run.device,
            precision=run.precision,
            tile=run.tile,
        )
        if wish == self._asked:
            return
        self._drop()
        self._asked = wish
        panes.begin(models, self._chosen, self._title)
        self._request = self._context.link.ask(lambda number: replace(wish, request=number), self._on_answer)

    def _on_answer(self, answer: Answer) -> None:
        panes = self.panes
        if panes is None:
            return
        if isinstance(answer, Working):
            panes.show_progress(answer.done, answer.total, answer.seconds_left)
        elif isinstance(answer, SpotShown):
            self._shown = answer
            panes.show_spot(answer)
            self._mark()
        elif isinstance(answer, SpotPreviewed):
            panes.show_answer(answer)
            if answer.notes:
                panes.banner.show_text(lambda: BannerText(message=note_text(answer.notes)), "info")
        elif isinstance(answer, RequestFailed):
            failure = answer
            panes.banner.show_text(lambda: failure_text(failure))
            self._end(complete=False)
        elif isinstance(answer, PreviewEnd):
            self._end(complete=True)

    def _mark(self) -> None:
        """Frame the spot in the picture while the preview is seen."""
        shown = self._shown if self._action.isChecked() else None
        self._page.compare.mark((shown.left, shown.top, shown.width, shown.height) if shown else None)

    def _end(self, *, complete: bool) -> None:
        self._request = None
        if not complete:
            self._asked = None  # the same wish may be tried again
        if self.panes is not None:
            self.panes.end()

    def _cancel(self) -> None:
        self._soon.stop()
        if self._request is not None:
            self._drop()
            self._end(complete=False)

    def _drop(self) -> None:
        if self._request is not None:
            self._context.link.give_up(self._request, late=lambda _: None)
            self._request = None

    def _on_lost(self, error: SrError) -> None:
        self._asked = None
        if self._request is not None and self.panes is not None:
            self.panes.banner.show_text(lambda: error_text(error))
            self._end(complete=False)

    # --- models -------------------------------------------------------------------------------------------------------

    def _offer(self) -> None:
        if self.panes is None:
            return
        fixed = {_BASE, self._chosen}
        others = [card for card in self._usable() if card.id not in fixed]
        shown = self.models
        most = MOST_PREVIEWED - len({model for model in fixed if model})
        self.panes.offer_models([(card.id, model_text.title(card), card.id in shown) for card in others], most)

    @property
    def _more(self) -> tuple[str, ...]:
        usable = [card for card in self._usable() if card.id not in (_BASE, self._chosen)]
        remembered = self._context.settings.preview_models
        if not remembered:
            # Networks say more beside bicubic than another interpolation does.
            return tuple(card.id for card in in_order_of_choice(usable))
        known = {card.id for card in usable}
        return tuple(model for model in remembered.split(_SEPARATOR) if model in known)

    @property
    def _chosen(self) -> str:
        card = self._upscaling.model
        return card.id if card else ""

    def _usable(self) -> list[ModelCard]:
        return [card for card in self._context.catalog.cards if not card.problem]

    def _title(self, model: str) -> str:
        card = self._context.catalog.card(model)
        return model_text.title(card) if card else model
