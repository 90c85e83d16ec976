"""Measuring a model on this machine: what the window asks and is told (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.engine import Answer, Request
from sr_desktop.core.upscaling.settings import Device, Precision


@dataclass(frozen=True, kw_only=True)
class MeasureModel(Request):
    """Run a model on the sample at `picture`, note how fast it is, and keep a sample of what it does where there is none.

    Answered by Working events, then ModelMeasured.
    """

    model: str
    picture: str
    device: Device = "auto"
    precision: Precision = "auto"


@dataclass(frozen=True, kw_only=True)
class ModelMeasured(Answer):
    """How fast the model was: millions of pixels of the result a second, on this device."""

    model: str
    device: str
    precision: str
    megapixels_per_s: float
