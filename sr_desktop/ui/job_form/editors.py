"""One control for one field, chosen by the field's type: it shows a value and tells when another one is wished."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from sr_desktop.core.training.job_draft import Unread
from sr_desktop.core.training.option_text import from_text, to_text
from sr_desktop.core.training.options import OptionField
from sr_desktop.ui.icons import icon
from sr_desktop.ui.job_form import words
from sr_desktop.ui.view import View, set_role

_LARGEST = 2**53
"""Up to here a double holds every whole number."""
_LONG = 10_000
"""From here on, digits are grouped."""
_SHORT = 16
"""Letters of a choice that fit into half the panel."""


class Editor(View):
    """Base: `control` is what has the focus, the name and the tooltip. wide: wants the whole width of the panel."""

    edited = Signal(object)
    """The user wishes this value, or typed what is none: Unread."""
    browse_wanted = Signal()
    """The user wants to choose a path."""

    def __init__(self, field: OptionField, control: QWidget, *, wide: bool = False) -> None:
        super().__init__()
        self.field, self.control, self.wide = field, control, wide
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self.row.addWidget(control, 1)

    def show_value(self, value: object) -> None:
        """Show `value` without telling of an edit."""
        raise NotImplementedError(type(self).__name__)

    def controls(self) -> list[QWidget]:
        """What can have the focus, in the order of the Tab key."""
        return [self.control]

    def describe(self, name: str, tip: str) -> None:
        """Name the control for screen readers, and explain it."""
        self.control.setAccessibleName(name)
        self.control.setToolTip(tip)

    def retranslate(self) -> None:
        """Set the texts in the present language; the row names the control."""


class CheckEditor(Editor):
    """On or off."""

    def __init__(self, field: OptionField) -> None:
        self._box = QCheckBox()
        super().__init__(field, self._box)
        self._box.clicked.connect(lambda: self.edited.emit(self._box.isChecked()))

    def show_value(self, value: object) -> None:
        """Show `value` without telling of an edit."""
        self._box.setChecked(bool(value))


class ChoiceEditor(Editor):
    """One of a few values."""

    def __init__(self, field: OptionField, *, wide: bool = False) -> None:
        self._box = QComboBox()
        super().__init__(field, self._box, wide=wide or any(len(word) > _SHORT for _, word in field.option.choices))
        self._offered: tuple[object, ...] = field.choices
        self._value: object = field.default
        self._box.setMinimumWidth(60)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        keep_wheel_for_scrolling(self._box)
        self.retranslate()
        self._box.activated.connect(self._choose)

    def offer(self, values: tuple[object, ...]) -> None:
        """Offer these values instead."""
        self._offered = values
        self.retranslate()

    def show_value(self, value: object) -> None:
        """Show `value` without telling of an edit; one that is not offered is shown all the same."""
        self._value = value
        self.retranslate()

    def retranslate(self) -> None:
        """Fill the box in the present language."""
        values = self._offered if self._value in self._offered else (*self._offered, self._value)
        with QSignalBlocker(self._box):
            self._box.clear()
            for value in values:
                self._box.addItem(self._text(value), value)
            self._box.setCurrentIndex(values.index(self._value))

    def _choose(self) -> None:
        self._value = self._box.currentData()
        self.edited.emit(self._value)

    def _text(self, value: object) -> str:
        return words.choice(self.field, value)


class DeviceEditor(ChoiceEditor):
    """A device: the automatic choice and those that there are."""

    def __init__(self, field: OptionField) -> None:
        super().__init__(field, wide=True)
        self.offer(("auto", "cpu"))

    def _text(self, value: object) -> str:
        if value == "auto":
            return self.tr("Automatic")
        return self.tr("Processor (CPU)") if value == "cpu" else str(value)


class WholeEditor(Editor):
    """A whole number."""

    def __init__(self, field: OptionField) -> None:
        self._spin = QDoubleSpinBox()  # QSpinBox ends at 2147483647
        super().__init__(field, self._spin)
        bounds = field.option.bounds
        most = _LARGEST if bounds.most is None else bounds.most
        self._spin.setDecimals(0)
        self._spin.setRange(-_LARGEST if bounds.least is None else bounds.least, most)
        self._spin.setGroupSeparatorShown(most >= _LONG)
        self._spin.setMinimumWidth(60)
        self._spin.lineEdit().setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach into a spin box
        keep_wheel_for_scrolling(self._spin)
        self.retranslate()
        self._spin.valueChanged.connect(lambda value: self.edited.emit(int(value)))

    def retranslate(self) -> None:
        """Name the unit in the present language."""
        unit = words.unit(self.field)
        with QSignalBlocker(self._spin):
            self._spin.setSuffix(f" {unit}" if unit else "")

    def show_value(self, value: object) -> None:
        """Show `value` without telling of an edit."""
        if isinstance(value, int) and value != int(self._spin.value()):
            with QSignalBlocker(self._spin):
                self._spin.setValue(value)


class TextEditor(Editor):
    """A text, a number of any size, or several of them in one line."""

    def __init__(self, field: OptionField, *, wide: bool) -> None:
        self.line = QLineEdit()
        super().__init__(field, self.line, wide=wide)
        self.line.setMinimumWidth(60)
        self._unit = QLabel()
        set_role(self._unit, "hint")
        self.row.addWidget(self._unit)
        self.retranslate()
        self.line.textEdited.connect(self._read)

    def show_value(self, value: object) -> None:
        """Show `value` without telling of an edit."""
        self.line.setText(value.text if isinstance(value, Unread) else to_text(value))
        self.line.setCursorPosition(0)

    def retranslate(self) -> None:
        """Name the unit in the present language."""
        self._unit.setText(words.unit(self.field))
        self._unit.setVisible(bool(self._unit.text()))

    def _read(self, text: str) -> None:
        self.edited.emit(self._parsed(text))

    def _parsed(self, text: str) -> object:
        try:
            return from_text(self.field, text)
        except ValueError:
            return Unread(text=text)


class PathEditor(TextEditor):
    """One path or several, with a button that asks for choosing one."""

    def __init__(self, field: OptionField) -> None:
        super().__init__(field, wide=True)
        self.button = QPushButton()
        self.button.setIcon(icon("folder"))
        self.row.addWidget(self.button)
        self.button.clicked.connect(self.browse_wanted)

    def controls(self) -> list[QWidget]:
        """What can have the focus, in the order of the Tab key."""
        return [self.control, self.button]

    def describe(self, name: str, tip: str) -> None:
        """Name both controls for screen readers, and explain them."""
        super().describe(name, tip)
        self.button.setAccessibleName(self.tr("Choose: {name}").format(name=name))
        self.button.setToolTip(self.tr("Choose..."))

    def redraw_icons(self) -> None:
        """Draw the folder in the colours of the present theme."""
        self.button.setIcon(icon("folder"))


class CardEditor(Editor):
    """What is chosen elsewhere, by the card of a network; here it is only said."""

    def __init__(self, field: OptionField) -> None:
        self._text = QLabel()
        super().__init__(field, self._text)
        set_role(self._text, "hint")
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def show_value(self, value: object) -> None:
        """Show `value`."""
        self._text.setText(str(value))

    def controls(self) -> list[QWidget]:
        """Nothing: a text is passed over."""
        return []


def editor_for(field: OptionField) -> Editor:
    """The control for a field's type and use."""
    special: dict[str, Callable[[OptionField], Editor]] = {
        "file": PathEditor,
        "folder": PathEditor,
        "device": DeviceEditor,
        "card": CardEditor,
    }
    if field.option.use in special:
        return special[field.option.use](field)
    if field.hint is bool:
        return CheckEditor(field)
    if field.choices:
        return ChoiceEditor(field)
    return WholeEditor(field) if field.hint is int else TextEditor(field, wide=_is_long(field))


def _is_long(field: OptionField) -> bool:
    return field.hint is not float and field.item not in (int, float)


def keep_wheel_for_scrolling(control: QWidget) -> None:
    """Let the wheel scroll the panel and not change a value that the mouse happens to be over."""
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.installEventFilter(_WheelGuard(control))


class _WheelGuard(QObject):
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)
