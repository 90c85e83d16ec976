"""The Models page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.ui.models_page import ModelsPage
from sr_desktop.ui.page import PageEntry


def models_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    return PageEntry(
        id="models",
        icon="models",
        title=lambda: QCoreApplication.translate("Pages", "Models"),
        build=lambda: _build(context),
    )


def _build(context: Context) -> QWidget:
    page = ModelsPage(context.window.actions_of)
    samples = SampleLoader(context, page)
    page.set_folder(str(paths.models_dir()))
    page.set_cards(context.catalog.cards)
    context.catalog.changed.connect(lambda: page.set_cards(context.catalog.cards))
    page.chosen.connect(samples.load)
    samples.load(page.current)
    return page


class SampleLoader(QObject):
    """Reads the samples of the model that is looked at."""

    def __init__(self, context: Context, page: ModelsPage) -> None:
        super().__init__(page)
        self._context, self._page = context, page

    def load(self, model: str) -> None:
        """Show the samples of the model of this id, unless another one is looked at when they are read."""
        card = next((card for card in self._context.catalog.cards if card.id == model), None)
        if card and card.samples:
            self._context.calls.start(
                lambda: [QImage(path) for path in card.samples],
                done=lambda images: self._show(model, images),
                failed=self._context.reporter.mention,
            )

    def _show(self, model: str, images: list[QImage]) -> None:
        if self._page.current == model:
            self._page.details.show_samples([image for image in images if not image.isNull()])
