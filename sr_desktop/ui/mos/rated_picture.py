"""A picture to rate: each of its pixels on one of the screen's, or on a square of them where it is small."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

NEUTRAL = "#757575"
"""Grey of about half the lightness of white; white letters on it have a contrast of 4.6:1."""
_STEP = 64
_SMALL = 2
"""A picture is small where that many of it would find room side by side and over each other."""
_ARROWS = {
    Qt.Key.Key_Left: QPoint(_STEP, 0),
    Qt.Key.Key_Right: QPoint(-_STEP, 0),
    Qt.Key.Key_Up: QPoint(0, _STEP),
    Qt.Key.Key_Down: QPoint(0, -_STEP),
}


class RatedPicture(QWidget):
    """Shows a picture in the middle on neutral grey; one that is larger than the room can be dragged. Never smooths."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._offset = QPoint()
        self._held: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)

    def show_image(self, image: QImage) -> None:
        """Show `image`, its middle in the middle; a null one for nothing but grey."""
        self._image, self._offset, self._held = image, QPoint(), None
        self._point()
        self.update()

    @property
    def zoom(self) -> int:
        """Pixels of the screen a side for one of the picture; it depends on sizes alone, so it tells nothing of a method."""
        room, size = self._room(), self._image.size()
        if size.isEmpty():
            return 1
        return max(1, min(room.width() // (_SMALL * size.width()), room.height() // (_SMALL * size.height())))

    @property
    def overflows(self) -> bool:
        """Whether a part of the picture cannot be seen."""
        room, size = self._room(), self._image.size() * self.zoom
        return size.width() > room.width() or size.height() > room.height()

    @property
    def target(self) -> QRect:
        """Where the picture lies, in pixels of the screen from this widget's corner."""
        room, size = self._room(), self._image.size() * self.zoom
        corner = QPoint((room.width() - size.width()) // 2, (room.height() - size.height()) // 2)
        return QRect(corner + self._bounded(self._offset), size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint grey, and the picture over it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(NEUTRAL))
        if not self._image.isNull():
            # In pixels of the screen, whatever its density: half pixels would blur.
            painter.scale(1.0 / self.devicePixelRatioF(), 1.0 / self.devicePixelRatioF())
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            painter.drawImage(self.target, self._image)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The room decides whether the picture can be dragged."""
        super().resizeEvent(event)
        self._point()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of a large picture."""
        if event.button() == Qt.MouseButton.LeftButton and self.overflows:
            self._held = event.position().toPoint()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag it."""
        if self._held is not None:
            at = event.position().toPoint()
            self._move((at - self._held) * self.devicePixelRatioF())
            self._held = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let it go."""
        self._held = None
        self._point()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Move a large picture."""
        self._move(event.angleDelta())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Move a large picture by the arrow keys; all other keys are the window's."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is None:
            event.ignore()
        else:
            self._move(step)

    def _room(self) -> QSize:
        density = self.devicePixelRatioF()
        return QSize(int(self.width() * density), int(self.height() * density))

    def _move(self, by: QPoint) -> None:
        self._offset = self._bounded(self._offset + by)
        self.update()

    def _bounded(self, offset: QPoint) -> QPoint:
        room, size = self._room(), self._image.size() * self.zoom
        most = QPoint(max(0, (size.width() - room.width() + 1) // 2), max(0, (size.height() - room.height() + 1) // 2))
        return QPoint(
            min(max(offset.x(), -most.x()), most.x()),
            min(max(offset.y(), -most.y()), most.y()),
        )

    def _point(self) -> None:
        self.setCursor(Qt.CursorShape.OpenHandCursor if self.overflows else Qt.CursorShape.ArrowCursor)
