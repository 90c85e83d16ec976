"""Tells that the queue has come to its end, also to somebody who looks elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from sr_desktop.controllers.session_bus import SessionBus
from sr_desktop.core.queue.messages import QueueEnded
from sr_desktop.ui.icons import app_icon
from sr_desktop.ui.main_window import MainWindow

_SHOWN_MS = 15_000


class QueueNotice(QObject):
    """Marks the window in the taskbar, and shows a notification where the system has a place for it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._bus = SessionBus(self)
        self._shown: float | None = None
        self._icon: QSystemTrayIcon | None = None
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.setInterval(_SHOWN_MS)
        self._end.timeout.connect(self.close)

    def tell(self, ended: QueueEnded) -> None:
        """Tell of the end, unless the window is looked at."""
        if self._window.isActiveWindow():
            return
        QApplication.alert(self._window)
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            self._show(self.text(ended))
        else:
            self._bus.notify(self.tr("The queue is done"), self.text(ended))

    def show_progress(self, share: float | None) -> None:
        """Show in the taskbar how far the work is, from 0 to 1; None when it rests."""
        rounded = None if share is None else round(share, 2)
        if rounded != self._shown:
            self._shown = rounded
            self._bus.show_progress(rounded)

    def text(self, ended: QueueEnded) -> str:
        """What came of it, in one sentence."""
        text = self.tr("{done} pictures are done, {failed} failed.") if ended.failed else self.tr("{done} pictures are done.")
        return text.format(done=f"{ended.done:,}", failed=f"{ended.failed:,}")

    def close(self) -> None:
        """Take the icon away, which is there only for the notification."""
        self._end.stop()
        if self._icon:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _show(self, text: str) -> None:
        self.close()
        self._icon = QSystemTrayIcon(app_icon(), self)
        self._icon.activated.connect(self._to_front)
        self._icon.messageClicked.connect(self._to_front)
        self._icon.show()
        self._icon.showMessage(self.tr("The queue is done"), text, app_icon(), _SHOWN_MS)
        self._end.start()

    def _to_front(self) -> None:
        self._window.show_page("queue")
        self._window.raise_()
        self._window.activateWindow()
        self.close()
