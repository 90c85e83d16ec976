"""Sparse coding seen as a convolutional network: SRCNN's first filters beside the atoms of the dictionary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sr_desktop.ui.benchmark.mosaic import Mosaic
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.view import View, set_role

_CARD_WIDTH = 426


class AtomsView(View):
    """Two mosaics, and in words what each step of sparse coding is in the network."""

    network_chosen = Signal(str)
    """The user wants the filters of the model of this id."""

    def __init__(self) -> None:
        super().__init__()
        self._intro, self._hint, self._end = QLabel(), QLabel(), QLabel()
        self._titles = [QLabel(), QLabel()]
        self.filters, self.atoms = Mosaic(), Mosaic()
        self._network_name, self.network_box = QLabel(), QComboBox()
        self._network_name.setBuddy(self.network_box)
        self.network_box.currentIndexChanged.connect(lambda: self.network_chosen.emit(self.network_box.currentData()))
        self._step_names = [QLabel() for _ in range(3)]
        self._steps = [QLabel() for _ in range(3)]
        self._pictures = QWidget()
        self._lay_out()
        self.offer_networks((), "")
        self._show_pictures(False)
        self.retranslate()

    def offer_networks(self, networks: Sequence[tuple[str, str]], chosen: str) -> None:
        """Ids and titles of the networks whose filters can be shown; there is a choice where there are several."""
        with QSignalBlocker(self.network_box):
            self.network_box.clear()
            for model, title in networks:
                self.network_box.addItem(title, model)
            self.network_box.setCurrentIndex(self.network_box.findData(chosen))
        for part in (self._network_name, self.network_box):
            part.setVisible(len(networks) > 1)

    def show_mosaics(self, filters: QImage, atoms: QImage) -> None:
        """Show the first filters of SRCNN and the atoms of the dictionary."""
        self.filters.show_image(filters)
        self.atoms.show_image(atoms)
        self._show_pictures(True)

    def show_nothing(self) -> None:
        """There are no weights to show: say what is missing."""
        self._show_pictures(False)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._intro.setText(
            self.tr(
                "The methods before the networks and the first network do the same three steps; sparse coding is a "
                "convolutional network whose layers were designed one by one."
            )
        )
        self._hint.setText(
            self.tr("The pictures need the weights of SRCNN and of sparse coding, both for x2. They come with the program.")
        )
        titles = (self.tr("SRCNN: filters of the first layer"), self.tr("Sparse coding: atoms of the dictionary, as filters"))
        tips = (
            self.tr("The strongest first; middle grey is 0"),
            self.tr("Those that add most to the answer first; middle grey is 0"),
        )
        for label, mosaic, title, tip in zip(self._titles, (self.filters, self.atoms), titles, tips, strict=True):
            label.setText(title)
            mosaic.setAccessibleName(title)
            mosaic.setAccessibleDescription(tip)
            mosaic.setToolTip(tip)
        for label, text in zip(self._step_names, self._names_of_steps(), strict=True):
            label.setText(text)
        for label, text in zip(self._steps, self._texts_of_steps(), strict=True):
            label.setText(text)
        self._network_name.setText(self.tr("Network"))
        self.network_box.setAccessibleName(self._network_name.text())
        self.network_box.setToolTip(self.tr("Whose filters are shown"))
        self._end.setText(
            self.tr(
                "What sparse coding learns step by step, the network learns in one go, for the smallest error of the answer "
                "itself (Dong et al., TPAMI 2016, section 3.2)."
            )
        )

    def _names_of_steps(self) -> tuple[str, str, str]:
        return self.tr("Extraction"), self.tr("Mapping"), self.tr("Reconstruction")

    def _texts_of_steps(self) -> tuple[str, str, str]:
        return (
            self.tr(
                "A patch is projected on every atom of the dictionary; done for all patches of a picture, this is a "
                "convolution with one filter for each atom, as in SRCNN's first layer. Atoms are edges in all directions, "
                "lines and spots; filters become similar in long training, and a short one leaves the noise of their start."
            ),
            self.tr(
                "Sparse coding keeps the few atoms that explain the patch best and shrinks all other shares to 0; SRCNN's "
                "second layer and its ReLU take the place of this search."
            ),
            self.tr(
                "The kept shares weigh the atoms of a second dictionary, that of high resolution, and overlapping patches are "
                "averaged; both together are linear, so one more convolution does it: SRCNN's last layer."
            ),
        )

    def _show_pictures(self, shown: bool) -> None:
        self._pictures.setVisible(shown)
        self._hint.setVisible(not shown)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        set_role(self._hint, "hint")
        row = QHBoxLayout(self._pictures)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for title, mosaic in zip(self._titles, (self.filters, self.atoms), strict=True):
            row.addWidget(_card(title, mosaic), 1)
        row.addStretch(0)
        for title in self._titles:
            set_role(title, "strong")
            title.setWordWrap(True)
        for part in (self._intro, self._hint):
            part.setWordWrap(True)
            column.addWidget(part)
        choice = QHBoxLayout()
        choice.setSpacing(8)
        choice.addWidget(self._network_name)
        choice.addWidget(self.network_box)
        choice.addStretch(1)
        column.addLayout(choice)
        column.addWidget(self._pictures)
        column.addLayout(self._table_of_steps())
        self._end.setWordWrap(True)
        column.addWidget(self._end)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _table_of_steps(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for number, (name, text) in enumerate(zip(self._step_names, self._steps, strict=True)):
            set_role(name, "strong")
            text.setWordWrap(True)
            grid.addWidget(name, number, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, number, 1)
        return grid


def _card(*parts: QWidget) -> QFrame:
    frame = QFrame()
    frame.setMaximumWidth(_CARD_WIDTH)
    set_role(frame, "card")
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 10, 12, 12)
    column.setSpacing(8)
    for part in parts:
        column.addWidget(part)
    return frame
