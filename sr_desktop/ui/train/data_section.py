"""Step 2 of the Train page: the folders of pictures to learn from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton

from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import Text, set_role

_ROWS_HEIGHT = 76


class DataSection(Section):
    """A list of folders, buttons to change it, and one line of what the check found."""

    add_wanted = Signal()
    removed = Signal(list)
    """The user took these folders (str) from the list."""
    check_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._verdict: Text = lambda: ""
        self.list = QListWidget()
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_ROWS_HEIGHT)
        self.hint, self.verdict = QLabel(), QLabel()
        for label in (self.hint, self.verdict):
            label.setWordWrap(True)
            set_role(label, "hint")
        self.add_button, self.remove_button, self.check_button = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        for button in (self.add_button, self.remove_button, self.check_button):
            row.addWidget(button, 1)
        self.body.addWidget(self.list)
        self.body.addWidget(self.hint)
        self.body.addLayout(row)
        self.body.addWidget(self.verdict)
        self.body.setSpacing(6)
        self.add_button.clicked.connect(self.add_wanted)
        self.remove_button.clicked.connect(self._remove)
        self.check_button.clicked.connect(self.check_wanted)
        self.list.itemSelectionChanged.connect(self._allow)
        self.set_folders(())
        self.retranslate()

    def set_folders(self, folders: tuple[str, ...]) -> None:
        """Show these folders."""
        self.list.clear()
        for folder in folders:
            self.list.addItem(folder)
            self.list.item(self.list.count() - 1).setToolTip(folder)
        self.hint.setVisible(not folders)
        self._allow()

    def say(self, verdict: Text) -> None:
        """Show one line on the pictures."""
        self._verdict = verdict
        self.verdict.setText(verdict())
        self.verdict.setVisible(bool(verdict()))

    def set_checking(self, checking: bool) -> None:
        """Whether a check goes on: another one must wait."""
        self.check_button.setEnabled(not checking and self.list.count() > 0)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("2  Pictures to learn from"))
        self.list.setAccessibleName(self.tr("Folders of pictures"))
        self.list.setToolTip(self.tr("Every picture in these folders is learned from, but for a few held out for validation"))
        self.hint.setText(self.tr("Drop folders of sharp pictures here. The network learns to undo their shrinking."))
        for button, text, tip in (
            (self.add_button, self.tr("Add..."), self.tr("Add a folder of pictures")),
            (self.remove_button, self.tr("Remove"), self.tr("Take the marked folders from the list; no file is deleted")),
            (self.check_button, self.tr("Check"), self.tr("Look for damaged, small or double pictures, and show what is fed")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.say(self._verdict)

    def _allow(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))
        self.check_button.setEnabled(self.list.count() > 0)

    def _remove(self) -> None:
        self.removed.emit([item.text() for item in self.list.selectedItems()])
