"""The compare view: original and result on one grid, always in step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.core.protocol import PixelFile
from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.painting import DIFFERENCE_GAIN, draw_difference, draw_divider, draw_label, draw_picture
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.theme import current_theme

_GRAB = 12.0
_STEP = 1.25
_WHEEL_NOTCH = 120.0
_PAN_STEP = 64.0
_DIVIDER_STEP = 0.02
_GAP = 2.0
_MARGIN = 12.0


class CompareView(QWidget):
    """Shows an original, or an original and a result with a divider, side by side, in turn, or as their difference.

    Wheel: zoom at the cursor. Drag: pan, or move the divider. Double click: fit or 100 %. Space: the original while held.
    Arrows pan, Shift with left and right moves the divider.
    """

    zoom_changed = Signal(float)
    """Screen pixels per pixel of the result; 1.0 is 100 %."""
    cursor_moved = Signal(int, int)
    """The pixel of the result under the mouse; (-1, -1) outside."""
    mode_changed = Signal(object)
    """The CompareMode that is shown from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._original: PixelSource | None = None
        self._result: PixelSource | None = None
        self._baseline: PixelSource | None = None
        self._opaque = True
        self._original_label = self._result_label = self._problem = ""
        self._mode, self._before = CompareMode.SPLIT, BeforeFilter.BICUBIC
        self._split = 0.5
        self._viewport = Viewport(width=1, height=1, grid_width=1, grid_height=1)
        self._space_held = self._dragging_divider = False
        self._drag_from: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def show_original(self, pixels: PixelFile, label: str) -> None:
        """Show a source alone, fitted to the view."""
        self.clear()
        self._original_label = label
        source = self._map(pixels)
        if source is None:
            return
        self._original, self._opaque = source, pixels.opaque
        self._set_viewport(self._fresh_viewport(source.width, source.height).fitted())

    def show_result(self, pixels: PixelFile, baseline: PixelFile, label: str) -> None:
        """Show a result and the original on its grid, at the same spot and apparent size as what was seen before."""
        result = self._map(pixels)
        before = result if baseline.path == pixels.path else self._map(baseline)
        if result is None or before is None:
            return
        had_picture = self._original is not None
        self._result, self._baseline, self._result_label = result, before, label
        self._opaque = pixels.opaque
        viewport = self._viewport if had_picture else self._fresh_viewport(result.width, result.height).fitted()
        self._set_viewport(viewport.regridded(result.width, result.height))

    def clear_result(self) -> None:
        """Back to the original alone, at the same spot."""
        if self._result is not None and self._original is not None:
            self._set_viewport(self._viewport.regridded(self._original.width, self._original.height))
        self._result = self._baseline = None
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._original = self._result = self._baseline = None
        self._problem = ""
        self.update()

    def set_labels(self, original: str, result: str) -> None:
        """Say the labels in another language."""
        self._original_label, self._result_label = original, result
        self.update()

    def set_mode(self, mode: CompareMode) -> None:
        """Compare in another way."""
        if mode != self._mode:
            spot = self._viewport
            self._mode = mode
            self._set_viewport(spot.resized(*self._pane_size()))
            self.mode_changed.emit(mode)

    def set_before_filter(self, before: BeforeFilter) -> None:
        """Bring the original to the result's grid in another way."""
        self._before = before
        self.update()

    def set_split(self, fraction: float) -> None:
        """Move the divider to `fraction` (0..1) of the width."""
        self._split = min(1.0, max(0.0, fraction))
        self.update()

    def zoom_fit(self) -> None:
        """Show the whole picture."""
        self._set_viewport(self._viewport.fitted())

    def zoom_actual(self) -> None:
        """One pixel of the picture on one of the screen's."""
        self._zoom_to(1.0 / self.devicePixelRatioF())

    def zoom_in(self) -> None:
        """A step nearer, at the middle."""
        self._zoom_to(self._viewport.zoom * _STEP)

    def zoom_out(self) -> None:
        """A step away, at the middle."""
        self._zoom_to(self._viewport.zoom / _STEP)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as there is room."""
        return QSize(960, 640)

    # --- painting ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw only what is visible."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current_theme().canvas))
        if self._problem:
            painter.setPen(QColor(current_theme().text))
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), Qt.AlignmentFlag.AlignCenter, self._problem)
        elif self._original is not None or self._result is not None:
            self._paint_mode(painter)
        if self.hasFocus():
            painter.setPen(QColor(current_theme().focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _paint_mode(self, painter: QPainter) -> None:
        whole = QRectF(self.rect())
        if self._result is None or self._space_held:
            self._paint_before(painter, whole)
            self._label(painter, self._before_label(), whole)
        elif self._mode is CompareMode.SPLIT:
            self._paint_split(painter, whole)
        elif self._mode is CompareMode.SIDE_BY_SIDE:
            self._paint_side_by_side(painter)
        elif self._mode is CompareMode.FLICKER:
            self._draw(painter, self._result, whole)
            self._label(painter, self._result_label, whole)
        elif self._baseline is not None:
            draw_difference(painter, self._result, self._baseline, self._viewport, whole)
            self._label(painter, self.tr("Difference to bicubic, x{gain}").format(gain=DIFFERENCE_GAIN), whole)

    def _paint_split(self, painter: QPainter, whole: QRectF) -> None:
        x = self._divider_x()
        before, after = QRectF(0, 0, x, whole.height()), QRectF(x, 0, whole.width() - x, whole.height())
        self._paint_before(painter, before)
        if self._result is not None:
            self._draw(painter, self._result, after)
        draw_divider(painter, x, whole.height(), QColor(current_theme().accent), focused=self.hasFocus())
        self._label(painter, self._before_label(), before)
        corner = QPointF(whole.width() - _MARGIN, _MARGIN)
        draw_label(painter, self._result_label, corner, from_right=True, room=after.width() - 3 * _MARGIN)

    def _paint_side_by_side(self, painter: QPainter) -> None:
        width, height = self._pane_size()
        pane = QRectF(0, 0, width, height)
        self._paint_before(painter, pane)
        self._label(painter, self._before_label(), pane)
        painter.save()
        painter.translate(width + _GAP, 0)
        painter.setClipRect(pane)
        if self._result is not None:
            self._draw(painter, self._result, pane)
        self._label(painter, self._result_label, pane)
        painter.restore()

    def _paint_before(self, painter: QPainter, clip: QRectF) -> None:
        painter.save()
        painter.setClipRect(clip)
        on_grid = self._baseline if self._before is BeforeFilter.BICUBIC else None
        source = on_grid or self._original or self._baseline
        if source is not None:
            self._draw(painter, source, clip)
        painter.restore()

    def _draw(self, painter: QPainter, source: PixelSource, clip: QRectF) -> None:
        draw_picture(painter, source, self._viewport, clip, opaque=self._opaque)

    def _label(self, painter: QPainter, text: str, pane: QRectF) -> None:
        draw_label(painter, text, QPointF(pane.left() + _MARGIN, _MARGIN), room=pane.width() - 2 * _MARGIN)

    def _before_label(self) -> str:
        if self._result is not None and self._before is BeforeFilter.BICUBIC:
            return self.tr("{name}, bicubic").format(name=self._original_label)
        return self._original_label

    # --- mouse and keys -----------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the cursor."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH
        if notches:
            at = self._in_pane(event.position())
            self._set_viewport(self._viewport.zoomed(self._viewport.zoom * _STEP**notches, at.x(), at.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan, or to move the divider."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging_divider = self._over_divider(event.position())
            self._drag_from = event.position()
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan, move the divider, or tell what is under the mouse."""
        at = event.position()
        if self._drag_from is not None and self._dragging_divider:
            self.set_split(at.x() / max(1, self.width()))
        elif self._drag_from is not None:
            moved = at - self._drag_from
            self._drag_from = at
            self._set_viewport(self._viewport.panned(moved.x(), moved.y()))
        self._show_cursor(at)
        inside = self._in_pane(at)
        x, y = self._viewport.to_grid(inside.x(), inside.y())
        over = 0 <= x < self._viewport.grid_width and 0 <= y < self._viewport.grid_height
        self.cursor_moved.emit(int(x) if over else -1, int(y) if over else -1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag."""
        self._drag_from, self._dragging_divider = None, False
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fit, or 100 % at the cursor."""
        if self._over_divider(event.position()):
            self.set_split(0.5)
        elif self._viewport.is_fit:
            at = self._in_pane(event.position())
            self._set_viewport(self._viewport.zoomed(1.0 / self.devicePixelRatioF(), at.x(), at.y()))
        else:
            self.zoom_fit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is over no pixel any more."""
        self.cursor_moved.emit(-1, -1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space shows the original; arrows pan; Shift with left and right moves the divider."""
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        steps = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Space:
            self._hold_space(held=True)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and shift:
            self.set_split(self._split - steps[key][0] * _DIVIDER_STEP)
        elif key in steps:
            dx, dy = steps[key]
            self._set_viewport(self._viewport.panned(dx * _PAN_STEP, dy * _PAN_STEP))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Back from the original."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(held=False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """A key that is released elsewhere is released."""
        self._hold_space(held=False)
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the spot, or the fit."""
        self._set_viewport(self._viewport.resized(*self._pane_size()))
        super().resizeEvent(event)

    def _hold_space(self, *, held: bool) -> None:
        if held != self._space_held:
            self._space_held = held
            self.update()

    def _show_cursor(self, at: QPointF) -> None:
        if self._dragging_divider or (self._drag_from is None and self._over_divider(at)):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._original is None and self._result is None:
            self.unsetCursor()
        else:
            dragging = self._drag_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)

    def _over_divider(self, at: QPointF) -> bool:
        shown = self._mode is CompareMode.SPLIT and self._result is not None
        return shown and abs(at.x() - self._divider_x()) <= _GRAB

    def _divider_x(self) -> float:
        return round(self._split * self.width())

    def _zoom_to(self, zoom: float) -> None:
        width, height = self._pane_size()
        self._set_viewport(self._viewport.zoomed(zoom, width / 2, height / 2))

    def _pane_size(self) -> tuple[float, float]:
        if self._mode is CompareMode.SIDE_BY_SIDE and self._result is not None:
            return max(1.0, (self.width() - _GAP) / 2), max(1.0, float(self.height()))
        return max(1.0, float(self.width())), max(1.0, float(self.height()))

    def _in_pane(self, at: QPointF) -> QPointF:
        width = self._pane_size()[0]
        return QPointF(at.x() - width - _GAP, at.y()) if at.x() > width else at

    def _fresh_viewport(self, grid_width: int, grid_height: int) -> Viewport:
        width, height = self._pane_size()
        return Viewport(width=width, height=height, grid_width=grid_width, grid_height=grid_height)

    def _set_viewport(self, viewport: Viewport) -> None:
        viewport = viewport.resized(*self._pane_size())
        changed = viewport.zoom != self._viewport.zoom
        self._viewport = viewport
        if changed:
            self.zoom_changed.emit(viewport.zoom * self.devicePixelRatioF())
        self.update()

    def _map(self, pixels: PixelFile) -> PixelSource | None:
        try:
            self._problem = ""
            return PixelSource(pixels)
        except (OSError, ValueError) as error:
            self._problem = self.tr("The picture cannot be shown: {reason}").format(reason=error)
            self.update()
            return None
