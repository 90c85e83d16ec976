"""Drawing of pictures, their difference, labels and the divider."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen, QPixmap

from sr_desktop.ui.compare.pixel_source import PixelSource, pixels_around
from sr_desktop.ui.compare.viewport import Viewport

DIFFERENCE_GAIN = 4
_CHECK = 8
_SMOOTH_BELOW = 2.0
"""From this many screen pixels a picture pixel on, pixels are drawn as the squares that they are."""
_PILL = QColor(20, 23, 28, 205)
_PILL_TEXT = QColor("#ffffff")


def visible_part(viewport: Viewport, clip: QRectF) -> QRectF:
    """The part of `clip` (screen) on which the picture lies."""
    left, top = viewport.to_screen(0, 0)
    right, bottom = viewport.to_screen(viewport.grid_width, viewport.grid_height)
    return clip.intersected(QRectF(QPointF(left, top), QPointF(right, bottom)))


def _fractions(viewport: Viewport, area: QRectF) -> tuple[float, float, float, float]:
    left, top = viewport.to_grid(area.left(), area.top())
    right, bottom = viewport.to_grid(area.right(), area.bottom())
    width, height = viewport.grid_width, viewport.grid_height
    return left / width, top / height, right / width, bottom / height


def draw_picture(painter: QPainter, source: PixelSource, viewport: Viewport, clip: QRectF, *, opaque: bool) -> None:
    """Draw what of `source` (stretched over the viewport's grid) is visible in `clip`."""
    area = visible_part(viewport, clip)
    if area.isEmpty():
        return
    ratio = painter.device().devicePixelRatioF()
    part = source.part(*_fractions(viewport, area), area.width() * ratio)
    if part is None:
        return
    if not opaque:
        painter.fillRect(area, checkerboard())
    smooth = part.pixels_per_screen_pixel > 1 / _SMOOTH_BELOW and abs(part.pixels_per_screen_pixel - 1) > 1e-6
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    painter.drawImage(area, part.image, part.source)


def draw_difference(painter: QPainter, result: PixelSource, baseline: PixelSource, viewport: Viewport, clip: QRectF) -> None:
    """Draw |result - baseline| times DIFFERENCE_GAIN for the visible pixels. Both have the same size."""
    area = visible_part(viewport, clip)
    if area.isEmpty():
        return
    left, top, right, bottom = _fractions(viewport, area)
    level = result.level_for(right - left, area.width() * painter.device().devicePixelRatioF())
    wished = QRectF(left * level.width, top * level.height, (right - left) * level.width, (bottom - top) * level.height)
    cut = pixels_around(wished, level)
    a, b = (source.array(level, cut) for source in (result, baseline))
    # max - min of unsigned bytes is the absolute difference without a wider type.
    difference = np.maximum(a, b) - np.minimum(a, b)
    amplified = np.minimum(difference, 255 // DIFFERENCE_GAIN) * np.uint8(DIFFERENCE_GAIN)
    amplified[:, :, 3] = 255
    kind = QImage.Format.Format_RGBX8888
    image = QImage(amplified.data, cut.width(), cut.height(), cut.width() * 4, kind)
    painter.setRenderHint(
        QPainter.RenderHint.SmoothPixmapTransform, level.width * (right - left) * _SMOOTH_BELOW > area.width()
    )
    painter.drawImage(area, image, wished.translated(-cut.x(), -cut.y()))


def draw_label(painter: QPainter, text: str, corner: QPointF, *, from_right: bool = False, room: float = 400.0) -> None:
    """A pill with `text`; `corner` is its upper left or (from_right) upper right corner. Shortened to `room`."""
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 20)
    width, height = metrics.horizontalAdvance(shown) + 20, metrics.height() + 8
    if room < 40:
        return
    box = QRectF(corner.x() - (width if from_right else 0), corner.y(), width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_PILL)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setPen(_PILL_TEXT)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def draw_divider(painter: QPainter, x: float, height: float, accent: QColor, *, focused: bool) -> None:
    """The line between the halves with its handle, seen on bright and dark pictures alike."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((QColor(0, 0, 0, 110), 4.0), (QColor("#ffffff"), 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
    middle = QPointF(x, height / 2)
    painter.setPen(QPen(accent if focused else QColor(0, 0, 0, 130), 3.0 if focused else 1.5))
    painter.setBrush(QColor("#ffffff"))
    painter.drawEllipse(middle, 16, 16)
    painter.setPen(QPen(QColor("#2b313b"), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for side in (-1, 1):
        tip, back = middle + QPointF(side * 9, 0), side * 4
        painter.drawPolyline([middle + QPointF(back, -5), tip, middle + QPointF(back, 5)])


def checkerboard() -> QBrush:
    """What shows through transparent pixels, in both themes."""
    pixmap = QPixmap(2 * _CHECK, 2 * _CHECK)
    pixmap.fill(QColor("#ffffff"))
    painter = QPainter(pixmap)
    for x, y in ((0, 0), (_CHECK, _CHECK)):
        painter.fillRect(x, y, _CHECK, _CHECK, QColor("#cfd3d9"))
    painter.end()
    return QBrush(pixmap)
