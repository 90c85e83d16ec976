"""The chart below the sheet: pyqtgraph's axes and curves, told what to show. Not steered by the mouse itself."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem

from sr_desktop.ui.curves.clipping import clipped
from sr_desktop.ui.curves.content import Content, Stroke, Wish
from sr_desktop.ui.curves.direct_axis import DirectAxis
from sr_desktop.ui.curves.frame import Frame
from sr_desktop.ui.curves.smoothing import FloatArray
from sr_desktop.ui.curves.texts import time_unit, unit_text, x_unit_text
from sr_desktop.ui.curves.ticks import log_ticks, short_number
from sr_desktop.ui.curves.x_axis import XKind
from sr_desktop.ui.theme import Theme

_BEHIND = -1000
_CACHED = QGraphicsItem.CacheMode.DeviceCoordinateCache
_GRID = 60
"""Of 255."""
_LINE, _FAINT_LINE = 1.8, 1.0
_FAINT, _FAINTER = 0.32, 0.18
"""How much of its colour a curve keeps under its average: of one run, of each of several."""
_MANY = 400
"""Points beyond which a thick line is drawn piece by piece, which takes Qt a fraction of the time."""


class Chart:
    """A pyqtgraph view with a left and a bottom axis. `widget` goes into a layout."""

    def __init__(self) -> None:
        self.widget = pg.GraphicsView()
        self._box = pg.ViewBox(enableMenu=False, enableMouse=False)
        self._box.disableAutoRange()
        self._left, self._bottom = DirectAxis("left"), DirectAxis("bottom")
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(6, 8, 14, 4)
        layout.setSpacing(0)
        for item, row, column in ((self._left, 0, 0), (self._box, 0, 1), (self._bottom, 1, 1)):
            layout.addItem(item, row, column)
        for axis in (self._left, self._bottom):
            axis.linkToView(self._box)
            axis.setZValue(_BEHIND)  # the grid, which the axes draw, lies under the curves
            axis.enableAutoSIPrefix(False)
            axis.setGrid(_GRID)
            # Grid and numbers cost more than the curves, and seldom change.
            axis.setCacheMode(_CACHED)
        self._bottom.tickStrings = _numbers
        self._left.setStyle(autoExpandTextSpace=False, autoReduceTextSpace=False)
        self._layout = layout
        self.widget.setCentralItem(layout)
        self.widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._curves: list[pg.PlotCurveItem] = []
        self._shown: Content | None = None
        self._ticks: list[list[tuple[float, str]]] | None = None
        self._named: tuple[object, ...] = ()

    def frame(self) -> Frame | None:
        """Where the curves are; None while there is no room for them."""
        rect = QRectF(self._box.sceneBoundingRect())
        if rect.width() < 10 or rect.height() < 10 or self._shown is None:
            return None
        return Frame(rect=rect, x=self._shown.wish.x, y=self._shown.y)

    @property
    def plot_width(self) -> int:
        """Columns of pixels for the curves."""
        return max(100, int(self._box.width()))

    def show(self, content: Content, font: QFont) -> None:
        """Draw what `content` holds."""
        self._shown = content
        self._label(content, font)
        self._box.setRange(xRange=(content.wish.x.low, content.wish.x.high), yRange=(content.y.low, content.y.high), padding=0)
        lines = [line for stroke in content.strokes for line in _lines_of(stroke, content.wish)]
        ticks = self._log_ticks(content)
        if ticks != self._ticks:
            self._ticks = ticks
            self._left.setTicks(ticks)
        while len(self._curves) < len(lines):
            curve = pg.PlotCurveItem(antialias=True)
            self._box.addItem(curve, ignoreBounds=True)
            self._curves.append(curve)
        while len(self._curves) > len(lines):
            self._box.removeItem(self._curves.pop())
        for curve, (whole_x, whole_y, pen, level) in zip(self._curves, lines, strict=True):
            x, y = clipped(whole_x, whole_y, content.wish.x, content.y)
            whole = bool(np.isfinite(y).all())
            curve.setSegmentedLineMode("on" if len(x) > _MANY and pen.style() == Qt.PenStyle.SolidLine else "off")
            curve.setData(x, y, pen=pen, connect="all" if whole else "finite", skipFiniteCheck=whole)
            curve.setZValue(level)

    def restyle(self, theme: Theme) -> None:
        """Draw axes and background in the colours of `theme`."""
        self.widget.setBackground(QColor(theme.panel))
        for axis in (self._left, self._bottom):
            axis.setPen(QPen(QColor(theme.field_line), 1))
            axis.setTextPen(QPen(QColor(theme.hint)))

    def paint(self, painter: QPainter) -> None:
        """Draw onto something else, in the size of the widget, from the painter's origin on."""
        area = self.widget.viewport().rect()
        for axis in (self._left, self._bottom):
            axis.setCacheMode(QGraphicsItem.CacheMode.NoCache)  # sharp at any density, and drawn as lines where lines can be
        self.widget.render(painter, QRectF(area), area)
        for axis in (self._left, self._bottom):
            axis.setCacheMode(_CACHED)

    def settle(self) -> None:
        """Give all parts their places now, not with the next event."""
        self._layout.layout.activate()

    def _log_ticks(self, content: Content) -> list[list[tuple[float, str]]] | None:
        """Ticks with a number and those without; None leaves them to pyqtgraph, whose logarithmic numbers overlap."""
        if not content.wish.log:
            return None
        ticks = log_ticks(content.y, max(1.0, float(self._box.height())))
        return [
            [(tick.place, tick.text) for tick in ticks if tick.text],
            [(tick.place, "") for tick in ticks if not tick.text],
        ]

    def _label(self, content: Content, font: QFont) -> None:
        wish = content.wish
        named = (unit_text(wish.kind), x_unit_text(wish.x_kind, wish.x.high), wish.x_named, wish.x_kind, font.key())
        if named == self._named:
            return
        self._named = named
        metrics = self.widget.fontMetrics()
        for axis in (self._left, self._bottom):
            axis.setStyle(tickFont=font)
            axis.label.setFont(font)
        self._left.setWidth(metrics.horizontalAdvance("0.0000") + metrics.height() + 18)
        self._left.setLabel(unit_text(wish.kind))
        self._bottom.setLabel(x_unit_text(wish.x_kind, wish.x.high))
        self._bottom.showLabel(wish.x_named)
        unit = time_unit(wish.x.high) if wish.x_kind is XKind.TIME else 1.0
        self._bottom.setScale(1 / unit)


