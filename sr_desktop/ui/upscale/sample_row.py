"""The pictures that come with the program, as buttons that open them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QToolButton

from sr_desktop.core.samples import SAMPLES, Sample
from sr_desktop.ui.view import View, set_role

_PICTURE = QSize(112, 84)


class SampleRow(View):
    """One button a picture; the pictures themselves come with `set_images`."""

    wanted = Signal(str)
    """The user wants to open the sample of this file name."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, QToolButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for sample in SAMPLES:
            self.buttons[sample.file] = button = self._button(sample)
            row.addWidget(button)
        row.addStretch(1)
        self.retranslate()

    def set_images(self, images: dict[str, QImage]) -> None:
        """Show the pictures of these file names, each cut to the buttons' form."""
        density = self.devicePixelRatioF()
        for file, image in images.items():
            filled = image.scaled(
                _PICTURE * density, Qt.AspectRatioMode.KeepAspectRatioByExpanding, Qt.TransformationMode.SmoothTransformation
            )
            left = (filled.width() - round(_PICTURE.width() * density)) // 2
            cut = filled.copy(left, 0, round(_PICTURE.width() * density), round(_PICTURE.height() * density))
            cut.setDevicePixelRatio(density)
            self.buttons[file].setIcon(QIcon(QPixmap.fromImage(cut)))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        for sample in SAMPLES:
            title, button = QCoreApplication.translate("samples", sample.title), self.buttons[sample.file]
            button.setText(title)
            button.setAccessibleName(self.tr("Open the sample picture {title}").format(title=title))
            button.setToolTip(self.tr("Try it with this picture ({credit})").format(credit=sample.credit))

    def _button(self, sample: Sample) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(_PICTURE)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(button, "sample")
        button.clicked.connect(lambda: self.wanted.emit(sample.file))
        return button
