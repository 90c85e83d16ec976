"""What raters said of each method: a table and a chart, covered while somebody still rates."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.mos.results import MethodScore, StudyResults
from sr_desktop.core.mos.study import BEST, WORST
from sr_desktop.ui.icons import icon
from sr_desktop.ui.mos.score_chart import ScoreChart, ScorePoint
from sr_desktop.ui.mos.words import method_title, name_button
from sr_desktop.ui.parts.buttons import ChoiceRow
from sr_desktop.ui.view import View, set_role

_WIDE = 760
"""Width in pixels from which table and chart have room beside each other."""
_PARTS = ("table", "chart")
_PART_HEIGHT = 210


class ScoresView(View):
    """Shows the means over all raters or those of one."""

    export_wanted = Signal()
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._results: StudyResults | None = None
        self._cards: tuple[ModelCard, ...] = ()
        self._uncovered = False
        self._rater_name, self.rater_box = QLabel(), QComboBox()
        self.export_button, self.check_button, self.uncover_button = QPushButton(), QPushButton(), QPushButton()
        self._hint, self._note, self._body = QLabel(), QLabel(), QWidget()
        self.table, self.chart = QTableWidget(), ScoreChart()
        self.parts = ChoiceRow(_PARTS)
        self.parts.buttons["table"].setChecked(True)
        self._lay_out()
        self.rater_box.currentIndexChanged.connect(lambda _: self._fill())
        self.parts.group.buttonClicked.connect(lambda _: self._arrange())
        self.export_button.clicked.connect(self.export_wanted)
        self.check_button.clicked.connect(self.check_wanted)
        self.uncover_button.clicked.connect(self._uncover)
        self.redraw_icons()
        self.retranslate()

    def show_results(self, results: StudyResults | None, cards: Sequence[ModelCard], *, same: bool = False) -> None:
        """Show the results of a test, None for none. same: it is the test of before, whose scores may be uncovered."""
        self._results, self._cards = results, tuple(cards)
        self._uncovered = self._uncovered and same
        self.rater_box.blockSignals(True)
        present = self.rater_box.currentIndex() if same else 0
        self.rater_box.clear()
        if results is not None:
            self.rater_box.addItems([self.tr("All raters"), *(rater.rater for rater in results.raters)])
            self.rater_box.setCurrentIndex(max(0, min(present, self.rater_box.count() - 1)))
        self.rater_box.blockSignals(False)
        self._fill()

    @property
    def is_covered(self) -> bool:
        """Whether scores are held back, because a rater who has begun has not finished."""
        raters = self._results.raters if self._results else ()
        return not self._uncovered and any(rater.done < rater.total for rater in raters)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._rater_name.setText(self.tr("Scores of"))
        self.rater_box.setAccessibleName(self.tr("Rater"))
        self.rater_box.setToolTip(self.tr("Whose scores are shown"))
        name_button(self.parts.buttons["table"], self.tr("Table"), self.tr("Show the scores as a table"))
        name_button(self.parts.buttons["chart"], self.tr("Chart"), self.tr("Show the scores against PSNR"))
        name_button(self.export_button, self.tr("Export..."), self.tr("Save results and every rating as CSV, Markdown or JSON"))
        tip = self.tr("Check that neither pictures nor order nor ratings were changed since they were made")
        name_button(self.check_button, self.tr("Audit"), tip)
        tip = self.tr("Show the means although somebody still rates; whoever sees them may rate differently")
        name_button(self.uncover_button, self.tr("Show the scores now"), tip)
        self.table.setAccessibleName(self.tr("Mean opinion scores"))
        self.table.setToolTip(
            self.tr("Mean opinion score of each method with its 95 % interval, and how often each score was given")
        )
        self.table.setColumnCount(4 + BEST - WORST + 1)
        heads = [self.tr("Method"), self.tr("MOS"), "PSNR (dB)", "SSIM", *map(str, range(WORST, BEST + 1))]
        self.table.setHorizontalHeaderLabels(heads)
        if self._results is not None:
            self.rater_box.setItemText(0, self.tr("All raters"))
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Table and chart stand beside each other where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.export_button.setIcon(icon("save"))

    def _arrange(self) -> None:
        is_wide = self.width() >= _WIDE
        shows_chart = self.parts.buttons["chart"].isChecked()
        self.parts.setVisible(not is_wide and not self._body.isHidden())
        self.table.setVisible(is_wide or not shows_chart)
        self.chart.setVisible(is_wide or shows_chart)

    def _uncover(self) -> None:
        self._uncovered = True
        self._fill()

    def _scores(self) -> tuple[MethodScore, ...]:
        if self._results is None:
            return ()
        place = self.rater_box.currentIndex()
        if place <= 0:
            return self._results.ranked
        shown = self._results.raters[place - 1].methods
        return tuple(sorted(shown, key=lambda score: -(score.mean or 0.0)))

    def _fill(self) -> None:
        scores, covered = self._scores(), self.is_covered
        begun = any(score.count for score in scores)
        self._body.setVisible(begun and not covered)
        self._hint.setVisible(not begun or covered)
        self.uncover_button.setVisible(begun and covered)
        self._arrange()
        self._hint.setText(self._hint_text(begun=begun))
        self.rater_box.setEnabled(begun and not covered)
        for button in (self.export_button, self.check_button):
            button.setEnabled(self._results is not None)
        self.table.setRowCount(len(scores))
        for row, score in enumerate(scores):
            for column, text in enumerate(self._texts(score)):
                item = QTableWidgetItem(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        count = sum(score.count for score in scores)
        self._note.setText(
            self.tr("{count} ratings; ± is half of the 95 % interval of the mean (Student's t).").format(count=count)
        )
        self.chart.show_points([self._point(score) for score in scores if score.mean is not None])

    def _hint_text(self, *, begun: bool) -> str:
        if self._results is None:
            return ""
        if not begun:
            return self.tr("Nobody has rated this test yet.")
        return self.tr("The scores are covered until everybody who has begun has rated all pictures, so that they sway nobody.")

    def _texts(self, score: MethodScore) -> tuple[str, ...]:
        half = "" if score.half is None else f" ± {score.half:.2f}"
        mean = "–" if score.mean is None else f"{score.mean:.2f}{half}"
        psnr = "–" if score.psnr is None else f"{score.psnr:.2f}"
        ssim = "–" if score.ssim is None else f"{score.ssim:.4f}"
        return (method_title(score.method, self._cards), mean, psnr, ssim, *map(str, score.votes))

    def _point(self, score: MethodScore) -> ScorePoint:
        title = method_title(score.method, self._cards)
        return ScorePoint(title=title, mean=score.mean or 0.0, half=score.half or 0.0, psnr=score.psnr)

    def _lay_out(self) -> None:
        self._rater_name.setBuddy(self.rater_box)
        self.rater_box.setMinimumContentsLength(12)
        for label in (self._hint, self._note):
            label.setWordWrap(True)
            set_role(label, "hint")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setShowGrid(False)
        for part in (self.table, self.chart):
            # As high as there is room, and no higher than the window where there is little.
            part.setMinimumHeight(_PART_HEIGHT)
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._rater_name)
        row.addWidget(self.rater_box)
        row.addWidget(self.parts)
        row.addStretch(1)
        for button in (self.check_button, self.export_button):
            row.addWidget(button)
        inside = QVBoxLayout(self._body)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        both = QHBoxLayout()
        both.setSpacing(8)
        both.addWidget(self.table, 1)
        both.addWidget(self.chart, 1)
        inside.addLayout(both, 1)
        inside.addWidget(self._note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self.uncover_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._body, 1)
        column.addStretch(0)
