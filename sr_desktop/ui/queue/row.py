"""What the list shows of one picture, and in which words."""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QPixmap

from sr_desktop.core.errors import SrError
from sr_desktop.core.queue.entry import Entry
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.core.upscaling.size import SizeKind, TargetSize
from sr_desktop.ui.file_sizes import size_text as bytes_text
from sr_desktop.ui.note_text import note_text

_STATES = {
    "waiting": QT_TRANSLATE_NOOP("QueueRow", "waiting"),
    "working": QT_TRANSLATE_NOOP("QueueRow", "upscaling"),
    "writing": QT_TRANSLATE_NOOP("QueueRow", "saving"),
    "done": QT_TRANSLATE_NOOP("QueueRow", "done"),
    "skipped": QT_TRANSLATE_NOOP("QueueRow", "skipped: a file of that name is there"),
    "failed": QT_TRANSLATE_NOOP("QueueRow", "failed"),
}
_SIZES: dict[SizeKind, str] = {
    "width": QT_TRANSLATE_NOOP("QueueRow", "{value} px wide"),
    "height": QT_TRANSLATE_NOOP("QueueRow", "{value} px high"),
    "long_side": QT_TRANSLATE_NOOP("QueueRow", "long side {value} px"),
    "short_side": QT_TRANSLATE_NOOP("QueueRow", "short side {value} px"),
    "megapixels": QT_TRANSLATE_NOOP("QueueRow", "{value} MP"),
    "at_least": QT_TRANSLATE_NOOP("QueueRow", "at least {value} px"),
    "print": QT_TRANSLATE_NOOP("QueueRow", "{value} cm at {dpi} dpi"),
}


@dataclass(kw_only=True)
class Row:
    """An entry with what is known of it beyond the journal. width, height: of the source, 0 while unknown.

    looked_at: its thumbnail was asked for; done, total: parts of the work at hand; disk: bytes that it takes there meanwhile.
    """

    entry: Entry
    thumbnail: QPixmap | None = None
    looked_at: bool = False
    width: int = 0
    height: int = 0
    done: int = 0
    total: int = 0
    disk: int = 0

    @property
    def name(self) -> str:
        """The source's file name."""
        return os.path.basename(self.entry.source)  # noqa: PTH119 - asked at every drawing, and ten times as fast

    @property
    def folder(self) -> str:
        """The folder of the source."""
        return os.path.dirname(self.entry.source)  # noqa: PTH120 - as `name`

    @property
    def size(self) -> tuple[int, int]:
        """Pixels of the source, (0, 0) while unknown."""
        outcome = self.entry.outcome
        return (outcome.width, outcome.height) if outcome and outcome.width else (self.width, self.height)

    @property
    def new_size(self) -> tuple[int, int]:
        """Pixels of the result, (0, 0) while unknown or where there can be none."""
        outcome = self.entry.outcome
        if outcome and outcome.out_width:
            return outcome.out_width, outcome.out_height
        width, height = self.size
        if not width:
            return 0, 0
        try:
            wish = self.entry.settings.size.resolve(width, height)
        except SrError:
            # The run itself tells what is wrong with it.
            return 0, 0
        return wish.width, wish.height


def state_text(row: Row, problem: str) -> str:
    """How far an entry is; problem: what an error says, in the language of the window."""
    if row.entry.state == "failed" and problem:
        return problem
    if row.entry.state == "skipped" and problem:
        return QCoreApplication.translate("QueueRow", "skipped: large enough already")
    text = QCoreApplication.translate("QueueRow", _STATES[row.entry.state])
    if row.entry.outcome and row.entry.outcome.notes:
        return QCoreApplication.translate("QueueRow", "{state}, with a note").format(state=text)
    if row.entry.state != "working":
        return text
    text = f"{text}, {100 * row.done // row.total} %" if row.total else QCoreApplication.translate("QueueRow", "at work")
    if not row.disk:
        return text
    told = QCoreApplication.translate("QueueRow", "{state}, with {size} of the disk meanwhile")
    return told.format(state=text, size=bytes_text(row.disk))


def outcome_text(row: Row) -> str:
    """How a result was made and what is to be said of it, in lines; "" where there is none."""
    outcome = row.entry.outcome
    if outcome is None:
        return ""
    return note_text((outcome.how, *outcome.notes) if outcome.how else outcome.notes)


def size_text(row: Row) -> str:
    """ "640 × 480 → 1280 × 960", as much of it as is known."""
    (width, height), (new_width, new_height) = row.size, row.new_size
    before = f"{width} × {height}" if width else ""
    after = f"{new_width} × {new_height}" if new_width else ""
    return f"{before} → {after}" if before and after else before


def settings_text(settings: UpscaleSettings) -> str:
    """Model and size in few words: "srcnn ×2", with the number of answers that its mean is of."""
    text = f"{settings.model} {wish_text(settings.size)}"
    return f"{text} (8)" if settings.ensemble else text


def wish_text(size: TargetSize) -> str:
    """A wished size in few words."""
    if size.kind == "scale":
        return f"×{size.value:.4g}"
    template = QCoreApplication.translate("QueueRow", _SIZES[size.kind])
    return template.format(value=f"{size.value:.6g}", dpi=f"{size.dpi:.4g}")
