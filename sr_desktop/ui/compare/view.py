"""The compare view: original and result on one grid, always in step, steered by mouse, touch and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputDevice, QKeyEvent, QMouseEvent, QNativeGestureEvent, QTouchEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.ui.compare.canvas import ZOOM_STEP, CompareCanvas
from sr_desktop.ui.compare.modes import CompareMode
from sr_desktop.ui.compare.scene import MAX_GAIN
from sr_desktop.ui.compare.touch import Fingers, Touch, TouchKind

_WHEEL_NOTCH = 120.0
_WHEEL_PIXELS = 60.0
"""What a touchpad's pixels count for where it tells no angle: so many are one notch."""
_PAN_STEP = 64.0
_DIVIDER_STEP = 0.02
_ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class CompareView(CompareCanvas):
    """Shows an original, or an original and a result with a divider, side by side, in turn, or as their difference.

    Wheel, pinch, plus and minus: zoom. Drag: pan, or move the divider. Double click: fit or 100 %. Space: the original
    while held. Arrows pan; with Shift, left and right move the divider, up and down amplify the difference more or less.
    """

    cursor_moved = Signal(int, int)
    """The pixel of the result under the mouse; (-1, -1) outside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._drag_from: QPointF | None = None
        self._divider_offset: float | None = None
        self._fingers = Fingers()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self._retranslate()

    def clear(self) -> None:
        """Show nothing."""
        super().clear()
        self._drag_from = self._divider_offset = None
        self.unsetCursor()

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Follow the fingers on a touch screen; zoom by pinching on a touchpad."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(self._viewport.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QTouchEvent) and event.deviceType() == QInputDevice.DeviceType.TouchScreen:
            self._follow(self._fingers.read(event))
            event.accept()
            return True
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
            self._zoom_at(self._viewport.zoom * ZOOM_STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan (left or middle button), or to move the divider (left)."""
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            return
        self._press(event.position(), may_take_divider=event.button() == Qt.MouseButton.LeftButton)
        self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan, move the divider, or tell what is under the mouse."""
        self._drag_to(event.position())
        self._show_cursor(event.position())
        self._tell_cursor(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag."""
        self._drag_from = self._divider_offset = None
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fit, or 100 % at the cursor; on the divider: to the middle."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is over no pixel any more."""
        self.cursor_moved.emit(-1, -1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what the class's description says."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key == Qt.Key.Key_Space:
            self._hold_space(held=True)
        elif sideways and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self.set_split(self._scene.split - _ARROWS[Qt.Key(key)][0] * _DIVIDER_STEP)
        elif key in tuple(_ARROWS) and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._amplify(more=key == Qt.Key.Key_Up)
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

    # --- inside -------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.setAccessibleDescription(
            self.tr(
                "Original and upscaled picture. Arrow keys move it, plus and minus zoom, holding Space shows the "
                "original, Shift with the left and right arrow moves the divider, with up and down it amplifies the difference."
            )
        )

    def _press(self, at: QPointF, *, may_take_divider: bool) -> None:
        self._drag_from = at
        if may_take_divider and self._scene.over_divider(at, self._size()):
            self._divider_offset = self._scene.divider_x(self._size()) - at.x()

    def _drag_to(self, at: QPointF) -> None:
        if self._divider_offset is not None:
            self.set_split((at.x() + self._divider_offset) / max(1, self.width()))
        elif self._drag_from is not None:
            moved = at - self._drag_from
            self._drag_from = at
            self._set_viewport(self._viewport.panned(moved.x(), moved.y()))

    def _toggle(self, at: QPointF) -> None:
        if self._scene.over_divider(at, self._size()):
            self.set_split(0.5)
        elif self._viewport.is_fit:
            self._zoom_at(1.0 / self.devicePixelRatioF(), at)
        else:
            self.zoom_fit()

    def _follow(self, touch: Touch) -> None:
        if touch.kind is TouchKind.PRESS:
            self._press(touch.at, may_take_divider=True)
        elif touch.kind is TouchKind.DRAG:
            self._drag_to(touch.at)
        elif touch.kind is TouchKind.PINCH:
            self._divider_offset, self._drag_from = None, touch.at
            self._set_viewport(self._viewport.panned(touch.moved.x(), touch.moved.y()))
            self._zoom_at(self._viewport.zoom * touch.factor, touch.at)
        else:
            self._drag_from = self._divider_offset = None
            if touch.kind is TouchKind.DOUBLE_TAP:
                self._toggle(touch.at)

    def _amplify(self, *, more: bool) -> None:
        if self._scene.mode is CompareMode.DIFFERENCE:
            gain = self._scene.gain
            self.set_difference_gain(min(MAX_GAIN, gain * 2) if more else max(1, gain // 2))

    def _hold_space(self, *, held: bool) -> None:
        if held != self._scene.only_before:
            self._scene.only_before = held
            self.update()

    def _show_cursor(self, at: QPointF) -> None:
        if self._blank:
            self.unsetCursor()
        elif self._divider_offset is not None or (self._drag_from is None and self._scene.over_divider(at, self._size())):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        else:
            dragging = self._drag_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)

    def _tell_cursor(self, at: QPointF) -> None:
        inside = self._scene.in_pane(at, self._size())
        x, y = self._viewport.to_grid(inside.x(), inside.y())
        shown = not self._blank and 0 <= x < self._viewport.grid_width and 0 <= y < self._viewport.grid_height
        self.cursor_moved.emit(int(x) if shown else -1, int(y) if shown else -1)
