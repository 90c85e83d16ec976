"""Failures in the banner of a page."""

from __future__ import annotations

import logging

from sr_desktop.controllers.error_text import error_text, failure_text
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.ui.parts.banner import Banner

_log = logging.getLogger("sr_desktop")


def report_failure(banner: Banner, failure: SrError | Failed) -> None:
    """Show what failed and what to do, and log it for reports."""
    _log.warning("shown: %s: %s", failure.code, failure.message)
    if isinstance(failure, SrError):
        error = failure
        banner.show_text(lambda: error_text(error))
    else:
        event = failure
        banner.show_text(lambda: failure_text(event))
