"""The transparent sheet over a chart: names of points, levels, names of bars, and what is under the mouse."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from sr_desktop.ui.benchmark.chart_content import Bar, ChartContent
from sr_desktop.ui.benchmark.label_places import is_far, place_labels
from sr_desktop.ui.curves.frame import Frame, spread
from sr_desktop.ui.theme import Theme, current_theme

_HIT = 14.0
_MOST_NAMES = 24
_MOST_ROOM = 0.6
_GAP = 6.0


class ChartSheet(QWidget):
    """Covers its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._content: ChartContent | None = None
        self.setMouseTracking(True)

    def show_content(self, frame: Frame | None, content: ChartContent) -> None:
        """What is under the sheet from now on."""
        self._frame, self._content = frame, content
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the names over points and bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._frame and self._content:
            paint_sheet(painter, self._frame, self._content, current_theme(), self.font())
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what is under the mouse."""
        text = self._text_at(event.position())
        if text:
            QToolTip.showText(event.globalPosition().toPoint(), text, self)
        else:
            QToolTip.hideText()

    def _text_at(self, at: QPointF) -> str:
        """Name and value of the nearest point, or of the bar in this column; "" for none."""
        frame, content = self._frame, self._content
        if frame is None or content is None or not frame.rect.contains(at):
            return ""
        if content.bars:
            index = round(frame.x_at(at.x()))
            return f"{content.bars[index].name}: {content.bars[index].value:+.2f} dB" if 0 <= index < len(content.bars) else ""
        near = [(point, (_place(frame, point.x, point.y) - at).manhattanLength()) for point in content.points]
        point, distance = min(near, key=lambda each: each[1], default=(None, math.inf))
        if point is None or distance > _HIT:
            return ""
        return f"{content.titles[point.model]}\n{point.y:.2f} dB\n{content.x_label}: {point.x:.4g}"


def paint_sheet(painter: QPainter, frame: Frame, content: ChartContent, theme: Theme, font: QFont) -> None:
    """All that stands over the chart, from the painter's origin on."""
    painter.save()
    painter.setFont(font)
    if content.bars:
        _paint_zero(painter, frame, theme)
        _paint_bar_names(painter, frame, content, theme)
    elif content.points or content.levels:
        taken = _paint_levels(painter, frame, content, theme)
        _paint_point_names(painter, frame, content, theme, taken)
    else:
        painter.setPen(QColor(theme.hint))
        area = frame.rect.adjusted(24, 0, -24, 0)
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), content.empty)
    painter.restore()


def _paint_point_names(
    painter: QPainter, frame: Frame, content: ChartContent, theme: Theme, taken: Sequence[tuple[QPointF, QSizeF]]
) -> None:
    metrics = QFontMetricsF(painter.font())
    places = [_place(frame, point.x, point.y) for point in content.points]
    texts = [content.titles[point.model] for point in content.points]
    sizes = [QSizeF(metrics.horizontalAdvance(text) + 4, metrics.height()) for text in texts]
    # The names of levels are there already: they are passed as points that take their own room.
    spots = [at for at, _ in taken]
    rects = place_labels([*places, *spots], [*sizes, *[QSizeF(0, 0)] * len(spots)], frame.rect)[: len(places)]
    for place, rect, text in zip(places, rects, texts, strict=True):
        if is_far(rect, place):
            painter.setPen(QPen(QColor(theme.field_line), 1))
            painter.drawLine(place, QPointF(min(max(place.x(), rect.left()), rect.right()), rect.center().y()))
        back = QColor(theme.panel)
        back.setAlphaF(0.8)
        painter.fillRect(rect, back)
        painter.setPen(QColor(theme.text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _paint_levels(painter: QPainter, frame: Frame, content: ChartContent, theme: Theme) -> list[tuple[QPointF, QSizeF]]:
    """Dashed lines with their names at the left, moved apart; returns what the names take."""
    metrics = QFontMetricsF(painter.font())
    rows = spread(
        [frame.pixel_y(level.y) - 2 for level in content.levels],
        metrics.height(),
        frame.rect.top() + metrics.height(),
        frame.rect.bottom(),
    )
    taken = []
    for level, row in zip(content.levels, rows, strict=True):
        pen = QPen(QColor(content.colour(level.model, theme)), 1.2)
        pen.setDashPattern([6, 4])
        painter.setPen(pen)
        y = frame.pixel_y(level.y)
        painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))
        text = f"{content.titles[level.model]} {level.y:.2f}"
        size = QSizeF(metrics.horizontalAdvance(text), metrics.height())
        box = QRectF(QPointF(frame.rect.left() + 8, row - metrics.height()), size)
        painter.fillRect(box.adjusted(-3, 0, 3, 0), QColor(theme.panel))
        painter.setPen(QColor(theme.hint))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        taken += [(QPointF(x, box.center().y()), size) for x in _along(box)]
    return taken


def _paint_zero(painter: QPainter, frame: Frame, theme: Theme) -> None:
    painter.setPen(QPen(QColor(theme.field_line), 1))
    y = frame.pixel_y(0.0)
    painter.drawLine(QPointF(frame.rect.left(), y), QPointF(frame.rect.right(), y))


def names_room(bars: Sequence[Bar], rect: QRectF, font: QFont) -> float:
    """The share of the height that the bars' names need; 0 where there are too many to be written."""
    metrics = QFontMetricsF(font)
    if len(bars) > _MOST_NAMES or rect.width() / max(1, len(bars)) < metrics.height():
        return 0.0
    longest = max((metrics.horizontalAdvance(_bar_text(bar)) for bar in bars if bar.value >= 0), default=0.0)
    return min(_MOST_ROOM, (longest + 3 * _GAP) / max(1.0, rect.height()))


def _paint_bar_names(painter: QPainter, frame: Frame, content: ChartContent, theme: Theme) -> None:
    """Upright names and values over the bars while there is room; the mouse tells the others."""
    if not names_room(content.bars, frame.rect, painter.font()):
        return
    metrics = QFontMetricsF(painter.font())
    column = frame.pixel_x(1.0) - frame.pixel_x(0.0)
    painter.setPen(QColor(theme.text))
    for index, bar in enumerate(content.bars):
        bottom = min(frame.pixel_y(bar.value), frame.pixel_y(0.0)) - _GAP
        text = metrics.elidedText(_bar_text(bar), Qt.TextElideMode.ElideMiddle, bottom - frame.rect.top())
        painter.save()
        painter.translate(frame.pixel_x(index), bottom)
        painter.rotate(-90)
        place = QRectF(0, -column / 2, bottom - frame.rect.top(), column)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()


def _bar_text(bar: Bar) -> str:
    return f"{bar.name}  {bar.value:+.2f}"


def _along(box: QRectF) -> list[float]:
    """Places along a text, near enough for none to fit between."""
    count = max(1, math.ceil(box.width() / 12))
    return [box.left() + (index + 0.5) * box.width() / count for index in range(count)]


def _place(frame: Frame, x: float, y: float) -> QPointF:
    return frame.pixel(math.log10(x), y)
