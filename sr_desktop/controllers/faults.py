"""Faults of the program itself: written to a log in the user's folder and told in one plain dialog."""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from sr_desktop.core.crashes import crash_file
from sr_desktop.ui.dialogs import show_fault

_MAX_LOG = 1_000_000
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger("sr_desktop")


class FaultHooks(QObject):
    """Catches what nobody caught, on every thread; `remove` gives the hooks back to whoever had them."""

    _caught = Signal(str)

    def __init__(self, log: Path, show: Callable[[str, str], object] | None = None) -> None:
        """Log to the file `log`, crashes beside it; `show` gets the details and the log's path, on this object's thread."""
        super().__init__()
        if log.exists() and log.stat().st_size > _MAX_LOG:
            log.replace(log.with_suffix(".old.log"))
        self._path = log
        self._show = show or (lambda details, path: show_fault(None, details, path, QGuiApplication.clipboard().setText))
        self._file = log.open("a", encoding="utf-8", errors="backslashreplace")
        self._handler = logging.StreamHandler(self._file)
        self._handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        _log.addHandler(self._handler)
        self._was_faulthandler_on = faulthandler.is_enabled()
        self._crash = crash_file(log.parent).open("w", encoding="utf-8")
        faulthandler.enable(self._crash)
        self._old_hook, self._old_thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        self._old_qt = qInstallMessageHandler(self._on_qt_message)
        self._shown_at = 0.0
        self._caught.connect(self._tell)

    def remove(self) -> None:
        """Put the former hooks back and close the log."""
        qInstallMessageHandler(self._old_qt)
        sys.excepthook, threading.excepthook = self._old_hook, self._old_thread_hook
        faulthandler.disable()
        if self._was_faulthandler_on:
            faulthandler.enable()
        _log.removeHandler(self._handler)
        self._file.close()
        self._crash.close()
        Path(self._crash.name).unlink(missing_ok=True)

    def report_with(self, parent: QWidget, copy: Callable[[str], object]) -> None:
        """Show faults over `parent` from now on, with reports made by `copy`."""
        self._show = lambda details, path: show_fault(parent, details, path, copy)

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._old_hook(kind, error, trace)
            return
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error("not caught:\n%s", details)
        self._caught.emit(details)

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, text: str | None) -> None:
        _log.log(_LEVELS[kind], "Qt: %s", text)

    def _tell(self, details: str) -> None:
        # A fault in painting comes with every frame: one dialog tells as much as a hundred.
        if time.monotonic() - self._shown_at > 5:
            self._shown_at = time.monotonic()
            self._show(details, str(self._path))
