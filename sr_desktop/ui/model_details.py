"""Everything known of one model: use, licence, size, files, measurements."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QFormLayout, QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QVBoxLayout

from sr_desktop.core.model_card import ModelCard, Score
from sr_desktop.ui import model_text
from sr_desktop.ui.view import View, set_role


class ModelDetails(View):
    """The right half of the Models page."""

    def __init__(self) -> None:
        super().__init__()
        self._card: ModelCard | None = None
        self._title, self._summary, self._problem, self._scores_title = QLabel(), QLabel(), QLabel(), QLabel()
        self._names = [QLabel() for _ in range(6)]
        self._values = [QLabel() for _ in range(6)]
        self.scores = QTableWidget()
        self._lay_out()
        self.retranslate()

    def show_card(self, card: ModelCard | None) -> None:
        """Show this model; None: nothing."""
        self._card = card
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setVisible(self._card is not None)
        names = (
            self.tr("Scales"),
            self.tr("Works on"),
            self.tr("Parameters"),
            self.tr("Licence"),
            self.tr("Source"),
            self.tr("Files"),
        )
        for label, text in zip(self._names, names, strict=True):
            label.setText(text)
        self._scores_title.setText(self.tr("Measured on luminance, borders of the scale's width cut off"))
        self.scores.setAccessibleName(self.tr("Measurements"))
        self.scores.setToolTip(self.tr("PSNR in dB and SSIM of this model's weights, measured by this program"))
        self.scores.setHorizontalHeaderLabels([self.tr("Test set"), self.tr("Scale"), "PSNR", "SSIM"])
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
            model_text.scales(card) if usable else "",
            model_text.channels(card) if usable else "",
            f"{card.params:,}".replace(",", " ") if card.params else "",
            card.licence,
            model_text.source(card),
            "\n".join(dict.fromkeys(card.files)),
        )
        for name, label, text in zip(self._names, self._values, values, strict=True):
            label.setText(text)
            name.setVisible(bool(text))
            label.setVisible(bool(text))
        self._fill_scores(card.scores)

    def _fill_scores(self, scores: tuple[Score, ...]) -> None:
        self.scores.setRowCount(len(scores))
        for row, score in enumerate(scores):
            cells = (score.dataset, f"×{score.scale:g}", f"{score.psnr:.2f} dB", f"{score.ssim:.4f}")
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.scores.setItem(row, column, item)
        self.scores.setVisible(bool(scores))
        self._scores_title.setVisible(bool(scores))
        frame = 2 * self.scores.frameWidth()
        rows = sum(self.scores.rowHeight(row) for row in range(len(scores)))
        self.scores.setFixedHeight(self.scores.horizontalHeader().sizeHint().height() + rows + frame)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        set_role(self._title, "heading")
        set_role(self._problem, "error")
        set_role(self._scores_title, "hint")
        for label in (self._title, self._summary, self._problem):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
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
        self.scores.setColumnCount(4)
        self.scores.verticalHeader().hide()
        self.scores.setTabKeyNavigation(False)
        self.scores.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.scores.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.scores.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.scores.setMaximumWidth(560)
        column.addWidget(self.scores)
        column.addStretch(1)
