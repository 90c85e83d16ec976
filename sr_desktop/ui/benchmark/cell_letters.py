"""How wide the pieces of cells are in a font, and where they go: worked out once, since a table is painted often."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics

from sr_desktop.ui.benchmark.cells import Cell, Piece

PAD_X, PAD_Y = 10, 7
_GAP = 2
_SLACK = 6
"""Pixels for the grid, and for letters that are wider side by side than one by one."""
_WIDEST = 230
_MOST_KEPT = 5000


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A piece of text; at: the left end of its base line, from the cell's padding on."""

    at: QPoint
    text: str
    bold: bool
    faint: bool


class Letters:
    """A font, plain and bold, with all that was measured in it."""

    def __init__(self, font: QFont) -> None:
        self.key = font.key()
        self.plain, self.bold = QFont(font), QFont(font)
        self.bold.setBold(True)
        self._plain, self._bold = QFontMetrics(self.plain), QFontMetrics(self.bold)
        self._sizes: dict[Cell, QSize] = {}
        self._places: dict[tuple[Cell, int], tuple[Placed, ...]] = {}

    def size(self, cell: Cell) -> QSize:
        """What a cell needs; a long sentence is cut."""
        if cell not in self._sizes:
            if len(self._sizes) > _MOST_KEPT:
                self._sizes.clear()
            widths = [sum(self._metrics(piece).horizontalAdvance(piece.text) for piece in line) for line in cell.lines]
            height = len(cell.lines) * (self._plain.height() + _GAP) - _GAP
            self._sizes[cell] = QSize(min(_WIDEST, max(widths, default=0) + _SLACK) + 2 * PAD_X, height + 2 * PAD_Y)
        return self._sizes[cell]

    def placed(self, cell: Cell, width: int) -> tuple[Placed, ...]:
        """The pieces of a cell in so many pixels, cut where there is no room."""
        key = cell, width
        if key not in self._places:
            if len(self._places) > _MOST_KEPT:
                self._places.clear()
            row = self._plain.height() + _GAP
            lines = [self._line(line, number * row, width) for number, line in enumerate(cell.lines)]
            self._places[key] = tuple(placed for line in lines for placed in line)
        return self._places[key]

    def _line(self, line: tuple[Piece, ...], top: int, width: int) -> list[Placed]:
        found, x = [], 0
        for piece in line:
            metrics = self._metrics(piece)
            text = metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, width - x)
            at = QPoint(x, top + metrics.ascent())
            found.append(Placed(at=at, text=text, bold=piece.bold, faint=piece.faint))
            x += metrics.horizontalAdvance(text)
            if text != piece.text:
                break
        return found

    def _metrics(self, piece: Piece) -> QFontMetrics:
        return self._bold if piece.bold else self._plain
