"""Buttons with a menu of things of which several can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton

from sr_desktop.ui.view import set_role

Choice = tuple[str, str, bool]
"""A key, its text, and whether it is chosen."""


def flat_button() -> QToolButton:
    """A button without a frame."""
    button = QToolButton()
    set_role(button, "flat")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


class ChoiceMenuButton(QToolButton):
    """A flat button whose menu ticks what is chosen, up to a number; more would not fit beside each other."""

    def __init__(self, told: Callable[[tuple[str, ...]], object]) -> None:
        super().__init__()
        self._told, self._most = told, 0
        set_role(self, "flat")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setMenu(QMenu(self))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked."""
        return tuple(action.data() for action in self.menu().actions() if action.isChecked())

    def set_choices(self, choices: Sequence[Choice], most: int = 0) -> None:
        """Offer these, of which up to `most` can be chosen (0: all)."""
        self._most = most
        self.menu().clear()
        for key, text, chosen in choices:
            # An ampersand of a name is no mnemonic.
            action = QAction(text.replace("&", "&&"), self.menu())
            action.setData(key)
            action.setCheckable(True)
            action.setChecked(chosen)
            action.triggered.connect(self._tell)
            self.menu().addAction(action)
        self._limit()

    def _tell(self) -> None:
        self._limit()
        self._told(self.chosen)

    def _limit(self) -> None:
        full = bool(self._most) and len(self.chosen) >= self._most
        for action in self.menu().actions():
            action.setEnabled(action.isChecked() or not full)
