"""The head of the form: the presets, and how far the fields have gone from the chosen one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sr_desktop.ui.parts.buttons import ChoiceRow
from sr_desktop.ui.view import View

PRESETS = ("paper", "modern", "quick")


class PresetHeader(View):
    """Three presets, the number of fields that differ, and a button that takes them all back."""

    preset_wanted = Signal(str)
    """The user wants a preset: paper, modern or quick."""
    reset_wanted = Signal()
    """The user wants every field as in the preset."""

    def __init__(self) -> None:
        super().__init__()
        self.presets = ChoiceRow(PRESETS)
        self.reset_all = QPushButton()
        self._said = QLabel()
        self._said.setWordWrap(True)
        self._count = 0
        self._difference = QWidget()
        line = QHBoxLayout(self._difference)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._said, 1)
        line.addWidget(self.reset_all, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.presets)
        column.addWidget(self._difference)
        self.retranslate()
        self.show_difference(0)
        self.presets.group.buttonClicked.connect(lambda button: self.preset_wanted.emit(self.presets.key_of(button)))
        self.reset_all.clicked.connect(self.reset_wanted)

    def show_preset(self, chosen: str, offered: tuple[str, ...]) -> None:
        """Show `chosen` as the present preset ("": none), and let only those `offered` be chosen."""
        self.presets.group.setExclusive(False)  # else none could be unchecked
        for key, button in self.presets.buttons.items():
            button.setChecked(key == chosen)
            button.setEnabled(key in offered)
        self.presets.group.setExclusive(True)

    def show_difference(self, count: int) -> None:
        """Say that so many fields differ from the preset."""
        if count == 0 and self.reset_all.hasFocus():
            self.presets.setFocus()  # the button is about to go
        self._count = count
        self._difference.setVisible(count > 0)
        self._say()

    def controls(self) -> list[QWidget]:
        """What can have the focus, in the order of the Tab key."""
        return [*self.presets.buttons.values(), self.reset_all]

    def retranslate(self) -> None:
        """Set every text in the present language."""
        texts = {
            "paper": (self.tr("Paper"), self.tr("As the paper trained it: its method, rates, sizes and number of steps")),
            "modern": (self.tr("Modern"), self.tr("What reaches the best PSNR in a given time")),
            "quick": (self.tr("Quick"), self.tr("A short training to see how it goes; the result is not the best possible")),
        }
        for key, (text, tip) in texts.items():
            button = self.presets.buttons[key]
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(self.tr("Preset: {name}").format(name=text))
        self.reset_all.setText(self.tr("Reset all"))
        self.reset_all.setToolTip(self.tr("Set every field back to what the preset says"))
        self.reset_all.setAccessibleName(self.tr("Reset all"))
        self._say()

    def _say(self) -> None:
        self._said.setText(self.tr("Changed from the preset: {count}").format(count=self._count))
