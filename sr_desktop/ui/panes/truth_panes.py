"""The truth, what models make of the small picture, and the error map, at one zoom and spot, with their figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent

from sr_desktop.core.bench.crop import Crop
from sr_desktop.core.messages.truth import AnswerCompared, TruthShown
from sr_desktop.ui.compare.viewport_view import ARROWS, ZoomWish
from sr_desktop.ui.panes.content import PanesContent
from sr_desktop.ui.panes.marked_crop import MarkedCrop
from sr_desktop.ui.panes.pane import Pane


class TruthPanes(PanesContent):
    """Arrows, plus, minus, drag and wheel move all panes; 1 to 8 let one fill the place, 0 shows all.

    S: drags mark a crop; Enter marks one in the middle, Shift with the arrows moves it, Delete lets it follow the mouse.
    E: the next error map, Ctrl with up and down amplifies it. F: the whole picture, A: 100 %. P: the strip.
    """

    def __init__(self) -> None:
        super().__init__()
        self._mark = MarkedCrop(self.toolbar.side)
        self._connect()

    @property
    def crop(self) -> Crop | None:
        """The crop that is measured."""
        return self._mark.crop

    def show_truth(self, shown: TruthShown) -> None:
        """Show the truth and the small picture; a crop that was marked stays if it lies in them."""
        super().show_truth(shown)
        self._mark.set_picture(shown.width, shown.height)
        self._update_crop()

    def show_answer(self, answer: AnswerCompared) -> None:
        """Show what a model made of it, or why there is nothing."""
        super().show_answer(answer)
        self.crop_changed.emit(self.crop)

    def clear(self) -> None:
        """Show nothing."""
        super().clear()
        self._mark.unpin()
        self._mark.set_picture(0, 0)
        self._update_crop()

    def _new_pane(self, key: str) -> Pane:
        pane = super()._new_pane(key)
        canvas = pane.canvas
        canvas.set_selecting(self.toolbar.select_button.isChecked())
        canvas.cursor_moved.connect(self._hover)
        canvas.crop_dragged.connect(self._pin)
        return pane

    def _arrange(self) -> None:
        super()._arrange()
        self._update_crop()

    # --- the crop -----------------------------------------------------------------------------------------------------

    def _hover(self, x: int, y: int) -> None:
        self._mark.hover(x, y)
        if not self._mark.pinned:
            self._update_crop()

    def _pin(self, marked: QRect) -> None:
        self._mark.pin(marked)
        self._update_crop()

    def _unpin(self) -> None:
        self._mark.unpin()
        self._update_crop()

    def _set_side(self, side: int) -> None:
        self._mark.side = side
        self._update_crop()

    def _pin_middle(self) -> None:
        if self._truth is not None:
            viewport = self.grid.viewport
            self._pin(QRect(int(viewport.centre_x), int(viewport.centre_y), 1, 1))

    def _update_crop(self) -> None:
        for pane in self._panes.values():
            pane.canvas.show_crop(self._mark.rect, pinned=self._mark.pinned)
        self.toolbar.show_pinned(self._mark.pinned)
        if self._mark.crop is None and self._measured[0] is not None:
            self._measured = (None, {})
            self._say_texts()
        self.crop_changed.emit(self._mark.crop)

    # --- steering -----------------------------------------------------------------------------------------------------

    def zoom(self, how: ZoomWish) -> None:
        """Zoom all panes "in", "out", to "fit" or to "actual" size."""
        panes = self.grid.panes
        if panes:
            (self.grid.enlarged or panes[0]).canvas.zoom(how)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Do what the class's description says."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not (self._steer(key) if modifiers == Qt.KeyboardModifier.NoModifier else self._steer_with(key, modifiers)):
            super().keyPressEvent(event)

    def _steer(self, key: int) -> bool:
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_8:
            self.grid.enlarge_number(key - Qt.Key.Key_0)
            return True
        acts: dict[int, Callable[[], object]] = {
            Qt.Key.Key_S: self.toolbar.select_button.toggle,
            Qt.Key.Key_E: lambda: self.toolbar.choose_error(1),
            Qt.Key.Key_F: lambda: self.zoom("fit"),
            Qt.Key.Key_A: lambda: self.zoom("actual"),
            Qt.Key.Key_P: self.toolbar.strip_button.click,
            Qt.Key.Key_Return: self._pin_middle,
            Qt.Key.Key_Enter: self._pin_middle,
            Qt.Key.Key_Delete: self._unpin,
            Qt.Key.Key_Backspace: self._unpin,
        }
        if key in acts:
            acts[key]()
        return key in acts

    def _steer_with(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if key not in tuple(ARROWS):
            return False
        across, down = ARROWS[Qt.Key(key)]
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._mark.move(-across, -down)
            self._update_crop()
            return True
        if modifiers == Qt.KeyboardModifier.ControlModifier and down:
            self.toolbar.choose_gain(down)
            return True
        return False

    # --- inside -------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        bar = self.toolbar
        bar.panes_chosen.connect(self._choose_panes)
        bar.models_chosen.connect(self.models_chosen)
        bar.error_chosen.connect(lambda _: self._show_error())
        bar.gain_chosen.connect(self._set_gain)
        bar.side_chosen.connect(self._set_side)
        bar.selecting_changed.connect(self._set_selecting)
        bar.unpin_wanted.connect(self._unpin)
        bar.zoom_wanted.connect(self.zoom)
        bar.strip_wanted.connect(self.strip_wanted)
        self.grid.zoom_changed.connect(bar.show_zoom)

    def _set_selecting(self, selecting: bool) -> None:
        for pane in self._panes.values():
            pane.canvas.set_selecting(selecting)
