"""The pixels of a picture on the screen, mapped from the file that the engine made."""

from __future__ import annotations

import math
import mmap
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from sr_desktop.core.protocol import PixelFile, PixelLevel

Rgba = npt.NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A piece of a picture at one of its levels. source: the wished rectangle in the coordinates of `image`."""

    image: QImage
    source: QRectF
    pixels_per_screen_pixel: float


class PixelSource:
    """Raises OSError where the file is gone, ValueError where it is shorter than its levels."""

    def __init__(self, file: PixelFile) -> None:
        self.levels, self._opaque = file.levels, file.opaque
        path = Path(file.path)
        needed = max(level.offset + level.width * level.height * 4 for level in file.levels)
        # Mapping a file that is too short would end the process at the first look behind its end.
        if path.stat().st_size < needed:
            raise ValueError(f"{path} has {path.stat().st_size} bytes instead of {needed}")
        with path.open("rb") as handle:
            self._bytes = memoryview(mmap.mmap(handle.fileno(), needed, access=mmap.ACCESS_READ))

    @property
    def width(self) -> int:
        """Columns at full size."""
        return self.levels[0].width

    @property
    def height(self) -> int:
        """Rows at full size."""
        return self.levels[0].height

    def part(self, left: float, top: float, right: float, bottom: float, screen_width: float) -> Part | None:
        """The rectangle (fractions 0..1 of the picture) from the level that suits `screen_width` physical pixels.

        None where nothing of it lies inside the picture.
        """
        level = self.level_for((right - left), screen_width)
        wished = QRectF(left * level.width, top * level.height, (right - left) * level.width, (bottom - top) * level.height)
        cut = pixels_around(wished, level)
        if cut.isEmpty():
            return None
        stride = level.width * 4
        start = level.offset + cut.y() * stride + cut.x() * 4
        end = start + (cut.height() - 1) * stride + cut.width() * 4
        kind = QImage.Format.Format_RGBX8888 if self._opaque else QImage.Format.Format_RGBA8888
        image = QImage(self._bytes[start:end], cut.width(), cut.height(), stride, kind)
        scale = wished.width() / screen_width if screen_width else 1.0
        return Part(image=image, source=wished.translated(-cut.x(), -cut.y()), pixels_per_screen_pixel=scale)

    def array(self, level: PixelLevel, cut: QRect) -> Rgba:
        """The pixels of `cut` at a level, height x width x 4, as a view."""
        size = level.width * level.height * 4
        flat = np.frombuffer(self._bytes, dtype=np.uint8, count=size, offset=level.offset)
        whole: Rgba = flat.reshape(level.height, level.width, 4)
        return whole[cut.y() : cut.y() + cut.height(), cut.x() : cut.x() + cut.width()]

    def level_for(self, fraction: float, screen_width: float) -> PixelLevel:
        """The smallest level that still has a pixel for each physical screen pixel, else the full size."""
        fitting = [level for level in self.levels if level.width * fraction >= screen_width]
        return fitting[-1] if fitting else self.levels[0]


def pixels_around(wished: QRectF, level: PixelLevel) -> QRect:
    """The whole pixels of `level` that touch `wished`, and one more around them for smooth scaling."""
    left, top = max(0, math.floor(wished.left()) - 1), max(0, math.floor(wished.top()) - 1)
    right = min(level.width, math.ceil(wished.right()) + 1)
    bottom = min(level.height, math.ceil(wished.bottom()) + 1)
    return QRect(left, top, max(0, right - left), max(0, bottom - top))
