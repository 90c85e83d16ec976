"""The window program: start, run, end."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSocketNotifier, Qt, QTimer, Signal
from PySide6.QtGui import QFileOpenEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from sr_desktop import __version__, paths
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.faults import FaultHooks
from sr_desktop.controllers.settings.look import Look
from sr_desktop.jobs.launch import launch_self
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.settings import Settings
from sr_desktop.ui.main_window import MainWindow


class FirstPaint(QObject):
    """Tells once when a widget has been painted for the first time."""

    happened = Signal()

    def __init__(self, widget: QObject) -> None:
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Wait for the first paint; tell after it, when the event loop is free again."""
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self.happened.emit)
        return super().eventFilter(watched, event)


class OpenRequests(QObject):
    """Tells of files that the system asks us to open: macOS sends events where others start us with arguments."""

    wanted = Signal(list)
    """Paths, one at a time as the system sends them."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the requests for files; all else goes its way."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.wanted.emit([Path(event.file())])
            return True
        return super().eventFilter(watched, event)


def has_display() -> bool:
    """Whether a window can be seen: always but on a Unix without X11 and Wayland."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def make_application() -> QApplication:
    """The one QApplication, named and with exact scaling."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(["SR Desktop"])
    QCoreApplication.setApplicationName("SR Desktop")
    QCoreApplication.setApplicationVersion(__version__)
    QGuiApplication.setDesktopFileName("sr-desktop")
    return application


def make_desktop(application: QApplication, settings: Settings) -> Desktop:
    """The window with everything behind it, not yet shown. Raises OSError where the user's folder takes no files."""
    look = Look(application, settings)
    client = EngineClient(launch_self("engine"), paths.scratch_dir())
    return Desktop(settings=settings, look=look, client=client)


def spare_collections(desktop: Desktop) -> None:
    """Leave what the start made out of all later garbage collections: it stays until the end, and going through it stops
    the window for 20 ms and more each time."""
    desktop.link.became_ready.connect(lambda _: gc.freeze())


def main(argv: list[str]) -> int:
    """Open the window, with the files that `argv` names; return the exit code."""
    application = make_application()
    hooks = FaultHooks(paths.log_file())
    desktop = make_desktop(application, Settings(paths.user_dir() / "settings.ini"))
    hooks.report_with(desktop.window, desktop.help.copy_report)
    spare_collections(desktop)
    files = [Path(argument) for argument in argv]
    OpenRequests(application).wanted.connect(desktop.pictures.open_all)
    painted = FirstPaint(desktop.window).happened
    painted.connect(lambda: desktop.begin(files))
    painted.connect(desktop.help.offer_crashes)
    desktop.show()
    with closed_by_signals(desktop.window):
        code = application.exec()
    desktop.close()
    hooks.remove()
    return code


@contextmanager
def closed_by_signals(window: MainWindow) -> Iterator[None]:
    """Let SIGINT and SIGTERM close the window as the user would, so that no process is left behind."""
    numbers = (signal.SIGINT, signal.SIGTERM)
    former = [signal.signal(number, lambda *_: window.close_unasked()) for number in numbers]
    # Python's handlers run only when the interpreter does: the byte that a signal writes wakes Qt's loop, which calls us.
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    former_fd = signal.set_wakeup_fd(writer.fileno())
    notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: reader.recv(64))
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(former_fd)
        for number, handler in zip(numbers, former, strict=True):
            signal.signal(number, handler)
        reader.close()
        writer.close()
