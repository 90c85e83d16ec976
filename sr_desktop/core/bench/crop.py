"""Parts of a picture and their figures (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Crop:
    """A part of a picture, in its pixels."""

    left: int
    top: int
    width: int
    height: int

    @classmethod
    def around(cls, x: int, y: int, side: int, *, width: int, height: int) -> Crop:
        """A square of `side` with (x, y) in its middle, moved and cut so that it lies in a picture of that size."""
        across, down = min(side, width), min(side, height)
        left = min(max(0, x - across // 2), width - across)
        top = min(max(0, y - down // 2), height - down)
        return cls(left=left, top=top, width=across, height=down)


@dataclass(frozen=True, kw_only=True)
class CropFigures:
    """psnr in dB, infinite for equal pixels; ssim 0..1, None where a side is shorter than its window of 11 pixels."""

    psnr: float
    ssim: float | None
