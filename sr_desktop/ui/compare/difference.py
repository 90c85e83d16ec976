"""The difference of two pictures, amplified. Imported when it is first shown: numpy would delay the first window."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from sr_desktop.ui.compare.painting import cut, stretch, visible_part
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport

_PREMULTIPLIED = QImage.Format.Format_ARGB32_Premultiplied
_BAND = 320
"""Physical rows that are drawn at once: few enough for memory already at hand, enough for Qt to share among processors."""


def draw_difference(
    painter: QPainter, result: PixelSource, baseline: PixelSource, viewport: Viewport, clip: QRectF, *, gain: int
) -> None:
    """Draw |result - baseline| times `gain` for what is visible, of colours weighted by their opacity."""
    area = visible_part(viewport, clip)
    height = _BAND / viewport.ratio
    top = area.top()
    while top < area.bottom() - 0.5 / viewport.ratio:
        band = QRectF(area.left(), top, area.width(), min(height, area.bottom() - top))
        painter.drawImage(band.topLeft(), _difference(result, baseline, viewport, band, gain))
        top += height


def _difference(result: PixelSource, baseline: PixelSource, viewport: Viewport, area: QRectF, gain: int) -> QImage:
    ratio = viewport.ratio
    first, second = cut(result, viewport, area), cut(baseline, viewport, area)
    if first.zoom >= 1:
        # Fewer pixels in the files than on the screen: subtract those, and stretch one picture instead of two.
        image, other = (part.image.copy().convertToFormat(_PREMULTIPLIED) for part in (first, second))
        _subtract(image, other, gain)
        return stretch(replace(first, image=image), area, ratio, opaque=True)
    image, other = (stretch(part, area, ratio, opaque=source.opaque) for part, source in ((first, result), (second, baseline)))
    _subtract(image, other, gain)
    image.reinterpretAsFormat(QImage.Format.Format_RGBX8888)
    return image


def _subtract(image: QImage, other: QImage, gain: int) -> None:
    """Put the amplified difference of the bytes into `image`; spoils `other`."""
    a, b = _bytes_of(image), _bytes_of(other)
    # max - min of unsigned bytes is the absolute difference without a wider type.
    difference = np.maximum(a, b)
    np.minimum(a, b, out=b)
    np.subtract(difference, b, out=difference)
    # A row of the largest value: numpy's minimum takes many times as long with a single number.
    np.minimum(difference, np.full(difference.shape[1], 255 // gain, np.uint8), out=difference)
    np.multiply(difference, np.uint8(gain), out=a)


def _bytes_of(image: QImage) -> npt.NDArray[np.uint8]:
    return np.frombuffer(image.bits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
