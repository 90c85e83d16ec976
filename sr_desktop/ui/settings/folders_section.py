"""The folders of the program: where each is, and the ways to open or to change it."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton

from sr_desktop.ui.parts.banner import BannerText
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import View, set_role

FolderKind = Literal["results", "runs", "sets", "models", "program"]
CHANGEABLE: tuple[FolderKind, ...] = ("results", "runs", "sets")


class FoldersSection(Section):
    """One row for each folder."""

    seen = Signal()
    """The section is shown: what is said of the folders may be old."""
    open_wanted = Signal(str)
    """The user wants to see the folder of this kind in the file manager."""
    change_wanted = Signal(str)
    """The user wants to choose another folder of this kind."""
    usual_wanted = Signal(str)
    """The user wants the usual folder of this kind back."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[FolderKind, FolderRow] = {kind: FolderRow(kind) for kind in get_args(FolderKind)}
        self.body.setSpacing(12)
        for kind, row in self.rows.items():
            self.body.addWidget(row)
            row.open_button.clicked.connect(lambda _, kind=kind: self.open_wanted.emit(kind))
            row.change_button.clicked.connect(lambda _, kind=kind: self.change_wanted.emit(kind))
            row.usual_button.clicked.connect(lambda _, kind=kind: self.usual_wanted.emit(kind))
        self.retranslate()

    def retranslate(self) -> None:
        """Set the heading in the present language."""
        self.set_heading(self.tr("Folders"))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the rows are looked at."""
        super().showEvent(event)
        self.seen.emit()


class FolderRow(View):
    """What is kept in a folder, its path, its buttons, and what is wrong with it."""

    def __init__(self, kind: FolderKind) -> None:
        super().__init__()
        self.kind = kind
        self._folder, self._is_usual = "", True
        self._problem: BannerText | None = None
        self._name, self._path, self._wrong = QLabel(), ElidedLabel(), QLabel()
        self.open_button, self.change_button, self.usual_button = QPushButton(), QPushButton(), QPushButton()
        set_role(self._path, "hint")
        set_role(self._wrong, "error")
        self._wrong.setWordWrap(True)
        self._wrong.setTextFormat(Qt.TextFormat.PlainText)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(self._name, 0, 0)
        grid.addWidget(self._path, 1, 0)
        for column, button in enumerate((self.usual_button, self.change_button, self.open_button), 1):
            grid.addWidget(button, 0, column, 2, 1)
        grid.addWidget(self._wrong, 2, 0, 1, 4)
        self.change_button.setVisible(kind in CHANGEABLE)
        self.retranslate()

    def set_folder(self, folder: str, *, is_usual: bool) -> None:
        """Name the folder ("": results stand beside each picture); is_usual: it is the one that a new program has."""
        if folder != self._folder:
            self._problem = None
        self._folder, self._is_usual = folder, is_usual
        self.retranslate()

    def set_problem(self, problem: BannerText | None) -> None:
        """Say what is wrong with the folder, or with the one that was chosen and not taken."""
        self._problem = problem
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        name, tip = self._words()
        self._name.setText(name)
        self._name.setToolTip(tip)
        self._path.setText(self._folder or self.tr("Beside each picture"))
        self._path.set_tip(tip)
        buttons = (
            (self.open_button, self.tr("Open"), self.tr("Show this folder in the file manager")),
            (self.change_button, self.tr("Change..."), self.tr("Choose another folder; holds at once")),
            (self.usual_button, self.tr("Usual place"), self.tr("Back to the folder that a new program has")),
        )
        for button, text, what in buttons:
            button.setText(text)
            button.setToolTip(what)
            button.setAccessibleName(f"{name}: {text}")
        self.open_button.setEnabled(bool(self._folder))
        self.usual_button.setVisible(not self._is_usual)
        self._wrong.setText(f"{self._problem.message} {self._problem.hint}" if self._problem else "")
        self._wrong.setVisible(self._problem is not None)

    def _words(self) -> tuple[str, str]:
        return {
            "results": (self.tr("Results"), self.tr("Where upscaled pictures are saved")),
            "runs": (self.tr("Training runs"), self.tr("Where trainings keep their curves and weights; older runs stay put")),
            "sets": (self.tr("Benchmark sets"), self.tr("Where published sets go that you download; older ones stay put")),
            "models": (self.tr("Your models"), self.tr("Models that you added, or trained and chose to use")),
            "program": (self.tr("Settings and logs"), self.tr("Settings, presets, history, queues and logs of the program")),
        }[self.kind]
