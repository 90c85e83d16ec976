"""Step 3 of the Upscale page: how large."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QWidget

from sr_desktop.core.size import MAX_SCALE, SIZE_KINDS, SizeKind, TargetSize
from sr_desktop.ui.buttons import ChoiceRow
from sr_desktop.ui.section import Section
from sr_desktop.ui.view import Text, set_role

_FREE = 0
_STARTS: dict[SizeKind, float] = {
    "scale": 2.0,
    "width": 3840,
    "height": 2160,
    "long_side": 3840,
    "short_side": 2160,
    "megapixels": 12.0,
}


class SizeSection(Section):
    """Buttons for the factors 2, 3 and 4, a free wish behind the fourth, and what size follows."""

    changed = Signal(object)
    """The user wishes another size; carries TargetSize."""

    def __init__(self) -> None:
        super().__init__()
        self._target = TargetSize(value=3.0)
        self._outcome: Text | None = None
        self.factors = ChoiceRow((2, 3, 4, _FREE))
        self.kind, self.value = QComboBox(), QDoubleSpinBox()
        self.value.setKeyboardTracking(False)
        self.value.lineEdit().setTextMargins(6, 0, 0, 0)  # the style sheet's padding does not reach into a spin box
        self._free_row = QWidget()
        row = QHBoxLayout(self._free_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.kind, 1)
        row.addWidget(self.value, 1)
        self._said = QLabel()
        self._said.setWordWrap(True)
        for widget in (self.factors, self._free_row, self._said):
            self.body.addWidget(widget)
        self.retranslate()
        self.set_target(self._target)
        self.show_outcome(None)
        self.factors.group.buttonClicked.connect(lambda button: self._choose_factor(self.factors.key_of(button)))
        self.kind.activated.connect(self._choose_kind)
        self.value.valueChanged.connect(self._choose_value)

    @property
    def target(self) -> TargetSize:
        """The present wish."""
        return self._target

    def set_target(self, target: TargetSize) -> None:
        """Show this wish without telling of a change."""
        whole = int(target.value) if target.kind == "scale" and target.value in (2, 3, 4) else _FREE
        self._show(target, free=whole == _FREE)

    def show_outcome(self, text: Text | None, *, failed: bool = False) -> None:
        """Say what size follows, or (failed) why the wish cannot be fulfilled; None while no picture is open."""
        self._outcome = text
        set_role(self._said, "error" if failed else "strong" if text else "hint")
        self._say_outcome()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("3  Size"))
        for factor, button in self.factors.buttons.items():
            button.setText(f"×{factor}" if factor else self.tr("Free"))
            tip = self.tr("{factor} times as wide and as high").format(factor=factor)
            button.setToolTip(tip if factor else self.tr("Any factor, width, height or number of megapixels"))
            button.setAccessibleName(button.toolTip())
        self.kind.setAccessibleName(self.tr("Kind of size"))
        self.kind.setToolTip(self.tr("What the number says"))
        self.value.setAccessibleName(self.tr("Size"))
        self._fill_kinds()
        self._say_outcome()

    def _say_outcome(self) -> None:
        self._said.setText(self._outcome() if self._outcome else self.tr("The new size is shown when a picture is open."))

    def _fill_kinds(self) -> None:
        texts: dict[SizeKind, str] = {
            "scale": self.tr("Factor"),
            "width": self.tr("Width"),
            "height": self.tr("Height"),
            "long_side": self.tr("Long side"),
            "short_side": self.tr("Short side"),
            "megapixels": self.tr("Megapixels"),
        }
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind in SIZE_KINDS:
                self.kind.addItem(texts[kind], kind)
            self.kind.setCurrentIndex(SIZE_KINDS.index(self._target.kind))
        self._fit_value()

    def _fit_value(self) -> None:
        kind, pixels = self._target.kind, self._target.kind not in ("scale", "megapixels")
        top = MAX_SCALE if kind == "scale" else 1000.0 if kind == "megapixels" else 1_000_000
        with QSignalBlocker(self.value):
            self.value.setDecimals(0 if pixels else 2)
            self.value.setRange(1 if pixels else 0.01, top)
            self.value.setSingleStep(1 if pixels else 0.1)
            self.value.setPrefix("×" if kind == "scale" else "")
            self.value.setSuffix(self.tr(" px") if pixels else self.tr(" MP") if kind == "megapixels" else "")
            self.value.setValue(self._target.value)
        self.value.setToolTip(self.tr("The wished size; the proportions of the picture are kept"))

    def _show(self, target: TargetSize, *, free: bool) -> None:
        self._target = target
        self.factors.buttons[_FREE if free else int(target.value)].setChecked(True)
        self._free_row.setVisible(free)
        with QSignalBlocker(self.kind):
            self.kind.setCurrentIndex(SIZE_KINDS.index(target.kind))
        self._fit_value()

    def _choose_factor(self, factor: int) -> None:
        if factor != _FREE:
            self._emit(TargetSize(value=float(factor)), free=False)
        else:
            self._show(self._target, free=True)
            self.value.setFocus()

    def _choose_kind(self) -> None:
        kind: SizeKind = self.kind.currentData()
        self._emit(TargetSize(kind=kind, value=_STARTS[kind]), free=True)

    def _choose_value(self, value: float) -> None:
        self._emit(TargetSize(kind=self._target.kind, value=value), free=True)

    def _emit(self, target: TargetSize, *, free: bool) -> None:
        changed = target != self._target
        self._show(target, free=free)
        if changed:
            self.changed.emit(target)
