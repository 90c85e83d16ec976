"""The compare view: original and result on one grid, always in step, steered by mouse, touch and keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.ui.compare.canvas import CompareCanvas
from sr_desktop.ui.compare.modes import CompareMode
from sr_desktop.ui.compare.scene import MAX_GAIN
from sr_desktop.ui.compare.viewport_view import ARROWS

_DIVIDER_STEP = 0.02
_CLICK = 4
"""Screen pixels that the mouse may move between press and release of a click."""


class CompareView(CompareCanvas):
    """Shows an original, or an original and a result with a divider, side by side, in turn, or as their difference.

    Wheel, pinch, plus and minus: zoom. Drag: pan, or move the divider. Double click: fit or 100 %. Space: the original
    while held. Arrows pan; with Shift, left and right move the divider, up and down amplify the difference more or less.
    While spots are chosen, a click chooses one, and Enter the middle.
    """

    spot_chosen = Signal(float, float)
    """The user clicks there: shares (0..1) of the picture's width and height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._spotting = False
        self._pressed: QPointF | None = None
        self._divider_offset: float | None = None
        self._may_take_divider = True
        self._retranslate()

    def clear(self) -> None:
        """Show nothing."""
        super().clear()
        self._release()
        self.unsetCursor()

    def set_spotting(self, spotting: bool) -> None:
        """Let a click choose a spot, or do nothing."""
        self._spotting = spotting
        self.unsetCursor()

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Follow a change of language; colours are asked for at each paint."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.update()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Begin to pan (left or middle button), or to move the divider (left)."""
        self._may_take_divider = event.button() == Qt.MouseButton.LeftButton
        self._pressed = event.position() if self._may_take_divider else None
        super().mousePressEvent(event)
        self._may_take_divider = True

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Do what the class's description says."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        with_shift = key in tuple(ARROWS) and modifiers == Qt.KeyboardModifier.ShiftModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._spotting:
            self._choose_spot(QPointF(self._room().width() / 2, self._room().height() / 2))
        elif key == Qt.Key.Key_Space:
            self._hold_space(held=True)
        elif with_shift and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.set_split(self._scene.split - ARROWS[Qt.Key(key)][0] * _DIVIDER_STEP)
        elif with_shift:
            self._amplify(more=key == Qt.Key.Key_Up)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """End a drag; a press that was none chooses a spot."""
        pressed, self._pressed = self._pressed, None
        took_divider = self._divider_offset is not None
        super().mouseReleaseEvent(event)
        if pressed is None or took_divider or not self._spotting:
            return
        if (event.position() - pressed).manhattanLength() <= _CLICK:
            self._choose_spot(event.position())

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

    # --- inside -------------------------------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        self.setAccessibleDescription(
            self.tr(
                "Original and upscaled picture. Arrow keys move it, plus and minus zoom, holding Space shows the "
                "original, Shift with the left and right arrow moves the divider, with up and down it amplifies the difference."
            )
        )

    def _press(self, at: QPointF) -> None:
        super()._press(at)
        if self._may_take_divider and self._scene.over_divider(at, self._size()):
            self._divider_offset = self._scene.divider_x(self._size()) - at.x()

    def _drag_to(self, at: QPointF) -> None:
        if self._divider_offset is not None:
            self.set_split((at.x() + self._divider_offset) / max(1, self.width()))
        else:
            super()._drag_to(at)

    def _release(self) -> None:
        super()._release()
        self._divider_offset = None

    def _toggle(self, at: QPointF) -> None:
        if self._scene.over_divider(at, self._size()):
            self.set_split(0.5)
        else:
            super()._toggle(at)

    def _choose_spot(self, at: QPointF) -> None:
        pixel = self._pixel_at(at)
        if pixel is not None:
            viewport = self._viewport
            self.spot_chosen.emit((pixel[0] + 0.5) / viewport.grid_width, (pixel[1] + 0.5) / viewport.grid_height)

    def _amplify(self, *, more: bool) -> None:
        if self._scene.mode is CompareMode.DIFFERENCE:
            gain = self._scene.gain
            self.set_difference_gain(min(MAX_GAIN, gain * 2) if more else max(1, gain // 2))

    def _hold_space(self, *, held: bool) -> None:
        if held != self._scene.only_before:
            self._scene.only_before = held
            self.update()

    def _show_cursor(self, at: QPointF) -> None:
        over = self._drag_from is None and self._scene.over_divider(at, self._size())
        if not self._blank and (self._divider_offset is not None or over):
            self.setCursor(Qt.CursorShape.SplitHCursor)
        elif self._spotting and not self._blank and self._drag_from is None:
            self.setCursor(Qt.CursorShape.CrossCursor)
        else:
            super()._show_cursor(at)
