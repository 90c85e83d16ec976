"""Errors as the last event of a process."""

from __future__ import annotations

import sys
import traceback

from sr_desktop.core.errors import InternalError, SrError
from sr_desktop.core.protocol import failure_values
from sr_desktop.core.trainer_messages import Failed


def failed(error: SrError) -> Failed:
    """The event for an error that the user can read; called where it is caught."""
    return Failed(
        code=error.code,
        message=error.message,
        hint=error.hint,
        values=failure_values(error),
        traceback=traceback.format_exc()[-1000:],
    )


def failed_unexpectedly(error: Exception) -> Failed:
    """The event for an error that nobody foresaw; the whole traceback goes to stderr."""
    traceback.print_exc(file=sys.stderr)
    return failed(InternalError(detail=f"{type(error).__name__}: {error}"[:500]))
