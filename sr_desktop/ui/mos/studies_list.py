"""The list of opinion tests, and what can be done with the one that is marked."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.mos.store import StudySummary
from sr_desktop.ui.durations import moment_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.mos.words import name_button
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role

_HEIGHT = 150
_FOLDER = Qt.ItemDataRole.UserRole


class StudiesList(View):
    """A row for each test, the newest first; the buttons are about the marked one."""

    chosen = Signal(object)
    """Another test is marked: its StudySummary, or None."""
    new_wanted = Signal()
    rating_wanted = Signal(object)
    """Carries a StudySummary, as all that follow."""
    making_wanted = Signal(object)
    folder_wanted = Signal(object)
    delete_wanted = Signal(object)
    making_stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[StudySummary, ...] = ()
        self._making: Path | None = None
        self.tree, self._hint = QTreeWidget(), QLabel()
        self.new_button, self.rate_button, self.make_button = QPushButton(), QPushButton(), QPushButton()
        self.folder_button, self.delete_button, self.stop_button = QPushButton(), QPushButton(), QPushButton()
        self._strip, self._doing, self._bar = QWidget(), QLabel(), QProgressBar()
        self._lay_out()
        self._connect()
        self.set_rows(())
        self.redraw_icons()
        self.retranslate()

    @property
    def marked(self) -> StudySummary | None:
        """The test that is marked."""
        item = self.tree.currentItem()
        folder = item.data(0, _FOLDER) if item is not None and item.isSelected() else None
        return next((row for row in self._rows if str(row.folder) == folder), None)

    def set_rows(self, rows: Sequence[StudySummary], mark: Path | None = None) -> None:
        """Show these tests; `mark`, or what was marked before, or the first is marked."""
        before = self.marked
        wanted = mark or (before.folder if before else None)
        self._rows = tuple(rows)
        self.tree.blockSignals(True)
        self.tree.clear()
        items = [self._item(row) for row in rows]
        self.tree.addTopLevelItems(items)
        place = next((number for number, row in enumerate(rows) if row.folder == wanted), 0)
        if items:
            self.tree.setCurrentItem(items[place])
        self.tree.blockSignals(False)
        self.tree.setVisible(bool(rows))
        self._hint.setVisible(not rows)
        self._allow()
        self.chosen.emit(self.marked)

    def show_making(self, folder: Path | None, done: int = 0, total: int = 1) -> None:
        """Pictures of the test in `folder` are being made; None for none."""
        self._making = folder
        self._strip.setVisible(folder is not None)
        if folder is not None:
            self._bar.setRange(0, max(1, total))
            self._bar.setValue(done)
            title = next((row.title for row in self._rows if row.folder == folder), folder.name)
            self._doing.setText(self.tr('Making the pictures of "{title}"').format(title=title))
        self._allow()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        columns = (self.tr("Test"), self.tr("Scale"), self.tr("Pictures"), self.tr("Methods"), self.tr("State"))
        self.tree.setHeaderLabels([*columns, self.tr("Raters")])
        self.tree.setAccessibleName(self.tr("Opinion tests"))
        self.tree.setToolTip(self.tr("Double click or Enter: rate"))
        self._hint.setText(
            self.tr(
                "Which pictures look best? Papers ask people: each sees every picture of every method in a random order, "
                "without knowing what made it, and gives it 1 (bad) to 5 (excellent). The mean is the MOS."
            )
        )
        name_button(self.new_button, self.tr("New test..."), self.tr("Choose pictures and methods for a new opinion test"))
        name_button(
            self.rate_button, self.tr("Rate..."), self.tr("Rate the pictures of this test, full screen; begin or go on")
        )
        name_button(self.make_button, self.tr("Make pictures"), self.tr("Make those pictures of this test that are missing"))
        name_button(self.folder_button, self.tr("Show folder"), self.tr("Show the folder with pictures and ratings"))
        name_button(self.delete_button, self.tr("Delete..."), self.tr("Move this test with its ratings to the trash"))
        name_button(self.stop_button, self.tr("Stop"), self.tr("Stop making pictures; those that are made stay"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setToolTip(self.tr("How many pictures of the test are made"))
        self.set_rows(self._rows)
        if self._making is not None:
            self.show_making(self._making, self._bar.value(), self._bar.maximum())

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.delete_button.setIcon(icon("delete"))
        self.folder_button.setIcon(icon("folder"))
        for number, row in enumerate(self._rows):
            if row.problem is not None and (item := self.tree.topLevelItem(number)) is not None:
                item.setIcon(0, icon("warning", current_theme().error))

    def _item(self, row: StudySummary) -> QTreeWidgetItem:
        raters = ", ".join(f"{name} {done}/{row.stimuli}" for name, done in row.raters)
        figures = (f"×{row.scale}", str(row.pictures), str(len(row.methods))) if row.problem is None else ("", "", "")
        item = QTreeWidgetItem([row.title, *figures, self._state(row), raters])
        item.setData(0, _FOLDER, str(row.folder))
        made = moment_text(row.created)
        item.setToolTip(0, "\n".join(part for part in (row.title, made, str(row.folder)) if part))
        item.setToolTip(4, self._state(row))
        item.setToolTip(5, raters)
        if row.problem is not None:
            item.setIcon(0, icon("warning", current_theme().error))
        return item

    def _state(self, row: StudySummary) -> str:
        if row.problem is not None:
            return note_text((row.problem,), context="errors")
        if row.is_ready:
            return self.tr("ready")
        return self.tr("{made} of {total} pictures made").format(made=row.made, total=row.stimuli)

    def _allow(self) -> None:
        row, busy = self.marked, self._making is not None
        usable = row is not None and row.problem is None
        self.rate_button.setEnabled(row is not None and row.is_ready)
        self.make_button.setVisible(row is not None and usable and not row.is_ready)
        self.make_button.setEnabled(not busy)
        self.folder_button.setEnabled(row is not None)
        self.delete_button.setEnabled(row is not None and row.folder != self._making)

    def _connect(self) -> None:
        self.tree.currentItemChanged.connect(lambda *_: self._on_marked())
        self.tree.itemActivated.connect(lambda *_: self.rate_button.click())
        self.new_button.clicked.connect(self.new_wanted)
        self.stop_button.clicked.connect(self.making_stopped)
        for button, signal in (
            (self.rate_button, self.rating_wanted),
            (self.make_button, self.making_wanted),
            (self.folder_button, self.folder_wanted),
            (self.delete_button, self.delete_wanted),
        ):
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.marked))

    def _on_marked(self) -> None:
        self._allow()
        self.chosen.emit(self.marked)

    def _lay_out(self) -> None:
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.tree.setFixedHeight(_HEIGHT)
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, 200)
        self._hint.setWordWrap(True)
        set_role(self._hint, "hint")
        set_role(self.rate_button, "accent")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.rate_button, self.new_button, self.make_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.folder_button, self.delete_button):
            row.addWidget(button)
        strip = QHBoxLayout(self._strip)
        strip.setContentsMargins(0, 0, 0, 0)
        strip.setSpacing(8)
        strip.addWidget(self._doing)
        strip.addWidget(self._bar, 1)
        strip.addWidget(self.stop_button)
        self._strip.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self._strip)
        column.addWidget(self.tree)
        column.addWidget(self._hint)
