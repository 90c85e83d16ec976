"""Colours and dashes of curves, told apart with every kind of colour vision (a test simulates them)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from sr_desktop.ui.theme import DARK, LIGHT, Theme

COLOURS = {
    LIGHT.name: ("#1a62c9", "#e8590c", "#00a663", "#732232", "#bf397c", "#7900f2"),
    DARK.name: ("#4c8df0", "#ff7f2a", "#63e6e2", "#e0209a", "#eef070", "#1fb573"),
}
DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DotLine, Qt.PenStyle.DashDotLine)


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a curve is drawn; colour as #rrggbb."""

    colour: str
    dash: Qt.PenStyle

    def pen(self, width: float, opacity: float = 1.0) -> QPen:
        """A pen of that many pixels, 0..1 opaque."""
        colour = QColor(self.colour)
        colour.setAlphaF(opacity)
        return QPen(colour, width, self.dash)


def style_of(theme: Theme, *, run: int, metric: int, runs: int) -> Style:
    """One run: a colour for each metric. Several: a colour for each run, a dash for each metric."""
    colours = COLOURS[theme.name]
    coloured, dashed = (metric, 0) if runs == 1 else (run, metric)
    return Style(
        colour=colours[coloured % len(colours)],
        dash=DASHES[(dashed + coloured // len(colours)) % len(DASHES)],
    )
