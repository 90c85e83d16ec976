"""The numbered parts of a settings panel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from sr_desktop.ui.icons import icon
from sr_desktop.ui.view import View, set_role


class Section(View):
    """A heading with a body under it. Subclasses fill `body` and set the heading with `set_heading`."""

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        self._heading = QLabel()
        set_role(self._heading, "title")
        layout.addWidget(self._heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        layout.addLayout(self.body)

    def set_heading(self, text: str) -> None:
        """Set the heading, which is also the section's name for screen readers."""
        self._heading.setText(text)
        self.setAccessibleName(text)


class FoldedSection(View):
    """A section whose body shows only when its heading is pressed."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.heading = QToolButton()
        set_role(self.heading, "fold")
        self.heading.setCheckable(True)
        self.heading.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setIcon(icon("unfold"))
        self.heading.toggled.connect(self._fold)
        self._body = body
        body.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(body)

    def _fold(self, shown: bool) -> None:
        self.heading.setIcon(icon("fold" if shown else "unfold"))
        self._body.setVisible(shown)

    def retranslate(self) -> None:
        """The page translates the heading, the body translates itself."""

    def redraw_icons(self) -> None:
        """Draw the mark in the colours of the present theme."""
        self._fold(self.heading.isChecked())
