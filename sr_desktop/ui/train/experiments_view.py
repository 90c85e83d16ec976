"""The report's experiments: ready sweeps to start with one click, and their tables and plots."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QSplitter,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.messages.trainer import SweepFound, SweepRow
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.view import View, set_role


class ExperimentsView(View):
    """A list of sweeps, what the chosen one shows, and its result so far."""

    start_wanted = Signal(str, bool)
    """The user starts the sweep of this name, in its quick size (True) or its full one."""

    def __init__(self) -> None:
        super().__init__()
        self._sweeps: tuple[SweepFound, ...] = ()
        self._rows: tuple[SweepRow, ...] = ()
        self._plot = QImage()
        self.list, self._about, self._plot_label = QListWidget(), QLabel(), QLabel()
        self.quick, self.start_button, self.table = QCheckBox(), QPushButton(), QTreeWidget()
        self.quick.setChecked(True)
        self._about.setWordWrap(True)
        self._lay_out()
        self.list.currentRowChanged.connect(self._describe)
        self.start_button.clicked.connect(self._start)
        self.retranslate()

    def set_sweeps(self, sweeps: tuple[SweepFound, ...]) -> None:
        """Offer these."""
        self._sweeps = sweeps
        self.list.clear()
        for sweep in sweeps:
            self.list.addItem(QCoreApplication.translate("sweeps", sweep.title))
        self.list.setCurrentRow(0)

    def show_result(self, rows: tuple[SweepRow, ...], plot: QImage) -> None:
        """Show the variants that have ended, and the plot of their curves (null for none yet)."""
        self._rows, self._plot = rows, plot
        self.table.clear()
        for row in rows:
            gain = row.psnr - row.baseline_psnr if row.psnr is not None and row.baseline_psnr is not None else None
            cells = [
                row.label,
                f"{row.params:,}",
                f"{row.step:,}",
                duration_text(row.seconds),
                f"{row.psnr:.2f}" if row.psnr is not None else row.problem,
                f"{gain:+.2f}" if gain is not None else "",
            ]
            self.table.addTopLevelItem(QTreeWidgetItem(cells))
        self.table.setVisible(bool(rows))
        self._plot_label.setVisible(not plot.isNull())
        # Hidden as a whole, for the splitter's handle to go with it.
        self._results.setVisible(bool(rows) or not plot.isNull())
        self._draw()

    def set_ready(self, ready: bool) -> None:
        """Whether there are pictures to start with."""
        self.start_button.setEnabled(ready and bool(self._sweeps))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.list.setAccessibleName(self.tr("Experiments"))
        self.list.setToolTip(self.tr("Experiments of the papers, ready to run on your pictures"))
        self.quick.setText(self.tr("Quick size"))
        self.quick.setToolTip(self.tr("Ends within minutes and shows the tendency only; the full size takes hours or days"))
        self.start_button.setText(self.tr("Start the experiment"))
        self.start_button.setToolTip(self.tr("Train every variant, one after another, on the pictures at the left"))
        self.table.setAccessibleName(self.tr("Results"))
        self.table.setHeaderLabels(
            [
                self.tr("Variant"),
                self.tr("Weights"),
                self.tr("Steps"),
                self.tr("Time"),
                self.tr("PSNR"),
                self.tr("Against bicubic"),
            ]
        )
        self._plot_label.setAccessibleName(self.tr("PSNR of the variants over their steps"))
        for index, sweep in enumerate(self._sweeps):
            self.list.item(index).setText(QCoreApplication.translate("sweeps", sweep.title))
        self._describe()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the plot anew."""
        super().resizeEvent(event)
        self._draw()

    def _describe(self) -> None:
        row = self.list.currentRow()
        if not 0 <= row < len(self._sweeps):
            self._about.setText("")
            return
        sweep = self._sweeps[row]
        about = QCoreApplication.translate("sweeps", sweep.about)
        variants = self.tr("Variants: {names}").format(names=", ".join(sweep.variants))
        self._about.setText(f"{about}\n{variants}")

    def _start(self) -> None:
        sweep = self._sweeps[self.list.currentRow()]
        self.start_wanted.emit(sweep.sweep, self.quick.isChecked())

    def _draw(self) -> None:
        if self._plot.isNull():
            self._plot_label.clear()
            return
        ratio = self.devicePixelRatioF()
        width = int(min(self.width() - 32, self._plot.width()) * ratio)
        pixmap = QPixmap.fromImage(self._plot.scaledToWidth(max(64, width), Qt.TransformationMode.SmoothTransformation))
        pixmap.setDevicePixelRatio(ratio)
        self._plot_label.setPixmap(pixmap)

    def _lay_out(self) -> None:
        set_role(self.start_button, "accent")
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.hide()
        self._plot_label.hide()
        self._plot_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.list, 1)
        column.addWidget(self._about)
        row = QHBoxLayout()
        row.addWidget(self.quick)
        row.addStretch(1)
        row.addWidget(self.start_button)
        column.addLayout(row)
        self._results = QWidget()
        self._results.hide()
        results = QVBoxLayout(self._results)
        results.setContentsMargins(0, 0, 0, 0)
        results.addWidget(self.table, 1)
        results.addWidget(self._plot_label)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(top)
        splitter.addWidget(self._results)
        splitter.setChildrenCollapsible(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 12)
        outer.addWidget(splitter)
