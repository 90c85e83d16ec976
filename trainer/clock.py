"""How long a run has trained, over all its sittings."""

from __future__ import annotations

import time


class Clock:
    """Seconds of training, validation and saving included, pauses not. It stands until `start`."""

    def __init__(self) -> None:
        self._before = 0.0
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """Seconds so far."""
        return self._before + (0.0 if self._since is None else time.monotonic() - self._since)

    def start(self) -> None:
        """Go on; nothing changes for a clock that runs."""
        self._since = time.monotonic() if self._since is None else self._since

    def stop(self) -> None:
        """Stand still; nothing changes for a clock that stands."""
        self._before, self._since = self.seconds, None

    def set(self, seconds: float) -> None:
        """Count from here, as a resumed run does that has trained before."""
        self._before = seconds
        self._since = None if self._since is None else time.monotonic()
