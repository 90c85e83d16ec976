"""The published sets: where they come from, whether they are here and complete, and how to get them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sr_desktop.core.bench.known_sets import KNOWN_SETS, KnownSet, SetCheck
from sr_desktop.ui.benchmark.words import state_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.view import View, set_role


class KnownSetCard(View):
    """One set: name, paper, what is here, and three ways to get it."""

    download_wanted = Signal(str)
    cancel_wanted = Signal()
    page_wanted = Signal(str)
    folder_wanted = Signal(str)

    def __init__(self, known: KnownSet) -> None:
        super().__init__()
        self._known = known
        self._check: SetCheck | None = None
        self._downloading = False
        self._title, self._paper, self._state = QLabel(), QLabel(), QLabel()
        self._folder = ElidedLabel()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        for label in (self._paper, self._state):
            label.setWordWrap(True)
        set_role(self._title, "strong")
        set_role(self._paper, "hint")
        set_role(self._folder, "hint")
        self.download_button, self.page_button, self.folder_button = QPushButton(), QPushButton(), QPushButton()
        self.download_button.clicked.connect(self._press)
        self.page_button.clicked.connect(lambda: self.page_wanted.emit(known.name))
        self.folder_button.clicked.connect(lambda: self.folder_wanted.emit(known.name))
        self._lay_out()
        self._offer_download()
        self.redraw_icons()
        self.retranslate()

    def show_check(self, check: SetCheck | None) -> None:
        """Show what was found, None for nothing in the list."""
        self._check = check
        self._offer_download()
        self._say()

    def show_progress(self, done: int, total: int) -> None:
        """Bytes that have come; total 0 while it is not known how many there will be."""
        self._downloading = True
        self.bar.setRange(0, total // 1024)
        self.bar.setValue(done // 1024)
        self.bar.show()
        self._say()

    def end_progress(self) -> None:
        """The download ended, well or not."""
        self._downloading = False
        self.bar.hide()
        self._offer_download()
        self._say()

    def allow_download(self, allowed: bool) -> None:
        """Whether another download may begin."""
        self.download_button.setEnabled(allowed or self._downloading)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        known = self._known
        self._title.setText(self.tr("{name}, {count} pictures").format(name=known.name, count=known.count))
        self._paper.setText(known.paper)
        for button, text, tip in (
            (self.page_button, self.tr("Authors' page"), self.tr("Open {page} in the browser").format(page=known.page)),
            (
                self.folder_button,
                self.tr("Choose folder..."),
                self.tr("Name the folder that holds {name}").format(name=known.name),
            ),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.bar.setAccessibleName(self.tr("Download"))
        self._say()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.folder_button.setIcon(icon("folder"))

    def _say(self) -> None:
        check, name = self._check, self._known.name
        if check is None:
            self._state.setText(self.tr("Not in the list of sets"))
        else:
            note = note_text((check.note,), context="errors" if check.state == "missing" else "notes") if check.note else ""
            self._state.setText(
                f"{state_text(check.state)[:1].upper()}{state_text(check.state)[1:]}" + (f": {note}" if note else "")
            )
        set_role(self._state, "error" if check and check.state in ("differs", "missing") else "")
        self._folder.setText(check.folder if check else "")
        self._folder.setVisible(check is not None)
        text = self.tr("Cancel the download") if self._downloading else self.tr("Download")
        self.download_button.setText(text)
        self.download_button.setAccessibleName(f"{text}: {name}")
        self.download_button.setToolTip(
            self.tr("From {address}; every picture is checked against the published one").format(address=self._known.archive)
        )

    def _offer_download(self) -> None:
        """What is here, every picture checked, need not be fetched."""
        is_here = self._check is not None and self._check.state == "complete"
        self.download_button.setVisible(bool(self._known.archive) and (self._downloading or not is_here))

    def _press(self) -> None:
        if self._downloading:
            self.cancel_wanted.emit()
        else:
            self.download_wanted.emit(self._known.name)

    def _lay_out(self) -> None:
        frame = QFrame()
        set_role(frame, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        grid = QGridLayout(frame)
        grid.setContentsMargins(12, 10, 12, 10)
        grid.setVerticalSpacing(4)
        for row, label in enumerate((self._title, self._paper, self._state, self._folder)):
            grid.addWidget(label, row, 0)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.page_button, self.folder_button, self.download_button):
            buttons.addWidget(button)
        buttons.addWidget(self.bar, 1)
        buttons.addStretch(1)
        grid.addLayout(buttons, 4, 0)


class KnownSetsView(View):
    """A card for each published set."""

    def __init__(self) -> None:
        super().__init__()
        self.cards = {known.name: KnownSetCard(known) for known in KNOWN_SETS}
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "hint")
        self._lay_out()
        self.retranslate()

    def show_checks(self, checks: Mapping[str, SetCheck]) -> None:
        """Show what is in the list, by the published names."""
        for name, card in self.cards.items():
            card.show_check(checks.get(name))

    def show_progress(self, name: str, done: int, total: int) -> None:
        """The set that is being downloaded, in bytes; meanwhile no other can be."""
        for known, card in self.cards.items():
            if known == name:
                card.show_progress(done, total)
            card.allow_download(False)

    def end_progress(self) -> None:
        """The download ended, well or not."""
        for card in self.cards.values():
            card.end_progress()
            card.allow_download(True)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._hint.setText(
            self.tr(
                "Figures can be held against published ones only on the very same pictures. Nothing is downloaded unless you "
                "press a button here."
            )
        )

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._hint)
        for card in self.cards.values():
            column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))
