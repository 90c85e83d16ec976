"""What the process that adds models tells (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event


@dataclass(frozen=True, kw_only=True)
class AddingModel(Event):
    """Work on the file at `path` begins: number `number` of `count`, from 1."""

    path: str
    number: int
    count: int


@dataclass(frozen=True, kw_only=True)
class ModelAdded(Event):
    """The network in the file at `path` was read, and stands in our own format at `file`.

    architecture: as people call it; scale: output pixels per input pixel; is_new: False where it was there already.
    """

    path: str
    file: str
    title: str
    architecture: str
    scale: int
    is_new: bool = True


@dataclass(frozen=True, kw_only=True)
class ModelNotAdded(Event):
    """The file at `path` is not taken, for a reason the user can read."""

    path: str
    code: str
    message: str
    hint: str
    values: dict[str, str | int | float] = field(default_factory=dict)


def refusal(path: Path, error: SrError) -> ModelNotAdded:
    """The event for an error."""
    return ModelNotAdded(path=str(path), code=error.code, message=error.message, hint=error.hint, values=dict(error.values))


@dataclass(frozen=True, kw_only=True)
class AddingEnded(Event):
    """Every file was tried."""

    added: int
    failed: int
