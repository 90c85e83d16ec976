"""What the process that exports a model tells (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.base import Event


@dataclass(frozen=True, kw_only=True)
class ModelExported(Event):
    """The model stands checked at `path`. difference: the largest one to the network's own answers, in 0..1."""

    model: str
    path: str
    difference: float
