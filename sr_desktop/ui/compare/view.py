"""The compare view: original and result on one grid, always in step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from sr_desktop.core.protocol import PixelFile
from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.scene import Scene
from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.theme import current_theme

_STEP = 1.25
_WHEEL_NOTCH = 120.0
_WHEEL_PIXELS = 60.0
"""What a touchpad's pixels count for where it tells no angle: so many are one notch."""
_PAN_STEP = 64.0
_DIVIDER_STEP = 0.02
_ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class CompareView(QWidget):
    """Shows an original, or an original and a result with a divider, side by side, in turn, or as their difference.

    Wheel, pinch, plus and minus: zoom. Drag: pan, or move the divider. Double click: fit or 100 %. Space: the original
    while held. Arrows pan, Shift with left and right moves the divider.
    """

    zoom_changed = Signal(float)
    """Physical screen pixels per pixel of the result; 1.0 is 100 %."""
    cursor_moved = Signal(int, int)
    """The pixel of the result under the mouse; (-1, -1) outside."""
    mode_changed = Signal(object)
    """The CompareMode that is shown from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = Scene()
        self._problem = ""
        self._viewport = Viewport(width=1, height=1, grid_width=1, grid_height=1)
        self._drag_from: QPointF | None = None
        self._divider_offset: float | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(200, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._retranslate()

    # --- pictures -----------------------------------------------------------------------------------------------------

    def show_original(self, pixels: PixelFile, label: str) -> None:
        """Show a source alone, fitted to the view; a sentence where its file is gone or too short."""
        self.clear()
        source = self._map(pixels)
        if source is None:
            return
        self._scene.original, self._scene.original_label = source, label
        self._set_viewport(self._fresh_viewport(source))

    def show_result(self, pixels: PixelFile, baseline: PixelFile, label: str) -> None:
        """Show a result and the original on its grid, at the same spot and apparent size as what was seen before.

        baseline: the original at the result's size. A sentence where a file is gone or too short.
        """
        self._problem = ""
        result = self._map(pixels)
        before = self._map(baseline) if result is not None else None
        if result is None or before is None:
            return
        viewport = self._fresh_viewport(result) if self._scene.empty else self._viewport
        self._scene.result, self._scene.baseline, self._scene.result_label = result, before, label
        self._set_viewport(viewport.regridded(result.width, result.height))

    def clear_result(self) -> None:
        """Back to the original alone, at the same spot."""
        original = self._scene.original
        had_result = self._scene.result is not None
        self._scene.result = self._scene.baseline = None
        if had_result and original is not None:
            self._set_viewport(self._viewport.regridded(original.width, original.height))
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._scene.clear()
        self._problem, self._drag_from, self._divider_offset = "", None, None
        self.unsetCursor()
        self.update()

    # --- ways of looking ----------------------------------------------------------------------------------------------

    def set_labels(self, original: str, result: str) -> None:
        """Say the labels in another language."""
        self._scene.original_label, self._scene.result_label = original, result
        self.update()

    def set_mode(self, mode: CompareMode) -> None:
        """Compare in another way."""
        if mode is not self._scene.mode:
            self._scene.mode = mode
            self._set_viewport(self._viewport)
            self.mode_changed.emit(mode)

    def set_before_filter(self, before: BeforeFilter) -> None:
        """Bring the original to the result's grid in another way."""
        self._scene.before = before
        self.update()

    def set_split(self, fraction: float) -> None:
        """Move the divider to `fraction` (0..1) of the width."""
        self._scene.split = min(1.0, max(0.0, fraction))
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

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as there is room."""
        return QSize(960, 640)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw only what is visible."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if self._problem:
            painter.setPen(QColor(theme.text))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self._problem)
        elif not self._scene.empty:
            handle = QColor(theme.focus) if self.hasFocus() else None
            self._scene.paint(painter, self._size(), self._viewport.snapped(), handle)
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Zoom by pinching; follow a move to a screen of another pixel density."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(self._viewport.zoom * (1 + event.value()), event.position())
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._set_viewport(self._viewport)
            self._tell_zoom()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of language; colours are asked for at each paint."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the cursor."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH or event.pixelDelta().y() / _WHEEL_PIXELS
        if notches:
            self._zoom_at(self._viewport.zoom * _STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan (left or middle button), or to move the divider (left)."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        at = event.position()
        self._drag_from = at
        if event.button() == Qt.MouseButton.LeftButton and self._scene.over_divider(at, self._size()):
            self._divider_offset = self._scene.divider_x(self._size()) - at.x()
        self._show_cursor(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan, move the divider, or tell what is under the mouse."""
        at = event.position()
        if self._divider_offset is not None:
            self.set_split((at.x() + self._divider_offset) / max(1, self.width()))
        elif self._drag_from is not None:
            moved = at - self._drag_from
            self._drag_from = at
            self._set_viewport(self._viewport.panned(moved.x(), moved.y()))
        self._show_cursor(at)
        self._tell_cursor(at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag."""
        self._drag_from = self._divider_offset = None
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fit, or 100 % at the cursor; on the divider: to the middle."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._scene.over_divider(event.position(), self._size()):
            self.set_split(0.5)
        elif self._viewport.is_fit:
            self._zoom_at(1.0 / self.devicePixelRatioF(), event.position())
        else:
            self.zoom_fit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is over no pixel any more."""
        self.cursor_moved.emit(-1, -1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Space shows the original; arrows pan; Shift with left and right moves the divider; plus and minus zoom."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key == Qt.Key.Key_Space:
            self._hold_space(held=True)
        elif sideways and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.set_split(self._scene.split - _ARROWS[Qt.Key(key)][0] * _DIVIDER_STEP)
        elif key in tuple(_ARROWS) and modifiers == Qt.KeyboardModifier.NoModifier:
            dx, dy = _ARROWS[Qt.Key(key)]
            self._set_viewport(self._viewport.panned(dx * _PAN_STEP, dy * _PAN_STEP))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Back from the original."""
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hold_space(held=False)
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring around the whole view, not only where Qt would repaint."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """A key that is released elsewhere is released."""
        self._hold_space(held=False)
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the spot, or the fit."""
        self._set_viewport(self._viewport)
        super().resizeEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.setAccessibleDescription(
            self.tr(
                "Original and upscaled picture. Arrow keys move it, plus and minus zoom, holding Space shows the "
                "original, Shift with the left and right arrow moves the divider."
            )
        )

    def _hold_space(self, *, held: bool) -> None:
        if held != self._scene.only_before:
            self._scene.only_before = held
            self.update()

    def _show_cursor(self, at: QPointF) -> None:
        if self._divider_offset is not None or (self._drag_from is None and self._scene.over_divider(at, self._size())):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._scene.empty:
            self.unsetCursor()
        else:
            dragging = self._drag_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)

    def _tell_cursor(self, at: QPointF) -> None:
        inside = self._scene.in_pane(at, self._size())
        x, y = self._viewport.to_grid(inside.x(), inside.y())
        shown = not self._scene.empty and 0 <= x < self._viewport.grid_width and 0 <= y < self._viewport.grid_height
        self.cursor_moved.emit(int(x) if shown else -1, int(y) if shown else -1)

    def _zoom_at(self, zoom: float, at: QPointF) -> None:
        inside = self._scene.in_pane(at, self._size())
        self._set_viewport(self._viewport.zoomed(zoom, inside.x(), inside.y()))

    def _zoom_to(self, zoom: float) -> None:
        self._set_viewport(self._viewport.zoomed(zoom, self._viewport.width / 2, self._viewport.height / 2))

    def _size(self) -> QSizeF:
        return QSizeF(self.size())

    def _fresh_viewport(self, source: PixelSource) -> Viewport:
        pane, ratio = self._scene.pane_size(self._size()), self.devicePixelRatioF()
        fresh = Viewport(
            width=pane.width(), height=pane.height(), grid_width=source.width, grid_height=source.height, ratio=ratio
        )
        return fresh.fitted()

    def _set_viewport(self, viewport: Viewport) -> None:
        pane = self._scene.pane_size(self._size())
        viewport = viewport.resized(pane.width(), pane.height(), self.devicePixelRatioF())
        changed = viewport.zoom != self._viewport.zoom
        self._viewport = viewport
        if changed:
            self._tell_zoom()
        self.update()

    def _tell_zoom(self) -> None:
        self.zoom_changed.emit(self._viewport.zoom * self.devicePixelRatioF())

    def _map(self, pixels: PixelFile) -> PixelSource | None:
        try:
            return PixelSource(pixels)
        except (OSError, ValueError):
            text = self.tr("The picture cannot be shown: its working file is gone or incomplete. Open the picture again.")
            self._problem = f"{text}\n{pixels.path}"
            self.update()
            return None
