"""Work in the background that may fail with a sentence for the user."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sr_desktop.core.errors import SrError
from sr_desktop.jobs.call import BackgroundCalls, Failed

Result = TypeVar("Result")


def attempt(
    calls: BackgroundCalls,
    call: Callable[[], Result],
    *,
    done: Callable[[Result], None],
    refused: Callable[[SrError], None],
    failed: Failed,
) -> None:
    """Run `call` on the thread of `calls`; then `done` with what it returned, `refused` with the SrError that it raised, or
    `failed` with an OSError that nothing put into words.
    """

    def guarded() -> Result | SrError:
        try:
            return call()
        except SrError as error:
            return error

    def finish(result: Result | SrError) -> None:
        if isinstance(result, SrError):
            refused(result)
        else:
            done(result)

    calls.start(guarded, done=finish, failed=failed)
