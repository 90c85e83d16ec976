"""What the outside asks of a running training or measurement: commands on stdin, signals."""

from __future__ import annotations

import os
import signal
import stat
import sys
import threading
from types import FrameType
from typing import TextIO

from sr_desktop.core.messages.trainer import Pause, Resume, Stop
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.protocol import decode


class Control:
    """Listens on a thread. stop: save and end at the next safe point. End of input means the parent died: stop as well."""

    def __init__(self) -> None:
        self._stop = threading.Event()
        self._go = threading.Event()
        self._go.set()

    @classmethod
    def of_process(cls, *, detached: bool) -> Control:
        """One that obeys this process's signals and, unless detached, its standard input."""
        control = cls()
        control.stop_on_signals()
        # A pipe brings commands, and its end means that the parent died; a terminal or /dev/null have neither to say.
        if not detached and not stat.S_ISCHR(os.fstat(sys.stdin.fileno()).st_mode):
            control.listen(sys.stdin)
        return control

    @property
    def stopped(self) -> bool:
        """Whether the work shall end at its next safe point."""
        return self._stop.is_set()

    @property
    def paused(self) -> bool:
        """Whether the work shall wait."""
        return not self._go.is_set()

    def wait_while_paused(self, most: float) -> None:
        """Return at once unless paused; then after resume or stop, or `most` seconds."""
        self._go.wait(most)

    def listen(self, stream: TextIO) -> None:
        """Obey the lines of `stream` from now on."""
        threading.Thread(target=self._read, args=(stream,), name="control", daemon=True).start()

    def stop_on_signals(self) -> None:
        """Treat SIGINT and SIGTERM as `stop`."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._on_signal)

    def stop(self) -> None:
        """End at the next safe point."""
        self._stop.set()
        self._go.set()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop()

    def _read(self, stream: TextIO) -> None:
        for line in stream:
            try:
                message = decode(line)
            except WireError as error:
                print(f"command ignored: {error}", file=sys.stderr)  # noqa: T201 - stderr is the human log
                continue
            if isinstance(message, Stop):
                self.stop()
            elif isinstance(message, Pause):
                self._go.clear()
            elif isinstance(message, Resume):
                self._go.set()
        self.stop()
