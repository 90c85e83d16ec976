"""The list of the queue."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from sr_desktop.ui.queue.delegate import QueueDelegate
from sr_desktop.ui.queue.model import ROW, QueueModel
from sr_desktop.ui.queue.row import Row

_SETTLED_MS = 60
_BEYOND = 6
"""Rows above and below those in sight whose thumbnails are wanted, too."""


class QueueList(QListView):
    """Several rows can be marked, dragged to another place, removed with Del."""

    marked = Signal()
    """Other rows are marked."""
    opened = Signal(object)
    """The user wants to see the result of this Row."""
    remove_wanted = Signal()
    in_sight = Signal(list)
    """The rows (Row) that are seen, when the list has come to rest."""

    def __init__(self, model: QueueModel) -> None:
        super().__init__()
        self._model = model
        self.setItemDelegate(QueueDelegate(self))
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SETTLED_MS)
        self._rest.timeout.connect(self._tell_sight)
        self.selectionModel().selectionChanged.connect(self.marked)
        self.activated.connect(lambda index: self.opened.emit(index.data(ROW)))
        self._seen: tuple[int, int] = (0, 0)

    @property
    def marked_rows(self) -> list[Row]:
        """The rows that are marked, in their order."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._model.rows[place] for place in places]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Del removes what is marked."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Notice what comes into sight, however it got there."""
        super().paintEvent(event)
        if self._span() != self._seen and not self._rest.isActive():
            self._rest.start()

    def look_again(self) -> None:
        """Tell the rows in sight anew."""
        self._seen = (-1, -1)
        self.viewport().update()

    def _span(self) -> tuple[int, int]:
        count = len(self._model.rows)
        first, last = self._at(0, 0), self._at(0, self.viewport().height() - 1)
        return (max(0, first.row()), last.row() + 1 if last.isValid() else count) if count else (0, 0)

    def _at(self, x: int, y: int) -> QModelIndex:
        return self.indexAt(QPoint(x, y))

    def _tell_sight(self) -> None:
        self._seen = first, last = self._span()
        self.in_sight.emit(list(self._model.rows[max(0, first - _BEYOND) : last + _BEYOND]))
