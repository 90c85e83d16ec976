"""How far the comparison is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton

from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.view import View, set_role


class WorkingRow(View):
    """Hidden while nothing is going on."""

    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._left: float | None = None
        self._text, self._bar, self.cancel_button = QLabel(), QProgressBar(), QPushButton()
        set_role(self._text, "hint")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._text)
        row.addWidget(self._bar, 1)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.retranslate()
        self.hide()

    def show_working(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show the progress; total 0: nothing is known yet."""
        self._left = seconds_left
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        left = duration_text(self._left) if self._left is not None and self._left >= 2 else ""
        bar, tip, name = self._names()
        self._text.setText(self._sentence(left))
        self._bar.setAccessibleName(bar)
        self._bar.setToolTip(bar)
        self.cancel_button.setText(QCoreApplication.translate("WorkingRow", "Cancel"))
        self.cancel_button.setToolTip(tip)
        self.cancel_button.setAccessibleName(name)

    def _sentence(self, left: str) -> str:
        """What is going on, with the time that is left ("": unknown)."""
        if left:
            return QCoreApplication.translate("WorkingRow", "Comparing, {left} left").format(left=left)
        return QCoreApplication.translate("WorkingRow", "Comparing with the truth...")

    def _names(self) -> tuple[str, str, str]:
        """What the bar, the button's tooltip and its name say."""
        return (
            QCoreApplication.translate("WorkingRow", "Progress of the comparison"),
            QCoreApplication.translate("WorkingRow", "Stop comparing; what is there stays"),
            QCoreApplication.translate("WorkingRow", "Cancel the comparison"),
        )
