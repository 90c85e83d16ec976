"""The pictures of the comparison on the screen, at a zoom and a spot; how they are steered is the view's business."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSizeF, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.scene import MAX_GAIN, Scene
from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.compare.viewport_view import ViewportView
from sr_desktop.ui.theme import current_theme


class CompareCanvas(ViewportView):
    """Maps the pictures, draws what of them is visible, and keeps zoom and spot when pictures, mode or size change."""

    mode_changed = Signal(object)
    """The CompareMode that is shown from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = Scene()
        self.setMinimumSize(200, 160)

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
        self._scene.heat = None
        self._scene.result, self._scene.baseline, self._scene.result_label = result, before, label
        self._set_viewport(viewport.regridded(result.width, result.height))

    def show_heat(self, heat: PixelFile, label: str) -> None:
        """Have the map ready that says where the shown result is not what it was made from."""
        self._scene.heat, self._scene.heat_label = self._map(heat), label
        self.update()

    def set_heat_label(self, label: str) -> None:
        """Say the map's label in another language."""
        self._scene.heat_label = label
        self.update()

    def mark(self, part: tuple[int, int, int, int] | None) -> None:
        """Frame the part (left, top, width, height) of the original; None for none."""
        self._scene.marked = part
        self.update()

    def clear_result(self) -> None:
        """Back to the original alone, at the same spot."""
        original = self._scene.original
        had_result = self._scene.result is not None
        self._scene.result = self._scene.baseline = self._scene.heat = None
        if original is not None:
            self._problem = ""  # it was about the result
        if had_result and original is not None:
            self._set_viewport(self._viewport.regridded(original.width, original.height))
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._scene.clear()
        self._problem = ""
        self.update()

    # --- ways of looking ----------------------------------------------------------------------------------------------

    def set_same_grid(self) -> None:
        """The original has the result's grid itself: no filter brought it there, and its label names none."""
        self._scene.same_grid = True
        self.update()

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

    def set_difference_gain(self, gain: int) -> None:
        """Show differences `gain` times as large as they are. Raises ValueError outside 1..32."""
        if not 1 <= gain <= MAX_GAIN:
            raise ValueError(f"a difference cannot be amplified {gain} times")
        self._scene.gain = gain
        self.update()

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw only what is visible."""
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if not self._draw_problem(painter) and not self._scene.empty:
            handle = QColor(theme.focus) if self.hasFocus() else None
            self._scene.paint(painter, self._size(), self._viewport.snapped(), handle)
        self._draw_focus(painter)
        painter.end()

    # --- for the base -------------------------------------------------------------------------------------------------

    @property
    def _blank(self) -> bool:
        """Whether no picture is seen: there is none, or a sentence stands in its place."""
        return self._scene.empty or bool(self._problem)

    def _room(self) -> QSizeF:
        return self._scene.pane_size(self._size())

    def _in_room(self, at: QPointF) -> QPointF:
        return self._scene.in_pane(at, self._size())

    # --- inside -------------------------------------------------------------------------------------------------------

    def _size(self) -> QSizeF:
        return QSizeF(self.size())

    def _fresh_viewport(self, source: PixelSource) -> Viewport:
        room, ratio = self._room(), self.devicePixelRatioF()
        fresh = Viewport(
            width=room.width(), height=room.height(), grid_width=source.width, grid_height=source.height, ratio=ratio
        )
        return fresh.fitted()
