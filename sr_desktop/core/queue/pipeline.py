"""Three stages that overlap: while one picture is computed, the next is read and the one before is written."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

_GLANCE_S = 0.2
"""How long a stage sleeps before it looks whether the others still live."""


class Room:
    """Counts what is between reading and written: `wait` holds the reader where that is too much."""

    def __init__(self, most_bytes: int) -> None:
        self._most, self._bytes, self._count = most_bytes, 0, 0
        self._changed = threading.Condition()

    def allow(self, most_bytes: int) -> None:
        """Have another limit from now on."""
        with self._changed:
            self._most = most_bytes
            self._changed.notify_all()

    def wait(self, *, empty: bool, given_up: Callable[[], bool]) -> None:
        """Return when there is room, or (empty) nothing else is under way, or `given_up` says so."""
        with self._changed:
            while (self._count if empty else self._bytes > self._most) and not given_up():
                self._changed.wait(_GLANCE_S)

    def enter(self) -> None:
        """One more is under way."""
        with self._changed:
            self._count += 1

    def grow(self, more: int) -> None:
        """It takes this many bytes."""
        with self._changed:
            self._bytes += more

    def leave(self, bytes_held: int) -> None:
        """It is done with."""
        with self._changed:
            self._bytes -= bytes_held
            self._count -= 1
            self._changed.notify_all()


class Pipeline(Generic[T]):
    """Runs read() -> item or None at the end, compute(item) on the calling thread, and write(item), in one order.

    At most one item waits between two stages. What a stage raises ends all three and is raised by `run`.
    """

    def __init__(self, read: Callable[[], T | None], compute: Callable[[T], None], write: Callable[[T], None]) -> None:
        self._read, self._compute, self._write = read, compute, write
        self._ready: queue.Queue[T | None] = queue.Queue(maxsize=1)
        self._computed: queue.Queue[T | None] = queue.Queue(maxsize=1)
        self._fault: BaseException | None = None

    @property
    def broken(self) -> bool:
        """Whether a stage has raised something."""
        return self._fault is not None

    def run(self) -> None:
        """Work until `read` has nothing more and all is written."""
        threads = [
            threading.Thread(target=self._guarded, args=(self._read_all,), name="queue-reader"),
            threading.Thread(target=self._guarded, args=(self._write_all,), name="queue-writer"),
        ]
        for thread in threads:
            thread.start()
        self._guarded(self._compute_all)
        for thread in threads:
            thread.join()
        if self._fault is not None:
            raise self._fault

    def _guarded(self, stage: Callable[[], None]) -> None:
        try:
            stage()
        except BaseException as error:  # noqa: BLE001 - raised again by `run`, on the thread that asked
            self._fault = self._fault or error

    def _read_all(self) -> None:
        while not self.broken and (item := self._read()) is not None:
            self._put(self._ready, item)
        self._put(self._ready, None)

    def _compute_all(self) -> None:
        while (item := self._get(self._ready)) is not None:
            self._compute(item)
            self._put(self._computed, item)
        self._put(self._computed, None)

    def _write_all(self) -> None:
        while (item := self._get(self._computed)) is not None:
            self._write(item)

    def _put(self, line: queue.Queue[T | None], item: T | None) -> None:
        while not self.broken:
            try:
                line.put(item, timeout=_GLANCE_S)
            except queue.Full:
                continue
            return

    def _get(self, line: queue.Queue[T | None]) -> T | None:
        while not self.broken:
            try:
                return line.get(timeout=_GLANCE_S)
            except queue.Empty:
                continue
        return None
