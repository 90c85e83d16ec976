"""Errors as the last event of a process."""

from __future__ import annotations

import sys
import traceback

from sr_desktop.core.bench.errors import BadPlan
from sr_desktop.core.errors import BadJob, BadRun, InternalError, RunBusy, SrError
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import encode, failure_values


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


def refuse(error: SrError) -> int:
    """Tell of an error before there is anything to record it in, on stdout and stderr; returns the exit status."""
    print(encode(failed(error)), end="", flush=True)  # noqa: T201 - stdout is the event stream
    print(error.text, file=sys.stderr)  # noqa: T201 - stderr is the human log
    return 2 if isinstance(error, (BadJob, BadPlan, BadRun, RunBusy)) else 1
