"""How a row of the queue is drawn: thumbnail, name and place, size and settings, state."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sr_desktop.core.queue.entry import EntryState
from sr_desktop.ui.icons import icon
from sr_desktop.ui.queue.model import PROBLEM, ROW
from sr_desktop.ui.queue.row import Row, settings_text, size_text, state_text
from sr_desktop.ui.theme import Theme, current_theme

HEIGHT = 64
_THUMBNAIL, _GAP, _MARK = 48, 12, 18
_SIZES_WIDTH, _ROOM_FOR_SIZES = 170, 480
_STATE_SHARE, _STATE_LEAST, _STATE_MOST = 0.22, 128, 260
_MARKS: dict[EntryState, str] = {
    "done": "tick",
    "failed": "error",
    "skipped": "info",
    "waiting": "waiting",
    "working": "play",
    "writing": "save",
}


class QueueDelegate(QStyledItemDelegate):
    """Draws what is in sight; colours and fonts are those of the theme at that moment."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icons: dict[tuple[str, str], QIcon] = {}

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are equally high, so that the list need not ask each."""
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one row."""
        row, problem, theme = index.data(ROW), str(index.data(PROBLEM)), current_theme()
        rect: QRect = option.rect
        painter.save()
        self._draw_back(painter, option, rect, theme)
        left = rect.left() + _GAP
        self._draw_thumbnail(painter, QRect(left, rect.top() + (HEIGHT - _THUMBNAIL) // 2, _THUMBNAIL, _THUMBNAIL), row, theme)
        left += _THUMBNAIL + _GAP
        right = rect.right() - _GAP
        width = min(max(int(rect.width() * _STATE_SHARE), _STATE_LEAST), _STATE_MOST)
        state = QRect(right - width, rect.top(), width, HEIGHT)
        self._draw_state(painter, state, row, problem, theme)
        right = state.left() - _GAP
        if rect.width() >= _ROOM_FOR_SIZES:
            sizes = QRect(right - _SIZES_WIDTH, rect.top(), _SIZES_WIDTH, HEIGHT)
            _draw_lines(painter, sizes, size_text(row), settings_text(row.entry.settings), theme)
            right = sizes.left() - _GAP
        folder = str(PurePath(row.entry.source).parent)
        _draw_lines(painter, QRect(left, rect.top(), right - left, HEIGHT), row.name, folder, theme, bold=True)
        painter.restore()

    def _draw_back(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect, theme: Theme) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.hover))
        painter.setPen(QColor(theme.line))
        painter.drawLine(rect.left() + _GAP, rect.bottom(), rect.right() - _GAP, rect.bottom())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(theme.focus))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw_thumbnail(self, painter: QPainter, place: QRect, row: Row, theme: Theme) -> None:
        if row.thumbnail is None:
            self._icon("picture", theme.disabled).paint(painter, place.adjusted(8, 8, -8, -8))
            return
        size = row.thumbnail.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(place.center().x() - size.width() // 2, place.center().y() - size.height() // 2, *size.toTuple())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, row.thumbnail)

    def _draw_state(self, painter: QPainter, place: QRect, row: Row, problem: str, theme: Theme) -> None:
        state = row.entry.state
        colour = theme.error if state == "failed" else theme.hint if state in ("waiting", "skipped") else theme.text
        mark = QRect(place.left(), place.center().y() - _MARK // 2, _MARK, _MARK)
        self._icon(_MARKS[state], theme.accent if state in ("done", "working", "writing") else colour).paint(painter, mark)
        place = place.adjusted(_MARK + 8, 0, 0, 0)
        if state == "working" and row.total:
            _draw_bar(painter, QRect(place.left(), place.center().y() + 8, place.width(), 6), row, theme)
            place = place.adjusted(0, 0, 0, -16)
        painter.setPen(QColor(colour))
        painter.setFont(self._font())
        text = state_text(row, problem)
        if state == "failed":
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(place.adjusted(0, 8, 0, -8), flags, _fitted(painter, text, place))
        else:
            text = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _icon(self, name: str, colour: str) -> QIcon:
        if (name, colour) not in self._icons:
            self._icons[name, colour] = icon(name, colour)
        return self._icons[name, colour]

    def _font(self) -> QFont:
        parent = self.parent()
        return parent.font() if isinstance(parent, QWidget) else QFont()


def _draw_bar(painter: QPainter, place: QRect, row: Row, theme: Theme) -> None:
    painter.fillRect(place, QColor(theme.hover))
    if row.total:
        painter.fillRect(
            QRect(place.topLeft(), QSize(place.width() * row.done // row.total, place.height())), QColor(theme.accent)
        )


def _draw_lines(painter: QPainter, place: QRect, first: str, second: str, theme: Theme, *, bold: bool = False) -> None:
    plain = painter.font()
    strong = QFont(plain)
    strong.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    upper = QRect(place.left(), place.top() + 12, place.width(), HEIGHT // 2 - 12)
    lower = QRect(place.left(), place.top() + HEIGHT // 2, place.width(), HEIGHT // 2 - 10)
    for font, colour, text, rect in ((strong, theme.text, first, upper), (plain, theme.hint, second, lower)):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
    painter.setFont(plain)


def _fitted(painter: QPainter, text: str, place: QRect) -> str:
    """As much of a sentence as two lines hold."""
    return QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, int(place.width() * 1.9))
