"""The licence texts of the program and of its parts: a list, and the text of what is chosen there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.licences import Licence
from sr_desktop.ui.view import set_role


class LicencesDialog(QDialog):
    """Does not block the event loop; `open` shows it, and it is gone when it is closed."""

    def __init__(self, licences: Sequence[Licence], parent: QWidget) -> None:
        super().__init__(parent)
        self._licences = licences
        self.names, self.text = QListWidget(), QPlainTextEdit()
        self._terms = QLabel()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 560)
        self._lay_out()
        self._set_texts()
        self.names.addItems([licence.name for licence in licences])
        self.names.currentRowChanged.connect(self._show)
        self.names.setCurrentRow(0)

    def _lay_out(self) -> None:
        self.names.setFixedWidth(200)
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._terms.setWordWrap(True)
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "hint")
        right = QVBoxLayout()
        right.addWidget(self._terms)
        right.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addWidget(self.names)
        row.addLayout(right, 1)
        self.close_button = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.close_button.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addWidget(self._hint)
        column.addLayout(row, 1)
        column.addWidget(self.close_button)

    def _set_texts(self) -> None:
        translate = QCoreApplication.translate
        self.setWindowTitle(translate("LicencesDialog", "Licences"))
        self._hint.setText(translate("LicencesDialog", "SR Desktop is free software and made of the free software of others:"))
        self.names.setAccessibleName(translate("LicencesDialog", "Parts of the program"))
        self.names.setToolTip(translate("LicencesDialog", "Choose a part to read its licence"))
        self.text.setAccessibleName(translate("LicencesDialog", "Licence text"))
        self.text.setToolTip(translate("LicencesDialog", "The licence of the chosen part; Ctrl+A and Ctrl+C copy it"))

    def _show(self, row: int) -> None:
        licence = self._licences[row]
        self._terms.setText(f"<b>{licence.name}</b> {licence.version}<br>{licence.licence}")
        self.text.setPlainText(licence.text)
