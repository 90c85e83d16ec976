"""What the compare view shows: which picture stands where, under which label, in each mode."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QPainter

from sr_desktop.core.messages.meter import GAIN
from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.painting import draw_divider, draw_frame, draw_label, draw_picture
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport

MAX_GAIN = 32
"""More would leave too few steps between black and white."""
_GAP = 4.0
_GRAB = 16.0
_MARGIN = 12.0


@dataclass(kw_only=True)
class Scene:
    """The pictures and the ways of showing them; sizes and points are device-independent pixels of the view."""

    original: PixelSource | None = None
    result: PixelSource | None = None
    baseline: PixelSource | None = None
    heat: PixelSource | None = None
    """How far the shrunk result is from the original, on the original's grid; none until it is measured."""
    heat_label: str = ""
    marked: tuple[int, int, int, int] | None = None
    """A part of the original that is framed: left, top, width, height."""
    original_label: str = ""
    result_label: str = ""
    mode: CompareMode = CompareMode.SPLIT
    before: BeforeFilter = BeforeFilter.BICUBIC
    split: float = 0.5
    gain: int = 4
    """How many times as large as they are differences are shown, 1..MAX_GAIN."""
    same_grid: bool = False
    """Whether the original has the result's pixels itself, so that no filter brought it there and its label names none."""
    only_before: bool = False
    """Whether the original takes the result's place for the moment."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return self.original is None and self.result is None

    @property
    def has_divider(self) -> bool:
        """Whether a divider can be moved."""
        return self.mode is CompareMode.SPLIT and self.result is not None

    def clear(self) -> None:
        """Let go of all pictures."""
        self.original = self.result = self.baseline = self.heat = self.marked = None

    def pane_size(self, size: QSizeF) -> QSizeF:
        """The room that each picture has in a view of `size`; at least 1 x 1."""
        width = (size.width() - _GAP) / 2 if self._has_two_panes else size.width()
        return QSizeF(max(1.0, width), max(1.0, size.height()))

    def in_pane(self, at: QPointF, size: QSizeF) -> QPointF:
        """A point of the view as a point of the pane it lies in."""
        second = self._second_pane(size)
        return QPointF(at.x() - second, at.y()) if self._has_two_panes and at.x() >= second else at

    def divider_x(self, size: QSizeF) -> float:
        """Where the divider stands, on a whole pixel."""
        return float(round(self.split * size.width()))

    def over_divider(self, at: QPointF, size: QSizeF) -> bool:
        """Whether a press at `at` would take the divider."""
        return self.has_divider and not self.only_before and abs(at.x() - self.divider_x(size)) <= _GRAB

    def paint(self, painter: QPainter, size: QSizeF, viewport: Viewport, handle: QColor | None) -> None:
        """Draw everything. handle: the colour of the divider's handle while the keyboard moves it."""
        self._paint_pictures(painter, size, viewport, handle)
        if self.marked is not None and self.original is not None:
            self._paint_mark(painter, size, viewport)

    def _paint_pictures(self, painter: QPainter, size: QSizeF, viewport: Viewport, handle: QColor | None) -> None:
        whole = QRectF(QPointF(0, 0), size)
        if self._has_two_panes:
            self._paint_side_by_side(painter, size, viewport)
        elif self.result is None or self.baseline is None or self.only_before:
            self._paint_before(painter, viewport, whole)
        elif self.mode is CompareMode.SPLIT:
            self._paint_split(painter, size, viewport, handle)
        elif self.mode is CompareMode.DIFFERENCE:
            _paint_difference(painter, self.result, self.baseline, viewport, whole, gain=self.gain)
        elif self.mode is CompareMode.HEAT:
            self._paint_heat(painter, viewport, whole)
        else:
            self._paint_after(painter, viewport, whole)

    @property
    def _has_two_panes(self) -> bool:
        return self.mode is CompareMode.SIDE_BY_SIDE and self.result is not None

    def _second_pane(self, size: QSizeF) -> float:
        return float(round(self.pane_size(size).width() + _GAP))

    def _paint_split(self, painter: QPainter, size: QSizeF, viewport: Viewport, handle: QColor | None) -> None:
        x = self.divider_x(size)
        left, right = QRectF(0, 0, x, size.height()), QRectF(x, 0, size.width() - x, size.height())
        self._paint_before(painter, viewport, left)
        self._paint_after(painter, viewport, right, label_from_right=True)
        draw_divider(painter, x, size.height(), handle)

    def _paint_side_by_side(self, painter: QPainter, size: QSizeF, viewport: Viewport) -> None:
        pane = QRectF(QPointF(0, 0), self.pane_size(size))
        self._paint_before(painter, viewport, pane)
        painter.save()
        painter.translate(self._second_pane(size), 0)
        if self.only_before:
            self._paint_before(painter, viewport, pane)
        else:
            self._paint_after(painter, viewport, pane)
        painter.restore()

    def _paint_before(self, painter: QPainter, viewport: Viewport, pane: QRectF) -> None:
        filtered = self.baseline if self.before is BeforeFilter.BICUBIC else None
        source = filtered or self.original or self.baseline
        if source is not None:
            _draw(painter, source, viewport, pane, pixels=self.result is not None and filtered is None)
        label = self.original_label
        if filtered is not None and not self.same_grid:
            label = QCoreApplication.translate("CompareView", "{name}, bicubic").format(name=label)
        _label(painter, label, pane)

    def _paint_mark(self, painter: QPainter, size: QSizeF, viewport: Viewport) -> None:
        if self.marked is None or self.original is None:
            return
        across, down = viewport.grid_width / self.original.width, viewport.grid_height / self.original.height
        left, top, width, height = self.marked
        frame = QRectF(left * across, top * down, width * across, height * down).toRect()
        pane = QRectF(QPointF(0, 0), self.pane_size(size))
        for start in (0.0, self._second_pane(size)) if self._has_two_panes else (0.0,):
            painter.save()
            painter.translate(start, 0)
            painter.setClipRect(pane)
            draw_frame(painter, viewport, frame)
            painter.restore()

    def _paint_heat(self, painter: QPainter, viewport: Viewport, pane: QRectF) -> None:
        from sr_desktop.ui.compare.error_map import draw_error  # noqa: PLC0415 - late, as the difference is

        if self.heat is not None:
            draw_error(painter, self.heat, viewport, pane, gain=GAIN)
        elif self.result is not None:
            _draw(painter, self.result, viewport, pane)
        waiting = QCoreApplication.translate("CompareView", "Measuring...")
        _label(painter, self.heat_label if self.heat is not None else waiting, pane)

    def _paint_after(self, painter: QPainter, viewport: Viewport, pane: QRectF, *, label_from_right: bool = False) -> None:
        if self.result is not None:
            _draw(painter, self.result, viewport, pane)
        _label(painter, self.result_label, pane, from_right=label_from_right)


def _paint_difference(
    painter: QPainter, result: PixelSource, baseline: PixelSource, viewport: Viewport, pane: QRectF, *, gain: int
) -> None:
    from sr_desktop.ui.compare.difference import draw_difference  # noqa: PLC0415 - late, see there

    draw_difference(painter, result, baseline, viewport, pane, gain=gain)
    text = QCoreApplication.translate("CompareView", "Difference to bicubic, x{gain}")
    _label(painter, text.format(gain=gain), pane)


def _draw(painter: QPainter, source: PixelSource, viewport: Viewport, pane: QRectF, *, pixels: bool = False) -> None:
    painter.save()
    painter.setClipRect(pane)
    draw_picture(painter, source, viewport, pane, pixels=pixels)
    painter.restore()


def _label(painter: QPainter, text: str, pane: QRectF, *, from_right: bool = False) -> None:
    x = pane.right() - _MARGIN if from_right else pane.left() + _MARGIN
    draw_label(painter, text, QPointF(x, _MARGIN), from_right=from_right, room=pane.width() - 2 * _MARGIN)
