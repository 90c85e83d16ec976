"""The difference of two pictures, amplified. Imported when it is first shown: numpy would delay the first window."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from sr_desktop.ui.compare.painting import render, visible_part
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport

_BAND = 128
"""Physical rows that are drawn at once: small enough to stay in the processor's cache and in memory already at hand."""


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
    # The arrays look at the images' bytes: the images must outlive them.
    image, other = render(result, viewport, area), render(baseline, viewport, area)
    a, b = _bytes_of(image), _bytes_of(other)
    # max - min of unsigned bytes is the absolute difference without a wider type.
    difference = np.maximum(a, b)
    np.minimum(a, b, out=b)
    np.subtract(difference, b, out=difference)
    # A row of the largest value: numpy's minimum takes many times as long with a single number.
    np.minimum(difference, np.full(difference.shape[1], 255 // gain, np.uint8), out=difference)
    np.multiply(difference, np.uint8(gain), out=a)
    image.reinterpretAsFormat(QImage.Format.Format_RGBX8888)
    return image


def _bytes_of(image: QImage) -> npt.NDArray[np.uint8]:
    return np.frombuffer(image.bits(), dtype=np.uint8).reshape(image.height(), image.bytesPerLine())
