"""The Upscale page's picture as the truth: what the chosen model and others make of a small picture made of it."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.core.bench.errors import WholeFactorWanted
from sr_desktop.core.errors import SrError
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.protocol import ImageOpened
from sr_desktop.core.upscaling.size import MAX_SCALE
from sr_desktop.ui.models import text as model_text

if TYPE_CHECKING:
    from sr_desktop.controllers.upscale.truth_panes import TruthPanesController

_PANES = "sr_desktop.controllers.upscale.truth_panes"
MOST_MORE = 3
"""Models beside the chosen one and bicubic."""
_PATIENCE_MS = 200
"""So long the user may go on choosing before a comparison begins."""
_SEPARATOR = "\n"
_TOLERANCE = 1e-6


class TruthMode(QObject):
    """While it is on, each picture, model and factor that is chosen is compared; an upscaling, or the box, ends it."""

    def __init__(self, context: Context, *, pictures: PictureController, upscaling: UpscaleController) -> None:
        super().__init__(context.window)
        self._context, self._pictures, self._upscaling = context, pictures, upscaling
        self._page = context.upscale_page
        self._action = context.window.actions_of.truth
        self.panes: TruthPanesController | None = None
        """Made when there is nothing more urgent, at the latest when the mode is first switched on."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE_MS)
        self._soon.timeout.connect(self._compare)
        self._connect()

    @property
    def more(self) -> tuple[str, ...]:
        """The models to compare besides the chosen one."""
        known = {card.id for card in self._usable()}
        wished = self._context.settings.truth_models.split(_SEPARATOR)
        return tuple(model for model in wished if model in known and model != self._chosen)[:MOST_MORE]

    def _connect(self) -> None:
        self._action.toggled.connect(self._switch)
        self._context.window.actions_of.upscale.triggered.connect(lambda: self._action.setChecked(False))
        self._pictures.opened.connect(self._wish)
        self._page.models.chosen.connect(self._wish)
        self._page.size_section.changed.connect(self._wish)
        self._context.preferences.run_changed.connect(self._wish)
        self._context.catalog.changed.connect(self._wish)
        self._context.link.became_ready.connect(self._load)

    def _load(self) -> None:
        """Import the panes' modules where the window does not wait for it, and make them before they are wanted."""
        calls, mention = self._context.calls, self._context.reporter.mention
        calls.start(lambda: import_module(_PANES), done=lambda _: self._build(), failed=mention)

    def _switch(self, on: bool) -> None:
        if on:
            self._build()
        self._page.show_truth(on)
        if on:
            self._context.window.show_page("upscale")
            self._compare()
        elif self.panes is not None:
            self._soon.stop()
            self.panes.cancel()
            self._upscaling.show_size()

    def _build(self) -> None:
        if self.panes is not None:
            return
        from sr_desktop.controllers.upscale.truth_panes import TruthPanesController  # noqa: PLC0415 - see `_load`
        from sr_desktop.ui.panes import TruthPanes  # noqa: PLC0415

        view = TruthPanes()
        view.set_hint(lambda: self.tr("Nothing is compared."))
        self.panes = TruthPanesController(self._context, view)
        self._page.set_truth_panes(view)
        view.models_chosen.connect(self._choose_more)

    def _wish(self) -> None:
        if self._action.isChecked():
            self._offer()
            self._soon.start()

    def _choose_more(self, models: tuple[str, ...]) -> None:
        self._context.settings.truth_models = _SEPARATOR.join(models)
        self._soon.start()

    def _compare(self) -> None:
        self._soon.stop()
        picture, card = self._pictures.picture, self._upscaling.model
        if self.panes is None or picture is None or card is None:
            return
        self._offer()
        try:
            scale = self._scale(picture)
        except SrError as error:
            self.panes.refuse(error)
            return
        self._page.size_section.show_outcome(lambda: self._size_text(picture, scale))
        models = (card.id, *self.more)
        self.panes.show(picture.path, scale, models, device=self._context.preferences.run.device)

    def _size_text(self, picture: ImageOpened, scale: int) -> str:
        low_width, low_height = picture.width // scale, picture.height // scale
        return self.tr("Small picture {low_width} × {low_height} → {width} × {height}").format(
            low_width=low_width, low_height=low_height, width=low_width * scale, height=low_height * scale
        )

    def _scale(self, picture: ImageOpened) -> int:
        """The whole factor of the wished size. Raises WholeFactorWanted, BadSize, ImageTooLarge."""
        target = self._page.size_section.target
        # Answers are as large as the truth: a factor itself makes nothing too large.
        factor = target.value if target.kind == "scale" else target.resolve(picture.width, picture.height).scale
        whole = round(factor)
        if abs(factor - whole) > _TOLERANCE or not 2 <= whole <= MAX_SCALE:
            raise WholeFactorWanted(scale=f"{factor:.4g}", most=f"{MAX_SCALE:g}")
        return whole

    def _offer(self) -> None:
        panes = self._page.truth_panes
        if panes is not None:
            more = self.more
            others = [card for card in self._usable() if card.id not in (self._chosen, "bicubic")]
            panes.offer_models([(card.id, model_text.title(card), card.id in more) for card in others], MOST_MORE)

    @property
    def _chosen(self) -> str:
        card = self._upscaling.model
        return card.id if card else ""

    def _usable(self) -> list[ModelCard]:
        return [card for card in self._context.catalog.cards if not card.problem]
