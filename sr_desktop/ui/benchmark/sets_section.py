"""Step 1 of the Benchmark page: the folders of pictures to measure on."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton

from sr_desktop.core.bench.known_sets import SetCheck
from sr_desktop.core.bench.plan import SetChoice
from sr_desktop.ui.benchmark.words import state_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import set_role

_HEIGHT = 132
_FOLDER = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class SetRow:
    """A folder in the list; check: None until it has been looked into."""

    choice: SetChoice
    chosen: bool
    check: SetCheck | None = None


class SetsSection(Section):
    """A list of sets to tick, each with its number of pictures and what the check found."""

    changed = Signal()
    """The user ticked or unticked a set."""
    add_wanted = Signal()
    removed = Signal(list)
    """The user took these folders (str) from the list."""
    manage_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[SetRow, ...] = ()
        self.list, self._hint = QListWidget(), QLabel()
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_HEIGHT)
        self._hint.setWordWrap(True)
        set_role(self._hint, "hint")
        self.add_button, self.remove_button, self.manage_button = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.manage_button):
            row.addWidget(button, 1)
        self.body.addWidget(self.list)
        self.body.addWidget(self._hint)
        self.body.addLayout(row)
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button.clicked.connect(self._remove)
        self.manage_button.clicked.connect(self.manage_wanted)
        self.list.itemSelectionChanged.connect(self._allow)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.set_rows(())
        self.retranslate()

    def set_rows(self, rows: tuple[SetRow, ...]) -> None:
        """Show these sets; what was marked stays so."""
        marked = {item.data(_FOLDER) for item in self.list.selectedItems()}
        self._rows = rows
        self.list.blockSignals(True)
        self.list.clear()
        for row in rows:
            item = QListWidgetItem(_text(row))
            item.setData(_FOLDER, row.choice.folder)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if row.chosen else Qt.CheckState.Unchecked)
            item.setToolTip(_tip(row))
            if row.check and row.check.state in ("differs", "missing"):
                item.setIcon(icon("warning", current_theme().error))
            self.list.addItem(item)
            item.setSelected(row.choice.folder in marked)
        self.list.blockSignals(False)
        self._hint.setVisible(not rows)
        self._allow()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The folders that are ticked, in the order of the list."""
        items = (self.list.item(index) for index in range(self.list.count()))
        return tuple(item.data(_FOLDER) for item in items if item.checkState() == Qt.CheckState.Checked)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("1  Sets of pictures"))
        self.list.setAccessibleName(self.tr("Sets of pictures"))
        self.list.setToolTip(self.tr("Tick the sets to measure on"))
        self._hint.setText(self.tr("Add or drop a folder of sharp pictures, or one that holds Set5, Set14, B100 or Urban100."))
        for button, text, tip in (
            (self.add_button, self.tr("Add..."), self.tr("Add a folder of pictures, or one that holds several such folders")),
            (self.remove_button, self.tr("Remove"), self.tr("Take the marked sets from the list; no file is deleted")),
            (
                self.manage_button,
                self.tr("Sets..."),
                self.tr("Where the published sets come from, and whether yours are complete"),
            ),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.set_rows(self._rows)

    def redraw_icons(self) -> None:
        """Draw the marks in the colours of the present theme."""
        self.set_rows(self._rows)

    def _allow(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))

    def _remove(self) -> None:
        self.removed.emit([item.data(_FOLDER) for item in self.list.selectedItems()])


def _text(row: SetRow) -> str:
    if row.check is None:
        return row.choice.name
    return f"{row.choice.name} · {row.check.count} · {state_text(row.check.state)}"


def _tip(row: SetRow) -> str:
    note = row.check.note if row.check else None
    if note is None:
        return row.choice.folder
    missing = row.check is not None and row.check.state == "missing"
    return f"{row.choice.folder}\n{note_text((note,), context='errors' if missing else 'notes')}"
