"""Errors as words, in the language of the window: the one place where that happens."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from sr_desktop import __version__
from sr_desktop.core.error_index import BY_CODE
from sr_desktop.core.errors import SrError, Value
from sr_desktop.core.foreign.messages import ModelNotAdded
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import RequestFailed
from sr_desktop.core.queue.entry import Problem
from sr_desktop.ui.detail_text import in_words
from sr_desktop.ui.parts.banner import BannerText


def failure_text(failed: RequestFailed | Failed | ModelNotAdded | Problem) -> BannerText:
    """The words for a failed request; one of a code that is not known here keeps the engine's own words."""
    return _text(failed.code, failed.message, failed.hint, failed.values)


def error_text(error: SrError) -> BannerText:
    """The words for an error that arose in the window's own process."""
    return _text(error.code, error.message, error.hint, error.values)


def _text(code: str, message: str, hint: str, values: Mapping[str, Value]) -> BannerText:
    known = BY_CODE.get(code)
    details = f"SR Desktop {__version__}: {code}\n{message}\n{hint}"
    if known is None:
        return BannerText(message=message, hint=hint, details=details)
    return BannerText(
        message=_filled(known.message_template, values) or message,
        hint=_filled(known.hint_template, values) or hint,
        details=details,
    )


def _filled(template: str, values: Mapping[str, Value]) -> str:
    """The translated template with its values; "" where the sender left one out."""
    try:
        return QCoreApplication.translate("errors", template).format(**in_words(values))
    except KeyError:
        return ""
