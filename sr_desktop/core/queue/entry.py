"""What a queue holds: a picture, what shall be done with it and how far that is (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sr_desktop.core.errors import SrError, Value
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.how_it_ran import how_it_ran
from sr_desktop.core.upscaling.settings import UpscaleSettings

EntryState = Literal["waiting", "working", "writing", "done", "skipped", "failed"]
"""writing: the result is complete and about to get its name; skipped: its name was taken, or the picture is large enough."""
UNFINISHED: tuple[EntryState, ...] = ("waiting", "working", "writing")


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Why a picture could not be done, ready to be told in any language (core/error_index.py)."""

    code: str
    message: str
    hint: str
    values: dict[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, error: SrError) -> Problem:
        """What `error` tells."""
        return cls(code=error.code, message=error.message, hint=error.hint, values=dict(error.values))


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of a picture. width, height: of the source; scale: the factor; seconds: the upscaling alone."""

    target: str
    width: int = 0
    height: int = 0
    out_width: int = 0
    out_height: int = 0
    scale: float = 0.0
    seconds: float = 0.0
    device: str = ""
    precision: str = ""
    tile: int = 0
    backend: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def how(self) -> Note | None:
        """How it was made; None where nothing was, or by a program that did not note it."""
        if not self.seconds or not self.precision:
            return None
        return how_it_ran(self, megapixels_per_s=self.out_width * self.out_height / 1e6 / self.seconds)


@dataclass(frozen=True, kw_only=True)
class NewEntry:
    """A picture for the queue. folder: where it lies below the folder that was named; exact: the file that its result shall be.

    key and number: the name that no other entry has (core/queue/names.py).
    """

    source: str
    folder: str = ""
    exact: str = ""
    key: str = ""
    number: int = 0


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A picture in the queue. attempts: how often work on it began without coming to an end."""

    id: int
    source: str
    settings: UpscaleSettings
    folder: str = ""
    exact: str = ""
    number: int = 0
    state: EntryState = "waiting"
    attempts: int = 0
    outcome: Outcome | None = None
    problem: Problem | None = None
