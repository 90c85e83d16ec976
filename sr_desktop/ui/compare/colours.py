"""Colours for errors: black for none, through red, to a pale yellow for the largest that is told apart."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPaintEvent, qRgb
from PySide6.QtWidgets import QSizePolicy

from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View

# Nine of the colours of matplotlib's "inferno" (CC0): their lightness grows evenly, also for the colour-blind.
_ANCHORS = (
    (0, 0, 4),
    (31, 12, 72),
    (85, 15, 109),
    (136, 34, 106),
    (186, 54, 85),
    (227, 89, 51),
    (249, 140, 10),
    (249, 201, 50),
    (252, 255, 164),
)
LEVELS = 255
_BAR = 8.0


def colour_at(share: float) -> QColor:
    """The colour of an error of 0 (none) to 1 (the largest)."""
    place = min(1.0, max(0.0, share)) * (len(_ANCHORS) - 1)
    first = min(int(place), len(_ANCHORS) - 2)
    rest = place - first
    mixed = (round(a + (b - a) * rest) for a, b in zip(_ANCHORS[first], _ANCHORS[first + 1], strict=True))
    return QColor(*mixed)


@cache
def colour_table(gain: int) -> tuple[int, ...]:
    """The colours of errors of 0..255 levels, `gain` times as large as they are."""
    colours = (colour_at(level * gain / LEVELS) for level in range(LEVELS + 1))
    return tuple(qRgb(colour.red(), colour.green(), colour.blue()) for colour in colours)


class ColourBar(View):
    """The colours with the errors that they stand for, in levels of 0..255."""

    def __init__(self) -> None:
        super().__init__()
        self._gain = 1
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.retranslate()

    def set_gain(self, gain: int) -> None:
        """Errors are shown `gain` times as large as they are."""
        self._gain = gain
        self.retranslate()
        self.update()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        text = self.tr("Error from 0 (black) to {most} levels of 255 or more (yellow)").format(most=self._texts[-1])
        self.setToolTip(text)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The bar, and a line of numbers under it."""
        return QSize(120, round(_BAR) + 4 + self.fontMetrics().lineSpacing())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw the bar and its numbers."""
        painter = QPainter(self)
        bar = QRectF(0.5, 0.5, self.width() - 1, _BAR)
        colours = QLinearGradient(bar.topLeft(), bar.topRight())
        for number in range(len(_ANCHORS)):
            colours.setColorAt(number / (len(_ANCHORS) - 1), colour_at(number / (len(_ANCHORS) - 1)))
        painter.setPen(QColor(current_theme().field_line))
        painter.setBrush(colours)
        painter.drawRect(bar)
        painter.setPen(QColor(current_theme().hint))
        line = QRectF(QPointF(0, _BAR + 2), self.rect().bottomRight().toPointF())
        places = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag.AlignRight)
        for place, text in zip(places, self._texts, strict=True):
            painter.drawText(line, place | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()

    @property
    def _texts(self) -> tuple[str, str, str]:
        most = LEVELS / self._gain
        return "0", f"{most / 2:.3g}", f"{most:.3g}"
