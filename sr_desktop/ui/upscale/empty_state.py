"""What stands in place of a picture while there is none: the first thing that a new user sees."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.icons import icon
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.upscale.sample_row import SampleRow
from sr_desktop.ui.view import View, set_role

_CARD_WIDTH = 560


class EmptyState(View):
    """One card: bring a picture, try a sample, or train a first model. A double click opens a picture too."""

    double_clicked = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._mark, self._title, self._hint = QLabel(), QLabel(), QLabel()
        self._try, self._train = QLabel(), QLabel()
        set_role(self._title, "heading")
        for label in (self._hint, self._try, self._train):
            set_role(label, "hint")
        self.open_button = ActionButton(actions.open)
        self.paste_button = ActionButton(actions.paste)
        self.samples = SampleRow()
        self.train_button = ActionButton(actions.train_first)
        self._lay_out()
        self.retranslate()
        self.redraw_icons()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Drop a picture here"))
        self._hint.setText(
            self.tr("JPEG, PNG, WebP, TIFF, AVIF, BMP or GIF. Nothing leaves this computer; files are never changed.")
        )
        self._try.setText(self.tr("No picture at hand? Try one of these:"))
        self._train.setText(
            self.tr("Or watch a small network learn from these three pictures. It beats bicubic within five minutes.")
        )

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Open a picture."""
        self.double_clicked.emit()
        event.accept()

    def redraw_icons(self) -> None:
        """Draw the mark in the colours of the present theme."""
        self._mark.setPixmap(icon("picture", current_theme().hint).pixmap(QSize(40, 40)))

    def _lay_out(self) -> None:
        card = QFrame()
        set_role(card, "drop-card")
        card.setMaximumWidth(_CARD_WIDTH)
        card.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        for label in (self._mark, self._title, self._hint):
            self._add_label(column, label)
        column.addLayout(_centred(self.open_button, self.paste_button))
        column.addSpacing(6)
        self._add_label(column, self._try)
        column.addWidget(self.samples)
        column.addSpacing(6)
        self._add_label(column, self._train)
        column.addLayout(_centred(self.train_button))
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 12, 24, 12)
        row.addStretch(1)
        row.addWidget(card, 1000)
        row.addStretch(1)

    def _add_label(self, column: QVBoxLayout, label: QLabel) -> None:
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        label.setWordWrap(label is not self._mark)
        column.addWidget(label)


def _centred(*buttons: ActionButton) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row
