"""The table: a row for each set and scale, a column for each model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
)

from sr_desktop.core.bench.results import Place
from sr_desktop.ui.benchmark.cell_letters import PAD_X, PAD_Y, Letters
from sr_desktop.ui.benchmark.cells import EMPTY, Cell
from sr_desktop.ui.benchmark.words import place_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role

_Index = QModelIndex | QPersistentModelIndex
_CELL = Qt.ItemDataRole.UserRole


class TableModel(QAbstractTableModel):
    """Cells by place and model."""

    def __init__(self) -> None:
        super().__init__()
        self.places: tuple[Place, ...] = ()
        self._titles: tuple[str, ...] = ()
        self._cells: tuple[tuple[Cell, ...], ...] = ()

    def show_cells(self, places: tuple[Place, ...], titles: tuple[str, ...], cells: tuple[tuple[Cell, ...], ...]) -> None:
        """Show a row of cells for each place."""
        if (places, titles) != (self.places, self._titles):
            self.beginResetModel()
            self.places, self._titles, self._cells = places, titles, cells
            self.endResetModel()
            return
        before, self._cells = self._cells, cells
        changed = [row for row, pair in enumerate(zip(before, cells, strict=True)) if pair[0] != pair[1]]
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(titles) - 1))

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
    """Draws the pieces of a cell line by line, the best figures in bold; what was measured once is not measured again."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._letters = Letters(table.font())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Background and frame as the style draws them, then the lines."""
        view = QStyleOptionViewItem(option)
        self.initStyleOption(view, index)
        view.text = ""
        style = view.widget.style() if view.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, view, painter, view.widget)
        letters, theme = self.letters(option.font), current_theme()
        colours = QColor(theme.text), QColor(theme.hint)
        painter.save()
        painter.setClipRect(option.rect)
        painter.translate(option.rect.left() + PAD_X, option.rect.top() + PAD_Y)
        for placed in letters.placed(index.data(_CELL), option.rect.width() - 2 * PAD_X):
            painter.setFont(letters.bold if placed.bold else letters.plain)
            painter.setPen(colours[placed.faint])
            painter.drawText(placed.at, placed.text)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802 - Qt's name
        """What the lines need; a long sentence is cut."""
        return self.letters(option.font).size(index.data(_CELL))

    def letters(self, font: QFont) -> Letters:
        """What is known of cells in this font."""
        if font.key() != self._letters.key:
            self._letters = Letters(font)
        return self._letters


class ResultsTable(View):
    """The table with a button to save it."""

    save_wanted = Signal()
    place_wanted = Signal(object)
    """The user wants to see the pictures of this Place."""

    def __init__(self) -> None:
        super().__init__()
        self.model, self.table, self._hint = TableModel(), QTableView(), QLabel()
        self.save_button, self._stack, self._empty = QPushButton(), QStackedWidget(), QLabel()
        self.table.setModel(self.model)
        self._delegate = CellDelegate(self.table)
        self.table.setItemDelegate(self._delegate)
        self.table.setTabKeyNavigation(False)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.activated.connect(lambda index: self.place_wanted.emit(self.model.places[index.row()]))
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        set_role(self._empty, "hint")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        for widget in (self._empty, self.table):
            self._stack.addWidget(widget)
        column.addWidget(self._stack, 1)
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
        self._fit(cells)
        self._stack.setCurrentWidget(self.table if places and titles else self._empty)
        self.save_button.setEnabled(any(len(cell.lines) > 1 for row in cells for cell in row))

    def _fit(self, cells: Sequence[Sequence[Cell]]) -> None:
        """Sections as large as their cells need: by what was measured already, where Qt would measure all anew."""
        letters, head = self._delegate.letters(self.table.font()), self.table.horizontalHeader()
        for row, line in enumerate(cells):
            height = max((letters.size(cell).height() for cell in line), default=0)
            if height > 0 and self.table.rowHeight(row) != height:
                self.table.setRowHeight(row, height)
        for column in range(self.model.columnCount()):
            width = max([letters.size(line[column]).width() for line in cells] + [head.sectionSizeHint(column)])
            if self.table.columnWidth(column) != width:
                self.table.setColumnWidth(column, width)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.table.setAccessibleName(self.tr("Results"))
        self.table.setToolTip(self.tr("PSNR in dB / SSIM, what the paper prints, and the time for a picture; the best in bold"))
        self._empty.setText(self.tr("Add a folder of pictures, tick models and scales: their table appears here."))
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
