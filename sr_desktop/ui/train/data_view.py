"""What the check of the pictures found, and the very patches that will be fed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHeaderView, QLabel, QListWidget, QListWidgetItem, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from sr_desktop.core.messages.trainer import DataFinding, DataReport, FindingCode
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.ui.view import View, set_role

_FINDINGS: dict[FindingCode, str] = {
    "unreadable": QT_TRANSLATE_NOOP("DataView", "cannot be read"),
    "too_small": QT_TRANSLATE_NOOP("DataView", "smaller than a patch"),
    "duplicate": QT_TRANSLATE_NOOP("DataView", "there twice"),
    "benchmark": QT_TRANSLATE_NOOP("DataView", "a benchmark picture"),
    "low_jpeg_quality": QT_TRANSLATE_NOOP("DataView", "strongly compressed"),
    "mismatch": QT_TRANSLATE_NOOP("DataView", "does not match its partner"),
}
_MOST_ROWS = 1000
"""Of findings in the list: more than anybody reads; the numbers count them all."""
_MOST_WARNINGS = 12
_PATCH = 112


class DataView(View):
    """A summary, a list of findings, and pairs of patches: what is fed on the left, the truth on the right."""

    def __init__(self) -> None:
        super().__init__()
        self._report: DataReport | None = None
        self._warnings: tuple[str, ...] = ()
        self._summary, self._patches_title, self._findings_title = QLabel(), QLabel(), QLabel()
        self._warned = QLabel()
        self._warned.setWordWrap(True)
        self._warned.setTextFormat(Qt.TextFormat.PlainText)
        self._warned.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._summary.setWordWrap(True)
        self._summary.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        set_role(self._patches_title, "title")
        set_role(self._findings_title, "title")
        self.patches, self.findings = QListWidget(), QTreeWidget()
        self._lay_out()
        self.retranslate()

    def clear(self) -> None:
        """Another check begins."""
        self._report = None
        self.patches.clear()
        self.findings.clear()
        self.retranslate()

    def add_finding(self, finding: DataFinding) -> None:
        """List one finding."""
        if self.findings.topLevelItemCount() < _MOST_ROWS:
            item = QTreeWidgetItem([finding.path, self._finding_text(finding.code), finding.detail])
            item.setData(1, Qt.ItemDataRole.UserRole, finding.code)
            for column in range(3):
                item.setToolTip(column, item.text(column))
            self.findings.addTopLevelItem(item)
        self._show_parts()

    def show_report(self, report: DataReport) -> None:
        """All pictures were looked at."""
        self._report = report
        self.retranslate()

    def show_patches(self, pairs: Sequence[QImage]) -> None:
        """Show pairs of patches, each already one picture of both."""
        self.patches.clear()
        for number, pair in enumerate(pairs, 1):
            pixmap = QPixmap.fromImage(
                pair.scaledToHeight(_PATCH, Qt.TransformationMode.FastTransformation) if pair.height() < _PATCH else pair
            )
            item = QListWidgetItem(QIcon(pixmap), "")
            item.setToolTip(self.tr("Patch {number}: what is fed, and the truth").format(number=number))
            self.patches.addItem(item)
        self._show_parts()

    def show_warnings(self, warnings: Sequence[str]) -> None:
        """What the trainer told of the run that is looked at, newest last."""
        if tuple(warnings) != self._warnings:
            self._warnings = tuple(warnings)
            self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._summary.setText(self._summary_text())
        told = self.tr("The run that is shown warned:")
        self._warned.setText("\n".join([told, *self._warnings[-_MOST_WARNINGS:]]))
        self._warned.setVisible(bool(self._warnings))
        self._patches_title.setText(self.tr("What the network is fed, and the truth"))
        self._findings_title.setText(self.tr("Pictures with findings"))
        self.patches.setAccessibleName(self._patches_title.text())
        self.patches.setToolTip(self.tr("The first patches of this very training"))
        self.findings.setAccessibleName(self.tr("Findings"))
        self.findings.setToolTip(self.tr("Pictures that are left out, or that you should know of"))
        self.findings.setHeaderLabels([self.tr("Picture"), self.tr("Finding"), self.tr("Detail")])
        for row in range(self.findings.topLevelItemCount()):
            item = self.findings.topLevelItem(row)
            if item:
                item.setText(1, self._finding_text(item.data(1, Qt.ItemDataRole.UserRole)))
        self._show_parts()

    def _finding_text(self, code: FindingCode) -> str:
        return QCoreApplication.translate("DataView", _FINDINGS[code])

    def _summary_text(self) -> str:
        report = self._report
        if report is None:
            return self.tr("Press Check beside the folders to see what is in them.")
        lines = [
            self.tr(
                "{pictures} pictures, {megapixels} megapixels: {training} to learn from, {validation} for validation."
            ).format(
                pictures=report.pictures,
                megapixels=f"{report.megapixels:.1f}",
                training=report.training,
                validation=report.validation,
            ),
            self.tr("Sides of {smallest} to {largest} pixels; a patch can be cut at {patches} places.").format(
                smallest=report.smallest_side, largest=report.largest_side, patches=f"{report.patches:,}"
            ),
            " · ".join(f"{name} {count}" for name, count in (*report.formats.items(), *report.modes.items())),
        ]
        if report.median_jpeg_quality:
            lines.append(self.tr("Median JPEG quality: {quality}").format(quality=report.median_jpeg_quality))
        for code in _FINDINGS:
            if report.findings.get(code):
                count = self.tr("{finding}: {count}")
                lines.append(count.format(finding=self._finding_text(code), count=report.findings[code]))
        if not report.findings:
            lines.append(self.tr("Nothing is wrong with them."))
        return "\n".join(lines)

    def _show_parts(self) -> None:
        has_patches, has_findings = self.patches.count() > 0, self.findings.topLevelItemCount() > 0
        self._patches_title.setVisible(has_patches)
        self.patches.setVisible(has_patches)
        self._findings_title.setVisible(has_findings)
        self.findings.setVisible(has_findings)

    def _lay_out(self) -> None:
        self.patches.setViewMode(QListWidget.ViewMode.IconMode)
        self.patches.setIconSize(QSize(2 * _PATCH + 4, _PATCH))
        self.patches.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.patches.setMovement(QListWidget.Movement.Static)
        self.patches.setSpacing(6)
        self.findings.setRootIsDecorated(False)
        self.findings.setUniformRowHeights(True)
        self.findings.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.findings.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._summary)
        column.addWidget(self._warned)
        column.addWidget(self._patches_title)
        column.addWidget(self.patches, 3)
        column.addWidget(self._findings_title)
        column.addWidget(self.findings, 2)
        column.addStretch(0)
