"""The pixels of a picture on the screen, mapped from the file that the engine made."""

from __future__ import annotations

import math
import mmap
import os
from pathlib import Path

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage

from sr_desktop.core.messages.engine import PixelFile

_TOLERANCE = 1e-6


class PixelSource:
    """Maps a pixel file until nobody holds the source any more, so that a replaced picture takes no address space.

    Raises OSError where the file is gone or unreadable, ValueError where it is shorter than its levels.
    """

    def __init__(self, file: PixelFile) -> None:
        self.opaque = file.opaque
        self._levels = file.levels
        path = Path(file.path)
        needed = max(level.offset + level.width * level.height * 4 for level in file.levels)
        with path.open("rb") as handle:
            found = os.fstat(handle.fileno()).st_size
            # Mapping a file that is too short would end the process at the first look behind its end.
            if found < needed:
                raise ValueError(f"{path} has {found} bytes instead of {needed}")
            self._bytes = memoryview(mmap.mmap(handle.fileno(), needed, access=mmap.ACCESS_READ))

    @property
    def width(self) -> int:
        """Columns at full size."""
        return self._levels[0].width

    @property
    def height(self) -> int:
        """Rows at full size."""
        return self._levels[0].height

    def level_for(self, zoom: float) -> int:
        """The smallest level that has at least one pixel for each physical screen pixel, else 0 (the full size).

        zoom: physical screen pixels per pixel of the full size.
        """
        if zoom >= 1:
            return 0
        return min(len(self._levels) - 1, math.floor(-math.log2(zoom) + _TOLERANCE))

    def part(self, wished: QRectF, level: int, kind: QImage.Format) -> tuple[QImage, QRectF]:
        """The pixels of `level` that `wished` (in full-size pixels) touches, and `wished` in that image's coordinates.

        The image looks at the mapped bytes, labelled as `kind` (4 bytes a pixel): use it while the source lives.
        """
        size = self._levels[level]
        # A level pixel stands for 2**level full-size ones, the last of an odd row for fewer: hence no ratio of widths.
        step = 1 << level
        area = QRectF(wished.x() / step, wished.y() / step, wished.width() / step, wished.height() / step)
        cut = _pixels_around(area, size.width, size.height)
        stride = size.width * 4
        start = size.offset + cut.y() * stride + cut.x() * 4
        end = start + (cut.height() - 1) * stride + cut.width() * 4
        image = QImage(self._bytes[start:end], cut.width(), cut.height(), stride, kind)
        inside = area.translated(-cut.x(), -cut.y())
        return image, inside.intersected(QRectF(image.rect()))


def _pixels_around(area: QRectF, width: int, height: int) -> QRect:
    """The whole pixels that touch `area`, and one more around them for smooth scaling; at least one."""
    left, top = max(0, math.floor(area.left()) - 1), max(0, math.floor(area.top()) - 1)
    right = min(width, math.ceil(area.right()) + 1)
    bottom = min(height, math.ceil(area.bottom()) + 1)
    left, top = min(left, width - 1), min(top, height - 1)
    return QRect(left, top, max(1, right - left), max(1, bottom - top))
