"""The queue for a list view: tens of thousands of rows, of which only those in sight cost anything."""

from __future__ import annotations

import json
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPixmap

from sr_desktop.core.queue.entry import Entry, EntryState, Problem
from sr_desktop.ui.parts.banner import BannerText
from sr_desktop.ui.queue.row import Row, outcome_text, settings_text, size_text, state_text

ROW = Qt.ItemDataRole.UserRole
PROBLEM = Qt.ItemDataRole.UserRole + 1
"""What an error says, in the language of the window; "" where there is none."""
_MIME = "application/x-sr-desktop-queue"
_KEPT_THUMBNAILS = 600
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractListModel):
    """Rows in the order of the queue. say: puts a Problem into words."""

    move_wanted = Signal(list, int)
    """The user dragged entries (ids) before this row."""
    counted = Signal()
    """The numbers of entries in each state may be others."""

    def __init__(self, say: Callable[[Problem], BannerText]) -> None:
        super().__init__()
        self._say = say
        self._rows: list[Row] = []
        self._place: dict[int, int] = {}
        self._with_thumbnail: OrderedDict[int, None] = OrderedDict()
        self._counts: Counter[EntryState] = Counter()

    @property
    def rows(self) -> Sequence[Row]:
        """All rows."""
        return self._rows

    def row_of(self, number: int) -> Row | None:
        """The row of the entry of this id."""
        place = self._place.get(number)
        return None if place is None else self._rows[place]

    def count(self, *states: EntryState) -> int:
        """How many entries are in one of these states."""
        return sum(self._counts[state] for state in states)

    def ids(self, *states: EntryState) -> list[int]:
        """The entries in one of these states, in order."""
        return [row.entry.id for row in self._rows if row.entry.state in states]

    def set_entries(self, entries: Iterable[Entry]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._rows = [Row(entry=entry) for entry in entries]
        self._with_thumbnail.clear()
        self._counts = Counter(row.entry.state for row in self._rows)
        self._number()
        self.endResetModel()
        self.counted.emit()

    def append(self, entries: Sequence[Entry]) -> None:
        """Show these behind the others."""
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(entries) - 1)
        self._rows.extend(Row(entry=entry) for entry in entries)
        self._counts.update(entry.state for entry in entries)
        self._place.update((entry.id, first + place) for place, entry in enumerate(entries))
        self.endInsertRows()
        self.counted.emit()

    def remove(self, numbers: Iterable[int]) -> None:
        """Take these away."""
        places = sorted((self._place[number] for number in numbers if number in self._place), reverse=True)
        for last, first in _runs(places):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._counts.subtract(row.entry.state for row in self._rows[first : last + 1])
            del self._rows[first : last + 1]
            self.endRemoveRows()
        self._number()
        self.counted.emit()

    def arrange(self, numbers: Sequence[int]) -> None:
        """Show the entries in this order; all of them are named."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        held = [self._rows[index.row()].entry.id for index in before]
        by_id = {row.entry.id: row for row in self._rows}
        self._rows = [by_id[number] for number in numbers]
        self._number()
        self.changePersistentIndexList(before, [self.index(self._place[number]) for number in held])
        self.layoutChanged.emit()

    def order_after_move(self, numbers: Sequence[int], before: int) -> list[int]:
        """All ids in the order that there would be with these entries moved before the row `before`."""
        moved = set(numbers)
        front = [row.entry.id for row in self._rows[:before] if row.entry.id not in moved]
        back = [row.entry.id for row in self._rows[before:] if row.entry.id not in moved]
        return [*front, *(row.entry.id for row in self._rows if row.entry.id in moved), *back]

    def update(self, entries: Iterable[Entry]) -> None:
        """These are now like this."""
        for entry in entries:
            row = self.row_of(entry.id)
            if row is not None:
                self._counts[row.entry.state] -= 1
                self._counts[entry.state] += 1
                row.entry, row.done, row.total, row.disk = entry, 0, 0, 0
                self._tell(entry.id)
        self.counted.emit()

    def set_progress(self, number: int, done: int, total: int) -> None:
        """The work on this entry is so far."""
        row = self.row_of(number)
        if row is not None:
            row.done, row.total = done, total
            self._tell(number)

    def set_disk(self, number: int, size: int) -> None:
        """This entry takes so many bytes of the disk while it is worked on."""
        row = self.row_of(number)
        if row is not None:
            row.disk = size
            self._tell(number)

    def set_thumbnail(self, number: int, pixmap: QPixmap | None, width: int, height: int) -> None:
        """The picture looks like this and has this size; the oldest thumbnails are forgotten."""
        row = self.row_of(number)
        if row is None:
            return
        row.thumbnail, row.width, row.height = pixmap, width, height
        if pixmap is not None:
            self._with_thumbnail[number] = None
            self._forget_oldest()
        self._tell(number)

    def retell(self) -> None:
        """All words are others: the language has changed."""
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    # --- what Qt asks -----------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        """Rows of the list."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """See ROW and PROBLEM; all other texts are for those who do not see the delegate."""
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == PROBLEM:
            return self._problem(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.ToolTipRole:
            target = row.entry.outcome.target if row.entry.outcome else ""
            hint = self._say(row.entry.problem).hint if row.entry.problem else ""
            state = state_text(row, self._problem(row))
            return "\n".join(part for part in (row.entry.source, target, state, hint, outcome_text(row)) if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            state, made = state_text(row, self._problem(row)), outcome_text(row)
            parts = (row.name, size_text(row), settings_text(row.entry.settings), state, made)
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Entries that are not worked on can be dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        usual = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
        return usual | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:  # noqa: N802 - Qt's name
        """Rows are moved, never copied."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:  # noqa: N802 - Qt's name
        """Only rows of this list; files from elsewhere are the window's to take."""
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:  # noqa: N802 - Qt's name
        """The ids of the dragged rows."""
        mime = QMimeData()
        numbers = [self._rows[index.row()].entry.id for index in indexes]
        mime.setData(_MIME, json.dumps(numbers).encode())
        return mime

    def dropMimeData(  # noqa: N802 - Qt's name
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Ask for the move; the list changes when it is done."""
        if not data.hasFormat(_MIME):
            return False
        before = row if row >= 0 else parent.row() if parent.isValid() else len(self._rows)
        self.move_wanted.emit(json.loads(bytes(data.data(_MIME).data())), before)
        # The rows are moved by whoever heard it; True would let the view remove them.
        return False

    # --- inside -----------------------------------------------------------------------------------------------------

    def _problem(self, row: Row) -> str:
        return self._say(row.entry.problem).message if row.entry.problem else ""

    def _tell(self, number: int) -> None:
        index = self.index(self._place[number])
        self.dataChanged.emit(index, index)

    def _number(self) -> None:
        self._place = {row.entry.id: place for place, row in enumerate(self._rows)}

    def _forget_oldest(self) -> None:
        while len(self._with_thumbnail) > _KEPT_THUMBNAILS:
            row = self.row_of(self._with_thumbnail.popitem(last=False)[0])
            if row is not None:
                row.thumbnail, row.looked_at = None, False


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """Falling numbers as (last, first) of stretches without gaps."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
