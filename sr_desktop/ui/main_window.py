"""The window: rail, pages, status region, menus, and the place where things may be dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.icons import app_icon
from sr_desktop.ui.page import PageEntry
from sr_desktop.ui.parts.banner import ReportWish
from sr_desktop.ui.parts.drop_overlay import DropOverlay
from sr_desktop.ui.parts.page_place import PagePlace
from sr_desktop.ui.rail import Rail
from sr_desktop.ui.status_region import StatusRegion
from sr_desktop.ui.view import Text

MINIMUM = QSize(720, 440)
"""Pages have room for everything from 960 x 520 on (a Full HD screen at 200 %, less its bars) and scroll below that."""
_USUAL = QSize(1280, 800)


class MainWindow(QMainWindow):
    """Pages are added as entries; each is built when it is first shown."""

    dropped = Signal(QMimeData)
    """Something was dropped on the window."""
    report_wanted = Signal(str)
    """The user wants a report on this problem."""
    closing = Signal()
    """The user closes the window."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("SR Desktop")
        self.setWindowIcon(app_icon())
        self.setMinimumSize(MINIMUM)
        self.resize(_USUAL.boundedTo(self.screen().availableSize()))
        self.setAcceptDrops(True)
        self.actions_of = Actions(self)
        self.rail = Rail()
        self.status = StatusRegion(self.actions_of)
        self._pages = QStackedWidget()
        self.guard: Callable[[], bool] | None = None
        """Asked before the window closes; where it says no, the window stays and whoever said so asks the user."""
        self._entries: dict[str, PageEntry] = {}
        self._shown = ""
        self._built: dict[str, QWidget] = {}
        self._places: dict[str, QWidget] = {}
        self._menus: list[QMenu] = []
        self._lay_out()
        self._overlay = DropOverlay(self)
        self._fill_menus()
        self.retranslate()
        self.rail.page_wanted.connect(self.show_page)

    def add_page(self, entry: PageEntry) -> None:
        """Put a page on the rail and into the menu."""
        self._entries[entry.id] = entry
        self._view_menu.insertAction(self._view_end, self.rail.add(entry))

    def show_page(self, page: str) -> None:
        """Show the page of this id, building it at the first time."""
        if page == self._shown:
            return
        if page not in self._built:
            self._built[page] = self._entries[page].build()
            self._places[page] = PagePlace(self._built[page])
            self._pages.addWidget(self._places[page])
        self._shown = page
        self._pages.setCurrentWidget(self._places[page])
        self._built[page].setFocus()
        self.rail.mark(page)

    @property
    def page(self) -> str:
        """The id of the page that is shown."""
        return self._shown

    def retranslate(self) -> None:
        """Set every text in the present language."""
        first = self.tr("&File"), self.tr("&Picture"), self.tr("&View")
        titles = (*first, self.tr("&Queue"), self.tr("&Training"), self.tr("&Benchmark"), self.tr("&Models"), self.tr("&Help"))
        for menu, title in zip(self._menus, titles, strict=True):
            menu.setTitle(title)

    def close_unasked(self) -> None:
        """Close without asking anybody: the session or the program ends."""
        self.guard = None
        self.close()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def customEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Hand on the wishes for reports, from whichever page they come."""
        if isinstance(event, ReportWish):
            self.report_wanted.emit(event.problem)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the window goes."""
        if self.guard and not self.guard():
            event.ignore()
            return
        self.closing.emit()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Accept files and picture data."""
        if event.mimeData().hasUrls() or event.mimeData().hasImage():
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._overlay.show_over(self._drop_says(event.mimeData()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """The drag went elsewhere."""
        self._overlay.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Pass on what was dropped; always a copy, so that no file manager deletes its file."""
        self._overlay.hide()
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        take = self._entries[self._shown].take_drop
        if take:
            take(event.mimeData())
        else:
            self.dropped.emit(event.mimeData())

    def _drop_says(self, mime: QMimeData) -> Text:
        if says := self._entries[self._shown].drop_says:
            return says
        return lambda: self.tr("Drop to add to the queue") if len(mime.urls()) > 1 else self.tr("Drop to open")

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.rail.scrolled())
        row.addWidget(self._pages, 1)
        column.addLayout(row, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)

    def _fill_menus(self) -> None:
        actions = self.actions_of
        saving = (actions.save, actions.save_as, actions.show_in_folder)
        zooms = (actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_actual)
        rows: tuple[tuple[QAction | None, ...], ...] = (
            (actions.open, actions.paste, actions.sample, None, *saving, None, actions.quit),
            (
                actions.upscale,
                actions.preview,
                actions.cancel,
                None,
                actions.truth,
                None,
                actions.preset_save,
                actions.preset_load,
            ),
            (None, *actions.modes.values(), None, *actions.filters.values(), None, *zooms),
            (actions.queue_start, actions.queue_finish, actions.queue_pause, None, actions.queue_retry),
            (actions.train, actions.train_pause, actions.train_stop, None, actions.train_first),
            (actions.bench_run, actions.bench_pause, actions.bench_cancel),
            (actions.models_add, None, *actions.of_model, None, actions.models_refresh, actions.models_folder),
            (actions.guide, actions.licences, actions.about),
        )
        for row in rows:
            menu = self.menuBar().addMenu("")
            self._menus.append(menu)
            for action in row:
                if action is None:
                    menu.addSeparator()
                else:
                    menu.addAction(action)
        self._view_menu = self._menus[2]
        self._view_end = self._view_menu.actions()[0]
