"""How results are stored: a form of the pages Upscale, Queue and Settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QPushButton, QSlider, QSpinBox

from sr_desktop.core.pictures.formats import FORMAT_BY_NAME, FORMATS
from sr_desktop.ui.choices import SaveChoices
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.forms import fill_box, labelled_rows, name_rows, side_by_side
from sr_desktop.ui.view import View, set_role


class SaveForm(View):
    """Format, quality, folder, colours and metadata of results."""

    changed = Signal(object)
    """The user chose something; carries SaveChoices."""
    folder_wanted = Signal()
    """The user wants to choose the folder."""

    def __init__(self) -> None:
        super().__init__()
        self.format, self.place, self.folder_button = QComboBox(), QComboBox(), QPushButton()
        self.profile, self.metadata, self.provenance = QComboBox(), QComboBox(), QCheckBox()
        self.quality_slider, self.quality = _quality_pair()
        self._folder = ElidedLabel()
        set_role(self._folder, "hint")
        self._choices = SaveChoices()
        layout = QGridLayout(self)
        quality = side_by_side(self.quality_slider, self.quality)
        self._labels = labelled_rows(layout, self.format, quality, self.profile, self.metadata, self.place)
        self._folder_row = side_by_side(self._folder, self.folder_button)
        layout.addWidget(self._folder_row, len(self._labels), 0, 1, 2)
        layout.addWidget(self.provenance, len(self._labels) + 1, 0, 1, 2)
        self.retranslate()
        for box in (self.format, self.profile, self.metadata):
            box.activated.connect(self._choose)
        self.quality.valueChanged.connect(self._choose)
        self.provenance.clicked.connect(self._choose)
        self.place.activated.connect(self._choose_place)
        self.folder_button.clicked.connect(self.folder_wanted)

    def set_choices(self, choices: SaveChoices) -> None:
        """Show `choices` without telling of a change."""
        self._choices, file = choices, choices.file
        formats = [("keep", self.tr("As the picture")), *((each.name, each.title) for each in FORMATS)]
        fill_box(self.format, formats, file.format)
        with QSignalBlocker(self.quality), QSignalBlocker(self.quality_slider):
            self.quality.setValue(file.quality)
            self.quality_slider.setValue(file.quality)
        fill_box(self.profile, [("keep", self.tr("As the picture")), ("srgb", "sRGB")], file.profile)
        kept = [("keep", self.tr("Keep")), ("no_location", self.tr("Without the location")), ("none", self.tr("Remove"))]
        fill_box(self.metadata, kept, file.metadata)
        self.provenance.setChecked(file.provenance)
        places = [(False, self.tr("Beside the picture")), (True, self.tr("In one folder"))]
        fill_box(self.place, places, bool(choices.folder))
        self._folder.setText(choices.folder)
        self._folder_row.setVisible(bool(choices.folder))
        has_quality = file.format == "keep" or FORMAT_BY_NAME[file.format].quality
        self.quality.setEnabled(has_quality)
        self.quality_slider.setEnabled(has_quality)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        format_tip = self.tr("The file format of results; PNG and TIFF lose nothing and hold 16 bits.")
        quality_tip = self.tr("1 to 100, for JPEG, WebP and AVIF only; 95 can hardly be told from the original.")
        profile_tip = self.tr("Colours in the profile of the picture, or converted to sRGB, which every program shows rightly.")
        metadata_tip = self.tr("EXIF, XMP and IPTC: camera, date, author, place. The location can be left out alone.")
        place_tip = self.tr("Where results are saved; an existing file is never replaced.")
        tips = (
            (self.format, self.tr("Format"), format_tip),
            (self.quality, self.tr("Quality"), quality_tip),
            (self.profile, self.tr("Colours"), profile_tip),
            (self.metadata, self.tr("Metadata"), metadata_tip),
            (self.place, self.tr("Save to"), place_tip),
        )
        name_rows(self._labels, tips)
        self.quality_slider.setAccessibleName(self.tr("Quality"))
        self.quality_slider.setToolTip(quality_tip)
        self.provenance.setText(self.tr("Note the model in the file"))
        self.provenance.setAccessibleName(self.provenance.text())
        self.provenance.setToolTip(
            self.tr("Model, hash of its weights, factor and program version go into the XMP block of the file.")
        )
        self.folder_button.setText(self.tr("Choose..."))
        self.folder_button.setToolTip(self.tr("Choose the folder for results"))
        self.folder_button.setAccessibleName(self.tr("Choose the folder for results"))
        self.set_choices(self._choices)

    def _choose(self) -> None:
        file = replace(
            self._choices.file,
            format=self.format.currentData(),
            quality=self.quality.value(),
            profile=self.profile.currentData(),
            metadata=self.metadata.currentData(),
            provenance=self.provenance.isChecked(),
        )
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
