"""What the window shows while something is dragged over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from sr_desktop.ui.view import Text, View, set_role


class DropOverlay(View):
    """Covers its parent and says what a drop would do; hidden until shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__()
        self._parent = parent
        self._say: Text = lambda: ""
        self.setParent(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "drop-overlay")
        self._text = QLabel()
        set_role(self._text, "heading")
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._text.setWordWrap(True)
        QVBoxLayout(self).addWidget(self._text)
        self.retranslate()
        self.hide()
        parent.installEventFilter(self)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._text.setText(self._say())
        self.setAccessibleName(self._say())

    def show_over(self, say: Text) -> None:
        """Cover the whole parent with these words."""
        self._say = say
        self.retranslate()
        self._cover()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the parent's size."""
        if event.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, event)

    def _cover(self) -> None:
        self.setGeometry(self._parent.rect().adjusted(6, 6, -6, -6))
