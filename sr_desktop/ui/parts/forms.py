"""How to compute: a form of several pages, and what it shares with the form of ui/parts/save_form.py."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.upscaling.settings import Precision
from sr_desktop.ui.choices import RunChoices
from sr_desktop.ui.view import View

_TILES = (0, 64, 128, 192, 256, 384, 512, 768, 1024, 2048)
_PRECISIONS: tuple[Precision, ...] = ("auto", "fp32", "bf16", "fp16")


class RunForm(View):
    """Self-ensemble, device, precision and tile size."""

    changed = Signal(object)
    """The user chose something; carries RunChoices."""

    def __init__(self) -> None:
        super().__init__()
        self.ensemble = QCheckBox()
        self.device, self.precision, self.tile = QComboBox(), QComboBox(), QComboBox()
        self._devices: tuple[str, ...] = ()
        self._choices = RunChoices()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.ensemble)
        rows = QGridLayout()
        column.addLayout(rows)
        self._labels = labelled_rows(rows, self.device, self.precision, self.tile)
        self.retranslate()
        self.ensemble.clicked.connect(self._choose)
        for box in (self.device, self.precision, self.tile):
            box.activated.connect(self._choose)

    def set_devices(self, names: tuple[str, ...]) -> None:
        """Offer the devices of these names, besides the automatic choice."""
        self._devices = tuple(name for name in names if name != "auto")
        self.set_choices(self._choices)

    def set_choices(self, choices: RunChoices) -> None:
        """Show `choices` without telling of a change."""
        self._choices = choices
        self.ensemble.setChecked(choices.ensemble)
        fill_box(self.device, [(name, self._device_text(name)) for name in ("auto", *self._devices)], choices.device)
        fill_box(self.precision, [(name, self._precision_text(name)) for name in _PRECISIONS], choices.precision)
        fill_box(self.tile, [(side, self._tile_text(side)) for side in _TILES], choices.tile)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        tips = (
            (self.device, self.tr("Device"), self.tr("Where the network runs; automatic takes the fastest.")),
            (self.precision, self.tr("Precision"), self.tr("How exact the arithmetic is; fp32 is the most exact.")),
            (self.tile, self.tr("Tile size"), self.tr("Large pictures are worked on in tiles; smaller ones need less memory.")),
        )
        name_rows(self._labels, tips)
        self.ensemble.setText(self.tr("Self-ensemble: 8 times the time"))
        self.ensemble.setAccessibleName(self.ensemble.text())
        self.ensemble.setToolTip(
            self.tr(
                "The model sees the picture turned and mirrored in eight ways, and the result is the mean: "
                "a little truer, and eight times as slow. Plain interpolation gains nothing by it."
            )
        )
        self.set_choices(self._choices)

    def _choose(self) -> None:
        self._choices = RunChoices(
            ensemble=self.ensemble.isChecked(),
            device=self.device.currentData(),
            precision=self.precision.currentData(),
            tile=self.tile.currentData(),
        )
        self.changed.emit(self._choices)

    def _device_text(self, name: str) -> str:
        if name == "auto":
            return self.tr("Automatic")
        return self.tr("Processor (CPU)") if name == "cpu" else name

    def _precision_text(self, name: Precision) -> str:
        return self.tr("Automatic") if name == "auto" else name

    def _tile_text(self, side: int) -> str:
        return self.tr("{side} pixels").format(side=side) if side else self.tr("Automatic")


def labelled_rows(layout: QGridLayout, *fields: QWidget) -> list[QLabel]:
    """Put each field into a row of its own behind a label; returns the labels, which are still empty."""
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    layout.setColumnStretch(1, 1)
    labels = [QLabel() for _ in fields]
    for row, (label, field) in enumerate(zip(labels, fields, strict=True)):
        label.setMinimumWidth(72)
        field.setMinimumWidth(120)  # a long entry of a box shall not widen the panel
        label.setBuddy(field)
        layout.addWidget(label, row, 0)
        layout.addWidget(field, row, 1)
    return labels


def name_rows(labels: list[QLabel], rows: tuple[tuple[QWidget, str, str], ...]) -> None:
    """Give each row of `labelled_rows` its name and its tooltip."""
    for label, (field, name, tip) in zip(labels, rows, strict=True):
        label.setText(name)
        field.setAccessibleName(name)
        field.setToolTip(tip)
        label.setToolTip(tip)


def side_by_side(wide: QWidget, narrow: QWidget) -> QWidget:
    """Two controls in one row, the first as wide as can be."""
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(wide, 1)
    layout.addWidget(narrow)
    return holder


def fill_box(box: QComboBox, rows: Sequence[tuple[object, str]], chosen: object) -> None:
    """Fill the box; a chosen value that is not among the rows is kept as a row of its own."""
    if chosen not in [value for value, _ in rows]:
        rows = [*rows, (chosen, str(chosen))]
    with QSignalBlocker(box):
        box.clear()
        for value, text in rows:
            box.addItem(text, value)
        box.setCurrentIndex([value for value, _ in rows].index(chosen))
