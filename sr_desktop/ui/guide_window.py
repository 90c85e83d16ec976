"""The guide in a window of its own, to be read beside the work."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from sr_desktop.core.guide import Guide

_PAGE_WIDTH = 740


class GuideWindow(QDialog):
    """Does not block the main window; Esc closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.resize(840, 600)
        self.text = _Pages()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text, 1)
        column.addWidget(buttons)

    def show_guide(self, guide: Guide) -> None:
        """Show this text with its pictures, from its beginning."""
        self.setWindowTitle(QCoreApplication.translate("GuideWindow", "Guide"))
        self.text.setAccessibleName(QCoreApplication.translate("GuideWindow", "Guide"))
        self.text.setToolTip(QCoreApplication.translate("GuideWindow", "Arrow keys and Page Down scroll, Esc closes"))
        density = self.devicePixelRatioF()
        self.text.pictures = {name: _fitted(content, density) for name, content in guide.pictures.items()}
        self.text.setMarkdown(guide.text)


def _fitted(content: bytes, density: float) -> QImage:
    """The picture as wide as a page, with as many pixels as the screen shows there."""
    width = round(_PAGE_WIDTH * density)
    image = QImage.fromData(content).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
    image.setDevicePixelRatio(density)
    return image


class _Pages(QTextBrowser):
    """A text whose pictures are at hand already: nothing is read from disk here."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: dict[str, QImage] = {}
        self.setOpenLinks(False)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: N802, ANN401 - Qt's name, and its variant
        """The picture of this name."""
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self.pictures.get(QUrl(name).fileName())
        return None
