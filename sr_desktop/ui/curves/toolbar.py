"""The row over the plots: bottom axis, smoothing, one plot or two, everything, saving."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QSlider, QToolButton

from sr_desktop.ui.curves.texts import x_kind_text
from sr_desktop.ui.curves.x_axis import XKind
from sr_desktop.ui.icons import icon
from sr_desktop.ui.view import View, set_role

_STEPS = 60
"""Positions of the slider: at 20 the weight is 0.9, at 40 0.99, at 60 0.999."""
_PER_NINE = 20
_AT_FIRST = 20


class CurvesToolbar(View):
    """Its signals say what the user chose."""

    x_chosen = Signal(object)
    """An XKind."""
    smoothing_chosen = Signal(float)
    """The weight of the moving average, 0..1."""
    two_chosen = Signal(bool)
    """Two plots (True) or one."""
    reset_wanted = Signal()
    save_wanted = Signal(str)
    """png, svg or csv."""

    def __init__(self) -> None:
        super().__init__()
        self.x_box, self.slider = QComboBox(), QSlider(Qt.Orientation.Horizontal)
        self.two_button, self.reset_button, self.save_button = QToolButton(), QToolButton(), QToolButton()
        self._menu = QMenu(self.save_button)
        self.save_actions = {kind: QAction(self._menu) for kind in ("png", "svg", "csv")}
        self._x_label, self._smooth_label, self._weight = QLabel(), QLabel(), QLabel()
        self._lay_out()
        self.retranslate()
        self.redraw_icons()
        self.x_box.activated.connect(lambda: self.x_chosen.emit(self.x_box.currentData()))
        self.slider.valueChanged.connect(self._tell_smoothing)
        self.two_button.clicked.connect(self.two_chosen)
        self.reset_button.clicked.connect(self.reset_wanted)
        for kind, action in self.save_actions.items():
            action.triggered.connect(lambda _=False, kind=kind: self.save_wanted.emit(kind))

    @property
    def weight(self) -> float:
        """The weight of the moving average, 0 for none."""
        position = self.slider.value()
        return 1 - 10 ** (-position / _PER_NINE) if position else 0.0

    def show_two(self, two: bool) -> None:
        """Show whether there are two plots."""
        with QSignalBlocker(self.two_button):
            self.two_button.setChecked(two)

    def show_zoomed(self, zoomed: bool) -> None:
        """Offer to show everything where not everything is shown."""
        self.reset_button.setEnabled(zoomed)

    def set_compact(self, compact: bool) -> None:
        """Leave the words out where there is no room for them."""
        self._x_label.setVisible(not compact)
        self._smooth_label.setVisible(not compact)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Plots"))
        self._x_label.setText(self.tr("Horizontal axis"))
        for index, kind in enumerate(XKind):
            self.x_box.setItemText(index, x_kind_text(kind))
        self.x_box.setAccessibleName(self.tr("Bottom axis"))
        self.x_box.setToolTip(self.tr("What the bottom axis counts; time is without the breaks between two sessions"))
        self._smooth_label.setText(self.tr("Smoothing"))
        self.slider.setAccessibleName(self.tr("Smoothing"))
        self.slider.setToolTip(
            self.tr("Weight of what came before in the moving average of noisy curves; left end: no average")
        )
        self._name(self.two_button, self.tr("Two plots"), self.tr("Show two plots, one above the other"))
        self._name(self.reset_button, self.tr("Show everything"), self.tr("Show everything; a double click does so too"))
        self._name(self.save_button, self.tr("Save"), self.tr("Save the plots or their numbers"))
        self.save_actions["png"].setText(self.tr("Save as a picture (PNG)..."))
        self.save_actions["svg"].setText(self.tr("Save as a drawing (SVG)..."))
        self.save_actions["csv"].setText(self.tr("Save the numbers (CSV)..."))
        self._show_weight()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.two_button.setIcon(icon("stacked"))
        self.reset_button.setIcon(icon("zoom-fit"))
        self.save_button.setIcon(icon("save"))

    def _name(self, button: QToolButton, name: str, tip: str) -> None:
        button.setText(name)
        button.setAccessibleName(name)
        button.setToolTip(tip)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 4)
        row.setSpacing(6)
        for kind in XKind:
            self.x_box.addItem("", kind)
        self.slider.setRange(0, _STEPS)
        self.slider.setValue(_AT_FIRST)
        self.slider.setMinimumWidth(80)
        self.slider.setMaximumWidth(180)
        self.slider.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._weight.setMinimumWidth(self.fontMetrics().horizontalAdvance("0.9999"))
        set_role(self._weight, "hint")
        self._x_label.setBuddy(self.x_box)
        self._smooth_label.setBuddy(self.slider)
        for widget in (self._x_label, self.x_box):
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(self._smooth_label)
        row.addWidget(self.slider, 1)
        row.addWidget(self._weight)
        row.addStretch(1)
        self.two_button.setCheckable(True)
        self.save_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.save_button.setMenu(self._menu)
        self._menu.addActions(list(self.save_actions.values()))
        for button in (self.two_button, self.reset_button, self.save_button):
            set_role(button, "flat")
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.addWidget(button)

    def _tell_smoothing(self) -> None:
        self._show_weight()
        self.smoothing_chosen.emit(self.weight)

    def _show_weight(self) -> None:
        text = f"{self.weight:.4f}".rstrip("0") if self.weight else self.tr("off")
        self._weight.setText(text)
