"""A list of picture files to which files and folders can be added."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout

from sr_desktop.ui.mos.words import name_button
from sr_desktop.ui.view import View, set_role

_PATH = Qt.ItemDataRole.UserRole


class PathsList(View):
    """Names of files, whole paths in the tooltips. Whoever holds it sets the title and what the list is for."""

    changed = Signal()
    files_wanted = Signal()
    """The user wants to choose files."""
    folder_wanted = Signal()
    """The user wants to choose a folder."""

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        set_role(self._title, "title")
        self.list = QListWidget()
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(72)
        self.files_button, self.folder_button, self.remove_button = QPushButton(), QPushButton(), QPushButton()
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        for button in (self.files_button, self.folder_button, self.remove_button):
            self._buttons.addWidget(button)
        self._buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._title)
        column.addWidget(self.list, 1)
        column.addLayout(self._buttons)
        self.files_button.clicked.connect(self.files_wanted)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.remove_button.clicked.connect(self._remove)
        self.list.itemSelectionChanged.connect(self._allow)
        self.retranslate()
        self._allow()

    def add_button(self, button: QPushButton) -> None:
        """Put another button beside those that add."""
        self._buttons.insertWidget(2, button)

    def set_title(self, title: str, tip: str) -> None:
        """Name the list, on the screen and for screen readers."""
        self._title.setText(title)
        self.list.setAccessibleName(title)
        self.list.setToolTip(tip)

    @property
    def paths(self) -> tuple[str, ...]:
        """The files, in the order of the list."""
        return tuple(self.list.item(index).data(_PATH) for index in range(self.list.count()))

    def add(self, paths: Sequence[str]) -> None:
        """Add files that are not in the list yet."""
        known = set(self.paths)
        for path in dict.fromkeys(paths):
            if path not in known:
                item = QListWidgetItem(PurePath(path).name)
                item.setData(_PATH, path)
                item.setToolTip(path)
                self.list.addItem(item)
        self.changed.emit()

    def clear(self) -> None:
        """Take all files out."""
        self.list.clear()
        self.changed.emit()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        name_button(self.files_button, self.tr("Files..."), self.tr("Add picture files"))
        name_button(self.folder_button, self.tr("Folder..."), self.tr("Add all pictures of a folder"))
        name_button(
            self.remove_button, self.tr("Remove"), self.tr("Take the marked pictures from the list; no file is deleted")
        )

    def _allow(self) -> None:
        self.remove_button.setEnabled(bool(self.list.selectedItems()))

    def _remove(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self.changed.emit()
