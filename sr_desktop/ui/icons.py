"""Icons by what they mean, in the colours of the theme."""

from __future__ import annotations

import qtawesome
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from sr_desktop.ui.theme import LIGHT, current_theme

_GLYPHS = {
    "add": "mdi6.plus",
    "about": "mdi6.information-outline",
    "benchmark": "mdi6.speedometer",
    "cancel": "mdi6.close-circle-outline",
    "clone": "mdi6.content-copy",
    "close": "mdi6.close",
    "curves": "mdi6.chart-line",
    "delete": "mdi6.trash-can-outline",
    "down": "mdi6.arrow-down",
    "difference": "mdi6.contrast-box",
    "error": "mdi6.alert-circle-outline",
    "export": "mdi6.export-variant",
    "flicker": "mdi6.layers-outline",
    "fold": "mdi6.chevron-down",
    "folder": "mdi6.folder-outline",
    "heat": "mdi6.thermometer-lines",
    "history": "mdi6.history",
    "guide": "mdi6.book-open-page-variant-outline",
    "info": "mdi6.information-outline",
    "licences": "mdi6.scale-balance",
    "model": "mdi6.cube-outline",
    "models": "mdi6.cube-outline",
    "note": "mdi6.note-edit-outline",
    "open": "mdi6.image-plus-outline",
    "paste": "mdi6.content-paste",
    "pause": "mdi6.pause",
    "picture": "mdi6.image-outline",
    "play": "mdi6.play",
    "preset": "mdi6.tune-variant",
    "preview": "mdi6.target",
    "queue": "mdi6.playlist-play",
    "quit": "mdi6.exit-to-app",
    "refresh": "mdi6.refresh",
    "rename": "mdi6.rename-outline",
    "reset": "mdi6.undo-variant",
    "sample": "mdi6.image-multiple-outline",
    "save": "mdi6.content-save-outline",
    "save-as": "mdi6.content-save-edit-outline",
    "select": "mdi6.selection-drag",
    "settings": "mdi6.cog-outline",
    "side-by-side": "mdi6.view-split-vertical",
    "split": "mdi6.compare",
    "stacked": "mdi6.view-agenda-outline",
    "stop": "mdi6.stop",
    "tick": "mdi6.check-circle-outline",
    "train": "mdi6.school-outline",
    "truth": "mdi6.check-decagram-outline",
    "up": "mdi6.arrow-up",
    "unfold": "mdi6.chevron-right",
    "upscale": "mdi6.image-size-select-large",
    "waiting": "mdi6.clock-outline",
    "warning": "mdi6.alert-outline",
    "zoom-actual": "mdi6.numeric-1-box-outline",
    "zoom-fit": "mdi6.fit-to-page-outline",
    "zoom-in": "mdi6.magnify-plus-outline",
    "zoom-out": "mdi6.magnify-minus-outline",
}


def icon(name: str, colour: str = "") -> QIcon:
    """The icon for a meaning such as "open", in the theme's text colour or `colour`. Raises KeyError for an unknown one."""
    theme = current_theme()
    return QIcon(qtawesome.icon(_GLYPHS[name], color=colour or theme.text, color_disabled=theme.disabled))


def app_icon() -> QIcon:
    """The program's sign: coarse squares that become a fine diagonal."""
    result = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        result.addPixmap(_draw_sign(size))
    return result


def _draw_sign(size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(LIGHT.accent))
    painter.drawRoundedRect(QRectF(0, 0, size, size), size * 0.2, size * 0.2)
    unit = size / 8
    painter.setBrush(QColor(LIGHT.on_accent))
    for column, row in ((1, 5), (2, 4), (3, 3)):
        painter.drawRect(QRectF(column * unit, row * unit, unit, (7 - row) * unit))
    corners = ((4, 3), (7, 1), (7, 7), (4, 7))
    painter.drawPolygon([QPointF(x * unit, y * unit) for x, y in corners])
    painter.end()
    return pixmap
