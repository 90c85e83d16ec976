"""The page of the queue: settings on the left, the list in the middle, what can be done with marked pictures below."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.icons import icon
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.parts.forms import side_by_side
from sr_desktop.ui.parts.side_panel import side_panel
from sr_desktop.ui.queue.header import QueueHeader
from sr_desktop.ui.queue.list_view import QueueList
from sr_desktop.ui.queue.model import QueueModel
from sr_desktop.ui.queue.settings_panel import AddSection, QueueSettingsPanel
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role

PANEL_WIDTH = 320


class QueuePage(View):
    """Holds its parts as attributes; controllers connect them."""

    def __init__(self, actions: Actions, model: QueueModel) -> None:
        super().__init__()
        self.add, self.settings = AddSection(), QueueSettingsPanel()
        self.banner, self.header, self.list = Banner(), QueueHeader(actions), QueueList(model)
        self._model = model
        self.start_button = ActionButton(actions.queue_start, role="accent", with_icon=False)
        self.finish_button = ActionButton(actions.queue_finish, with_icon=False)
        self.pause_button = ActionButton(actions.queue_pause, with_icon=False)
        self.compare_button, self.open_button, self.folder_button = QPushButton(), QPushButton(), QPushButton()
        self.again_button, self.remove_button = QPushButton(), QPushButton()
        self.up_button, self.down_button = QPushButton(), QPushButton()
        self._empty_mark, self._empty_title, self._empty_hint = QLabel(), QLabel(), QLabel()
        self._centre = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.add.files_button)
        self.retranslate()
        self.redraw_icons()
        self.show_list()

    def show_list(self) -> None:
        """Show the list, or an invitation where it is empty."""
        self._centre.setCurrentIndex(1 if self._model.rows else 0)

    def show_working(self, *, working: bool) -> None:
        """Offer to pause (True) or to start."""
        self.start_button.setVisible(not working)
        self.finish_button.setVisible(working)
        self.pause_button.setVisible(working)

    def allow(self, *, one: bool, some: bool, result: bool, idle: bool) -> None:
        """Which buttons make sense for what is marked: one picture, some, one with a result, some that are not at work."""
        for button in (self.compare_button, self.open_button):
            button.setEnabled(one and result)
        self.folder_button.setEnabled(one)
        for button in (self.remove_button, self.again_button, self.up_button, self.down_button):
            button.setEnabled(some and idle)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        for button, text, tip in (
            (self.compare_button, self.tr("Compare"), self.tr("Lay the result beside its original, on the page Upscale")),
            (self.open_button, self.tr("Open"), self.tr("Open the result in the program that the system has for it")),
            (self.folder_button, self.tr("Folder"), self.tr("Show the folder of the result, or of the picture")),
            (
                self.again_button,
                self.tr("Again"),
                self.tr("Do the marked pictures again; choices made on the left meanwhile hold"),
            ),
            (
                self.remove_button,
                self.tr("Remove"),
                self.tr("Take the marked pictures from the queue (Del); files stay"),
            ),
            (self.up_button, "", self.tr("Move the marked pictures up")),
            (self.down_button, "", self.tr("Move the marked pictures down")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.list.setAccessibleName(self.tr("Pictures of the queue"))
        self.list.setToolTip(self.tr("Drag rows to another place. Enter or double click: compare with the original."))
        self._empty_title.setText(self.tr("Drop pictures and folders here"))
        self._empty_hint.setText(
            self.tr("They are upscaled one after the other. The queue outlives the program; originals are never changed.")
        )
        self._model.retell()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        for button, name in (
            (self.compare_button, "split"),
            (self.open_button, "picture"),
            (self.folder_button, "folder"),
            (self.again_button, "refresh"),
            (self.remove_button, "delete"),
            (self.up_button, "up"),
            (self.down_button, "down"),
            (self.add.files_button, "open"),
            (self.add.folder_button, "folder"),
        ):
            button.setIcon(icon(name))
        self._empty_mark.setPixmap(icon("queue", current_theme().hint).pixmap(QSize(64, 64)))

    def _again_tip(self) -> str:
        return self.tr("Do the marked pictures again; choices made on the left meanwhile hold")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        bar: list[QWidget] = [self.start_button, self.finish_button, self.pause_button]
        row.addWidget(side_panel((self.add, self.settings), bar, width=PANEL_WIDTH))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.banner)
        inside = QVBoxLayout()
        inside.setContentsMargins(16, 16, 16, 12)
        inside.setSpacing(12)
        inside.addWidget(self.header)
        inside.addWidget(self._centre, 1)
        inside.addWidget(self._make_buttons())
        column.addLayout(inside, 1)
        row.addLayout(column, 1)
        self._centre.addWidget(self._make_empty())
        self._centre.addWidget(self.list)
        self.show_working(working=False)

    def _make_buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=8)
        for button in (self.compare_button, self.open_button, self.folder_button, self.again_button, self.remove_button):
            flow.addWidget(button)
        flow.addWidget(side_by_side(self.up_button, self.down_button))
        return row

    def _make_empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.addStretch(2)
        set_role(self._empty_title, "heading")
        set_role(self._empty_hint, "hint")
        for label in (self._empty_mark, self._empty_title, self._empty_hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(label is not self._empty_mark)
            column.addWidget(label)
        column.addStretch(3)
        return empty
