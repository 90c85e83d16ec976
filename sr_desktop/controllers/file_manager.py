"""Folders in the platform's own program for files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from sr_desktop.controllers.reporter import Reporter


def show_folder(folder: Path, reporter: Reporter) -> None:
    """Open a folder in the platform's file manager, or say where it is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        reporter.say(lambda: _no_file_manager(folder))


def _no_file_manager(folder: Path) -> str:
    text = QCoreApplication.translate("FileManager", "No file manager could be started; the folder is {folder}")
    return text.format(folder=folder)
