"""Everything known of one model: use, licence, size, how it was trained, measurements, samples."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFormLayout, QLabel, QVBoxLayout, QWidget

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.actions import Actions
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.models.scores import ModelScores
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.parts.strip_label import StripLabel
from sr_desktop.ui.view import View, set_role

_ROWS = 13


class ModelDetails(View):
    """The right half of the Models page."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._card: ModelCard | None = None
        self.buttons = [ActionButton(action) for action in actions.of_model]
        self._title, self._summary, self._problem, self._scores_title = QLabel(), QLabel(), QLabel(), QLabel()
        self._names = [QLabel() for _ in range(_ROWS)]
        self._values = [QLabel() for _ in range(_ROWS)]
        self.scores = ModelScores()
        self._samples_title = QLabel()
        self._samples = QVBoxLayout()
        self._lay_out()
        self.retranslate()

    def show_card(self, card: ModelCard | None) -> None:
        """Show this model; None: nothing."""
        self._card = card
        self.show_samples(())
        self.retranslate()

    def show_samples(self, samples: Sequence[QImage]) -> None:
        """Show crops by bicubic, by the model and of the original, one strip per factor."""
        while item := self._samples.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for image in samples:
            label = StripLabel(image)
            label.setAccessibleName(self._samples_title.text())
            self._samples.addWidget(label)
        self._samples_title.setVisible(bool(samples))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setVisible(self._card is not None)
        names = (
            self.tr("Architecture"),
            self.tr("Scales"),
            self.tr("Works on"),
            self.tr("Flat colours"),
            self.tr("Parameters"),
            self.tr("Size"),
            self.tr("Speed here"),
            self.tr("Licence"),
            self.tr("Trained on"),
            self.tr("Training"),
            self.tr("Source"),
            self.tr("Made from"),
            self.tr("Files"),
        )
        for label, text in zip(self._names, names, strict=True):
            label.setText(text)
        self._scores_title.setText(self.tr("Measured on luminance, borders of the scale's width cut off"))
        self._samples_title.setText(self.tr("What it does: bicubic, this model, the original"))
        if self._card:
            self._fill(self._card)

    def _fill(self, card: ModelCard) -> None:
        usable = not card.problem
        self._title.setText(model_text.title(card))
        self._summary.setText(model_text.summary(card))
        self._summary.setVisible(bool(card.summary))
        self._problem.setText(model_text.problem(card))
        self._problem.setVisible(not usable)
        values = (
            card.architecture,
            model_text.scales(card) if usable else "",
            model_text.channels(card) if usable else "",
            model_text.colour_shift(card),
            f"{card.params:,}" if card.params else "",
            model_text.file_size(card),
            "\n".join(model_text.speed(each) for each in card.speeds),
            model_text.licence(card),
            " + ".join(card.story.all_folders) if card.story else "",
            model_text.training(card.story) if card.story else "",
            model_text.source(card),
            card.origin,
            "\n".join(dict.fromkeys(card.files)),
        )
        for name, label, text in zip(self._names, self._values, values, strict=True):
            label.setText(text)
            name.setVisible(bool(text))
            label.setVisible(bool(text))
        self.scores.show_card(card)
        self._scores_title.setVisible(bool(card.scores))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        set_role(self._title, "heading")
        set_role(self._problem, "error")
        for label in (self._scores_title, self._samples_title):
            set_role(label, "hint")
        for label in (self._title, self._summary, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        row = QWidget()
        flow = FlowLayout(row, spacing=8)
        for button in self.buttons:
            flow.addWidget(button)
        column.addWidget(row)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        for name, value in zip(self._names, self._values, strict=True):
            set_role(name, "hint")
            value.setTextFormat(Qt.TextFormat.PlainText)
            value.setWordWrap(True)
            value.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            form.addRow(name, value)
        column.addLayout(form)
        column.addWidget(self._scores_title)
        column.addWidget(self.scores)
        self._samples.setSpacing(8)
        column.addWidget(self._samples_title)
        column.addLayout(self._samples)
        column.addStretch(1)
