"""Measuring again what "automatic" means: what the window asks and is told (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.engine import Answer, Request
from sr_desktop.core.tuning.choice import Tuned
from sr_desktop.core.upscaling.settings import Device, Precision


@dataclass(frozen=True, kw_only=True)
class TuneModel(Request):
    """What was chosen for a model; answered by ModelTuned.

    anew: forget first what was chosen for any model, and measure this one now.
    """

    model: str
    device: Device = "auto"
    precision: Precision = "auto"
    tile: int = 0
    anew: bool = True


@dataclass(frozen=True, kw_only=True)
class ModelTuned(Answer):
    """What is fastest for each of the model's networks; none for a model that runs in one way only, or was not measured."""

    model: str
    found: tuple[Tuned, ...]
