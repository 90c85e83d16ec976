"""The coach's words above the curves."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from sr_desktop.core.runs.advice import Advice, Severity
from sr_desktop.ui.icons import icon
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role

_MOST = 2
"""Shown at a time, the gravest first: more would push the curves away."""


class AdviceList(View):
    """One line a finding: what was measured, and what to do."""

    def __init__(self) -> None:
        super().__init__()
        self._advice: tuple[Advice, ...] = ()
        self._frame = QFrame()
        set_role(self._frame, "banner-info")
        self._grid = QGridLayout(self._frame)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(10)
        self._grid.setColumnStretch(1, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)
        self.hide()
        self.retranslate()

    def show_advice(self, advice: tuple[Advice, ...]) -> None:
        """Show these, replacing what stood there."""
        if advice != self._advice:
            self._advice = advice
            self.retranslate()
        self.setVisible(bool(advice))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        while item := self._grid.takeAt(0):
            widget = item.widget()
            if widget:
                widget.deleteLater()
        for row, each in enumerate(self._advice[:_MOST]):
            mark, words = QLabel(), QLabel(f"{note_text((each.measured,))} {note_text((each.action,))}")
            words.setWordWrap(True)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            mark.setPixmap(_mark(each.severity))
            self._grid.addWidget(mark, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1)
        rest = self._advice[_MOST:]
        self._frame.setToolTip("\n".join(note_text((each.measured,)) for each in rest))
        self.setAccessibleName(self.tr("Advice"))
        is_problem = any(each.severity == "problem" for each in self._advice)
        set_role(self._frame, "banner-error" if is_problem else "banner-info")

    def redraw_icons(self) -> None:
        """Draw the marks in the colours of the present theme."""
        self.retranslate()


def _mark(severity: Severity) -> QPixmap:
    theme = current_theme()
    name, colour = {"problem": ("error", theme.error), "warning": ("warning", theme.accent), "info": ("info", theme.accent)}[
        severity
    ]
    return icon(name, colour).pixmap(QSize(18, 18))
