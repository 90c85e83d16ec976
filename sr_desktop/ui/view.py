"""The base of our widgets: texts that follow the language, and names by which the style sheet knows them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

Text = Callable[[], str]
"""A sentence that is asked for again whenever the language changes."""


class View(QWidget):
    """A widget that sets all its texts in `retranslate`, called by itself whenever the language changes."""

    def retranslate(self) -> None:
        """Set every text of this widget in the present language; the constructor calls it at its end."""
        raise NotImplementedError(type(self).__name__)

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme; for widgets that have icons of their own."""

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of language or of colours."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.PaletteChange:
            self.redraw_icons()
        super().changeEvent(event)


def set_role(widget: QWidget, role: str) -> None:
    """Let the style sheet draw `widget` as what it is ("heading", "hint", "card" ...)."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the first polish will see it
            widget.style().unpolish(widget)
            widget.style().polish(widget)
