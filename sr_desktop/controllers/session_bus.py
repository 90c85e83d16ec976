"""What a Linux desktop is told over its message bus: how far work is, for the taskbar, and that it has come to an end."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

_LAUNCHER = "com.canonical.Unity.LauncherEntry"
"""Ubuntu's dock, KDE's taskbar and others know it."""
_PORTAL, _PORTAL_PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
_NOTIFICATION = "org.freedesktop.portal.Notification"
_ID = "queue"


class SessionBus(QObject):
    """Sends without waiting for an answer; where nobody listens nothing happens. Elsewhere than on Linux it is never there."""

    @property
    def is_there(self) -> bool:
        """Whether the session has a bus."""
        return sys.platform.startswith("linux") and "DBUS_SESSION_BUS_ADDRESS" in os.environ

    def show_progress(self, share: float | None) -> None:
        """Show 0..1 on the program's sign in the taskbar; None takes it away."""
        if not self.is_there:
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415 - only where there is a bus

        message = QDBusMessage.createSignal("/sr_desktop/queue", _LAUNCHER, "Update")
        facts = {"progress": share or 0.0, "progress-visible": share is not None}
        message.setArguments([f"application://{QGuiApplication.desktopFileName()}.desktop", facts])
        QDBusConnection.sessionBus().send(message)

    def notify(self, title: str, text: str) -> None:
        """Show a notification of the desktop."""
        if not self.is_there:
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage  # noqa: PLC0415

        message = QDBusMessage.createMethodCall(_PORTAL, _PORTAL_PATH, _NOTIFICATION, "AddNotification")
        message.setArguments([_ID, {"title": title, "body": text}])
        QDBusConnection.sessionBus().send(message)
