"""The table: a row for each set and scale, a column for each model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from sr_desktop.core.bench.results import Place
from sr_desktop.ui.benchmark.cells import EMPTY, Cell, Piece
from sr_desktop.ui.benchmark.words import place_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role

_Index = QModelIndex | QPersistentModelIndex
_CELL = Qt.ItemDataRole.UserRole
_PAD_X, _PAD_Y, _GAP = 10, 7, 2
_WIDEST = 230


class TableModel(QAbstractTableModel):
    """Cells by place and model."""

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Place, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()

    def show_cells(self, places: tuple[Place, ...], titles: tuple[str, ...], cells: tuple[tuple[Cell, ...], ...]) -> bool:
        """Show a row of cells for each place; whether rows or columns are others than before."""
        if (places, titles) != (self.places, self._titles):
            self.beginResetModel()
            self.places, self._titles, self._cells = places, titles, cells
            self.endResetModel()
            return True
        self._cells = cells
        if places and titles:
            self.dataChanged.emit(self.index(0, 0), self.index(len(places) - 1, len(titles) - 1))
        return False

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Places."""
        return 0 if parent is not None and parent.isValid() else len(self.places)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Models."""
        return 0 if parent is not None and parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """A cell, its text, or what is said of it."""
        cell = self._cells[index.row()][index.column()] if index.isValid() else EMPTY
        if role == _CELL:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell.tip or cell.text
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """The model's title, or the place."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            return self._titles[section] if section < len(self._titles) else None
        return place_text(*self.places[section]) if section < len(self.places) else None


class CellDelegate(QStyledItemDelegate):
    """Draws the pieces of a cell line by line, the best figures in bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Background and frame as the style draws them, then the lines."""
        view = QStyleOptionViewItem(option)
        self.initStyleOption(view, index)
        view.text = ""
        style = view.widget.style() if view.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, view, painter, view.widget)
        cell: Cell = index.data(_CELL)
        place = option.rect.adjusted(_PAD_X, _PAD_Y, -_PAD_X, -_PAD_Y)
        painter.save()
        painter.setClipRect(option.rect)
        row = place.top()
        for line in cell.lines:
            height = QFontMetrics(option.font).height()
            _paint_line(painter, QRect(place.left(), row, place.width(), height), line, option.font)
            row += height + _GAP
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """What the lines need; a long sentence is cut."""
        cell: Cell = index.data(_CELL)
        widths = [sum(_width(piece, option.font) for piece in line) for line in cell.lines]
        height = len(cell.lines) * (QFontMetrics(option.font).height() + _GAP) - _GAP
        return QSize(min(_WIDEST, max(widths, default=0)) + 2 * _PAD_X, height + 2 * _PAD_Y)


class ResultsTable(View):
    """The table with a button to save it."""

    save_wanted = Signal()
    place_wanted = Signal(object)
    """The user wants to see the pictures of this Place."""

    def __init__(self) -> None:
        super().__init__()
        self.model, self.table, self._hint = TableModel(), QTableView(), QLabel()
        self.save_button = QPushButton()
        self.table.setModel(self.model)
        self.table.setItemDelegate(CellDelegate(self.table))
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.activated.connect(lambda index: self.place_wanted.emit(self.model.places[index.row()]))
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.addWidget(self._hint, 1)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.save_button.clicked.connect(self.save_wanted)
        self.redraw_icons()
        self.retranslate()

    def show_cells(self, places: Sequence[Place], titles: Sequence[str], cells: Sequence[Sequence[Cell]]) -> None:
        """Show these; `cells` holds a row for each place."""
        self.model.show_cells(tuple(places), tuple(titles), tuple(tuple(row) for row in cells))
        self.save_button.setEnabled(any(len(cell.lines) > 1 for row in cells for cell in row))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.table.setAccessibleName(self.tr("Results"))
        self.table.setToolTip(self.tr("PSNR in dB / SSIM, what the paper prints, and the time for a picture; the best in bold"))
        self._hint.setText(
            self.tr(
                "PSNR in dB / SSIM, means over each set; the best in bold; the time for a picture. Double click: its pictures."
            )
        )
        self.save_button.setText(self.tr("Save the table..."))
        self.save_button.setAccessibleName(self.save_button.text())
        self.save_button.setToolTip(self.tr("Save it as CSV, Markdown, LaTeX or JSON, with the protocol"))

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.save_button.setIcon(icon("save"))
        self.table.viewport().update()


def _paint_line(painter: QPainter, rect: QRect, line: tuple[Piece, ...], font: QFont) -> None:
    theme = current_theme()
    x = rect.left()
    for piece in line:
        room = rect.right() + 1 - x
        if room <= 0:
            return
        used = _bold(font) if piece.bold else font
        metrics = QFontMetrics(used)
        text = metrics.elidedText(piece.text, Qt.TextElideMode.ElideRight, room)
        painter.setFont(used)
        painter.setPen(QColor(theme.hint if piece.faint else theme.text))
        painter.drawText(QPoint(x, rect.top() + metrics.ascent()), text)
        x += metrics.horizontalAdvance(text)


def _width(piece: Piece, font: QFont) -> int:
    return QFontMetrics(_bold(font) if piece.bold else font).horizontalAdvance(piece.text) + 1


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setBold(True)
    return bold
