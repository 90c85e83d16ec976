"""The menu with presets: all settings of a run, kept as files."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.icons import icon
from sr_desktop.ui.view import View, set_role


class PresetButton(View):
    """A button at the right with the kept presets, and the ways to save and to load one."""

    chosen = Signal(str)
    """The user wants the preset in the file of this path."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.button = QToolButton()
        self._menu = QMenu(self.button)
        self._fixed = (actions.preset_save, actions.preset_load)
        set_role(self.button, "flat")
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setMenu(self._menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.button)
        self.set_presets(())
        self.redraw_icons()
        self.retranslate()

    def set_presets(self, presets: Sequence[tuple[str, str]]) -> None:
        """Offer these kept presets: path and name."""
        self._menu.clear()
        for path, name in presets:
            # An ampersand of a name is no mnemonic.
            action = self._menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=path: self.chosen.emit(path))
        if presets:
            self._menu.addSeparator()
        self._menu.addActions(list(self._fixed))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.button.setText(self.tr("Presets"))
        self.button.setAccessibleName(self.tr("Presets"))
        self.button.setToolTip(self.tr("All settings of a run, kept as a file: save, load or pass on"))

    def redraw_icons(self) -> None:
        """Draw the icon in the colours of the present theme."""
        self.button.setIcon(icon("preset"))
