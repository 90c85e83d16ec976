"""Panes side by side, all at one zoom and spot; one of them can fill the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from sr_desktop.ui.compare.viewport import Viewport
from sr_desktop.ui.panes.pane import Pane
from sr_desktop.ui.theme import current_theme

_GAP = 10


class PaneGrid(QWidget):
    """Arranges panes so that their pictures are as large as they can be."""

    zoom_changed = Signal(float)
    """Physical screen pixels per pixel of the truth; 1.0 is 100 %."""

    def __init__(self) -> None:
        super().__init__()
        self._panes: list[Pane] = []
        self._enlarged: Pane | None = None
        self._text = ""
        self._viewport = Viewport(width=1, height=1, grid_width=1, grid_height=1)
        self.setMinimumSize(320, 220)

    @property
    def panes(self) -> tuple[Pane, ...]:
        """Those that are arranged, in their order."""
        return tuple(self._panes)

    @property
    def enlarged(self) -> Pane | None:
        """The one that fills the place, None for all."""
        return self._enlarged

    @property
    def viewport(self) -> Viewport:
        """What all panes show."""
        return self._viewport

    def new_pane(self, key: str) -> Pane:
        """A pane that can be arranged; hidden until it is."""
        pane = Pane(key, self)
        pane.hide()
        pane.canvas.viewport_wanted.connect(self.show_viewport)
        pane.canvas.room_changed.connect(lambda: self.show_viewport(self._viewport))
        return pane

    def set_panes(self, panes: Sequence[Pane]) -> None:
        """Show these and no others."""
        for pane in self._panes:
            if pane not in panes:
                pane.hide()
        self._panes = list(panes)
        if self._enlarged not in self._panes:
            self._enlarged = None
        self._arrange()

    def say(self, text: str) -> None:
        """Say this where there is no pane."""
        self._text = text
        self.setAccessibleName(text)
        self.update()

    def set_picture(self, width: int, height: int) -> None:
        """The pictures have this size; the spot stays, or the fit."""
        self.show_viewport(self._viewport.regridded(width, height))
        self._arrange()

    def enlarge(self, pane: Pane | None) -> None:
        """Let one pane fill the place, or (None) show all."""
        has_focus = any(each.canvas.hasFocus() for each in self._panes)
        self._enlarged = pane
        self._arrange()
        if pane is not None and has_focus:
            pane.canvas.setFocus()

    def enlarge_number(self, number: int) -> None:
        """Let the pane of this number (from 1 on) fill the place; all are shown for 0, or if it fills it already."""
        chosen = self._panes[number - 1] if 0 < number <= len(self._panes) else None
        self.enlarge(None if chosen is self._enlarged else chosen)

    def show_viewport(self, viewport: Viewport) -> None:
        """Bring all panes to this zoom and spot, within the limits of their room."""
        shown = self._shown
        if not shown:
            return
        room = [pane.canvas.size() for pane in shown]
        width, height = min(size.width() for size in room), min(size.height() for size in room)
        before, self._viewport = self._viewport, viewport.resized(width, height, self.devicePixelRatioF())
        for pane in self._panes:
            pane.canvas.follow(self._viewport)
        if before.zoom != self._viewport.zoom:
            self.zoom_changed.emit(self._viewport.zoom * self.devicePixelRatioF())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As large as there is room."""
        return QSize(960, 640)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Write the sentence."""
        if not self._panes:
            painter = QPainter(self)
            painter.setPen(QColor(current_theme().hint))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._text)
            painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Arrange anew."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _shown(self) -> list[Pane]:
        return [self._enlarged] if self._enlarged else self._panes

    def _arrange(self) -> None:
        shown = self._shown
        for pane in self._panes:
            pane.setVisible(pane in shown)
        if not shown:
            self.update()
            return
        columns = self._columns(len(shown))
        rows = -(-len(shown) // columns)
        width, height = self._cell(columns, rows)
        for number, pane in enumerate(shown):
            row, column = divmod(number, columns)
            pane.place(QRect(column * (width + _GAP), row * (height + _GAP), width, height))
        self.show_viewport(self._viewport)

    def _columns(self, count: int) -> int:
        """How many side by side make the pictures largest."""
        overhead = self._panes[0].sizeHint().height() - self._panes[0].canvas.sizeHint().height()

        def zoom(columns: int) -> float:
            width, height = self._cell(columns, -(-count // columns))
            grid = self._viewport
            return min(width / grid.grid_width, max(1, height - overhead) / grid.grid_height)

        return max(range(1, count + 1), key=zoom)

    def _cell(self, columns: int, rows: int) -> tuple[int, int]:
        width = (self.width() - _GAP * (columns - 1)) // columns
        height = (self.height() - _GAP * (rows - 1)) // rows
        return max(1, width), max(1, height)
