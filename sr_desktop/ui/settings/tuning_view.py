"""What "automatic" stands for on this machine, and the way to measure it again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from sr_desktop.ui.parts.progress_strip import ProgressStrip
from sr_desktop.ui.view import Text, View, set_role


class TuningView(View):
    """A sentence, a button, and while it measures a strip that can stop it."""

    measure_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._say: Text = str
        self._found, self.button, self.strip = QLabel(), QPushButton(), ProgressStrip()
        set_role(self._found, "hint")
        self._found.setWordWrap(True)
        self._found.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._found)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.strip)
        self.button.clicked.connect(self.measure_wanted)
        self.retranslate()

    @property
    def text(self) -> str:
        """The sentence as it is shown."""
        return self._found.text()

    def show_found(self, say: Text) -> None:
        """Show this sentence, and the button."""
        self._say = say
        self.strip.hide()
        self.button.setEnabled(True)
        self.retranslate()

    def show_measuring(self, say: Text) -> None:
        """Show that it is being measured."""
        self.button.setEnabled(False)
        self.strip.show_progress(say, 0, 0)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._found.setText(self._say())
        self._found.setAccessibleName(self.tr("What automatic stands for"))
        self._found.setVisible(bool(self._say()))
        self.button.setText(self.tr("Measure again"))
        self.button.setAccessibleName(self.button.text())
        self.button.setToolTip(
            self.tr("Find the fastest device, precision and tile size for the chosen model now; takes some seconds")
        )
