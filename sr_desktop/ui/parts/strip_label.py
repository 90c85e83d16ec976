"""A picture in its own size, or in the width that there is."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

_LEAST = 160


class StripLabel(QWidget):
    """Never enlarged; smaller where it would be cut."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self._pixmap = QPixmap.fromImage(image)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's names
        """The picture's own size."""
        return self._pixmap.size()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """So narrow that it never makes a page scroll sideways."""
        return QSize(min(_LEAST, self._pixmap.width()), 0)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """What the picture takes in this width."""
        return round(self._pixmap.height() * min(1.0, width / max(1, self._pixmap.width())))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        size = self._pixmap.size()
        if size.width() > self.width():
            size = size.scaled(self.width(), size.height(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawPixmap(QRect(0, 0, size.width(), size.height()), self._pixmap)
