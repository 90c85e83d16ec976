"""A decoded picture with all that must survive the way from the source file to the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from sr_desktop.core.texts import Note

Pixels = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, kw_only=True)
class Metadata:
    """What a file says about its picture besides pixels, as raw blocks; None or empty where it says nothing.

    The EXIF orientation is already applied to the pixels and reset to 1 in `exif` and `xmp`; `exif` holds no thumbnail.
    iptc: the records of its older form (IIM); texts: keywords and texts of a PNG file.
    """

    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    dpi: tuple[float, float] | None = None
    iptc: bytes | None = None
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Pixels upright, straight (not premultiplied) alpha, values 0..255 (uint8) or 0..65535 (uint16).

    pixels: H x W x 1 (grey) or H x W x 3 (RGB), C-contiguous. alpha: H x W of the same type, or None.
    format: how the source was stored, in lower case ("jpeg", "png", "webp", "tiff", "avif", "bmp", "gif").
    notes: sentences for the user about what reading changed (the first frame of 12, CMYK converted to RGB).
    """

    pixels: Pixels
    alpha: Pixels | None = None
    metadata: Metadata = field(default_factory=Metadata)
    format: str = "png"
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        shape, kind = self.pixels.shape, self.pixels.dtype
        if len(shape) != 3 or shape[2] not in (1, 3) or min(shape) < 1:
            raise ValueError(f"pixels must be H x W x 1 or 3, not {shape}")
        if kind not in (np.uint8, np.uint16):
            raise ValueError(f"pixels must be uint8 or uint16, not {kind}")
        if self.alpha is not None and (self.alpha.shape != shape[:2] or self.alpha.dtype != kind):
            raise ValueError(f"alpha is {self.alpha.shape} {self.alpha.dtype}, pixels are {shape} {kind}")

    @property
    def width(self) -> int:
        """Columns."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """Rows."""
        return int(self.pixels.shape[0])

    @property
    def is_grey(self) -> bool:
        """Whether the picture has one channel only."""
        return bool(self.pixels.shape[2] == 1)

    @property
    def peak(self) -> int:
        """The value of white: 255 or 65535."""
        return int(np.iinfo(_dtype(self.pixels)).max)

    @property
    def bits(self) -> int:
        """Bits per channel: 8 or 16."""
        return int(self.pixels.dtype.itemsize) * 8


def _dtype(pixels: Pixels) -> np.dtype[Any]:
    return pixels.dtype


def in_8_bits(pixels: Pixels) -> npt.NDArray[np.uint8]:
    """`pixels` with 16 bits rounded to the nearest of 8; with 8 bits as they are."""
    if pixels.dtype == np.uint8:
        return pixels.astype(np.uint8, copy=False)
    # 65535 = 255 * 257.
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
