"""Step 3 of the Upscale page: how large."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from sr_desktop.core.upscaling.size import MAX_DPI, MAX_SCALE, MIN_DPI, SIZE_KINDS, SizeKind, TargetSize
from sr_desktop.ui.parts.buttons import ChoiceRow
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import Text, set_role

_FREE = 0
_STARTS: dict[SizeKind, float] = {
    "scale": 2.0,
    "width": 3840,
    "height": 2160,
    "long_side": 3840,
    "short_side": 2160,
    "megapixels": 12.0,
    "at_least": 2160,
    "print": 30.0,
}
_MOST: dict[SizeKind, float] = {"scale": MAX_SCALE, "megapixels": 1000.0, "print": 1000.0}
_MOST_PIXELS = 1_000_000


class SizeSection(Section):
    """Buttons for the factors 2, 3 and 4, a free wish behind the fourth, what size follows and what it takes."""

    changed = Signal(object)
    """The user wishes another size; carries TargetSize."""

    def __init__(self) -> None:
        super().__init__()
        self._target = TargetSize(value=3.0)
        self._outcome: Text | None = None
        self._costs: Text | None = None
        self.factors = ChoiceRow((2, 3, 4, _FREE))
        self.kind, self.value, self.dpi = QComboBox(), QDoubleSpinBox(), QDoubleSpinBox()
        self._free_row, self._print_row, self._dpi_label = QWidget(), QWidget(), QLabel()
        self._said, self._cost_line = QLabel(), QLabel()
        self._lay_out()
        self.retranslate()
        self.set_target(self._target)
        self.show_outcome(None)
        self.factors.group.buttonClicked.connect(lambda button: self._choose_factor(self.factors.key_of(button)))
        self.kind.activated.connect(self._choose_kind)
        self.value.valueChanged.connect(lambda value: self._emit(replace(self._target, value=value), free=True))
        self.dpi.valueChanged.connect(lambda dpi: self._emit(replace(self._target, dpi=dpi), free=True))

    @property
    def target(self) -> TargetSize:
        """The present wish."""
        return self._target

    def set_target(self, target: TargetSize) -> None:
        """Show this wish without telling of a change."""
        whole = int(target.value) if target.kind == "scale" and target.value in (2, 3, 4) else _FREE
        self._show(target, free=whole == _FREE)

    def wish(self, target: TargetSize) -> None:
        """Wish this size as the user does."""
        changed = target != self._target
        self.set_target(target)
        if changed:
            self.changed.emit(target)

    def show_outcome(self, text: Text | None, *, failed: bool = False) -> None:
        """Say what size follows, or (failed) why the wish cannot be fulfilled; None while no picture is open."""
        self._outcome = text
        set_role(self._said, "error" if failed else "strong" if text else "hint")
        self._say_outcome()

    def show_costs(self, text: Text | None, *, failed: bool = False) -> None:
        """Say what a run takes: time, bytes, room on the disk (failed: too little of it); None for nothing."""
        self._costs = text
        set_role(self._cost_line, "error" if failed else "hint")
        self._say_outcome()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("3  Size"))
        for factor, button in self.factors.buttons.items():
            button.setText(f"×{factor}" if factor else self.tr("Free"))
            tip = self.tr("{factor} times as wide and as high").format(factor=factor)
            button.setToolTip(tip if factor else self.tr("Any factor, side, number of megapixels, least size or print size"))
            button.setAccessibleName(button.toolTip())
        self.kind.setAccessibleName(self.tr("Kind of size"))
        self.value.setAccessibleName(self.tr("Size"))
        self._dpi_label.setText(self.tr("printed at"))
        self.dpi.setSuffix(self.tr(" dpi"))
        self.dpi.setAccessibleName(self.tr("Dots per inch"))
        self.dpi.setToolTip(self.tr("How fine the print is: 300 for what is held in the hand. The file names it, too."))
        self._cost_line.setToolTip(
            self.tr("Time from earlier runs of this model on this device; the file's size from a sample of the picture.")
        )
        self._fill_kinds()
        self._say_outcome()

    def _say_outcome(self) -> None:
        self._said.setText(self._outcome() if self._outcome else self.tr("The new size is shown when a picture is open."))
        self._cost_line.setText(self._costs() if self._costs else "")
        self._cost_line.setVisible(self._costs is not None)

    def _fill_kinds(self) -> None:
        texts: dict[SizeKind, tuple[str, str]] = {
            "scale": (self.tr("Factor"), self.tr("How many times as wide and as high")),
            "width": (self.tr("Width"), self.tr("The result's width")),
            "height": (self.tr("Height"), self.tr("The result's height")),
            "long_side": (self.tr("Long side"), self.tr("The result's longer side")),
            "short_side": (self.tr("Short side"), self.tr("The result's shorter side")),
            "megapixels": (self.tr("Megapixels"), self.tr("The result's width times its height")),
            "at_least": (
                self.tr("At least"),
                self.tr("Least shorter side; each picture takes its smallest whole factor"),
            ),
            "print": (self.tr("Print, long side"), self.tr("How long the longer side is on paper")),
        }
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind in SIZE_KINDS:
                self.kind.addItem(texts[kind][0], kind)
                self.kind.setItemData(self.kind.count() - 1, texts[kind][1], Qt.ItemDataRole.ToolTipRole)
            self.kind.setCurrentIndex(SIZE_KINDS.index(self._target.kind))
        self._fit_value()

    def _fit_value(self) -> None:
        kind = self._target.kind
        pixels = kind not in _MOST
        with QSignalBlocker(self.value), QSignalBlocker(self.dpi):
            self.value.setDecimals(0 if pixels else 2)
            self.value.setRange(1 if pixels else 0.01, _MOST.get(kind, _MOST_PIXELS))
            self.value.setSingleStep(1 if pixels else 0.1)
            self.value.setPrefix("×" if kind == "scale" else "")
            suffixes = {"scale": "", "megapixels": self.tr(" MP"), "print": self.tr(" cm")}
            self.value.setSuffix(suffixes.get(kind, self.tr(" px")))
            self.value.setValue(self._target.value)
            self.dpi.setValue(self._target.dpi)
        tip = self.kind.itemData(SIZE_KINDS.index(kind), Qt.ItemDataRole.ToolTipRole)
        self.kind.setToolTip(tip)
        self.value.setToolTip(self.tr("{what}; the proportions of the picture are kept").format(what=tip))

    def _show(self, target: TargetSize, *, free: bool) -> None:
        self._target = target
        self.factors.buttons[_FREE if free else int(target.value)].setChecked(True)
        self._free_row.setVisible(free)
        self._print_row.setVisible(free and target.kind == "print")
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(SIZE_KINDS.index(target.kind))
        self._fit_value()

    def _choose_factor(self, factor: int) -> None:
        if factor != _FREE:
            self._emit(replace(self._target, kind="scale", value=float(factor)), free=False)
        else:
            self._show(self._target, free=True)
            self.value.setFocus()

    def _choose_kind(self) -> None:
        kind: SizeKind = self.kind.currentData()
        self._emit(replace(self._target, kind=kind, value=_STARTS[kind]), free=True)

    def _emit(self, target: TargetSize, *, free: bool) -> None:
        changed = target != self._target
        self._show(target, free=free)
        if changed:
            self.changed.emit(target)

    def _lay_out(self) -> None:
        for box in (self.value, self.dpi):
            box.setKeyboardTracking(False)
            box.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach into a spin box
        self.dpi.setDecimals(0)
        self.dpi.setRange(MIN_DPI, MAX_DPI)
        self.dpi.setSingleStep(50)
        set_role(self._dpi_label, "hint")
        for holder, parts in (
            (self._free_row, (self.kind, self.value)),
            (self._print_row, (self._dpi_label, self.dpi)),
        ):
            row = QHBoxLayout(holder)
            row.setContentsMargins(0, 0, 0, 0)
            for part in parts:
                row.addWidget(part, 1)
        self._dpi_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._cost_line, "hint")
        for line in (self._said, self._cost_line):
            line.setWordWrap(True)
        for widget in (self.factors, self._free_row, self._print_row, self._said, self._cost_line):
            self.body.addWidget(widget)
