"""Every picture of a set at a scale: a sortable table with a column for each model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal, get_args

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout

from sr_desktop.core.bench.messages import PictureMeasured
from sr_desktop.core.bench.results import Place
from sr_desktop.ui.benchmark.words import metric_number, metric_text, place_text, seconds_text
from sr_desktop.ui.view import View, set_role

_Index = QModelIndex | QPersistentModelIndex
PictureMetric = Literal["psnr", "ssim", "ms_ssim", "distance", "seconds"]
_METRICS: tuple[PictureMetric, ...] = get_args(PictureMetric)
_INFINITE = float("inf")


@dataclass(frozen=True, kw_only=True)
class PicturesShown:
    """place: None for none. models: ids with titles, in the order of the columns. pictures: by path, then by model."""

    place: Place | None = None
    models: tuple[tuple[str, str], ...] = ()
    pictures: Mapping[str, Mapping[str, PictureMeasured]]


class PicturesModel(QAbstractTableModel):
    """A row for each picture; sorting keeps what has no figure last."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = PicturesShown(pictures={})
        self._metric: PictureMetric = "psnr"
        self._paths: list[str] = []
        self._sorted: tuple[int, Qt.SortOrder] = (0, Qt.SortOrder.AscendingOrder)
        self._first = ""

    def show_pictures(self, shown: PicturesShown, metric: PictureMetric) -> None:
        """Show these by this metric, sorted as before."""
        columns_change = shown.models != self._shown.models
        if columns_change:
            self.beginResetModel()
        else:
            self.layoutAboutToBeChanged.emit()
        before, old = self.persistentIndexList(), self._paths
        self._shown, self._metric = shown, metric
        self._paths = self._ordered()
        if columns_change:
            self.endResetModel()
            return
        rows = {path: row for row, path in enumerate(self._paths)}
        moved = [self.index(rows[old[at.row()]], at.column()) if old[at.row()] in rows else QModelIndex() for at in before]
        self.changePersistentIndexList(before, moved)
        self.layoutChanged.emit()

    def name_columns(self, first: str) -> None:
        """Name the column of the pictures."""
        self._first = first
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)

    def path(self, row: int) -> str:
        """The picture of a row."""
        return self._paths[row]

    def value(self, path: str, model: str) -> float | None:
        """A picture's figure by the shown metric; infinite where answer and truth are equal."""
        measured = self._shown.pictures.get(path, {}).get(model)
        if measured is None:
            return None
        return _INFINITE if self._metric == "psnr" and measured.equal else getattr(measured, self._metric)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._sorted = (column, order)
        self.show_pictures(self._shown, self._metric)

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Pictures."""
        return 0 if parent is not None and parent.isValid() else len(self._paths)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """The name, and the models."""
        return 0 if parent is not None and parent.isValid() else 1 + len(self._shown.models)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's variant
        """Name or figure as text."""
        path, column = self._paths[index.row()], index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole:
            return path
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if not column:
            return PurePath(path).name
        return self._text(self.value(path, self._shown.models[column - 1][0]))

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401 - Qt's variant
        """The model's title."""
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if orientation == Qt.Orientation.Vertical or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._shown.models[section - 1][1] if section else self._first

    def _text(self, value: float | None) -> str:
        if value is None:
            return "–"
        if value == _INFINITE:
            return "∞"
        return seconds_text(value) if self._metric == "seconds" else metric_number(self._metric, value)

    def _ordered(self) -> list[str]:
        column, order = self._sorted
        falls = order == Qt.SortOrder.DescendingOrder
        by_name = sorted(self._shown.pictures, key=lambda path: PurePath(path).name.lower())
        if not 0 < column <= len(self._shown.models):
            return by_name[::-1] if falls else by_name
        model = self._shown.models[column - 1][0]
        known = [path for path in by_name if self.value(path, model) is not None]
        unknown = [path for path in by_name if self.value(path, model) is None]
        return sorted(known, key=lambda path: self.value(path, model) or 0.0, reverse=falls) + unknown


class PicturesTable(View):
    """Choices of set and metric over the table; a row can be opened."""

    place_chosen = Signal(object)
    """The user wants the pictures of this Place."""
    picture_wanted = Signal(str, int, list)
    """The user opens a picture: its path, the scale, and the ids of the models that answered it."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = PicturesShown(pictures={})
        self._places: tuple[Place, ...] = ()
        self.model, self.table = PicturesModel(), QTableView()
        self.place_box, self.metric_box = QComboBox(), QComboBox()
        self._labels, self._hint = (QLabel(), QLabel()), QLabel()
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        self._lay_out()
        self.place_box.activated.connect(self._tell_place)
        self.metric_box.activated.connect(lambda _: self.model.show_pictures(self._shown, self.shown_metric))
        self.table.activated.connect(self._open)
        self.retranslate()

    @property
    def shown_metric(self) -> PictureMetric:
        """The metric that is shown."""
        metric: PictureMetric = self.metric_box.currentData() or "psnr"
        return metric

    def set_places(self, places: tuple[Place, ...]) -> None:
        """Offer these; the present one stays if it is among them."""
        if places != self._places:
            self._places = places
            present = self.place_box.currentText()
            self.place_box.clear()
            self.place_box.addItems([place_text(*place) for place in places])
            self.place_box.setCurrentIndex(max(0, self.place_box.findText(present)) if places else -1)

    @property
    def place(self) -> Place | None:
        """The set and scale that are chosen."""
        index = self.place_box.currentIndex()
        return self._places[index] if 0 <= index < len(self._places) else None

    def choose(self, place: Place) -> None:
        """Choose this set and scale, if it is offered."""
        if place in self._places:
            self.place_box.setCurrentIndex(self._places.index(place))

    def show_pictures(self, shown: PicturesShown) -> None:
        """Show these."""
        self._shown = shown
        self.model.show_pictures(shown, self.shown_metric)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        present = self.shown_metric
        self.metric_box.clear()
        for metric in _METRICS:
            self.metric_box.addItem(self.tr("Seconds") if metric == "seconds" else metric_text(metric), metric)
        self.metric_box.setCurrentIndex(self.metric_box.findData(present))
        rows = (
            (self.place_box, self.tr("Set"), self.tr("The set and scale whose pictures are listed")),
            (self.metric_box, self.tr("Metric"), self.tr("What the columns show")),
        )
        for label, (box, name, tip) in zip(self._labels, rows, strict=True):
            label.setText(name)
            box.setAccessibleName(name)
            box.setToolTip(tip)
        self.table.setAccessibleName(self.tr("Pictures"))
        self.table.setToolTip(self.tr("A click on a heading sorts. Double click or Enter: compare the picture with its truth."))
        self.model.name_columns(self.tr("Picture"))
        self._hint.setText(self.tr("A click on a heading sorts. Double click or Enter: truth, bicubic, models and error maps."))

    def _tell_place(self) -> None:
        if self.place is not None:
            self.place_chosen.emit(self.place)

    def _open(self, index: QModelIndex) -> None:
        if self._shown.place is None:
            return
        path = self.model.path(index.row())
        models = [model for model, _ in self._shown.models if model in self._shown.pictures.get(path, {})]
        self.picture_wanted.emit(path, self._shown.place[1], models)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSortingEnabled(True)
        self.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setStyleSheet("QTableView::item { padding: 0 8px; }")
        row = QHBoxLayout()
        row.setSpacing(8)
        for label, box in zip(self._labels, (self.place_box, self.metric_box), strict=True):
            label.setBuddy(box)
            row.addWidget(label)
            row.addWidget(box)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self._hint)
