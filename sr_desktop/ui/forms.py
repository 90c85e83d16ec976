"""The two forms that stand both on the Upscale page and on the Settings page."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.upscale_settings import OutputFormat, Precision
from sr_desktop.ui.choices import RunChoices, SaveChoices
from sr_desktop.ui.elided_label import ElidedLabel
from sr_desktop.ui.view import View, set_role

_TILES = (0, 64, 128, 192, 256, 384, 512, 768, 1024, 2048)
_PRECISIONS: tuple[Precision, ...] = ("auto", "fp32", "bf16", "fp16")
_FORMATS: tuple[OutputFormat, ...] = ("keep", "png", "jpg", "webp", "tiff")
_WITH_QUALITY = ("keep", "jpg", "webp")


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
        _fill(self.device, [(name, self._device_text(name)) for name in ("auto", *self._devices)], choices.device)
        _fill(self.precision, [(name, self._precision_text(name)) for name in _PRECISIONS], choices.precision)
        _fill(self.tile, [(side, self._tile_text(side)) for side in _TILES], choices.tile)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        tips = (
            (self.device, self.tr("Device"), self.tr("Where the network runs; automatic takes the fastest.")),
            (self.precision, self.tr("Precision"), self.tr("How exact the arithmetic is; fp32 is the most exact.")),
            (self.tile, self.tr("Tile size"), self.tr("Large pictures are worked on in tiles; smaller ones need less memory.")),
        )
        _name_rows(self._labels, tips)
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


class SaveForm(View):
    """Format, quality and folder of results."""

    changed = Signal(object)
    """The user chose something; carries SaveChoices."""
    folder_wanted = Signal()
    """The user wants to choose the folder."""

    def __init__(self) -> None:
        super().__init__()
        self.format, self.place, self.folder_button = QComboBox(), QComboBox(), QPushButton()
        self.quality_slider, self.quality = _quality_pair()
        self._folder = ElidedLabel()
        set_role(self._folder, "hint")
        self._choices = SaveChoices()
        layout = QGridLayout(self)
        self._labels = labelled_rows(layout, self.format, _side_by_side(self.quality_slider, self.quality), self.place)
        self._folder_row = _side_by_side(self._folder, self.folder_button)
        layout.addWidget(self._folder_row, 3, 0, 1, 2)
        self.retranslate()
        self.format.activated.connect(self._choose)
        self.quality.valueChanged.connect(self._choose)
        self.place.activated.connect(self._choose_place)
        self.folder_button.clicked.connect(self.folder_wanted)

    def set_choices(self, choices: SaveChoices) -> None:
        """Show `choices` without telling of a change."""
        self._choices = choices
        texts = {"keep": self.tr("As the picture"), "png": "PNG", "jpg": "JPEG", "webp": "WebP", "tiff": "TIFF"}
        _fill(self.format, [(name, texts[name]) for name in _FORMATS], choices.file.format)
        with QSignalBlocker(self.quality), QSignalBlocker(self.quality_slider):
            self.quality.setValue(choices.file.quality)
            self.quality_slider.setValue(choices.file.quality)
        _fill(self.place, [(False, self.tr("Beside the picture")), (True, self.tr("In one folder"))], bool(choices.folder))
        self._folder.setText(choices.folder)
        self._folder_row.setVisible(bool(choices.folder))
        has_quality = choices.file.format in _WITH_QUALITY
        self.quality.setEnabled(has_quality)
        self.quality_slider.setEnabled(has_quality)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        quality_tip = self.tr("1 to 100, for JPEG and WebP only; 95 can hardly be told from the original.")
        tips = (
            (self.format, self.tr("Format"), self.tr("The file format of results; PNG and TIFF lose nothing.")),
            (self.quality, self.tr("Quality"), quality_tip),
            (self.place, self.tr("Save to"), self.tr("Where results are saved; an existing file is never replaced.")),
        )
        _name_rows(self._labels, tips)
        self.quality_slider.setAccessibleName(self.tr("Quality"))
        self.quality_slider.setToolTip(quality_tip)
        self.folder_button.setText(self.tr("Choose..."))
        self.folder_button.setToolTip(self.tr("Choose the folder for results"))
        self.folder_button.setAccessibleName(self.tr("Choose the folder for results"))
        self.set_choices(self._choices)

    def _choose(self) -> None:
        file = replace(self._choices.file, format=self.format.currentData(), quality=self.quality.value())
        self._emit(replace(self._choices, file=file))

    def _choose_place(self) -> None:
        if self.place.currentData():
            self.set_choices(self._choices)  # shown as before until a folder is really chosen
            self.folder_wanted.emit()
        else:
            self._emit(replace(self._choices, folder=""))

    def _emit(self, choices: SaveChoices) -> None:
        self.set_choices(choices)
        self.changed.emit(choices)


def _quality_pair() -> tuple[QSlider, QSpinBox]:
    slider, number = QSlider(Qt.Orientation.Horizontal), QSpinBox()
    slider.setMinimumWidth(60)
    for control in (slider, number):
        control.setRange(1, 100)
    number.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach into a spin box
    slider.valueChanged.connect(number.setValue)
    number.valueChanged.connect(slider.setValue)
    return slider, number


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


def _name_rows(labels: list[QLabel], rows: tuple[tuple[QWidget, str, str], ...]) -> None:
    for label, (field, name, tip) in zip(labels, rows, strict=True):
        label.setText(name)
        field.setAccessibleName(name)
        field.setToolTip(tip)
        label.setToolTip(tip)


def _side_by_side(wide: QWidget, narrow: QWidget) -> QWidget:
    holder = QWidget()
    layout = QHBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(wide, 1)
    layout.addWidget(narrow)
    return holder


def _fill(box: QComboBox, rows: list[tuple[object, str]], chosen: object) -> None:
    """Fill the box; a chosen value that is not among the rows is kept as a row of its own."""
    if chosen not in [value for value, _ in rows]:
        rows = [*rows, (chosen, str(chosen))]
    with QSignalBlocker(box):
        box.clear()
        for value, text in rows:
            box.addItem(text, value)
        box.setCurrentIndex([value for value, _ in rows].index(chosen))
