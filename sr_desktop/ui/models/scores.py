"""A model's measurements as a table, beside bicubic's and those that its paper prints."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout

from sr_desktop.core.models.model_card import ModelCard, Score
from sr_desktop.core.models.published import published
from sr_desktop.ui.view import View

_MOST_WIDTH = 640


class ModelScores(View):
    """As high as its rows; nothing where nothing was measured."""

    def __init__(self) -> None:
        super().__init__()
        self.table = QTableWidget()
        self.table.setColumnCount(6)
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setMaximumWidth(_MOST_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.retranslate()

    def show_card(self, card: ModelCard) -> None:
        """Show the measurements of this model."""
        paper = {(row.dataset, row.scale): row.psnr for row in published(card.arch, card.story.recipe if card.story else "")}
        self.table.setRowCount(len(card.scores))
        for row, score in enumerate(card.scores):
            for column, text in enumerate(_cells(score, paper.get((score.dataset, int(score.scale))))):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        rows = sum(self.table.rowHeight(row) for row in range(len(card.scores)))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(header + rows + 2 * self.table.frameWidth())
        self.setVisible(bool(card.scores))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.table.setAccessibleName(self.tr("Measurements"))
        self.table.setToolTip(self.tr("PSNR in dB and SSIM of this model's weights, measured by this program"))
        titles = [self.tr("Test set"), self.tr("Scale"), "PSNR", self.tr("Bicubic"), self.tr("Paper"), "SSIM"]
        self.table.setHorizontalHeaderLabels(titles)


def _cells(score: Score, paper: float | None) -> tuple[str, ...]:
    return (
        score.dataset,
        f"×{score.scale:g}",
        f"{score.psnr:.2f} dB",
        "" if score.bicubic is None else f"{score.bicubic:.2f} dB",
        "" if paper is None else f"{paper:.2f} dB",
        f"{score.ssim:.4f}",
    )
