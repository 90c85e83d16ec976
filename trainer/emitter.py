"""Events to stdout and to the run folder."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import TracebackType
from typing import TextIO

import torch

from sr_desktop.core.messages import Event
from sr_desktop.core.protocol import encode
from sr_desktop.core.trainer_messages import Step, Warned
from trainer.memory import held_mb

_STEP_INTERVAL = 0.1


class Emitter:
    """Writes each event to `events.jsonl` and to stdout. A reader that has gone away does not end the training.

    file_only: kinds of events that stdout is not told of, where a run is a part of something larger that ends later.
    """

    def __init__(self, path: Path, stream: TextIO | None = None, *, file_only: tuple[type[Event], ...] = ()) -> None:
        self._file_only = file_only
        self._file = path.open("a", encoding="utf-8")
        self._stream: TextIO | None = sys.stdout if stream is None else stream

    def emit(self, event: Event) -> None:
        """Write one event as one line."""
        line = encode(event)
        self._file.write(line)
        self._file.flush()
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
