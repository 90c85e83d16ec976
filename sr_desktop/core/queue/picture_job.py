"""What the queue's loop knows of a picture while it is read, computed and written."""

from __future__ import annotations

import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch

from sr_desktop.core.errors import InternalError, OutOfMemory, SrError
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.queue.entry import Entry, EntryState, Outcome, Problem
from sr_desktop.core.upscale import Upscaled
from sr_desktop.core.upscaling.size import OutputSize

T = TypeVar("T")


@dataclass(kw_only=True)
class PictureJob:
    """A picture on its way through the stages. state: "working" for as long as nothing has ended its way."""

    entry: Entry
    state: EntryState = "working"
    picture: Picture | None = None
    size: OutputSize | None = None
    target: Path = Path()
    result: Upscaled | None = None
    outcome: Outcome | None = None
    problem: Problem | None = None
    bytes_held: int = 0

    def outcome_at(self, target: Path) -> Outcome:
        """What there is to tell of the result when `target` holds it."""
        picture, result = sure(self.picture), sure(self.result)
        return Outcome(
            target=str(target),
            width=picture.width,
            height=picture.height,
            out_width=result.picture.width,
            out_height=result.picture.height,
            scale=result.scale,
            seconds=round(result.seconds, 4),
            device=result.device,
            precision=result.precision,
            backend=result.backend,
            tile=result.tile,
            notes=(*picture.notes, *result.notes),
        )

    def problem_of(self, error: Exception) -> Problem:
        """What there is to tell of an error that ended its way; one that nobody foresaw is logged in full."""
        if isinstance(error, SrError):
            return Problem.of(error)
        if isinstance(error, MemoryError | torch.OutOfMemoryError):
            return Problem.of(OutOfMemory(device=self.entry.settings.device))
        traceback.print_exception(error, file=sys.stderr)
        return Problem.of(InternalError(detail=f"{type(error).__name__}: {error}"[:500]))


def sure(value: T | None) -> T:
    """What an earlier stage has left. Raises ValueError where that was left out."""
    if value is None:
        raise ValueError("a stage was left out")
    return value
