"""Error maps in the colours of errors."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from sr_desktop.ui.compare.colours import colour_table
from sr_desktop.ui.compare.painting import cut, stretch, visible_part
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport


def draw_error(painter: QPainter, source: PixelSource, viewport: Viewport, clip: QRectF, *, gain: int) -> None:
    """Draw what is visible of an error map (grey of 0..255 levels) in the colours of errors."""
    area = visible_part(viewport, clip)
    if area.isEmpty():
        return
    # Never smoothed: an error between two pixels would be one that nobody measured.
    image = stretch(cut(source, viewport, area), area, viewport.ratio, opaque=True, pixels=True)
    levels = image.convertToFormat(QImage.Format.Format_Grayscale8)
    levels.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    levels.setColorTable(colour_table(gain))
    levels.setDevicePixelRatio(viewport.ratio)
    painter.drawImage(area.topLeft(), levels)
