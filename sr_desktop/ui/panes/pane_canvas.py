"""One pane's pixels: a picture or an error map at the zoom and the spot of all panes, and the crop that is measured."""

from __future__ import annotations

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.ui.compare.error_map import draw_error
from sr_desktop.ui.compare.painting import draw_frame, draw_label, draw_picture
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.compare.viewport_view import ViewportView
from sr_desktop.ui.theme import current_theme

_VEIL = QColor(20, 23, 28, 120)
_CLICK = 3
"""A selection of fewer pixels is a click."""


class PaneCanvas(ViewportView):
    """Draws by the viewport that it is given, and asks for another one by a signal; drags with Shift mark a crop."""

    viewport_wanted = Signal(object)
    """The user steers to this Viewport."""
    room_changed = Signal()
    """It has another size."""
    crop_dragged = Signal(QRect)
    """The user marks these pixels of the grid; a point (1 x 1) for a click."""

    def __init__(self) -> None:
        super().__init__()
        self._source: PixelSource | None = None
        self._gain = 0
        self._pixels_seen = False
        self._stale = ""
        self._crop, self._pinned = QRect(), False
        self._selecting = self._may_select = False
        self._corner: QPoint | None = None
        self._has_marked = False
        self.setMinimumSize(80, 60)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_pixels(self, file: PixelFile, *, pixels: bool = False) -> None:
        """Show a picture; pixels: never smooth it, so that a smaller one's own pixels are seen."""
        self._problem, self._gain, self._pixels_seen = "", 0, pixels
        self._source = self._map(file)
        self.update()

    def show_error(self, file: PixelFile, gain: int) -> None:
        """Show an error map, its levels `gain` times as large as they are."""
        self._problem, self._gain = "", gain
        self._source = self._map(file)
        self.update()

    def set_gain(self, gain: int) -> None:
        """Amplify the errors in another way."""
        self._gain = gain
        self.update()

    def show_text(self, text: str) -> None:
        """Show a sentence in the picture's place."""
        self._source, self._problem = None, text
        self.update()

    def set_stale(self, text: str) -> None:
        """Dim what is shown and say why: it is not what is wished now; "" for what is."""
        if text != self._stale:
            self._stale = text
            self.update()

    def show_crop(self, crop: QRect, *, pinned: bool) -> None:
        """Mark these pixels of the grid (none if it is empty); pinned: it does not follow the mouse."""
        if (crop, pinned) != (self._crop, self._pinned):
            self._crop, self._pinned = crop, pinned
            self.update()

    def set_selecting(self, selecting: bool) -> None:
        """Let a drag mark a crop (True) or pan."""
        self._selecting = selecting

    def follow(self, viewport: Viewport) -> None:
        """Show this part, as all panes do."""
        self._take_viewport(viewport)

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw only what is visible."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current_theme().canvas))
        if not self._draw_problem(painter) and self._source is not None:
            viewport, whole = self._viewport.snapped(), QRectF(self.rect())
            if self._gain:
                draw_error(painter, self._source, viewport, whole, gain=self._gain)
            else:
                draw_picture(painter, self._source, viewport, whole, pixels=self._pixels_seen)
            self._draw_crop(painter, viewport)
            if self._stale:
                painter.fillRect(whole, _VEIL)
                draw_label(painter, self._stale, QPointF(8, 8), room=whole.width() - 16)
        self._draw_focus(painter)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Tell of it: the viewport is that of all panes."""
        QWidget.resizeEvent(self, event)
        self.room_changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan, or with Shift or while selecting to mark a crop."""
        with_shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._may_select = event.button() == Qt.MouseButton.LeftButton and (self._selecting or with_shift)
        super().mousePressEvent(event)

    # --- for the base -------------------------------------------------------------------------------------------------

    @property
    def _blank(self) -> bool:
        return self._source is None

    def _set_viewport(self, viewport: Viewport) -> None:
        self.viewport_wanted.emit(viewport)

    def _press(self, at: QPointF) -> None:
        if self._may_select and not self._blank:
            self._corner, self._has_marked = self._nearest_pixel(at), False
        else:
            super()._press(at)

    def _drag_to(self, at: QPointF) -> None:
        if self._corner is None:
            super()._drag_to(at)
        else:
            marked = _from_to(self._corner, self._nearest_pixel(at))
            if max(marked.width(), marked.height()) > _CLICK:
                self._has_marked = True
                self.crop_dragged.emit(marked)

    def _release(self) -> None:
        corner, self._corner = self._corner, None
        super()._release()
        if corner is not None and not self._has_marked:
            self.crop_dragged.emit(QRect(corner, corner))

    def _show_cursor(self, at: QPointF) -> None:
        if self._corner is not None or (self._selecting and not self._blank and self._drag_from is None):
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            super()._show_cursor(at)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _nearest_pixel(self, at: QPointF) -> QPoint:
        x, y = self._viewport.to_grid(at.x(), at.y())
        limits = (self._viewport.grid_width - 1, self._viewport.grid_height - 1)
        return QPoint(*(min(max(0, math.floor(value)), limit) for value, limit in zip((x, y), limits, strict=True)))

    def _draw_crop(self, painter: QPainter, viewport: Viewport) -> None:
        if self._crop.isEmpty():
            return
        draw_frame(painter, viewport, self._crop, dashed=not self._pinned)


def _from_to(first: QPoint, second: QPoint) -> QRect:
    """The pixels from one corner to the opposite one, both included."""
    # Not QRect.normalized, which leaves both corners out where they are swapped.
    left, right = sorted((first.x(), second.x()))
    top, bottom = sorted((first.y(), second.y()))
    return QRect(left, top, right - left + 1, bottom - top + 1)
