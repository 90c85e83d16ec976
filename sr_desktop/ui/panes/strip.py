"""A comparison as papers print it: the truth with the marked crop, and beside it the crops of all methods, enlarged.

Drawn without widgets, so that any thread may do it; black on white under every theme, since it is for paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPen

from sr_desktop.core.bench.crop import Crop
from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.ui.compare.pixel_source import PixelSource

_MARGIN, _GAP, _CELL = 16, 12, 240
_MOST_IN_A_ROW = 4
_MOST_CELL = 480
_MOST_WIDE = 2.2
"""How many times as wide as high the whole picture's place may be."""
_INK, _FRAME, _PAPER = QColor("#111111"), QColor("#d81b1b"), QColor("#ffffff")


@dataclass(frozen=True, kw_only=True)
class StripItem:
    """One method: its picture and the lines under its crop, the first of which is its name."""

    pixels: PixelFile
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StripContent:
    """What a strip shows. items: the truth's crop first. caption: what the whole picture is; note: how figures are made."""

    truth: PixelFile
    crop: Crop
    items: Sequence[StripItem]
    caption: str
    note: str


def strip_png(content: StripContent) -> bytes:
    """The strip as a PNG. Raises OSError and ValueError where a pixel file is gone or too short."""
    return _png(draw_strip(content))


def draw_strip(content: StripContent) -> QImage:
    """The strip: one row of crops, two from five on. Raises OSError and ValueError as `strip_png`."""
    fonts = _Fonts()
    cell = _cell(content.crop)
    columns = len(content.items) if len(content.items) <= _MOST_IN_A_ROW else -(-len(content.items) // 2)
    rows = -(-len(content.items) // columns)
    line = fonts.line
    words = max(len(item.lines) for item in content.items) * line
    high = rows * (cell.height() + 6 + words) + (rows - 1) * _GAP
    whole = _whole(content.truth, high - line - 6)
    width = 2 * _MARGIN + whole.width() + _GAP + columns * cell.width() + (columns - 1) * _GAP
    notes = _wrapped(content.note, fonts.small, width - 2 * _MARGIN)
    image = QImage(width, round(high + 2 * _MARGIN + 10 + len(notes) * line), QImage.Format.Format_RGB32)
    image.fill(_PAPER)
    left = _MARGIN + whole.width() + _GAP
    # Before the painter begins: an error under a painter at work would end the process.
    truth, sources = PixelSource(content.truth), [PixelSource(item.pixels) for item in content.items]
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_whole(painter, truth, content, whole, fonts)
    for number, (item, source) in enumerate(zip(content.items, sources, strict=True)):
        row, column = divmod(number, columns)
        corner = QPointF(left + column * (cell.width() + _GAP), _MARGIN + row * (cell.height() + 6 + words + _GAP))
        _draw_item(painter, source, item, content.crop, QRectF(corner, cell.size().toSizeF()), fonts)
    painter.setFont(fonts.small)
    for number, text in enumerate(notes):
        painter.drawText(QPointF(_MARGIN, _MARGIN + high + 10 + (number + 1) * line - 4), text)
    painter.end()
    return image


class _Fonts:
    def __init__(self) -> None:
        self.plain, self.bold, self.small = QFont(), QFont(), QFont()
        for font, size in ((self.plain, 14), (self.bold, 15), (self.small, 13)):
            font.setPixelSize(size)
        self.bold.setBold(True)
        self.line = round(QFontMetricsF(self.bold).lineSpacing()) + 1


def _cell(crop: Crop) -> QRect:
    """A crop enlarged by a whole factor, so that its pixels stay squares of one size; a large one made smaller."""
    longer = max(crop.width, crop.height)
    factor = max(1, _CELL // longer) if longer <= _MOST_CELL else _MOST_CELL / longer
    return QRect(0, 0, max(1, round(crop.width * factor)), max(1, round(crop.height * factor)))


def _whole(truth: PixelFile, height: float) -> QRect:
    level = truth.levels[0]
    zoom = min(height / level.height, _MOST_WIDE * height / level.width)
    return QRect(0, 0, max(1, round(level.width * zoom)), max(1, round(level.height * zoom)))


def _draw_whole(painter: QPainter, source: PixelSource, content: StripContent, whole: QRect, fonts: _Fonts) -> None:
    target = QRectF(_MARGIN, _MARGIN, whole.width(), whole.height())
    zoom = target.width() / source.width
    part, inside = source.part(QRectF(0, 0, source.width, source.height), source.level_for(zoom), QImage.Format.Format_RGBA8888)
    smaller = part.copy(inside.toRect()).scaled(
        whole.size(), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    painter.drawImage(target.topLeft(), smaller)
    crop = content.crop
    painter.setPen(QPen(_FRAME, 2.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = QPointF(target.x() + crop.left * zoom, target.y() + crop.top * zoom)
    painter.drawRect(QRectF(corner.x(), corner.y(), crop.width * zoom, crop.height * zoom))
    painter.setPen(_INK)
    painter.setFont(fonts.plain)
    text = QFontMetricsF(fonts.plain).elidedText(content.caption, Qt.TextElideMode.ElideMiddle, target.width())
    painter.drawText(QPointF(target.x(), target.bottom() + fonts.line), text)


def _draw_item(  # noqa: PLR0917
    painter: QPainter, source: PixelSource, item: StripItem, crop: Crop, target: QRectF, fonts: _Fonts
) -> None:
    wished = QRectF(crop.left, crop.top, crop.width, crop.height)
    part, inside = source.part(wished, 0, QImage.Format.Format_RGBA8888)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, target.width() < crop.width)
    painter.drawImage(target, part, inside)
    painter.setPen(QPen(_FRAME, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(target.adjusted(-0.5, -0.5, 0.5, 0.5))
    painter.setPen(_INK)
    for number, text in enumerate(item.lines, start=1):
        font = fonts.bold if number == 1 else fonts.plain
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, target.width())
        painter.drawText(QPointF(target.x(), target.bottom() + 2 + number * fonts.line - 2), shown)


def _wrapped(text: str, font: QFont, width: float) -> list[str]:
    metrics, lines = QFontMetricsF(font), [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if metrics.horizontalAdvance(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    # A format given as `bytes | None` in PySide6's stubs is a plain name at run time in every version we allow.
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]
        raise OSError("the strip could not be written as PNG")
    return bytes(buffer.data().data())
