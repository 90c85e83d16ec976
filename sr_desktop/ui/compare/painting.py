"""Drawing of pictures, labels and the divider."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QImage, QPainter, QPen

from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport

_CHECK = 8
_SQUARES_FROM = 2.0
"""From this many physical screen pixels a picture pixel on, pixels are drawn as the squares that they are."""
_TOLERANCE = 1e-6
_PREMULTIPLIED = QImage.Format.Format_ARGB32_Premultiplied
_PILL = QColor(20, 23, 28, 215)
_PILL_EDGE = QColor(255, 255, 255, 70)
_PILL_TEXT = QColor("#ffffff")


def visible_part(viewport: Viewport, clip: QRectF) -> QRectF:
    """The part of `clip` (screen) on which the picture lies, on whole physical pixels, at least one wide and high.

    Empty where the picture lies outside.
    """
    left, top = viewport.to_screen(0, 0)
    right, bottom = viewport.to_screen(viewport.grid_width, viewport.grid_height)
    least = 1 / viewport.ratio
    picture = QRectF(left, top, max(least, right - left), max(least, bottom - top))
    area = clip.intersected(picture)
    if area.isEmpty():
        return QRectF()
    x, y = (math.floor(value * viewport.ratio + _TOLERANCE) for value in (area.left(), area.top()))
    x_end, y_end = (round(value * viewport.ratio) for value in (area.right(), area.bottom()))
    return QRectF(x * least, y * least, max(1, x_end - x) * least, max(1, y_end - y) * least)


def draw_picture(painter: QPainter, source: PixelSource, viewport: Viewport, clip: QRectF, *, pixels: bool = False) -> None:
    """Draw what of `source` (stretched over the viewport's grid) is visible in `clip`.

    pixels: never smooth an enlargement, so that the source's own pixels are seen.
    """
    area = visible_part(viewport, clip)
    if area.isEmpty():
        return
    if not source.opaque:
        painter.fillRect(area, checkerboard())
    part = cut(source, viewport, area)
    painter.drawImage(area.topLeft(), stretch(part, area, viewport.ratio, opaque=source.opaque, pixels=pixels))


@dataclass(frozen=True, kw_only=True)
class Cut:
    """Pixels of a picture that are to be stretched over an area of the screen."""

    image: QImage
    inside: QRectF
    """The part of the image that fills the area exactly."""
    zoom: float
    """Physical screen pixels per pixel of the picture's full size."""


def cut(source: PixelSource, viewport: Viewport, area: QRectF) -> Cut:
    """What of `source` lies under `area` of the screen; looks at the mapped bytes: use it while the source lives."""
    columns, rows = source.width / viewport.grid_width, source.height / viewport.grid_height
    left, top = viewport.to_grid(area.left(), area.top())
    right, bottom = viewport.to_grid(area.right(), area.bottom())
    wished = QRectF(left * columns, top * rows, (right - left) * columns, (bottom - top) * rows)
    zoom = viewport.zoom * viewport.ratio / columns
    # The file's bytes are RGBA. Qt scales the layout BGRA several times as fast, and scaling does not care which of
    # three colours is red: so the bytes pass for BGRA until they are scaled.
    kind = _PREMULTIPLIED if source.opaque else QImage.Format.Format_ARGB32
    image, inside = source.part(wished, source.level_for(zoom), kind)
    return Cut(image=image, inside=inside, zoom=zoom)


def stretch(part: Cut, area: QRectF, ratio: float, *, opaque: bool, pixels: bool = False) -> QImage:
    """`part` as an image of the physical pixels of `area`; pixels: never smooth an enlargement."""
    target = QImage(round(area.width() * ratio), round(area.height() * ratio), _PREMULTIPLIED)
    scaler = QPainter(target)
    scaler.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    scaler.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, _smooth(part.zoom, pixels=pixels))
    scaler.drawImage(QRectF(target.rect()), part.image, part.inside)
    scaler.end()
    target.reinterpretAsFormat(QImage.Format.Format_RGBX8888 if opaque else QImage.Format.Format_RGBA8888_Premultiplied)
    target.setDevicePixelRatio(ratio)
    return target


def _smooth(zoom: float, *, pixels: bool) -> bool:
    squares_from = 1.0 if pixels else _SQUARES_FROM
    return zoom < squares_from - _TOLERANCE and abs(zoom - 1) > _TOLERANCE


def draw_frame(painter: QPainter, viewport: Viewport, frame: QRect, *, dashed: bool = False) -> None:
    """Draw a frame around these pixels of the grid."""
    corners = [
        QPointF(*viewport.to_screen(x, y))
        for x, y in ((frame.x(), frame.y()), (frame.x() + frame.width(), frame.y() + frame.height()))
    ]
    box = QRectF(*corners).adjusted(-0.5, -0.5, 0.5, 0.5)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    # A dark line under the bright one: seen on every picture.
    for colour, width, line in ((QColor(0, 0, 0, 190), 3.0, Qt.PenStyle.SolidLine), (QColor("#ffd54a"), 1.0, style)):
        painter.setPen(QPen(colour, width, line))
        painter.drawRect(box)


def draw_label(painter: QPainter, text: str, corner: QPointF, *, from_right: bool = False, room: float = 400.0) -> None:
    """A pill with `text`; `corner` is its upper left or (from_right) upper right corner. Shortened to `room`."""
    if not text or room < 40:
        return
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room - 20)
    width, height = metrics.horizontalAdvance(shown) + 20, metrics.height() + 8
    box = QRectF(corner.x() - (width if from_right else 0), corner.y(), width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(_PILL_EDGE, 1.0))
    painter.setBrush(_PILL)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), height / 2, height / 2)
    painter.setPen(_PILL_TEXT)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)


def draw_divider(painter: QPainter, x: float, height: float, handle: QColor | None) -> None:
    """The line between the halves with its handle, seen on bright and dark pictures alike; `handle`: its ring's colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for colour, width in ((QColor(0, 0, 0, 110), 4.0), (QColor("#ffffff"), 2.0)):
        painter.setPen(QPen(colour, width))
        painter.drawLine(QPointF(x, 0), QPointF(x, height))
    middle = QPointF(x, height / 2)
    painter.setPen(QPen(handle, 3.0) if handle is not None else QPen(QColor(0, 0, 0, 130), 1.5))
    painter.setBrush(QColor("#ffffff"))
    painter.drawEllipse(middle, 16, 16)
    painter.setPen(QPen(QColor("#2b313b"), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for side in (-1, 1):
        tip, back = middle + QPointF(side * 9, 0), side * 4
        painter.drawPolyline([middle + QPointF(back, -5), tip, middle + QPointF(back, 5)])


@cache
def checkerboard() -> QBrush:
    """What shows through transparent pixels, in both themes."""
    tile = QImage(2 * _CHECK, 2 * _CHECK, QImage.Format.Format_RGB32)
    tile.fill(QColor("#ffffff"))
    painter = QPainter(tile)
    for x, y in ((0, 0), (_CHECK, _CHECK)):
        painter.fillRect(x, y, _CHECK, _CHECK, QColor("#cfd3d9"))
    painter.end()
    return QBrush(tile)
