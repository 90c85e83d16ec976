"""A spot of the open picture as several models would make it; nothing is written (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.engine import Answer, PixelFile, Request
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.settings import Device, Precision
from sr_desktop.core.upscaling.size import TargetSize

MOST_PREVIEWED = 4
"""Models that can stand side by side."""


@dataclass(frozen=True, kw_only=True)
class PreviewSpot(Request):
    """Show what `models` would make of the open picture around its pixel (x, y), as a run with these choices would.

    Answered by SpotShown, a SpotPreviewed for each model, Working events between, then PreviewEnd. It touches neither
    the open picture nor its result.
    """

    x: int
    y: int
    models: tuple[str, ...]
    size: TargetSize
    ensemble: bool = False
    device: Device = "auto"
    precision: Precision = "auto"
    tile: int = 0


@dataclass(frozen=True, kw_only=True)
class SpotShown(Answer):
    """What is previewed: `width` x `height` pixels of the source from (left, top), `new_width` x `new_height` enlarged."""

    left: int
    top: int
    width: int
    height: int
    new_width: int
    new_height: int


@dataclass(frozen=True, kw_only=True)
class SpotPreviewed(Answer):
    """What one model makes there, or why it makes nothing (a text of the context "errors"); seconds: for this spot alone.

    notes: what did not go as it began.
    """

    model: str
    seconds: float = 0.0
    pixels: PixelFile | None = None
    problem: Note | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PreviewEnd(Answer):
    """All models were asked; made: how many of them answered."""

    made: int
