"""What stands in place of a picture while there is none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.buttons import ActionButton
from sr_desktop.ui.icons import icon
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role


class EmptyState(View):
    """An invitation to bring a picture; a double click opens one too."""

    double_clicked = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._mark, self._title, self._hint = QLabel(), QLabel(), QLabel()
        set_role(self._title, "heading")
        set_role(self._hint, "hint")
        self.open_button = ActionButton(actions.open)
        self.paste_button = ActionButton(actions.paste)
        self.sample_button = ActionButton(actions.sample)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._mark, self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._mark)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.open_button, self.paste_button, self.sample_button):
            row.addWidget(button)
        row.addStretch(1)
        column.addSpacing(8)
        column.addLayout(row)
        column.addStretch(3)
        self.retranslate()
        self.redraw_icons()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Drop a picture here"))
        self._hint.setText(self.tr("JPEG, PNG, WebP, TIFF, BMP or GIF. Nothing leaves this computer; files are never changed."))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open a picture."""
        self.double_clicked.emit()
        event.accept()

    def redraw_icons(self) -> None:
        """Draw the mark in the colours of the present theme."""
        self._mark.setPixmap(icon("picture", current_theme().hint).pixmap(QSize(64, 64)))
