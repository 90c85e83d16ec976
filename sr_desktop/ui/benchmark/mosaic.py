"""A picture of small tiles, such as the filters of a layer."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_SIDE, _LEAST, _MOST = 340, 200, 400


class Mosaic(QWidget):
    """A picture of small tiles, as large as there is room, every pixel a block."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumSize(_LEAST, _LEAST)
        self.setMaximumSize(_MOST, _MOST)

    def show_image(self, image: QImage) -> None:
        """Show this one."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square that shows the tiles well."""
        return QSize(_SIDE, _SIDE)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """A square."""
        return min(width, _MOST)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the picture in the middle."""
        if self._image.isNull():
            return
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect((self.width() - size.width()) // 2, (self.height() - size.height()) // 2, size.width(), size.height())
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        # Enlarged by whole pixels first, then brought to size: tiles stay sharp and equally wide.
        blocks = max(1, -(-round(size.width() * ratio) // self._image.width()))
        large = self._image.scaled(self._image.size() * blocks, mode=Qt.TransformationMode.FastTransformation)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, large)
        painter.end()
