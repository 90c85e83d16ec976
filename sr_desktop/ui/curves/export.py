"""The plots as files: what is on the screen, with its legends, for print."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgGenerator

from sr_desktop.ui.curves.legend import Entry, entries_height, paint_entries
from sr_desktop.ui.curves.pane import PlotPane, Scene

_MARGIN = 12


def png_of(panes: Sequence[PlotPane], scene: Scene, names: tuple[Entry, ...]) -> bytes:
    """A PNG file. names: those of the runs, where there are several. Raises MemoryError."""
    size = _size(panes, scene, names)
    image = QImage(size * scene.density, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scene.density)
    image.fill(QColor(scene.theme.panel))
    painter = QPainter(image)
    _paint(painter, panes, scene, names)
    painter.end()
    buffer = _buffer()
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise MemoryError(f"no picture of {image.width()} x {image.height()} pixels: {writer.errorString()}")
    return bytes(buffer.data().data())


def svg_of(panes: Sequence[PlotPane], scene: Scene, names: tuple[Entry, ...]) -> bytes:
    """An SVG file, as `png_of`."""
    size = _size(panes, scene, names)
    buffer = _buffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(panes[0].logicalDpiX())  # else texts get another size than the places made for them
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(scene.theme.panel))
    _paint(painter, panes, scene, names)
    painter.end()
    return bytes(buffer.data().data())


def _size(panes: Sequence[PlotPane], scene: Scene, names: tuple[Entry, ...]) -> QSize:
    width = panes[0].plot.width()
    height = _MARGIN + entries_height(panes[0].font(), width - 2 * _MARGIN, names)
    return QSize(width, round(height + sum(pane.print_height(scene) for pane in panes)))


def _paint(painter: QPainter, panes: Sequence[PlotPane], scene: Scene, names: tuple[Entry, ...]) -> None:
    painter.setFont(panes[0].font())
    painter.translate(_MARGIN, _MARGIN)
    height = paint_entries(painter, panes[0].plot.width() - 2 * _MARGIN, names, scene.theme)
    painter.translate(-_MARGIN, height)
    for pane in panes:
        painter.save()
        pane.print(painter, scene)
        painter.restore()
        painter.translate(0, pane.print_height(scene))


def _buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    return buffer
