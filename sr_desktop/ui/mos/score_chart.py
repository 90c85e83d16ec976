"""Mean opinion scores against PSNR, each with the 95 % interval of its mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sr_desktop.core.mos.study import BEST, WORST
from sr_desktop.ui.benchmark.label_places import place_labels
from sr_desktop.ui.curves.direct_axis import DirectAxis
from sr_desktop.ui.curves.palette import COLOURS
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View

_ROOM, _LEAST_ROOM = 0.25, 0.5
_HEIGHT, _GRID = 200, 60
_LOW, _HIGH = WORST - 0.2, BEST + 0.4


@dataclass(frozen=True, kw_only=True)
class ScorePoint:
    """A method; mean and half of the interval in 1..5, psnr in dB, None where all its answers equal the truth."""

    title: str
    mean: float
    half: float
    psnr: float | None


class ScoreChart(View):
    """Axes by pyqtgraph, over them points with their intervals; what has no PSNR is a dashed line at its score."""

    def __init__(self) -> None:
        super().__init__()
        self._points: tuple[ScorePoint, ...] = ()
        self._graph = pg.GraphicsView()
        self._graph.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self.box.disableAutoRange()
        self._left, self._bottom = DirectAxis("left"), DirectAxis("bottom")
        self._left.setTicks([[(score, str(score)) for score in range(WORST, BEST + 1)]])
        self._left.setGrid(_GRID)
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(6, 8, 14, 4)
        layout.setSpacing(0)
        for item, row, place in ((self._left, 0, 0), (self.box, 0, 1), (self._bottom, 1, 1)):
            layout.addItem(item, row, place)
        for axis in (self._left, self._bottom):
            axis.linkToView(self.box)
            axis.setZValue(-1000)
            axis.enableAutoSIPrefix(False)
            # Else they change their size while they are painted, and the points stand where the axis was.
            axis.setStyle(autoExpandTextSpace=False, autoReduceTextSpace=False)
        self._graph.setCentralItem(layout)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._graph)
        self._sheet = _ScoreSheet(self)
        self.setMinimumHeight(_HEIGHT)
        self.retranslate()

    def show_points(self, points: Sequence[ScorePoint]) -> None:
        """Draw these."""
        self._points = tuple(points)
        self._draw()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Mean opinion score against PSNR"))
        self._sheet.setToolTip(self.tr("Mean opinion score against PSNR, with the 95 % interval of the mean"))
        self._draw()

    def redraw_icons(self) -> None:
        """Draw in the colours of the present theme."""
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The sheet covers all of it."""
        super().resizeEvent(event)
        self._sheet.setGeometry(self.rect())

    def _draw(self) -> None:
        theme = current_theme()
        self._graph.setBackground(QColor(theme.panel))
        for axis, text in ((self._left, "MOS"), (self._bottom, "PSNR (dB)")):
            axis.setPen(QPen(QColor(theme.field_line), 1))
            axis.setTextPen(QPen(QColor(theme.hint)))
            axis.setTickFont(self.font())
            axis.setLabel(text)
        known = [point.psnr for point in self._points if point.psnr is not None]
        room = max(_LEAST_ROOM, _ROOM * (max(known) - min(known))) if known else 1.0
        low, high = min(known, default=0.0) - room, max(known, default=1.0) + room
        self.box.setRange(xRange=(low, high), yRange=(_LOW, _HIGH), padding=0)
        self._sheet.show_points(self._points, low, high)
        self.setAccessibleDescription(
            "; ".join(f"{point.title}: {point.mean:.2f} ± {point.half:.2f}" for point in self._points)
        )


class _ScoreSheet(QWidget):
    """Covers the chart: points, intervals, levels, and names that do not hide each other."""

    def __init__(self, chart: ScoreChart) -> None:
        super().__init__(chart)
        self._chart = chart
        self._points: tuple[ScorePoint, ...] = ()
        self._x = 0.0, 1.0

    def show_points(self, points: tuple[ScorePoint, ...], low: float, high: float) -> None:
        """Paint these from now on; low, high: what the axis shows in dB."""
        self._points, self._x = points, (low, high)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint all of it."""
        area = QRectF(self._chart.box.sceneBoundingRect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = COLOURS[current_theme().name]
        labels: list[tuple[QPointF, str]] = []
        for number, point in enumerate(self._points):
            colour = QColor(colours[number % len(colours)])
            if point.psnr is None:
                labels.append(_paint_level(painter, area, point, colour))
            else:
                labels.append(_paint_point(painter, area, point, self._across(area, point.psnr), colour))
        self._write(painter, area, labels)
        painter.end()

    def _across(self, area: QRectF, psnr: float) -> float:
        low, high = self._x
        return area.left() + area.width() * (psnr - low) / (high - low)

    def _write(self, painter: QPainter, area: QRectF, labels: list[tuple[QPointF, str]]) -> None:
        metrics = self.fontMetrics()
        sizes = [QSizeF(metrics.horizontalAdvance(text) + 4, metrics.height()) for _, text in labels]
        back = QColor(current_theme().panel)
        back.setAlphaF(0.8)
        painter.setFont(self.font())
        for rect, (_, text) in zip(place_labels([place for place, _ in labels], sizes, area), labels, strict=True):
            painter.fillRect(rect, back)
            painter.setPen(QColor(current_theme().text))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


def _down(area: QRectF, score: float) -> float:
    return area.bottom() - area.height() * (min(max(score, WORST), BEST) - _LOW) / (_HIGH - _LOW)


def _paint_point(painter: QPainter, area: QRectF, point: ScorePoint, x: float, colour: QColor) -> tuple[QPointF, str]:
    place = QPointF(x, _down(area, point.mean))
    painter.setPen(QPen(colour, 1.6))
    painter.drawLine(QPointF(x, _down(area, point.mean - point.half)), QPointF(x, _down(area, point.mean + point.half)))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(place, 5.0, 5.0)
    return place, point.title


def _paint_level(painter: QPainter, area: QRectF, point: ScorePoint, colour: QColor) -> tuple[QPointF, str]:
    y = _down(area, point.mean)
    pen = QPen(colour, 1.2)
    pen.setDashPattern([6, 4])
    painter.setPen(pen)
    painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
    return QPointF(area.left() + 1, y), f"{point.title} {point.mean:.2f}"
