"""How a run over a queue is told to end (standard library only)."""

from __future__ import annotations

import sys
import threading
from typing import TextIO

from sr_desktop.core.messages.engine import UseMemory
from sr_desktop.core.messages.trainer import Stop
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import decode
from sr_desktop.core.queue.messages import StopNow


class RunControl:
    """Any thread may give the word. cancel: what the picture at hand obeys.

    megabytes: what pictures may take of the memory from the next one on, 0 for automatic.
    """

    def __init__(self, megabytes: int = 0) -> None:
        self._stop = threading.Event()
        self.cancel = CancelToken()
        self.megabytes = megabytes

    @property
    def stopped(self) -> bool:
        """Whether no other picture shall be begun."""
        return self._stop.is_set()

    def stop(self) -> None:
        """End after the picture at hand."""
        self._stop.set()

    def stop_now(self) -> None:
        """Give the picture at hand up; one that is being written is finished, unless it goes beyond the memory for pictures."""
        self._stop.set()
        self.cancel.cancel()

    def listen(self, stream: TextIO) -> None:
        """Obey the lines of `stream`; its end means that the window died."""
        threading.Thread(target=self._obey, args=(stream,), name="queue-control", daemon=True).start()

    def _obey(self, stream: TextIO) -> None:
        for line in stream:
            try:
                message = decode(line)
            except WireError as error:
                print(f"command ignored: {error}", file=sys.stderr)  # noqa: T201 - stderr is the log
                continue
            if isinstance(message, Stop):
                self.stop()
            elif isinstance(message, StopNow):
                self.stop_now()
            elif isinstance(message, UseMemory):
                self.megabytes = message.megabytes
        self.stop_now()
