"""An axis that draws itself at once."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtGui import QPainter, QPicture
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget


class DirectAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """pyqtgraph records an axis in a QPicture and plays that at each paint, which lays out every number anew from a stream
    of bytes: most of what a plot's paint cost. This one keeps what is to be drawn, not how."""

    def __init__(self, orientation: str) -> None:
        self._specs: tuple[object, ...] | None = None
        self.picture: QPicture | None = None
        super().__init__(orientation)

    def paint(self, p: QPainter, opt: QStyleOptionGraphicsItem, widget: QWidget | None) -> None:
        """Draw line, ticks and numbers; `picture` is only pyqtgraph's mark that nothing has changed."""
        p.save()
        if self.style["tickFont"]:
            p.setFont(self.style["tickFont"])
        if self.picture is None:
            self._specs = self.generateDrawSpecs(p)
            self.picture = QPicture()
        if self._specs is not None:
            self.drawPicture(p, *self._specs)
        p.restore()
