"""How long work reports where it is and how it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable

ProgressCallback = Callable[[int, int], None]
"""Called with (parts done, parts in total) after each part of a job; called on the thread that does the work."""


_STEPS = 100


class Cancelled(Exception):  # a wish of the user, not an error
    """Work stopped because its CancelToken was set; nothing was written."""


class CancelToken:
    """A flag that any thread may set and the working thread checks between two parts of its work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._event.set()

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled if `cancel` was called."""
        if self._event.is_set():
            raise Cancelled


def share_of(progress: ProgressCallback, number: int, count: int) -> ProgressCallback:
    """The progress of job `number` (from 0 on) of `count` as a part of all of them."""
    return lambda done, total: progress(number * _STEPS + _STEPS * done // total, count * _STEPS)


def ignore_progress(done: int, total: int) -> None:
    """Serve as the progress callback of a caller that shows none."""
