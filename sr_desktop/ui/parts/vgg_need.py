"""What is said where VGG-19 is needed and is not there: why, and a button that fetches it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout

from sr_desktop.ui.view import View, set_role


class VggNeed(View):
    """Hidden while nothing is needed. why: the sentence over the button, in the present language."""

    download_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, why: Callable[[], str]) -> None:
        super().__init__()
        self._why, self._is_downloading = why, False
        self._note, self.download_button, self.bar = QLabel(), QPushButton(), QProgressBar()
        self._note.setWordWrap(True)
        set_role(self._note, "hint")
        self.bar.setTextVisible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._note, self.download_button, self.bar):
            column.addWidget(widget)
        self.download_button.clicked.connect(self._press)
        self.bar.hide()
        self.hide()
        self.retranslate()

    def show_need(self, needed: bool) -> None:
        """Offer the download, or take the offer away; one that goes on stays in sight."""
        self._note.setVisible(needed)
        self.setVisible(needed or self._is_downloading)

    def show_progress(self, done: int, total: int) -> None:
        """Bytes that are there of all; total 0 for unknown."""
        self._is_downloading = True
        self.bar.setRange(0, total // 1024)
        self.bar.setValue(done // 1024)
        self.bar.show()
        self.show()
        self.retranslate()

    def end_progress(self) -> None:
        """The download ended, well or not."""
        self._is_downloading = False
        self.bar.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._note.setText(self._why())
        text = self.tr("Cancel the download") if self._is_downloading else self.tr("Download VGG-19")
        self.download_button.setText(text)
        self.download_button.setAccessibleName(text)
        self.download_button.setToolTip(self.tr("torchvision's file, about 550 MB, into your folder; its checksum is verified"))
        self.bar.setAccessibleName(self.tr("Download"))

    def _press(self) -> None:
        (self.cancel_wanted if self._is_downloading else self.download_wanted).emit()