def _numbers(values: Sequence[float], scale: float, spacing: float) -> list[str]:
    return [short_number(value * scale, spacing * scale) for value in values]


def _lines_of(stroke: Stroke, wish: Wish) -> list[tuple[FloatArray, FloatArray, QPen, int]]:
    """x, y, pen and height in the stack; the curve itself is faint and thin under its average."""
    if stroke.average is None:
        return [(stroke.x, stroke.y, _cosmetic(stroke.style.pen(_LINE), wish), 1)]
    x, y = stroke.average
    faint = QPen(_faint(stroke.style.colour, wish), _FAINT_LINE)
    return [(stroke.x, stroke.y, _cosmetic(faint, wish), 0), (x, y, _cosmetic(stroke.style.pen(_LINE), wish), 1)]


def _faint(colour: str, wish: Wish) -> QColor:
    """Mixed with the background: where pieces of a transparent line meet, dots would show."""
    front, behind = QColor(colour), QColor(wish.theme.panel)
    share = _FAINT if len(wish.runs) == 1 else _FAINTER

    def mixed(mine: float, other: float) -> float:
        return share * mine + (1 - share) * other

    return QColor.fromRgbF(
        mixed(front.redF(), behind.redF()), mixed(front.greenF(), behind.greenF()), mixed(front.blueF(), behind.blueF())
    )


def _cosmetic(pen: QPen, wish: Wish) -> QPen:
    """As wide in the plot's own coordinates, whatever its ranges are; Qt then counts the device's pixels."""
    pen.setCosmetic(True)
    pen.setWidthF(pen.widthF() * wish.density)
    return pen
