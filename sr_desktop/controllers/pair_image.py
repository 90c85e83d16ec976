"""Two pictures in one."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter

_GAP = 4


def pair_image(left: str, right: str) -> QImage:
    """Two pictures side by side, the first brought to the height of the second; null where one cannot be read."""
    first, second = QImage(left), QImage(right)
    if first.isNull() or second.isNull():
        return QImage()
    first = first.scaledToHeight(second.height(), Qt.TransformationMode.FastTransformation)
    both = QImage(first.width() + _GAP + second.width(), second.height(), QImage.Format.Format_ARGB32)
    both.fill(Qt.GlobalColor.transparent)
    painter = QPainter(both)
    painter.drawImage(0, 0, first)
    painter.drawImage(first.width() + _GAP, 0, second)
    painter.end()
    return both
