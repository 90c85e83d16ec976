"""Events to stdout and to the run folder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TextIO

import torch

from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed, Finished, Step, Warned
from sr_desktop.core.protocol import encode
from trainer.memory import held_mb

_STEP_INTERVAL = 0.1


class Emitter:
    """Writes each event to `events.jsonl` and to stdout. A reader that has gone away does not end the training.

    file_only: kinds of events that stdout is not told of, where a run is a part of something larger that ends later.
    Raises CannotWrite, as `emit` does.
    """

    def __init__(self, path: Path, stream: TextIO | None = None, *, file_only: tuple[type[Event], ...] = ()) -> None:
        self._path, self._file_only = path, file_only
        self._listeners: list[Callable[[Event], None]] = []
        self._stream: TextIO | None = sys.stdout if stream is None else stream
        try:
            # Without a buffer, so that what did not fit on a full disk is not tried again when the file is closed.
            self._file = path.open("ab", buffering=0)
            if _is_cut_short(path):
                self._file.write(b"\n")
        except OSError as error:
            raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from error

    def emit(self, event: Event) -> None:
        """Write one event as one line. Raises CannotWrite, but not for a last event, which stdout has been told."""
        line = encode(event)
        problem = self._record(line)
        self._tell(event, line)
        if problem is None:
            for listen in self._listeners:
                listen(event)
        elif isinstance(event, Finished | Failed):
            print(f"{self._path} lacks its last line: {problem}", file=sys.stderr)  # noqa: T201 - stderr is the human log
        else:
            raise CannotWrite(path=str(self._path), detail=problem.strerror or str(problem)) from problem

    def listen(self, listener: Callable[[Event], None]) -> None:
        """Give every event to `listener` as well."""
        self._listeners.append(listener)

    def _record(self, line: str) -> OSError | None:
        left = line.encode()
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            return error
        return None

    def _tell(self, event: Event, line: str) -> None:
        if self._stream is None or isinstance(event, self._file_only):
            return
        try:
            self._stream.write(line)
            self._stream.flush()
        except OSError:
            self._stream = None

    def warn(self, code: str, message: str) -> None:
        """Emit a warning."""
        self.emit(Warned(code=code, message=message[:2000]))

    def __enter__(self) -> Emitter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._file.close()


def _is_cut_short(path: Path) -> bool:
    """Whether the last line lacks its end: its writer was killed, or the disk was full."""
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return False
        file.seek(-1, os.SEEK_END)
        return file.read(1) != b"\n"


class StepMeter:
    """Averages of what happened since the last Step event."""

    def __init__(self, batch: int, steps_per_epoch: float, device: torch.device) -> None:
        self._batch, self._per_epoch, self._device = batch, steps_per_epoch, device
        self._reset()

    def add(self, losses: dict[str, float]) -> None:
        """Count one step."""
        self._count += 1
        for name, value in losses.items():
            self._sums[name] = self._sums.get(name, 0.0) + value

    def event(self, step: int, rate: float, *, force: bool = False) -> Step | None:
        """The averages as an event, at most ten a second unless forced."""
        seconds = time.monotonic() - self._since
        if not self._count or (seconds < _STEP_INTERVAL and not force):
            return None
        event = Step(
            step=step,
            epoch=step / self._per_epoch,
            lr=rate,
            losses={name: value / self._count for name, value in self._sums.items()},
            patches_per_s=self._count * self._batch / max(seconds, 1e-9),
            memory_mb=held_mb(self._device),
        )
        self._reset()
        return event

    def _reset(self) -> None:
        self._count, self._sums, self._since = 0, dict[str, float](), time.monotonic()
