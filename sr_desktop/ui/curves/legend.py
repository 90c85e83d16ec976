"""The names of curves with their strokes; a click hides and shows them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from sr_desktop.ui.curves.palette import Style
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.theme import Theme, current_theme

_SWATCH, _SPACE, _HEIGHT = 22, 6, 26
_MOST_TEXT = 220


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One name; key: what it stands for."""

    key: Hashable
    text: str
    style: Style


class Legend(QWidget):
    """Names side by side, in several rows where needed."""

    toggled = Signal(object, bool)
    """The key of an entry, and whether it shall be shown."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: list[LegendButton] = []
        self._flow = FlowLayout(self, spacing=2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_entries(self, entries: tuple[Entry, ...], hidden: frozenset[Hashable]) -> None:
        """Show these; buttons that stand for the same are kept, and with them the keyboard's focus."""
        if [button.entry.key for button in self.buttons] != [entry.key for entry in entries]:
            for button in self.buttons:
                self._flow.removeWidget(button)
                button.hide()
                button.deleteLater()
            self.buttons = [LegendButton(entry) for entry in entries]
            for button in self.buttons:
                self._flow.addWidget(button)
                button.clicked.connect(self._tell)
        for button, entry in zip(self.buttons, entries, strict=True):
            button.set_entry(entry)
            button.setChecked(entry.key not in hidden)

    def retranslate(self) -> None:
        """Set the texts that are not part of an entry."""
        for button in self.buttons:
            button.retranslate()

    def _tell(self) -> None:
        button = self.sender()
        if isinstance(button, LegendButton):
            self.toggled.emit(button.entry.key, button.isChecked())


class LegendButton(QAbstractButton):
    """A stroke and a name, greyed while hidden."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.setCheckable(True)
        self.setChecked(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(entry.text)
        self.retranslate()

    def set_entry(self, entry: Entry) -> None:
        """Show another text or stroke for the same key."""
        if entry != self.entry:
            self.entry = entry
            self.setText(entry.text)
            self.retranslate()
            self.updateGeometry()
            self.update()

    def retranslate(self) -> None:
        """Set the tooltip in the present language."""
        self.setAccessibleName(self.entry.text)
        tip = QCoreApplication.translate("Curves", "{name}: a click hides or shows it").format(name=self.entry.text)
        self.setToolTip(tip)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Stroke and name."""
        text = min(_MOST_TEXT, self.fontMetrics().horizontalAdvance(self.entry.text))
        return QSize(_SWATCH + 3 * _SPACE + text, _HEIGHT)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """As it is wanted."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Draw it, with a ring where the keyboard is."""
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover))
            painter.drawRoundedRect(area, 5, 5)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 5, 5)
        paint_entry(painter, area.adjusted(_SPACE, 0, -_SPACE, 0), self.entry, theme, shown=self.isChecked())
        painter.end()


def paint_entry(painter: QPainter, rect: QRectF, entry: Entry, theme: Theme, *, shown: bool = True) -> None:
    """A stroke and a name in the middle of `rect`."""
    painter.setPen(entry.style.pen(2.5, 1.0 if shown else 0.3))
    middle = rect.center().y()
    painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.left() + _SWATCH, middle))
    painter.setPen(QColor(theme.text if shown else theme.disabled))
    room = rect.adjusted(_SWATCH + _SPACE, 0, 0, 0)
    text = QFontMetrics(painter.font()).elidedText(entry.text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def paint_entries(painter: QPainter, width: float, entries: tuple[Entry, ...], theme: Theme) -> float:
    """The entries from the painter's origin on, in rows of `width`; returns their height."""
    for entry, place in zip(entries, _places(painter.font(), width, entries), strict=True):
        paint_entry(painter, place, entry, theme)
    return entries_height(painter.font(), width, entries)


def entries_height(font: QFont, width: float, entries: tuple[Entry, ...]) -> float:
    """What `paint_entries` needs."""
    return max((place.bottom() for place in _places(font, width, entries)), default=0.0)


def _places(font: QFont, width: float, entries: tuple[Entry, ...]) -> list[QRectF]:
    places, x, y = [], 0.0, 0.0
    for entry in entries:
        needed = _SWATCH + _SPACE + QFontMetrics(font).horizontalAdvance(entry.text) + 2
        if x > 0 and x + needed > width:
            x, y = 0.0, y + _HEIGHT
        places.append(QRectF(x, y, min(needed, width), _HEIGHT))
        x += needed + 2 * _SPACE
    return places
