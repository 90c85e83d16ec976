"""A run's events as curves: the same for a run that goes on and for one that ended long ago. Knows no torch and no Qt."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import (
    Evaluated,
    Failed,
    Finished,
    Preview,
    Started,
    Step,
    SweepRow,
    Warned,
    WeightsSaved,
)
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.protocol import decode

_FIRST_ROOM = 1024
_SPEED_WINDOW_S = 300.0
_MAX_POINTS = 1_000_000


class Curve:
    """Values over steps, in rising order of steps. A step that was reached before (the run went back) cuts what followed.

    Beyond a million points, two neighbours become their mean, so that memory stays bounded (16 MB a curve).
    `rewrites` counts how often points were taken away or merged: what was derived from them is then to be made anew.
    """

    def __init__(self, limit: int = _MAX_POINTS) -> None:
        self.rewrites = 0
        self._limit = limit
        self._steps = np.empty(_FIRST_ROOM, np.float64)
        self._values = np.empty(_FIRST_ROOM, np.float64)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @property
    def steps(self) -> npt.NDArray[np.float64]:
        """Steps, N; a view that later additions may leave behind."""
        return self._steps[: self._count]

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """Values, N; a view that later additions may leave behind."""
        return self._values[: self._count]

    @property
    def last(self) -> float | None:
        """The newest value."""
        return float(self._values[self._count - 1]) if self._count else None

    def add(self, step: float, value: float) -> None:
        """Append one point."""
        if self._count and step <= self._steps[self._count - 1]:
            self.cut(step)
        if self._count == self._limit:
            self._thin()
        if self._count == len(self._steps):
            self._steps = np.concatenate([self._steps, np.empty_like(self._steps)])
            self._values = np.concatenate([self._values, np.empty_like(self._values)])
        self._steps[self._count], self._values[self._count] = step, value
        self._count += 1

    def cut(self, step: float) -> None:
        """Forget the points from `step` on."""
        left = int(np.searchsorted(self._steps[: self._count], step, side="left"))
        self.rewrites += left < self._count
        self._count = left

    def _thin(self) -> None:
        half = self._count // 2
        for array in (self._steps, self._values):
            array[:half] = array[: 2 * half].reshape(half, 2).mean(axis=1)
        self._count = half
        self.rewrites += 1


@dataclass(frozen=True, kw_only=True, order=True)
class ScoreKey:
    """What was measured: a set of pictures at one factor."""

    dataset: str
    scale: float


class Scores:
    """Measurements of one set at one factor: dB, 0..1, and bicubic's dB."""

    def __init__(self, baseline_psnr: float) -> None:
        self.psnr, self.ssim = Curve(), Curve()
        self.colour_shift, self.checkerboard, self.pattern = Curve(), Curve(), Curve()
        self.baseline_psnr = baseline_psnr


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A step at which weights were saved; best: the best so far."""

    step: int
    best: bool


class RunLog:
    """All that the events of one run say. `add` them in their order; the attributes are for reading.

    `seconds` is the time at each step since the run began, pauses included, but not the time between two sessions.
    """

    def __init__(self) -> None:
        self.started: Started | None = None
        self.ended: Finished | Failed | None = None
        self.step = 0
        self.losses: dict[str, Curve] = {}
        self.rate, self.speed, self.memory_mb, self.epochs = Curve(), Curve(), Curve(), Curve()
        self.seconds = Curve()
        self.scores: dict[ScoreKey, Scores] = {}
        self.marks: list[Mark] = []
        self.previews: list[Preview] = []
        self.rows: list[SweepRow] = []
        self.warnings: list[Warned] = []
        self.damaged_lines = 0
        self._recent: deque[tuple[float, int]] = deque()
        self._began: float | None = None

    def add(self, event: Event) -> None:
        """Take one event in; events that belong to no run are passed over."""
        if isinstance(event, Step):
            self._add_step(event)
        elif isinstance(event, Evaluated):
            self._add_scores(event)
        elif isinstance(event, WeightsSaved):
            if event.kind != "state":
                self.marks.append(Mark(step=event.step, best=event.best))
        elif isinstance(event, Preview):
            self.previews.append(event)
        elif isinstance(event, SweepRow):
            self.rows.append(event)
        elif isinstance(event, Warned):
            self.warnings.append(event)
        elif isinstance(event, Started):
            self._start(event)
        elif isinstance(event, (Finished, Failed)):
            self.ended = event

    @property
    def total_steps(self) -> int:
        """How long the run shall be, 0 before it started."""
        return self.started.total_steps if self.started else 0

    @property
    def best(self) -> Mark | None:
        """The newest mark of best weights."""
        return next((mark for mark in reversed(self.marks) if mark.best), None)

    def gain(self, dataset: str = "validation") -> float | None:
        """Mean over factors of the newest PSNR above bicubic's, in dB; None before the first measurement."""
        gains = [
            scores.psnr.last - scores.baseline_psnr
            for key, scores in self.scores.items()
            if key.dataset == dataset and scores.psnr.last is not None
        ]
        return sum(gains) / len(gains) if gains else None

    def seconds_left(self) -> float | None:
        """By the speed of the last five minutes, validations included; None while unknown."""
        if len(self._recent) < 2 or self.ended is not None:
            return None
        (t0, step0), (t1, step1) = self._recent[0], self._recent[-1]
        if t1 <= t0 or step1 <= step0:
            return None
        return (self.total_steps - step1) * (t1 - t0) / (step1 - step0)

    def restart_clock(self) -> None:
        """Forget the speed, after a pause."""
        self._recent.clear()

    def _start(self, event: Started) -> None:
        self.started, self.ended = event, None
        self.restart_clock()
        if event.resume_step < self.step:
            self._go_back(event.resume_step)
        self._began = event.t - (self.seconds.last or 0.0)

    def _go_back(self, step: int) -> None:
        """Forget what came after `step`: it will happen again."""
        self.step = step
        curves = [self.rate, self.speed, self.memory_mb, self.epochs, self.seconds, *self.losses.values()]
        for scores in self.scores.values():
            curves += [scores.psnr, scores.ssim, scores.colour_shift, scores.checkerboard, scores.pattern]
        for curve in curves:
            curve.cut(step + 0.5)
        self.marks = [mark for mark in self.marks if mark.step <= step]
        self.previews = [preview for preview in self.previews if preview.step <= step]

    def _add_step(self, event: Step) -> None:
        if event.step <= self.step:
            self._go_back(event.step - 1)
        self.step = event.step
        for name, value in event.losses.items():
            self.losses.setdefault(name, Curve()).add(event.step, value)
        self.rate.add(event.step, event.lr)
        self.speed.add(event.step, event.patches_per_s)
        self.epochs.add(event.step, event.epoch)
        if self._began is None:
            self._began = event.t
        self.seconds.add(event.step, event.t - self._began)
        if event.memory_mb:
            self.memory_mb.add(event.step, event.memory_mb)
        self._recent.append((event.t, event.step))
        while self._recent[-1][0] - self._recent[0][0] > _SPEED_WINDOW_S:
            self._recent.popleft()

    def _add_scores(self, event: Evaluated) -> None:
        key = ScoreKey(dataset=event.dataset, scale=event.scale)
        scores = self.scores.setdefault(key, Scores(event.baseline_psnr))
        scores.baseline_psnr = event.baseline_psnr
        scores.psnr.add(event.step, event.psnr)
        scores.ssim.add(event.step, event.ssim)
        scores.colour_shift.add(event.step, event.colour_shift)
        scores.checkerboard.add(event.step, event.checkerboard)
        scores.pattern.add(event.step, event.pattern)


def log_of(lines: Iterable[str]) -> RunLog:
    """The log of a run's event lines; a damaged one (a killed trainer's last) is counted and passed over."""
    log = RunLog()
    for line in lines:
        try:
            message = decode(line)
        except WireError:
            log.damaged_lines += 1
            continue
        if isinstance(message, Event):
            log.add(message)
    return log


def read_log(path: Path) -> RunLog:
    """The log in an `events.jsonl`. Raises OSError."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return log_of(file)
