"""What size the user wants a result to have, and the factor and pixels that follow (standard library only)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from sr_desktop.core.errors import BadSize, ImageTooLarge
from sr_desktop.core.upscaling.size_errors import LargeEnough

SizeKind = Literal["scale", "width", "height", "long_side", "short_side", "megapixels", "at_least", "print"]
SIZE_KINDS: tuple[SizeKind, ...] = get_args(SizeKind)
MAX_SCALE = 16.0
MAX_OUTPUT_PIXELS = 2_000_000_000
PRINT_DPI = 300.0
MIN_DPI, MAX_DPI = 30.0, 2400.0
_CM_PER_INCH = 2.54


@dataclass(frozen=True, kw_only=True)
class OutputSize:
    """The result's factor and its pixels. dpi: dots per inch that its file shall name; 0 for those of the source."""

    scale: float
    width: int
    height: int
    dpi: float = 0.0


@dataclass(frozen=True, kw_only=True)
class TargetSize:
    """A wish: a factor, or a number of pixels (megapixels: millions) that the result shall have.

    "at_least": the smallest whole factor at which the shorter side has `value` pixels, so each picture has its own.
    "print": the longer side is `value` centimetres long where `dpi` dots are printed on an inch.
    """

    kind: SizeKind = "scale"
    value: float = 2.0
    dpi: float = PRINT_DPI

    def resolve(self, width: int, height: int, *, path: str = "") -> OutputSize:
        """Return the result's size for a source of `width` x `height`; the aspect ratio is kept.

        Raises BadSize where the factor is not over 1 or too large, LargeEnough where "at_least" holds already,
        ImageTooLarge over 2 gigapixels.
        """
        scale = self._factor(width, height)
        if self.kind == "at_least" and scale <= 1.0:
            raise LargeEnough(width=width, height=height)
        if not 1.0 < scale <= MAX_SCALE:
            raise BadSize(width=width, height=height, scale=f"{scale:.4g}", limit=f"{MAX_SCALE:g}")
        new_width, new_height = _rounded(width * scale), _rounded(height * scale)
        if new_width * new_height > MAX_OUTPUT_PIXELS:
            raise ImageTooLarge(
                path=path or f"{width} x {height}", width=new_width, height=new_height, limit=MAX_OUTPUT_PIXELS // 1_000_000
            )
        return OutputSize(scale=scale, width=new_width, height=new_height, dpi=self.dpi if self.kind == "print" else 0.0)

    def _factor(self, width: int, height: int) -> float:
        if self.kind == "scale":
            return self.value
        if self.kind == "megapixels":
            return math.sqrt(self.value * 1e6 / (width * height))
        if self.kind == "at_least":
            return float(math.ceil(self.value / min(width, height) - 1e-9))
        if self.kind == "print":
            return _rounded(self.value / _CM_PER_INCH * self.dpi) / max(width, height)
        side = {
            "width": width,
            "height": height,
            "long_side": max(width, height),
            "short_side": min(width, height),
        }[self.kind]
        return self.value / side


def _rounded(length: float) -> int:
    return max(1, math.floor(length + 0.5))
