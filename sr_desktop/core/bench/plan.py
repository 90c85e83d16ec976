"""What is to be measured, and how (standard library only: plans cross the pipe).

A plan names sets, models and factors; a protocol says how an answer is compared with the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sr_desktop.core.messages.base import Message

Channel = Literal["y", "rgb"]
Shave = Literal["scale", "none"]
LowResolution = Literal["float", "uint8"]
ExtraMetric = Literal["ms_ssim", "distance"]


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """How answers are compared with the truth; the defaults are those of VDSR's and SRCNN's tables.

    channel: "y" is BT.601 luminance in studio range, "rgb" all three channels together. shave: "scale" leaves out as many
    pixels on each side as the factor. low: whether the low-resolution picture, always made by MATLAB's antialiased bicubic,
    stays unrounded or is rounded to 8 bits, as a file would hold it.
    """

    channel: Channel = "y"
    shave: Shave = "scale"
    low: LowResolution = "float"

    def border(self, scale: int) -> int:
        """Pixels left out on each side."""
        return scale if self.shave == "scale" else 0

    @property
    def is_standard(self) -> bool:
        """Whether figures may stand beside published ones."""
        return self == Protocol()


@dataclass(frozen=True, kw_only=True)
class SetChoice:
    """A folder of ground-truth pictures and the name that tables give it."""

    name: str
    folder: str


@dataclass(frozen=True, kw_only=True)
class BenchmarkPlan(Message):
    """What the measuring process is asked to do; it is handed over as a file.

    models: ids of the catalog. limit: only the first pictures of each set, 0 for all. cache: the folder in which results
    are kept and found again. extra: metrics beside PSNR and SSIM; "distance" needs `vgg`, the file of VGG-19's weights.
    known_only: tell what is in the cache, and measure nothing.
    """

    sets: tuple[SetChoice, ...]
    models: tuple[str, ...]
    scales: tuple[int, ...]
    cache: str
    protocol: Protocol = Protocol()
    limit: int = 0
    extra: tuple[ExtraMetric, ...] = ()
    vgg: str = ""
    device: str = "auto"
    known_only: bool = False
