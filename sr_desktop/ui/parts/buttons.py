"""Buttons and boxes that show an action, and rows of buttons of which one is chosen."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QHBoxLayout, QPushButton, QToolButton, QWidget

from sr_desktop.ui.actions import plain_text
from sr_desktop.ui.view import set_role

Key = TypeVar("Key")


class ActionButton(QPushButton):
    """A push button that does what `action` does and follows its text, icon and state."""

    def __init__(self, action: QAction, *, role: str = "", with_icon: bool = True) -> None:
        super().__init__()
        self._action = action
        self._with_icon = with_icon
        if role:
            set_role(self, role)
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(plain_text(self._action))
        self.setToolTip(self._action.toolTip())
        self.setAccessibleName(plain_text(self._action))
        self.setEnabled(self._action.isEnabled())
        if self._with_icon:
            self.setIcon(self._action.icon())


class ActionCheckBox(QCheckBox):
    """A check box for a checkable action: the same text, state and name. Whoever holds it says what it means in a tooltip."""

    def __init__(self, action: QAction) -> None:
        super().__init__()
        self._action = action
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        action.toggled.connect(self._follow)
        self._follow()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """The action changes the state, and the box follows it."""

    def _follow(self) -> None:
        self.setText(plain_text(self._action))
        self.setAccessibleName(plain_text(self._action))
        self.setEnabled(self._action.isEnabled())
        self.setChecked(self._action.isChecked())


class ActionToolButton(QToolButton):
    """A flat button that shows only the icon of `action`; its name is kept for those who cannot see it."""

    def __init__(self, action: QAction, *, with_text: bool = False) -> None:
        super().__init__()
        self.setDefaultAction(action)
        set_role(self, "flat")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if with_text else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(plain_text(self.defaultAction()))
        self.setAccessibleName(plain_text(self.defaultAction()))


class ChoiceRow(QWidget, Generic[Key]):
    """Buttons side by side of which exactly one is down; the arrow keys move between them."""

    def __init__(self, keys: tuple[Key, ...]) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self.buttons: dict[Key, QPushButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for key in keys:
            self.buttons[key] = button = QPushButton()
            button.setCheckable(True)
            button.setMinimumWidth(48)  # the texts are short; a style's own minimum would make the row too wide
            set_role(button, "choice")
            self.group.addButton(button)
            layout.addWidget(button, 1)

    def key_of(self, button: QObject) -> Key:
        """The key under which `button` was made."""
        return next(key for key, known in self.buttons.items() if known is button)
