"""The row above the picture: how to compare, what stands for the original, and the zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton

from sr_desktop.ui.actions import Actions, plain_text
from sr_desktop.ui.parts.buttons import ActionToolButton
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import Text, View, set_role


class CompareToolbar(View):
    """Buttons for the actions of the comparison, and the zoom in percent of the result's pixels."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self._modes = [ActionToolButton(action, with_text=True) for action in actions.modes.values()]
        self._preview = ActionToolButton(actions.preview, with_text=True)
        self._steps = [ActionToolButton(action) for action in (actions.zoom_out, actions.zoom_in)]
        self.filter_button = QToolButton()
        self._zoom = QLabel()
        self._fidelity = ElidedLabel(Qt.TextElideMode.ElideRight)
        self._fidelity_text: Text = lambda: ""
        self._fidelity_short: Text = lambda: ""
        self._fidelity_tip: Text = lambda: ""
        self._compact = False
        self._lay_out()
        self.retranslate()
        for action in actions.filters.values():
            action.changed.connect(self._show_filter)
        self._show_filter()

    def show_zoom(self, zoom: float) -> None:
        """Show the zoom; 1.0 is one screen pixel for one pixel of the result."""
        self._zoom.setText(f"{zoom * 100:.0f} %")

    def show_fidelity(self, text: Text, short: Text, tip: Text) -> None:
        """Say how faithful the result is (short: where there is little room), and how that is measured; "" for nothing."""
        self._fidelity_text, self._fidelity_short, self._fidelity_tip = text, short, tip
        self._say_fidelity()

    def set_compact(self, compact: bool) -> None:
        """Leave out what the least room is not enough for: words on the modes, and steps of zoom, which the wheel has."""
        for step in self._steps:
            step.setVisible(not compact)
        self._compact = compact
        self._say_fidelity()
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if compact else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in (*self._modes, self._preview):
            button.setToolButtonStyle(style)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Comparison"))
        self._zoom.setToolTip(self.tr("Zoom: 100 % shows each pixel of the result as one pixel of the screen"))
        self.filter_button.setToolTip(self.tr("How the original is brought to the size of the result"))
        self._show_filter()
        self._say_fidelity()

    def _say_fidelity(self) -> None:
        self._fidelity.setText(self._fidelity_short() if self._compact else self._fidelity_text())
        self._fidelity.set_tip(self._fidelity_tip() if self._fidelity.text() else "")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 6, 6, 6)
        row.setSpacing(2)
        for button in self._modes:
            row.addWidget(button)
        row.addWidget(_line())
        row.addWidget(self._preview)
        self.filter_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_role(self.filter_button, "flat")
        self.filter_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.filter_button.addActions(list(self._actions.filters.values()))
        row.addWidget(self.filter_button)
        set_role(self._fidelity, "hint")
        row.addSpacing(4)
        row.addWidget(self._fidelity, 1)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("3200 %"))
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        set_role(self._zoom, "hint")
        row.addWidget(self._zoom)
        for button in self._steps:
            row.addWidget(button)
        for action in (self._actions.zoom_fit, self._actions.zoom_actual):
            row.addWidget(ActionToolButton(action))

    def _show_filter(self) -> None:
        checked = self._actions.filter_group.checkedAction()
        if checked is not None:
            self.filter_button.setText(plain_text(checked))
            self.filter_button.setAccessibleName(plain_text(checked))
        enabled = any(action.isEnabled() for action in self._actions.filters.values())
        self.filter_button.setEnabled(enabled)


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.VLine)
    set_role(line, "divider")
    return line
