"""One chart: pyqtgraph's axes, points and bars, and over them names that do not hide each other."""

from __future__ import annotations

import math

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sr_desktop.ui.benchmark.chart_content import ChartContent
from sr_desktop.ui.benchmark.chart_sheet import ChartSheet, names_room, paint_sheet
from sr_desktop.ui.curves.direct_axis import DirectAxis
from sr_desktop.ui.curves.frame import Frame, Range, range_of
from sr_desktop.ui.curves.palette import COLOURS
from sr_desktop.ui.curves.ticks import log_ticks, short_number
from sr_desktop.ui.theme import Theme, current_theme

_GRID = 60
_X_ROOM, _Y_ROOM = 0.12, 0.16
_SIZE = 11
_TICK_WIDTH = 2.8
"""How many times wider a number is than high."""
_DENSITY = 2
_TITLE = 30


class BenchmarkChart(QWidget):
    """Shows one content at a time; names and values are told under the mouse as well."""

    def __init__(self) -> None:
        super().__init__()
        self._content: ChartContent | None = None
        self._graph = pg.GraphicsView()
        self._graph.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._box.disableAutoRange()
        self._left, self._bottom = DirectAxis("left"), DirectAxis("bottom")
        self._layout = pg.GraphicsLayout()
        self._layout.setContentsMargins(6, 8, 14, 4)
        self._layout.setSpacing(0)
        for item, row, column in ((self._left, 0, 0), (self._box, 0, 1), (self._bottom, 1, 1)):
            self._layout.addItem(item, row, column)
        for axis in (self._left, self._bottom):
            axis.linkToView(self._box)
            axis.setZValue(-1000)
            axis.enableAutoSIPrefix(False)
            # Else they change their size while they are painted, and the names stand where the points were.
            axis.setStyle(autoExpandTextSpace=False, autoReduceTextSpace=False)
        self._left.setGrid(_GRID)
        self._left.tickStrings = _numbers
        self._graph.setCentralItem(self._layout)
        self._items: list[pg.GraphicsObject] = []
        self._ranges = Range(low=0.0, high=1.0), Range(low=0.0, high=1.0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._graph)
        self.sheet = ChartSheet(self)
        self.setMinimumHeight(180)

    def show_content(self, content: ChartContent) -> None:
        """Draw this."""
        if content == self._content:
            return
        self._content = content
        self.sheet.setAccessibleName(content.title)
        self.sheet.setAccessibleDescription(_spoken(content))
        self.redraw()

    def redraw(self) -> None:
        """Draw anew, in the size and the colours of now."""
        if self._content is None:
            return
        theme = current_theme()
        self._graph.setBackground(QColor(theme.panel))
        for axis in (self._left, self._bottom):
            axis.setPen(QPen(QColor(theme.field_line), 1))
            axis.setTextPen(QPen(QColor(theme.hint)))
            axis.setTickFont(self.font())
            axis.label.setFont(self.font())
        metrics = self.fontMetrics()
        self._left.setWidth(metrics.horizontalAdvance("-0.000") + metrics.height() + 18)
        self._fill(self._content, theme)
        self._layout.layout.activate()
        self.sheet.show_content(self._frame(), self._content)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Names find other places."""
        super().resizeEvent(event)
        self.sheet.setGeometry(self.rect())
        self.redraw()

    def to_png(self) -> bytes:
        """The chart with title and protocol, twice as sharp as on the screen. Raises MemoryError."""
        content = self._content or ChartContent(caption="", titles={}, y_label="")
        size = QSize(self.width(), self.height() + 2 * _TITLE)
        image = QImage(size * _DENSITY, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_DENSITY)
        theme = current_theme()
        image.fill(QColor(theme.panel))
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _paint_line(
            painter, QRectF(12, 0, size.width() - 24, _TITLE), content.title, self.font(), QColor(theme.text), bold=True
        )
        painter.translate(0, _TITLE)
        area = self._graph.viewport().rect()
        self._graph.render(painter, QRectF(area), area)
        frame = self._frame()
        if frame:
            paint_sheet(painter, frame, content, theme, self.font())
        painter.translate(0, self.height())
        _paint_line(painter, QRectF(12, 0, size.width() - 24, _TITLE), content.caption, self.font(), QColor(theme.hint))
        painter.end()
        return _encoded(image)

    def _fill(self, content: ChartContent, theme: Theme) -> None:
        for item in self._items:
            self._box.removeItem(item)
        self._items = []
        self._left.setLabel(content.y_label)
        self._bottom.setLabel(content.x_label)
        if content.bars:
            self._show_bars(content, theme)
        else:
            self._show_points(content, theme)

    def _show_points(self, content: ChartContent, theme: Theme) -> None:
        x = range_of([math.log10(point.x) for point in content.points]) or Range(low=0.0, high=1.0)
        heights = [point.y for point in content.points] + [level.y for level in content.levels]
        y = range_of(heights) or Range(low=0.0, high=1.0)
        if x.span < 1.0:
            x = Range(low=x.low - (1.0 - x.span) / 2, high=x.high + (1.0 - x.span) / 2)
        self._set_range(x.padded(_X_ROOM), y.padded(_Y_ROOM))
        self._bottom.setStyle(showValues=True)
        shown = self._ranges[0]
        width = max(100.0, float(self._box.width())) / _TICK_WIDTH
        ticks = log_ticks(shown, width) if content.points else ()
        written = [(tick.place, short_number(10.0**tick.place, 10.0**tick.place)) for tick in ticks if tick.text]
        self._bottom.setTicks([written, [(tick.place, "") for tick in ticks if not tick.text]])
        for point in content.points:
            item = pg.ScatterPlotItem(
                x=[math.log10(point.x)],
                y=[point.y],
                size=_SIZE,
                pen=pg.mkPen(QColor(theme.panel), width=1.5),  # cosmetic: symbols are drawn in a scale of their own
                antialias=True,
                brush=QColor(content.colour(point.model, theme)),
            )
            self._add(item)

    def _show_bars(self, content: ChartContent, theme: Theme) -> None:
        values = [bar.value for bar in content.bars]
        y = (range_of([0.0, *values]) or Range(low=0.0, high=1.0)).padded(0.04)
        # The names stand over the bars.
        share = names_room(content.bars, QRectF(self._box.sceneBoundingRect()), self.font())
        y = Range(low=y.low, high=y.high + y.span * share / (1.0 - share))
        self._set_range(Range(low=-0.5, high=len(values) - 0.5).padded(0.02), y)
        self._bottom.setTicks([[], []])
        self._bottom.setStyle(showValues=False)
        ahead, behind = COLOURS[theme.name][:2]
        for colour, chosen in ((ahead, [value >= 0 for value in values]), (behind, [value < 0 for value in values])):
            x = [index for index, is_chosen in enumerate(chosen) if is_chosen]
            if x:
                self._add(
                    pg.BarGraphItem(x=x, height=[values[index] for index in x], width=0.8, brush=QColor(colour), pen=None)
                )

    def _add(self, item: pg.GraphicsObject) -> None:
        self._box.addItem(item, ignoreBounds=True)
        self._items.append(item)

    def _set_range(self, x: Range, y: Range) -> None:
        self._ranges = x, y
        self._box.setRange(xRange=(x.low, x.high), yRange=(y.low, y.high), padding=0)

    def _frame(self) -> Frame | None:
        rect = QRectF(self._box.sceneBoundingRect())
        if rect.width() < 10 or rect.height() < 10 or self._content is None:
            return None
        return Frame(rect=rect, x=self._ranges[0], y=self._ranges[1])


def _numbers(values: list[float], scale: float, spacing: float) -> list[str]:
    return [short_number(value * scale, spacing * scale) for value in values]


def _spoken(content: ChartContent) -> str:
    points = [f"{content.titles[point.model]}: {point.y:.2f} dB, {point.x:.4g}" for point in content.points]
    levels = [f"{content.titles[level.model]}: {level.y:.2f} dB" for level in content.levels]
    return "; ".join([*points, *levels, *(f"{bar.name}: {bar.value:+.2f} dB" for bar in content.bars)])


def _paint_line(painter: QPainter, rect: QRectF, text: str, font: QFont, colour: QColor, *, bold: bool = False) -> None:
    used = QFont(font)
    used.setBold(bold)
    painter.setFont(used)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _encoded(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise MemoryError(f"no picture of {image.width()} x {image.height()} pixels: {writer.errorString()}")
    return bytes(buffer.data().data())
