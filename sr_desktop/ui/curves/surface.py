"""The transparent sheet over a plot: paints what stands over the curves, and tells what mouse and keyboard want."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.ui.curves.annotations import paint_annotations, paint_readout
from sr_desktop.ui.curves.content import Content
from sr_desktop.ui.curves.frame import Frame
from sr_desktop.ui.curves.readout import Readout
from sr_desktop.ui.view import View

_WHEEL_NOTCH = 120.0
_WHEEL_PIXELS = 60.0
_ZOOM_STEP = 0.8
_LEAST_DRAG = 6.0
_PAN_STEP = 0.1
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PlotSurface(View):
    """Wheel: zoom along the bottom axis, with Ctrl or over the left axis along the other. Drag: zoom into a rectangle;
    with the middle or right button, or with Shift: move. Double click: all. Left and right: the next point; with Shift: move;
    plus, minus: zoom; Home: all.
    """

    place_wanted = Signal(object)
    """The x under the mouse as float; None outside."""
    step_wanted = Signal(int)
    """To the next (1) or previous (-1) point."""
    zoom_wanted = Signal(float, QPointF, bool)
    """Factor of the range, around a pixel; True: along the left axis."""
    move_wanted = Signal(QPointF)
    """By so many pixels."""
    rectangle_wanted = Signal(QRectF)
    """This part of the frame shall fill it; in pixels."""
    reset_wanted = Signal()
    """Everything shall be seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame: Frame | None = None
        self.content: Content | None = None
        self.readout: Readout | None = None
        self._box_here = False
        self._drag_from: QPointF | None = None
        self._corner: QPointF | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.retranslate()

    def show_content(self, frame: Frame, content: Content) -> None:
        """What is under the sheet from now on."""
        self.frame, self.content = frame, content
        self.update()

    def show_readout(self, readout: Readout | None, *, with_box: bool) -> None:
        """Tell about a place, or about none."""
        self.readout, self._box_here = readout, with_box
        self.update()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleDescription(
            self.tr(
                "Curves. Left and right go from point to point, with Shift they move the plot, plus and minus zoom, "
                "Home shows everything. With the mouse: the wheel zooms, dragging zooms into a rectangle, dragging with "
                "Shift or the right button moves, a double click shows everything."
            )
        )

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint over the curves."""
        painter = QPainter(self)
        if self.frame is not None and self.content is not None:
            theme = self.content.wish.theme
            paint_annotations(painter, self.frame, self.content)
            if not self.content.strokes:
                painter.setPen(QColor(theme.hint))
                painter.drawText(self.frame.rect, Qt.AlignmentFlag.AlignCenter, self.tr("No values yet"))
            if self._drag_from is not None and self._corner is not None:
                colour = QColor(theme.accent)
                painter.setPen(QPen(colour, 1))
                colour.setAlphaF(0.15)
                painter.fillRect(self._rectangle(self._drag_from, self._corner), colour)
                painter.drawRect(self._rectangle(self._drag_from, self._corner))
            elif self.readout is not None:
                paint_readout(painter, self.frame, self.readout, theme, with_box=self._box_here)
            if self.hasFocus():
                painter.setPen(QPen(QColor(theme.focus), 2))
                painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin a rectangle or a move."""
        self._drag_from, self._corner = event.position(), None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Go on with it, or tell what is under the mouse."""
        at = event.position()
        if self._drag_from is None or not event.buttons():
            self._tell_place(at)
        elif self._is_move(event):
            self.move_wanted.emit(at - self._drag_from)
            self._drag_from = at
        elif self._corner is not None or (at - self._drag_from).manhattanLength() >= _LEAST_DRAG:
            self._corner = at
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End it."""
        began, corner = self._drag_from, self._corner
        self._drag_from = self._corner = None
        if began is not None and corner is not None:
            rectangle = self._rectangle(began, corner)
            if not rectangle.isEmpty():
                self.rectangle_wanted.emit(rectangle)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Everything."""
        self._drag_from = self._corner = None
        self.reset_wanted.emit()
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Zoom at the mouse; sideways: move."""
        sideways = event.angleDelta().x() or event.pixelDelta().x()
        notches = event.angleDelta().y() / _WHEEL_NOTCH or event.pixelDelta().y() / _WHEEL_PIXELS
        if notches:
            over_axis = self.frame is not None and event.position().x() < self.frame.rect.left()
            upright = over_axis or bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self.zoom_wanted.emit(_ZOOM_STEP**notches, event.position(), upright)
        elif sideways:
            self.move_wanted.emit(QPointF(sideways / 2, 0))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        """The mouse is over no place any more."""
        self.place_wanted.emit(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what the class's description says."""
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in tuple(_ARROWS) and shift:
            width = self.frame.rect.width() if self.frame else 0.0
            self.move_wanted.emit(QPointF(-_ARROWS[Qt.Key(key)] * width * _PAN_STEP, 0))
        elif key in tuple(_ARROWS):
            self.step_wanted.emit(_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_wanted.emit(_ZOOM_STEP, self._focus_point(), False)
        elif key == Qt.Key.Key_Minus:
            self.zoom_wanted.emit(1 / _ZOOM_STEP, self._focus_point(), False)
        elif key == Qt.Key.Key_Home:
            self.reset_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the ring."""
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide the ring."""
        self.update()
        super().focusOutEvent(event)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _is_move(self, event: QMouseEvent) -> bool:
        others = Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton
        return bool(event.buttons() & others) or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)

    def _rectangle(self, a: QPointF, b: QPointF) -> QRectF:
        """Between two corners, within the frame."""
        area = self.frame.rect if self.frame else QRectF(self.rect())
        return QRectF(a, b).normalized() & area

    def _tell_place(self, at: QPointF) -> None:
        inside = self.frame is not None and self.frame.rect.contains(at)
        self.place_wanted.emit(self.frame.x_at(at.x()) if self.frame is not None and inside else None)

    def _focus_point(self) -> QPointF:
        """Where the keyboard zooms: at the place that is told about, else in the middle."""
        if self.frame is None:
            return QPointF()
        centre = self.frame.rect.center()
        return QPointF(self.frame.pixel_x(self.readout.place), centre.y()) if self.readout else centre
