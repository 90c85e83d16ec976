"""What a model of the user's is called, and under which licence it is."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from sr_desktop.core.models.licence_terms import COMMERCIAL, Commercial, commercial_use
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.view import set_role

_LICENCES = (
    "",
    "MIT",
    "Apache-2.0",
    "BSD-3-Clause",
    "CC0-1.0",
    "CC-BY-4.0",
    "CC-BY-SA-4.0",
    "CC-BY-NC-4.0",
    "CC-BY-NC-SA-4.0",
    "GPL-3.0",
)
_LONGEST = 120


@dataclass(frozen=True, kw_only=True)
class ModelWords:
    """What the user says of a model."""

    title: str
    licence: str
    commercial: Commercial


class ModelEditDialog(QDialog):
    """A small form; the question of money follows the licence until the user answers it."""

    edited = Signal(object)
    """Carries ModelWords."""

    def __init__(self, parent: QWidget, card: ModelCard) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = QLineEdit(card.title)
        self.licence, self.commercial = QComboBox(), QComboBox()
        self.title.setMaxLength(_LONGEST)
        self.licence.setEditable(True)
        self.licence.addItems(_LICENCES)
        self.licence.setCurrentText(card.licence)
        for answer in COMMERCIAL:
            self.commercial.addItem(model_text.commercial(answer), answer)
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._lay_out()
        self._choose(card.commercial)
        self.licence.currentTextChanged.connect(lambda text: self._choose(commercial_use(text)))
        self.title.textChanged.connect(self._allow)
        self._buttons.accepted.connect(self._accept)
        self._buttons.rejected.connect(self.reject)
        self.title.selectAll()

    def _choose(self, answer: Commercial) -> None:
        self.commercial.setCurrentIndex(COMMERCIAL.index(answer))

    def _allow(self) -> None:
        self._buttons.button(QDialogButtonBox.StandardButton.Save).setEnabled(bool(self.title.text().strip()))

    def _accept(self) -> None:
        words = ModelWords(
            title=self.title.text().strip(),
            licence=self.licence.currentText().strip(),
            commercial=self.commercial.currentData(),
        )
        self.edited.emit(words)
        self.accept()

    def _lay_out(self) -> None:
        self.setWindowTitle(QCoreApplication.translate("ModelEditDialog", "Name and licence"))
        texts = (
            QCoreApplication.translate("ModelEditDialog", "&Name"),
            QCoreApplication.translate("ModelEditDialog", "&Licence"),
            QCoreApplication.translate("ModelEditDialog", "&Commercial use"),
        )
        tips = (
            QCoreApplication.translate("ModelEditDialog", "What the picker calls the model; its id for commands stays"),
            QCoreApplication.translate("ModelEditDialog", "As its author's page says; empty if you do not know"),
            QCoreApplication.translate("ModelEditDialog", "Whether pictures made with it may be used for money"),
        )
        form = QFormLayout()
        for text, tip, widget in zip(texts, tips, (self.title, self.licence, self.commercial), strict=True):
            widget.setToolTip(tip)
            widget.setAccessibleName(text.replace("&", ""))
            form.addRow(text, widget)
        hint = QLabel(QCoreApplication.translate("ModelEditDialog", "This is noted in the model's own file."))
        set_role(hint, "hint")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(hint)
        column.addWidget(self._buttons)
        self.setMinimumWidth(420)
