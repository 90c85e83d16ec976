"""One pane: its name, its pixels, and two lines under them."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from sr_desktop.ui.compare.colours import ColourBar
from sr_desktop.ui.panes.pane_canvas import PaneCanvas
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import set_role


class Pane(QWidget):
    """Texts are given by the view that holds it. key: what it shows, see TruthPanes."""

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.canvas = PaneCanvas()
        self._title = ElidedLabel()
        self._first, self._second = ElidedLabel(Qt.TextElideMode.ElideRight), ElidedLabel(Qt.TextElideMode.ElideRight)
        self.bar: ColourBar | None = None
        self.button: QPushButton | None = None
        set_role(self._title, "strong")
        set_role(self._second, "hint")
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._first)
        column.addWidget(self._second)

    def add_bar(self) -> ColourBar:
        """Put the colours of errors in the place of the lines."""
        self.bar = ColourBar()
        # All panes' pixels shall have the same room.
        self.bar.setFixedHeight(self._first.sizeHint().height() + self._second.sizeHint().height() + 2)
        self._column.addWidget(self.bar)
        self._first.hide()
        self._second.hide()
        return self.bar

    def add_button(self) -> QPushButton:
        """Put a button under the first line, in the place of the second."""
        self.button = QPushButton()
        self.button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column.addWidget(self.button)
        self._second.hide()
        return self.button

    def set_title(self, title: str) -> None:
        """Name it."""
        self._title.setText(title)
        self._name()

    def set_lines(self, first: str, second: str, *, best: bool = False) -> None:
        """Show two lines; best: the first is the best of its kind."""
        self._first.setText(first)
        self._second.setText(second)
        set_role(self._first, "strong" if best else "")
        self._name()

    def place(self, geometry: QRect) -> None:
        """Stand there, and give the canvas its size at once: its viewport depends on it."""
        self.setGeometry(geometry)
        self._column.activate()

    @property
    def lines(self) -> tuple[str, str, str]:
        """Title and lines as they are shown."""
        return self._title.text(), self._first.text(), self._second.text()

    def _name(self) -> None:
        self.canvas.setAccessibleName(". ".join(text for text in self.lines if text))
