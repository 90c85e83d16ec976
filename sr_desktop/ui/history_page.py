"""The page of results that were saved lately: what they are, how they were made, and ways to go on from there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from sr_desktop.core.upscaling.history import FileState, HistoryEntry
from sr_desktop.ui.durations import duration_text, moment_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.view import View, set_role

_THUMBNAIL = 64
_ROW = 76


class HistoryPage(View):
    """Shows entries, the newest first; the buttons act on the one that is looked at."""

    redo_wanted = Signal(object)
    """The user wants the picture of this HistoryEntry upscaled again with its settings."""
    open_wanted = Signal(object)
    folder_wanted = Signal(object)
    remove_wanted = Signal(object)
    clear_wanted = Signal()
    keep_changed = Signal(bool)
    """Whether results are noted from now on."""
    seen = Signal()
    """The page is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[HistoryEntry, ...] = ()
        self._states: tuple[FileState, ...] = ()
        self._thumbnails: dict[str, QPixmap] = {}
        self._title, self._hint = QLabel(), QLabel()
        self.banner, self.list, self.keep_box = Banner(), QListWidget(), QCheckBox()
        self.redo_button, self.open_button, self.folder_button = QPushButton(), QPushButton(), QPushButton()
        self.remove_button, self.clear_button = QPushButton(), QPushButton()
        self._lay_out()
        self.setFocusProxy(self.list)
        self._connect()
        self.retranslate()

    @property
    def current(self) -> HistoryEntry | None:
        """The entry that is looked at."""
        row = self.list.currentRow()
        return self._entries[row] if 0 <= row < len(self._entries) else None

    def set_entries(self, entries: Sequence[HistoryEntry], states: Sequence[FileState]) -> None:
        """Show these; states: what became of the file of each."""
        present, self._entries, self._states = self.current, tuple(entries), tuple(states)
        self.list.blockSignals(True)
        self.list.clear()
        for _ in self._entries:
            item = QListWidgetItem()
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._say_hint()
        self._say_rows()
        if self._entries:
            self.list.setCurrentRow(self._entries.index(present) if present in self._entries else 0)
        self._offer()

    def set_thumbnail(self, output: str, pixmap: QPixmap) -> None:
        """The small picture of the file at `output`."""
        self._thumbnails[output] = pixmap
        self._say_rows()

    def set_keep(self, keep: bool) -> None:
        """Show whether results are noted."""
        self.keep_box.setChecked(keep)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("History"))
        self.list.setAccessibleName(self.tr("Results"))
        self.list.setToolTip(self.tr("Choose a result to go on from there"))
        rows = (
            (self.keep_box, self.tr("Note results that I save"), self.tr("Off: nothing is noted; what is here stays")),
            (self.clear_button, self.tr("Clear..."), self.tr("Forget all of them; the pictures stay where they are")),
            (
                self.redo_button,
                self.tr("Redo with these settings"),
                self.tr("Open the original and upscale it again like this"),
            ),
            (self.open_button, self.tr("Open result"), self.tr("Show the result beside its original")),
            (self.folder_button, self.tr("Show in folder"), self.tr("Open the folder in which the result is")),
            (self.remove_button, self.tr("Forget"), self.tr("Take this one from the list; the picture stays where it is")),
        )
        for button, text, tip in rows:
            button.setText(text)
            button.setAccessibleName(text.removesuffix("..."))
            button.setToolTip(tip)
        self._say_hint()
        self._say_rows()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self._say_rows()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the page is looked at."""
        super().showEvent(event)
        self.seen.emit()

    def _say_hint(self) -> None:
        self._hint.setText(
            self.tr("Results that you saved, with the settings that made them. Nothing leaves this computer.")
            if self._entries
            else self.tr("Nothing is noted yet: results stand here when you have saved them. Nothing leaves this computer.")
        )

    def _say_rows(self) -> None:
        for row, entry in enumerate(self._entries):
            item = self.list.item(row)
            text = self._text(entry, self._states[row])
            item.setText(text)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text.replace("\n", ". "))
            item.setToolTip(f"{entry.source}\n→ {entry.output}")
            # Of a file that is another one now there is no small picture: it would pass for the result.
            known = self._thumbnails.get(entry.output) if self._states[row] == "same" else None
            item.setIcon(_plain_icon(known) if known is not None else icon("picture"))

    def _text(self, entry: HistoryEntry, state: FileState) -> str:
        became = {
            "same": "",
            "changed": self.tr("the file was changed since"),
            "gone": self.tr("the file is gone"),
        }[state]
        when = moment_text(entry.at)
        size = f"{entry.width} × {entry.height} → {entry.new_width} × {entry.new_height}"
        how = [f"{entry.title} ×{entry.scale:.4g}", size, duration_text(entry.seconds), entry.device]
        if entry.settings.ensemble:
            how.insert(1, self.tr("self-ensemble"))
        where = [when, str(PurePath(entry.output).parent), became]
        return "\n".join((PurePath(entry.output).name, " · ".join(how), " · ".join(part for part in where if part)))

    def _offer(self) -> None:
        row = self.list.currentRow()
        state = self._states[row] if 0 <= row < len(self._states) else None
        self.redo_button.setEnabled(state is not None)
        self.remove_button.setEnabled(state is not None)
        self.open_button.setEnabled(state == "same")
        self.folder_button.setEnabled(state in ("same", "changed"))
        self.clear_button.setEnabled(bool(self._entries))

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._offer())
        self.list.itemActivated.connect(lambda _: self.open_button.click())
        self.keep_box.clicked.connect(self.keep_changed)
        self.clear_button.clicked.connect(self.clear_wanted)
        for button, signal in (
            (self.redo_button, self.redo_wanted),
            (self.open_button, self.open_wanted),
            (self.folder_button, self.folder_wanted),
            (self.remove_button, self.remove_wanted),
        ):
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(self.current))

    def _lay_out(self) -> None:
        set_role(self._title, "heading")
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        column.addWidget(self.banner)
        self.list.setIconSize(QSize(_THUMBNAIL, _THUMBNAIL))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        column.addWidget(self.list, 1)
        holder = QWidget()
        actions = FlowLayout(holder, 8)
        for button in (self.redo_button, self.open_button, self.folder_button, self.remove_button):
            actions.addWidget(button)
        column.addWidget(holder)
        row = QHBoxLayout()
        row.addWidget(self.keep_box, 1)
        row.addWidget(self.clear_button)
        column.addLayout(row)


def _plain_icon(pixmap: QPixmap) -> QIcon:
    """A picture that keeps its colours where its row is chosen, in the middle of a square, so that all texts begin alike."""
    side = max(pixmap.width(), pixmap.height())
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawPixmap((side - pixmap.width()) // 2, (side - pixmap.height()) // 2, pixmap)
    painter.end()
    found = QIcon(square)
    found.addPixmap(square, QIcon.Mode.Selected)
    return found
