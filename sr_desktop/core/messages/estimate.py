"""What a run would take, told before it starts (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass, field

from sr_desktop.core.messages.engine import Answer, Request
from sr_desktop.core.upscaling.settings import Device, FileRules, Precision
from sr_desktop.core.upscaling.size import TargetSize


@dataclass(frozen=True, kw_only=True)
class EstimateRun(Request):
    """What upscaling the open picture like this would take; answered by RunEstimated. folder: where the result would go."""

    model: str
    size: TargetSize
    folder: str
    ensemble: bool = False
    device: Device = "auto"
    precision: Precision = "auto"
    tile: int = 0
    file: FileRules = field(default_factory=FileRules)


@dataclass(frozen=True, kw_only=True)
class RunEstimated(Answer):
    """seconds: by the speed measured in earlier runs, None before the first; bytes: of the file, by a sample of it.

    free: bytes that the folder's disk has left, None where it does not tell. passes: how often the model runs one after
    the other, 0 for an interpolation. disk: bytes that pixels take on another disk meanwhile, which has `disk_free` left;
    large: they go beyond the memory for pictures; memory: bytes, about.
    """

    seconds: float | None
    bytes: int
    free: int | None
    passes: int
    disk: int = 0
    disk_free: int | None = None
    memory: int = 0
    large: bool = False
