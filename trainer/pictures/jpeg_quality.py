"""The quality that a JPEG file was saved with, from its quantisation tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

# Luminance, ITU-T T.81 table K.1, row by row.
_LUMINANCE = (
    (16, 11, 10, 16, 24, 40, 51, 61),
    (12, 12, 14, 19, 26, 58, 60, 55),
    (14, 13, 16, 24, 40, 57, 69, 56),
    (14, 17, 22, 29, 51, 87, 80, 62),
    (18, 22, 37, 56, 68, 109, 103, 77),
    (24, 35, 55, 64, 81, 104, 113, 92),
    (49, 64, 78, 87, 103, 121, 120, 101),
    (72, 92, 95, 98, 112, 100, 103, 99),
)


def jpeg_quality(image: Image.Image) -> int:
    """1 to 100 as the Independent JPEG Group counts it; 0 for an image that was opened from another format."""
    tables = image.quantization if isinstance(image, JpegImageFile) else {}
    return nearest_quality(tables[min(tables)]) if tables else 0


def nearest_quality(table: Sequence[int]) -> int:
    """The quality whose luminance table differs least from this one of 64 numbers, summed over them.

    Programs with tables of their own (Photoshop) get the quality that loses about as much.
    """
    distances = np.abs(_tables() - np.asarray(table, dtype=np.int64)).sum(axis=1)
    return int(distances.argmin()) + 1


@cache
def _tables() -> npt.NDArray[np.int64]:
    """100 x 64: libjpeg's jpeg_quality_scaling and jpeg_add_quant_table for the qualities 1 to 100."""
    base = np.array(_LUMINANCE, dtype=np.int64).ravel()
    quality = np.arange(1, 101, dtype=np.int64)
    percent = np.where(quality < 50, 5000 // quality, 200 - 2 * quality)
    return np.clip((base[None, :] * percent[:, None] + 50) // 100, 1, 255)
