"""The Models page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
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
    page.set_folder(str(paths.models_dir()))
    page.set_cards(context.catalog.cards)
    context.catalog.changed.connect(lambda: page.set_cards(context.catalog.cards))
    return page
