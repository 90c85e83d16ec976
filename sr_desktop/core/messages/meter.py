"""How far a result, shrunk again, is from its source (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sr_desktop.core.messages.engine import Answer, PixelFile, Request

Closeness = Literal["faithful", "close", "loose", "far"]
"""In words: nothing to speak of was invented or lost; small things; some things; a lot."""
GAIN = 8
"""How many times as large as they are differences are shown by the map."""


@dataclass(frozen=True, kw_only=True)
class MeasureFidelity(Request):
    """Shrink the last result to the open picture's size and compare; answered by FidelityMeasured."""


@dataclass(frozen=True, kw_only=True)
class FidelityMeasured(Answer):
    """psnr: in dB of Y (BT.601) of the result shrunk by antialiased bicubic against the open picture, no border left
    out and nothing rounded; None where they are equal. heat: |difference| of Y as grey of 0..255 on the source's grid.
    """

    psnr: float | None
    closeness: Closeness
    heat: PixelFile
