"""Events as lines for whoever started this process (standard library only)."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable
from typing import TextIO

from sr_desktop.core.messages.base import Event
from sr_desktop.core.protocol import encode


class EventStream:
    """Writes events as lines; any thread may use it. on_gone: called where nobody reads them any more."""

    def __init__(self, stream: TextIO, on_gone: Callable[[], object]) -> None:
        self._stream, self._on_gone, self._lock = stream, on_gone, threading.Lock()

    def emit(self, event: Event) -> None:
        """Write one line."""
        line = encode(event)
        with self._lock:
            try:
                self._stream.write(line)
                self._stream.flush()
            except OSError:
                self._on_gone()


def claim_stdout(on_gone: Callable[[], object]) -> EventStream:
    """The stream for events alone: whatever libraries print goes to stderr from now on."""
    private = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return EventStream(os.fdopen(private, "w", encoding="utf-8", newline="\n"), on_gone)
