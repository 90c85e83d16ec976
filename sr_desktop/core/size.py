"""What size the user wants a result to have, and the factor and pixels that follow (standard library only)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from sr_desktop.core.errors import BadSize, ImageTooLarge

SizeKind = Literal["scale", "width", "height", "long_side", "short_side", "megapixels"]
SIZE_KINDS: tuple[SizeKind, ...] = get_args(SizeKind)
MAX_SCALE = 16.0
MAX_OUTPUT_PIXELS = 1_000_000_000


@dataclass(frozen=True, kw_only=True)
class OutputSize:
    """The result's factor and its pixels."""

    scale: float
    width: int
    height: int


@dataclass(frozen=True, kw_only=True)
class TargetSize:
    """A wish: a factor, or a number of pixels (megapixels: millions) that the result shall have."""

    kind: SizeKind = "scale"
    value: float = 2.0

    def resolve(self, width: int, height: int, *, path: str = "") -> OutputSize:
        """Return the result's size for a source of `width` x `height`; the aspect ratio is kept.

        Raises BadSize where the factor is not over 1 or too large, ImageTooLarge over 1 gigapixel.
        """
        scale = self._factor(width, height)
        if not 1.0 < scale <= MAX_SCALE:
            raise BadSize(width=width, height=height, scale=f"{scale:.4g}", limit=f"{MAX_SCALE:g}")
        new_width, new_height = _rounded(width * scale), _rounded(height * scale)
        if new_width * new_height > MAX_OUTPUT_PIXELS:
            raise ImageTooLarge(
                path=path or f"{width} x {height}", width=new_width, height=new_height, limit=MAX_OUTPUT_PIXELS // 1_000_000
            )
        return OutputSize(scale=scale, width=new_width, height=new_height)

    def _factor(self, width: int, height: int) -> float:
        if self.kind == "scale":
            return self.value
        if self.kind == "megapixels":
            return math.sqrt(self.value * 1e6 / (width * height))
        side = {
            "width": width,
            "height": height,
            "long_side": max(width, height),
            "short_side": min(width, height),
        }[self.kind]
        return self.value / side


def _rounded(length: float) -> int:
    return max(1, math.floor(length + 0.5))
