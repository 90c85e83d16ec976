"""What a process that works through a queue tells, and what it is told (standard library only).

`Stop` (core/messages/trainer.py) lets it end after the picture at hand.
"""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.base import Event, Message
from sr_desktop.core.queue.entry import EntryState, Outcome, Problem


@dataclass(frozen=True, kw_only=True)
class StopNow(Message):
    """Give up the picture at hand, which waits again then, and end."""


@dataclass(frozen=True, kw_only=True)
class QueueStarted(Event):
    """The work begins. waiting: how many are to be done; done: how many were finished before."""

    waiting: int
    done: int


@dataclass(frozen=True, kw_only=True)
class EntryChanged(Event):
    """An entry is in another state; outcome for "done", problem for "failed", either for "skipped"."""

    entry: int
    source: str
    model: str
    state: EntryState
    outcome: Outcome | None = None
    problem: Problem | None = None


@dataclass(frozen=True, kw_only=True)
class EntryNeeds(Event):
    """Told before the first tile of a picture that goes beyond the memory for pictures.

    disk: bytes in `folder` while it is worked on; memory: about so many bytes; file: of the result, about; free: bytes that the
    result's disk has left, None where it does not tell.
    """

    entry: int
    source: str
    disk: int
    memory: int
    folder: str
    file: int
    free: int | None


@dataclass(frozen=True, kw_only=True)
class EntryProgress(Event):
    """How far the upscaling of an entry is."""

    entry: int
    done: int
    total: int


@dataclass(frozen=True, kw_only=True)
class QueueEnded(Event):
    """The last word. stopped: by wish, with entries that still wait; busy: seconds of `seconds` in which models computed."""

    stopped: bool
    done: int
    skipped: int
    failed: int
    seconds: float
    busy: float
