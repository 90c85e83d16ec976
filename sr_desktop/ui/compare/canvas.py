"""The pictures of the comparison on the screen, at a zoom and a spot; how they are steered is the view's business."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.core.engine_messages import PixelFile
from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.scene import MAX_GAIN, Scene
from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.theme import current_theme

ZOOM_STEP = 1.25
"""The factor of one step nearer."""


class CompareCanvas(QWidget):
    """Maps the pictures, draws what of them is visible, and keeps zoom and spot when pictures, mode or size change."""

    zoom_changed = Signal(float)
    """Physical screen pixels per pixel of the result; 1.0 is 100 %."""
    mode_changed = Signal(object)
    """The CompareMode that is shown from now on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = Scene()
        self._problem = ""
        self._viewport = Viewport(width=1, height=1, grid_width=1, grid_height=1)
        self.setMinimumSize(200, 160)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

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
        """Follow a move to a screen of another pixel density."""
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._set_viewport(self._viewport)
            self._tell_zoom()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the spot, or the fit."""
        self._set_viewport(self._viewport)
        super().resizeEvent(event)

    # --- for the view --------------------------------------------------------------------------------------------------

    @property
    def _blank(self) -> bool:
        """Whether no picture is seen: there is none, or a sentence stands in its place."""
        return self._scene.empty or bool(self._problem)

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
            text = QCoreApplication.translate(
                "CompareView", "The picture cannot be shown: its working file is gone or incomplete. Open the picture again."
            )
            self._problem = f"{text}\n{pixels.path}"
            self.update()
            return None
