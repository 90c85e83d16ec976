"""The Models page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.models.adding import ModelAdding
from sr_desktop.controllers.models.keeping import ModelKeeping
from sr_desktop.controllers.models.measuring import ModelMeasuring
from sr_desktop.core.models.model_card import ModelCard, in_order_of_choice
from sr_desktop.ui.models.page import ModelsPage
from sr_desktop.ui.page import PageEntry


def models_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    desk = ModelsDesk(context)
    return PageEntry(
        id="models",
        icon="models",
        title=lambda: QCoreApplication.translate("Pages", "Models"),
        build=desk.build,
        take_drop=desk.take_drop,
        drop_says=lambda: QCoreApplication.translate("Pages", "Drop to add these models"),
    )


class ModelsDesk(QObject):
    """Builds the page when it is first wanted, and serves the menu."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        self._page: ModelsPage | None = None
        self._adding: ModelAdding | None = None
        self._keeping: ModelKeeping | None = None
        self._measuring: ModelMeasuring | None = None
        actions = context.window.actions_of
        actions.models_add.triggered.connect(self._ask)
        actions.model_edit.triggered.connect(lambda: self._do(lambda keeping, card: keeping.edit(card)))
        actions.model_measure.triggered.connect(self._measure)
        actions.model_reveal.triggered.connect(lambda: self._do(lambda keeping, card: keeping.reveal(card)))
        actions.model_export.triggered.connect(lambda: self._do(lambda keeping, card: keeping.ask_export(card)))
        actions.model_delete.triggered.connect(lambda: self._do(lambda keeping, card: keeping.ask_delete(card)))
        context.window.closing.connect(self._close)
        self._allow()

    def build(self) -> QWidget:
        """Make the page."""
        context = self._context
        self._page = page = ModelsPage(context.window.actions_of)
        samples = SampleLoader(context, page)
        page.set_folder(str(paths.models_dir()))
        page.set_cards(in_order_of_choice(context.catalog.cards))
        context.catalog.changed.connect(lambda: page.set_cards(in_order_of_choice(context.catalog.cards)))
        # After the list has its new models, since an added one is looked at then.
        self._adding, self._keeping = ModelAdding(page, context), ModelKeeping(page, context)
        self._measuring = ModelMeasuring(page, context)
        self._measuring.changed.connect(self._allow)
        context.catalog.changed.connect(self._allow)
        page.chosen.connect(samples.load)
        page.chosen.connect(self._allow)
        page.seen.connect(self._allow)
        samples.load(page.current)
        return page

    def take_drop(self, mime: QMimeData) -> None:
        """Add the model files that were dropped."""
        if self._adding:
            self._adding.take_drop(mime)

    def _ask(self) -> None:
        self._context.window.show_page("models")
        if self._adding:
            self._adding.ask()

    def _measure(self) -> None:
        card = self._card()
        if self._measuring and card:
            self._measuring.start(card)

    def _do(self, act: Callable[[ModelKeeping, ModelCard], None]) -> None:
        card = self._card()
        if self._keeping and card:
            act(self._keeping, card)

    def _card(self) -> ModelCard | None:
        return self._context.catalog.card(self._page.current) if self._page else None

    @property
    def _is_measuring(self) -> bool:
        return self._measuring is not None and self._measuring.is_going_on

    def _allow(self) -> None:
        """What can be done with the model that is looked at; with none while the page is not seen."""
        card = self._card() if self._page and self._page.isVisible() else None
        actions = self._context.window.actions_of
        usable = card is not None and not card.problem
        own = card is not None and card.source == "user"
        actions.model_edit.setEnabled(usable and own)
        actions.model_measure.setEnabled(card is not None and usable and not self._is_measuring)
        actions.model_reveal.setEnabled(card is not None and bool(card.files))
        actions.model_export.setEnabled(card is not None and usable and card.is_network)
        actions.model_delete.setEnabled(own)

    def _close(self) -> None:
        for part in (self._adding, self._keeping):
            if part:
                part.close()


class SampleLoader(QObject):
    """Reads the samples of the model that is looked at."""

    def __init__(self, context: Context, page: ModelsPage) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def load(self, model: str) -> None:
        """Show the samples of the model of this id, unless another one is looked at when they are read."""
        card = self._context.catalog.card(model)
        if card and card.samples:
            self._context.calls.start(
                lambda: [QImage(path) for path in card.samples],
                done=lambda images: self._show(model, images),
                failed=self._context.reporter.mention,
            )

    def _show(self, model: str, images: list[QImage]) -> None:
        if self._page.current == model:
            self._page.details.show_samples([image for image in images if not image.isNull()])
