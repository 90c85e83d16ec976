"""Step 3 of the Train page: the options of the training, and VGG-19 where the loss needs it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton

from sr_desktop.ui.job_form import JobForm
from sr_desktop.ui.section import Section
from sr_desktop.ui.view import set_role


class OptionsSection(Section):
    """The form, and under it a note with a download button while the perceptual loss has no VGG-19 to look with."""

    download_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self, form: JobForm) -> None:
        super().__init__()
        self._form = form
        self._is_downloading = False
        self._note, self.download_button, self.bar = QLabel(), QPushButton(), QProgressBar()
        self._note.setWordWrap(True)
        set_role(self._note, "hint")
        self.bar.setTextVisible(False)
        for widget in (form, self._note, self.download_button, self.bar):
            self.body.addWidget(widget)
        self.download_button.clicked.connect(self._press)
        self.show_vgg_need(False)
        self.retranslate()

    def show_vgg_need(self, needed: bool) -> None:
        """Offer the download, or take the offer away."""
        self._note.setVisible(needed)
        self.download_button.setVisible(needed or self._is_downloading)
        self.bar.setVisible(self._is_downloading)

    def show_progress(self, done: int, total: int) -> None:
        """Bytes that are there of all; total 0 for unknown."""
        self._is_downloading = True
        self.bar.setRange(0, total // 1024)
        self.bar.setValue(done // 1024)
        self.bar.show()
        self.retranslate()

    def end_progress(self) -> None:
        """The download ended, well or not."""
        self._is_downloading = False
        self.bar.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("3  Options"))
        self._note.setText(
            self.tr(
                "The perceptual loss looks at pictures with VGG-19, whose weights are not here. Download torchvision's file "
                "(about 550 MB), name one under Advanced, or choose the content loss MSE, which needs none."
            )
        )
        text = self.tr("Cancel the download") if self._is_downloading else self.tr("Download VGG-19")
        self.download_button.setText(text)
        self.download_button.setAccessibleName(text)
        self.download_button.setToolTip(
            self.tr("The only time that training uses the internet; the file's checksum is verified")
        )
        self.bar.setAccessibleName(self.tr("Download"))

    def _press(self) -> None:
        (self.cancel_wanted if self._is_downloading else self.download_wanted).emit()
