"""A widget that shows pixels at a zoom and a spot, steered by mouse, touch and keyboard; what it draws is its heirs'."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.touch import Fingers, Touch, TouchKind
from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.theme import current_theme

ZOOM_STEP = 1.25
"""The factor of one step nearer."""
_WHEEL_NOTCH = 120.0
_WHEEL_PIXELS = 60.0
"""What a touchpad's pixels count for where it tells no angle: so many are one notch."""
_PAN_STEP = 64.0
ZoomWish = Literal["in", "out", "fit", "actual"]
ARROWS = {Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
"""Where the arrow keys move the picture."""


class ViewportView(QWidget):
    """Wheel, pinch, plus and minus: zoom. Drag and arrows: pan. Double click: fit or 100 %.

    Zoom and spot stay when the size or the screen changes.
    """

    zoom_changed = Signal(float)
    """Physical screen pixels per pixel of the picture; 1.0 is 100 %."""
    cursor_moved = Signal(int, int)
    """The pixel of the picture under the mouse; (-1, -1) outside."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewport = Viewport(width=1, height=1, grid_width=1, grid_height=1)
        self._problem = ""
        """Why a picture cannot be shown, in its place."""
        self._drag_from: QPointF | None = None
        self._fingers = Fingers()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)

    # --- zoom ---------------------------------------------------------------------------------------------------------

    def zoom_fit(self) -> None:
        """Show the whole picture."""
        self._set_viewport(self._viewport.fitted())

    def zoom_actual(self) -> None:
        """One pixel of the picture on one of the screen's."""
        self._zoom_to(1.0 / self.devicePixelRatioF())

    def zoom_in(self) -> None:
        """A step nearer, at the middle."""
        self._zoom_to(self._viewport.zoom * ZOOM_STEP)

    def zoom_out(self) -> None:
        """A step away, at the middle."""
        self._zoom_to(self._viewport.zoom / ZOOM_STEP)

    def zoom(self, how: ZoomWish) -> None:
        """Do one of these."""
        {"in": self.zoom_in, "out": self.zoom_out, "fit": self.zoom_fit, "actual": self.zoom_actual}[how]()

    # --- for the heirs ------------------------------------------------------------------------------------------------

    @property
    def _blank(self) -> bool:
        """Whether no picture is seen."""
        raise NotImplementedError(type(self).__name__)

    def _room(self) -> QSizeF:
        """The room that the picture has."""
        return QSizeF(self.size())

    def _in_room(self, at: QPointF) -> QPointF:
        """A point of the widget as a point of the room it lies in."""
        return at

    def _set_viewport(self, viewport: Viewport) -> None:
        """Show this, fitted to the room and the screen."""
        room = self._room()
        self._take_viewport(viewport.resized(room.width(), room.height(), self.devicePixelRatioF()))

    def _take_viewport(self, viewport: Viewport) -> None:
        changed = viewport.zoom != self._viewport.zoom
        self._viewport = viewport
        if changed:
            self._tell_zoom()
        self.update()

    def _zoom_at(self, zoom: float, at: QPointF) -> None:
        inside = self._in_room(at)
        self._set_viewport(self._viewport.zoomed(zoom, inside.x(), inside.y()))

    def _zoom_to(self, zoom: float) -> None:
        self._set_viewport(self._viewport.zoomed(zoom, self._viewport.width / 2, self._viewport.height / 2))

    def _press(self, at: QPointF) -> None:
        self._drag_from = at

    def _drag_to(self, at: QPointF) -> None:
        if self._drag_from is not None:
            moved = at - self._drag_from
            self._drag_from = at
            self._set_viewport(self._viewport.panned(moved.x(), moved.y()))

    def _release(self) -> None:
        self._drag_from = None

    def _toggle(self, at: QPointF) -> None:
        """Fit, or 100 % at a point."""
        if self._viewport.is_fit:
            self._zoom_at(1.0 / self.devicePixelRatioF(), at)
        else:
            self.zoom_fit()

    def _show_cursor(self, at: QPointF) -> None:
        if self._blank:
            self.unsetCursor()
        else:
            dragging = self._drag_from is not None
            self.setCursor(Qt.CursorShape.ClosedHandCursor if dragging else Qt.CursorShape.OpenHandCursor)

    def _pixel_at(self, at: QPointF) -> tuple[int, int] | None:
        """The pixel of the picture at a point of the widget."""
        inside = self._in_room(at)
        x, y = self._viewport.to_grid(inside.x(), inside.y())
        shown = not self._blank and 0 <= x < self._viewport.grid_width and 0 <= y < self._viewport.grid_height
        return (int(x), int(y)) if shown else None

    def _map(self, pixels: PixelFile) -> PixelSource | None:
        """The pixels of a file; None, and a sentence in their place, where it is gone or too short."""
        try:
            return PixelSource(pixels)
        except (OSError, ValueError):
            text = QCoreApplication.translate(
                "CompareView", "The picture cannot be shown: its working file is gone or incomplete. Open the picture again."
            )
            self._problem = f"{text}\n{pixels.path}"
            self.update()
            return None

    def _draw_problem(self, painter: QPainter) -> bool:
        """Write the sentence, if there is one."""
        if self._problem:
            painter.setPen(QColor(current_theme().text))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self._problem)
        return bool(self._problem)

    def _draw_focus(self, painter: QPainter) -> None:
        """Draw the ring around the widget while it has the focus."""
        if self.hasFocus():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(QColor(current_theme().focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as there is room."""
        return QSize(960, 640)

    def event(self, event: QEvent) -> bool:
        """Follow the fingers on a touch screen, pinches on a touchpad, and a move to a screen of another pixel density."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self._zoom_at(self._viewport.zoom * (1 + event.value()), event.position())
            return True
        if isinstance(event, QTouchEvent) and event.deviceType() == QInputDevice.DeviceType.TouchScreen:
            self._follow(self._fingers.read(event))
            event.accept()
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._set_viewport(self._viewport)
            self._tell_zoom()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the spot, or the fit."""
        self._set_viewport(self._viewport)
        super().resizeEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the cursor."""
        notches = event.angleDelta().y() / _WHEEL_NOTCH or event.pixelDelta().y() / _WHEEL_PIXELS
        if notches:
            self._zoom_at(self._viewport.zoom * ZOOM_STEP**notches, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan, by the left or the middle button."""
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._press(event.position())
            self._show_cursor(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Pan, or tell what is under the mouse."""
        self._drag_to(event.position())
        self._show_cursor(event.position())
        self.cursor_moved.emit(*(self._pixel_at(event.position()) or (-1, -1)))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag."""
        self._release()
        self._show_cursor(event.position())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Fit, or 100 % at the cursor."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._toggle(event.position())

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is over no pixel any more."""
        self.cursor_moved.emit(-1, -1)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows pan; plus and minus zoom."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in tuple(ARROWS) and modifiers == Qt.KeyboardModifier.NoModifier:
            dx, dy = ARROWS[Qt.Key(key)]
            self._set_viewport(self._viewport.panned(dx * _PAN_STEP, dy * _PAN_STEP))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key == Qt.Key.Key_Minus:
            self.zoom_out()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring around the whole view, not only where Qt would repaint."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Take the ring away."""
        self.update()
        super().focusOutEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _follow(self, touch: Touch) -> None:
        if touch.kind is TouchKind.PRESS:
            self._press(touch.at)
        elif touch.kind is TouchKind.DRAG:
            self._drag_to(touch.at)
        elif touch.kind is TouchKind.PINCH:
            self._release()
            self._drag_from = touch.at
            self._set_viewport(self._viewport.panned(touch.moved.x(), touch.moved.y()))
            self._zoom_at(self._viewport.zoom * touch.factor, touch.at)
        else:
            self._release()
            if touch.kind is TouchKind.DOUBLE_TAP:
                self._toggle(touch.at)

    def _tell_zoom(self) -> None:
        self.zoom_changed.emit(self._viewport.zoom * self.devicePixelRatioF())
