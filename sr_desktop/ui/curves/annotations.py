"""Painting over the curves: levels, saved weights, and what is told about the place under the mouse."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from sr_desktop.ui.curves.content import Content, LevelLine, Sign, Stroke
from sr_desktop.ui.curves.frame import Frame, spread
from sr_desktop.ui.curves.readout import Readout, Row
from sr_desktop.ui.theme import Theme

_TICK = 5.0
_STAR = 8.0
_GAP = 12.0
_DOT, _FEW = 3.0, 60
_SWATCH = 18.0
_MOST_TEXT = 0.6
"""Share of the height that the texts of levels may take."""


def paint_annotations(painter: QPainter, frame: Frame, content: Content) -> None:
    """Levels with their texts, and the signs of saved weights."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame.rect)
    _paint_levels(painter, frame, content.levels, content.wish.theme)
    for stroke in content.strokes:
        _paint_points(painter, frame, stroke, content.wish.theme)
    seen = [sign for sign in content.signs if frame.x.low <= sign.x <= frame.x.high]
    _paint_ticks(painter, frame, [sign for sign in seen if not sign.best])
    for sign in seen:
        if sign.best and (sign.y is None or frame.y.low <= sign.y <= frame.y.high):
            y = frame.rect.bottom() - _STAR - 1 if sign.y is None else frame.pixel_y(sign.y)
            _paint_star(painter, QPointF(frame.pixel_x(sign.x), y), sign.colour, content.wish.theme)
    painter.restore()


def paint_readout(painter: QPainter, frame: Frame, readout: Readout, theme: Theme, *, with_box: bool) -> None:
    """A line through the place, a dot on every curve, and (with_box) their values."""
    x = frame.pixel_x(readout.place)
    if not frame.rect.left() - 1 <= x <= frame.rect.right() + 1:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(frame.rect)
    painter.setPen(QPen(QColor(theme.hint), 1))
    painter.drawLine(QPointF(x, frame.rect.top()), QPointF(x, frame.rect.bottom()))
    painter.setPen(QPen(QColor(theme.panel), 1.5))
    for row in readout.rows:
        if math.isfinite(row.y):
            painter.setBrush(QColor(row.style.colour))
            painter.drawEllipse(frame.pixel(row.x, row.y), 4, 4)
    painter.restore()
    if with_box:
        _paint_box(painter, frame.rect, x, readout, theme)


# --- points, levels and signs -------------------------------------------------------------------------------------


def _paint_points(painter: QPainter, frame: Frame, stroke: Stroke, theme: Theme) -> None:
    """Dots where a curve has few points: each was measured, what lies between was not; and one point alone has no line."""
    inside = (stroke.x >= frame.x.low) & (stroke.x <= frame.x.high) & (stroke.y >= frame.y.low) & (stroke.y <= frame.y.high)
    most = _FEW if stroke.average is None else 1
    if np.count_nonzero(inside) > most:
        return
    painter.setPen(QPen(QColor(theme.panel), 1))
    painter.setBrush(QColor(stroke.style.colour))
    for x, y in zip(stroke.x[inside].tolist(), stroke.y[inside].tolist(), strict=True):
        painter.drawEllipse(frame.pixel(x, y), _DOT, _DOT)


def _paint_levels(painter: QPainter, frame: Frame, levels: Sequence[LevelLine], theme: Theme) -> None:
    shown = [level for level in levels if frame.y.low <= level.y <= frame.y.high]
    for level in shown:
        pen = QPen(QColor(level.colour), 1.2)
        pen.setDashPattern([6, 4])
        painter.setPen(pen)
        y = frame.pixel_y(level.y)
        painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))
    height = QFontMetricsF(painter.font()).height()
    wanted = [frame.pixel_y(level.y) - 2 for level in shown]
    if len(shown) * height > _MOST_TEXT * frame.rect.height():
        return  # so many texts would hide the curves
    rows = spread(wanted, height, frame.rect.top() + height, frame.rect.bottom())
    for level, row in zip(shown, rows, strict=True):
        _paint_label(painter, level, QPointF(frame.rect.right() - 8, row), theme)


