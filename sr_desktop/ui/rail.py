"""The navigation rail on the left edge of the window."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QScrollArea, QToolButton, QVBoxLayout

from sr_desktop.ui.icons import icon
from sr_desktop.ui.page import PageEntry
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.view import View, set_role

WIDTH = 96


class Rail(View):
    """One button per page; Alt+1, Alt+2 ... show the pages."""

    page_wanted = Signal(str)
    """The user wants the page of this id."""

    def __init__(self) -> None:
        super().__init__()
        self.actions_by_page: dict[str, QAction] = {}
        self._entries: list[PageEntry] = []
        set_role(self, "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(WIDTH)
        self._group = QActionGroup(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.setSpacing(1)
        self._column.addStretch(1)

    def scrolled(self) -> QScrollArea:
        """The rail in a place that may be lower than it: the wheel and the Tab key move it then, without a bar."""
        area = scrolled(self)
        area.setFixedWidth(WIDTH)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return area

    def add(self, entry: PageEntry) -> QAction:
        """Add a button for the page and return its action (for the menu)."""
        action = QAction(self)
        action.setCheckable(True)
        action.setShortcut(QKeySequence(f"Alt+{len(self._entries) + 1}"))
        action.triggered.connect(lambda: self.page_wanted.emit(entry.id))
        self._group.addAction(action)
        button = QToolButton()
        set_role(button, "rail")
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(22, 22))
        button.setFixedWidth(WIDTH - 12)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column.insertWidget(len(self._entries), button)
        self._entries.append(entry)
        self.actions_by_page[entry.id] = action
        self.retranslate()
        self.redraw_icons()
        return action

    def mark(self, page: str) -> None:
        """Show this page as the present one."""
        self.actions_by_page[page].setChecked(True)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Pages"))
        for entry in self._entries:
            action = self.actions_by_page[entry.id]
            action.setText(entry.title())
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            action.setToolTip(f"{entry.title()} ({keys})")
            for widget in action.associatedObjects():
                if isinstance(widget, QToolButton):
                    widget.setAccessibleName(entry.title())

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        for entry in self._entries:
            self.actions_by_page[entry.id].setIcon(icon(entry.icon))
