"""Where controllers say what happened: the status line and the page's banner."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from sr_desktop.controllers.error_text import error_text, failure_text
from sr_desktop.core.errors import SrError
from sr_desktop.core.protocol import RequestFailed
from sr_desktop.ui.parts.banner import Banner, BannerText
from sr_desktop.ui.status_region import StatusRegion
from sr_desktop.ui.view import Text

_log = logging.getLogger("sr_desktop")


class Reporter(QObject):
    """Turns outcomes into words on the screen; texts are functions, so that they follow the language."""

    failed = Signal(str)
    """An error is being shown; carries its sentence."""

    def __init__(self, banner: Banner, status: StatusRegion, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._banner, self._status = banner, status

    def say(self, sentence: Text, *, with_folder: bool = False) -> None:
        """Say something that went well."""
        self._status.say(sentence, with_folder=with_folder)

    def inform(self, sentence: Text, *, details: str = "") -> None:
        """Say something that the user should not overlook but that is no failure; details: what a report on it needs."""
        self._banner.show_text(lambda: BannerText(message=sentence(), details=details), "info")

    def fail(self, failure: SrError | RequestFailed) -> None:
        """Show what failed and what to do, and log it for reports."""
        _log.warning("shown: %s: %s", failure.code, failure.message)
        if isinstance(failure, SrError):
            error = failure
            self._banner.show_text(lambda: error_text(error))
        else:
            answer = failure
            self._banner.show_text(lambda: failure_text(answer))
        self._status.say(lambda: "")
        self.failed.emit(self._banner.message)

    def mention(self, error: OSError) -> None:
        """Say, in the system's own words, that something small did not work."""
        self._status.say(lambda: str(error))

    def clear(self) -> None:
        """Take an old failure from the screen, since the user has gone on."""
        self._banner.clear()
