"""How far something is that takes a while, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton

from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import Text, View


class ProgressStrip(View):
    """Hidden until something is going on."""

    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._say: Text = str
        self._text, self._bar, self.cancel_button = ElidedLabel(), QProgressBar(), QPushButton()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(160)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self.cancel_button)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.hide()
        self.retranslate()

    def show_progress(self, say: Text, done: int, total: int) -> None:
        """Show this sentence and that `done` of `total` parts are done; total 0: nobody knows how many there are."""
        self._say = say
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self.retranslate()
        self.show()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._text.setText(self._say())
        self._bar.setAccessibleName(self._say() or self.tr("Progress"))
        self._bar.setToolTip(self._say())
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setToolTip(self.tr("Stop; what is done already stays"))
        self.cancel_button.setAccessibleName(self.tr("Cancel"))