def _paint_label(painter: QPainter, level: LevelLine, at: QPointF, theme: Theme) -> None:
    """The text left of and above a point, on a patch of background so that curves do not cross it."""
    metrics = QFontMetricsF(painter.font())
    width = metrics.horizontalAdvance(level.text)
    box = QRectF(at.x() - width, at.y() - metrics.height(), width, metrics.height())
    back = QColor(theme.panel)
    back.setAlphaF(0.85)
    painter.fillRect(box.adjusted(-3, 1, 3, -1), back)
    painter.setPen(QColor(level.colour))
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, level.text)


def _paint_ticks(painter: QPainter, frame: Frame, signs: Sequence[Sign]) -> None:
    """Small triangles at the bottom, one for each column of pixels at most."""
    painter.setPen(Qt.PenStyle.NoPen)
    bottom = frame.rect.bottom()
    for column, colour in {(round(frame.pixel_x(sign.x)), sign.colour) for sign in signs}:
        painter.setBrush(QColor(colour))
        tip = QPointF(column, bottom - _TICK)
        painter.drawPolygon(QPolygonF([tip, QPointF(column - 3, bottom), QPointF(column + 3, bottom)]))


def _paint_star(painter: QPainter, centre: QPointF, colour: str, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.panel), 1.5))
    painter.setBrush(QColor(colour))
    corners = []
    for index in range(10):
        radius = _STAR * (1.0 if index % 2 == 0 else 0.42)
        angle = math.pi * index / 5 - math.pi / 2
        corners.append(centre + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    painter.drawPolygon(QPolygonF(corners))


# --- the box of values --------------------------------------------------------------------------------------------


def _paint_box(painter: QPainter, rect: QRectF, x: float, readout: Readout, theme: Theme) -> None:
    metrics = QFontMetricsF(painter.font())
    line = metrics.height() + 3
    widths = _column_widths(metrics, readout)
    width = max(metrics.horizontalAdvance(readout.title), _SWATCH + sum(widths) + _GAP * sum(w > 0 for w in widths[1:])) + 20
    head = 2 if readout.heads[0] else 1
    rows = readout.rows[: max(1, int((rect.height() - 24) / line) - head)]
    left = x + 14 if x + 14 + width <= rect.right() else max(rect.left() + 4, x - 14 - width)
    box = QRectF(left, rect.top() + 8, width, line * (len(rows) + head) + 12)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.field_line), 1))
    painter.setBrush(QColor(theme.field))
    painter.drawRoundedRect(box, 6, 6)
    place = QRectF(box.left() + 10, box.top() + 6, width - 20, line)
    _paint_cells(painter, place, ((readout.title, theme.text, width),))
    if head == 2:
        heads = zip(("", *readout.heads), (theme.hint,) * 3, widths, strict=True)
        _paint_cells(painter, place.translated(_SWATCH, line), tuple(heads))
    for number, row in enumerate(rows, head):
        _paint_row(painter, place.translated(0, number * line), row, widths, theme)
    painter.restore()


def _paint_row(painter: QPainter, rect: QRectF, row: Row, widths: tuple[float, float, float], theme: Theme) -> None:
    painter.setPen(row.style.pen(2.5))
    middle = rect.center().y()
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.left() + _SWATCH - 6, middle))
    colours = theme.text, theme.text, theme.hint if row.average else theme.text
    cells = zip((row.name, row.average, row.value), colours, widths, strict=True)
    _paint_cells(painter, rect.translated(_SWATCH, 0), tuple(cells))


def _paint_cells(painter: QPainter, rect: QRectF, cells: Sequence[tuple[str, str, float]]) -> None:
    """Texts with their colours and widths side by side, the first to the left and numbers to the right."""
    x, side = rect.left(), Qt.AlignmentFlag.AlignLeft
    for text, colour, width in cells:
        painter.setPen(QColor(colour))
        painter.drawText(QRectF(x, rect.top(), width, rect.height()), side | Qt.AlignmentFlag.AlignVCenter, text)
        x += width + _GAP if width else 0
        side = Qt.AlignmentFlag.AlignRight


def _column_widths(metrics: QFontMetricsF, readout: Readout) -> tuple[float, float, float]:
    """Of names, averages and values."""

    def widest(texts: list[str]) -> float:
        return math.ceil(max((metrics.horizontalAdvance(text) for text in texts), default=0.0))

    rows, (average, value) = readout.rows, readout.heads
    return (
        widest([row.name for row in rows]),
        widest([average, *(row.average for row in rows)]),
        widest([value, *(row.value for row in rows)]),
    )
