"""The rows above the panes: which are shown, the error map, the crop, the zoom, and the strip for a paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from sr_desktop.ui.icons import icon
from sr_desktop.ui.panes.menus import Choice, ChoiceMenuButton, flat_button
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.view import View, set_role

GAINS = (1, 2, 4, 8, 16, 32)
SIDES = (16, 32, 64, 128, 256)
_HEIGHT, _WIDEST_BOX = 30, 220
_FIRST_GAIN, _FIRST_SIDE = 4, 64


class PanesToolbar(View):
    """Tells wishes by signals; buttons wrap into a second row where there is no room."""

    panes_chosen = Signal(tuple)
    """The user wants the panes of these keys."""
    models_chosen = Signal(tuple)
    """The user wants these models compared, besides bicubic and the picked one."""
    error_chosen = Signal(str)
    """The user wants the error map of this model."""
    gain_chosen = Signal(int)
    side_chosen = Signal(int)
    selecting_changed = Signal(bool)
    unpin_wanted = Signal()
    zoom_wanted = Signal(str)
    """"in", "out", "fit" or "actual"."""
    strip_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.panes_button = ChoiceMenuButton(self.panes_chosen.emit)
        self.models_button = ChoiceMenuButton(self.models_chosen.emit)
        self.error_box, self.gain_box, self.side_box = QComboBox(), QComboBox(), QComboBox()
        self.select_button, self.unpin_button, self.strip_button = flat_button(), flat_button(), flat_button()
        self.zoom_buttons = {name: flat_button() for name in ("out", "in", "fit", "actual")}
        self._zoom = QLabel()
        self._lay_out()
        self._connect()
        self.redraw_icons()
        self.retranslate()

    @property
    def gain(self) -> int:
        """How many times as large as they are errors are shown."""
        gain: int = self.gain_box.currentData()
        return gain

    @property
    def side(self) -> int:
        """The side of the crop that follows the mouse, in pixels."""
        side: int = self.side_box.currentData()
        return side

    @property
    def error_of(self) -> str:
        """The model whose error map is shown, "" for none."""
        return self.error_box.currentData() or ""

    def set_panes(self, choices: Sequence[Choice]) -> None:
        """Offer these panes."""
        self.panes_button.set_choices(choices)

    def set_models(self, choices: Sequence[Choice], most: int) -> None:
        """Offer these models, of which up to `most` can be chosen; nothing for none."""
        self.models_button.set_choices(choices, most)
        self.models_button.setVisible(bool(choices))

    def set_errors(self, choices: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer the error maps of these models: id and title."""
        with QSignalBlocker(self.error_box):
            self.error_box.clear()
            for model, title in choices:
                self.error_box.addItem(self.tr("Error of {model}").format(model=title), model)
            self.error_box.setCurrentIndex(max(0, self.error_box.findData(chosen)) if choices else -1)
        self.error_box.setEnabled(bool(choices))

    def choose_error(self, step: int) -> None:
        """Go to the next (1) or the last (-1) error map."""
        count = self.error_box.count()
        if count:
            self.error_box.setCurrentIndex((self.error_box.currentIndex() + step) % count)
            self.error_chosen.emit(self.error_of)

    def choose_gain(self, step: int) -> None:
        """Amplify errors more (1) or less (-1)."""
        index = min(max(0, self.gain_box.currentIndex() + step), self.gain_box.count() - 1)
        self.gain_box.setCurrentIndex(index)
        self.gain_chosen.emit(self.gain)

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom; 1.0 is one screen pixel for one pixel of the truth."""
        self._zoom.setText(f"{zoom * 100:.0f} %")

    def show_pinned(self, pinned: bool) -> None:
        """Whether a crop is marked that does not follow the mouse."""
        self.unpin_button.setEnabled(pinned)
        self.strip_button.setEnabled(pinned)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Panes"))
        self.panes_button.setText(self.tr("Panes"))
        self.models_button.setText(self.tr("Models"))
        self._zoom.setToolTip(self.tr("Zoom: 100 % shows each pixel of the truth as one pixel of the screen"))
        rows: tuple[tuple[QWidget, str, str], ...] = (
            (self.panes_button, self.tr("Panes"), self.tr("Which panes are shown")),
            (self.models_button, self.tr("Models"), self.tr("Models to compare besides the chosen one, up to three")),
            (self.error_box, self.tr("Error map"), self.tr("Whose error map is shown (E)")),
            (
                self.gain_box,
                self.tr("Gain"),
                self.tr("How many times as large as they are errors are shown (Ctrl+Up, Ctrl+Down)"),
            ),
            (self.side_box, self.tr("Crop"), self.tr("The side of the crop that is measured under the mouse")),
            (
                self.select_button,
                self.tr("Select a crop"),
                self.tr("Drag a crop in a pane instead of moving the picture (S); Shift with a drag does so at any time"),
            ),
            (self.unpin_button, self.tr("Drop the crop"), self.tr("Let the crop follow the mouse again (Delete)")),
            (
                self.strip_button,
                self.tr("Comparison strip"),
                self.tr("Save the picture with the marked crop, and the crops of the shown panes, as papers print them (P)"),
            ),
            (self.zoom_buttons["out"], self.tr("Zoom out"), self.tr("Zoom out (-)")),
            (self.zoom_buttons["in"], self.tr("Zoom in"), self.tr("Zoom in (+)")),
            (self.zoom_buttons["fit"], self.tr("Fit"), self.tr("Show the whole picture (F)")),
            (self.zoom_buttons["actual"], self.tr("100 %"), self.tr("One pixel of the screen for each of the picture (A)")),
        )
        for widget, name, tip in rows:
            widget.setAccessibleName(name)
            widget.setToolTip(tip)
        self.strip_button.setText(self.tr("Strip..."))
        for index, side in enumerate(SIDES):
            self.side_box.setItemText(index, self.tr("Crop {side} px").format(side=side))

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        names = {"out": "zoom-out", "in": "zoom-in", "fit": "zoom-fit", "actual": "zoom-actual"}
        for key, button in self.zoom_buttons.items():
            button.setIcon(icon(names[key]))
        self.select_button.setIcon(icon("select"))
        self.unpin_button.setIcon(icon("close"))
        self.strip_button.setIcon(icon("save-as"))

    def _connect(self) -> None:
        self.error_box.activated.connect(lambda _: self.error_chosen.emit(self.error_of))
        self.gain_box.activated.connect(lambda _: self.gain_chosen.emit(self.gain))
        self.side_box.activated.connect(lambda _: self.side_chosen.emit(self.side))
        self.select_button.toggled.connect(self.selecting_changed)
        self.unpin_button.clicked.connect(self.unpin_wanted)
        self.strip_button.clicked.connect(self.strip_wanted)
        for name, button in self.zoom_buttons.items():
            button.clicked.connect(lambda _=False, name=name: self.zoom_wanted.emit(name))

    def _lay_out(self) -> None:
        for gain in GAINS:
            self.gain_box.addItem(f"×{gain}", gain)
        self.gain_box.setCurrentIndex(GAINS.index(_FIRST_GAIN))
        for side in SIDES:
            self.side_box.addItem("", side)
        self.side_box.setCurrentIndex(SIDES.index(_FIRST_SIDE))
        self.select_button.setCheckable(True)
        self.strip_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.models_button.hide()
        set_role(self._zoom, "hint")
        self.error_box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.error_box.setMaximumWidth(_WIDEST_BOX)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("10000 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = FlowLayout(self, 6)
        for widget in (
            self.models_button, self.panes_button, self.error_box, self.gain_box, self.side_box, self.select_button,
            self.unpin_button, self.strip_button, self._zoom, *self.zoom_buttons.values(),
        ):  # fmt: skip
            widget.setFixedHeight(_HEIGHT)
            row.addWidget(widget)
        self.show_pinned(False)
