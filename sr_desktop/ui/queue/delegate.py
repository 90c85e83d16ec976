"""How a row of the queue is drawn: thumbnail, name and place, size and settings, state."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from sr_desktop.core.queue.entry import EntryState
from sr_desktop.ui.icons import icon
from sr_desktop.ui.queue.model import PROBLEM, ROW
from sr_desktop.ui.queue.row import Row, settings_text, size_text, state_text
from sr_desktop.ui.theme import Theme, current_theme

_LEAST_HEIGHT, _MARGIN = 64, 12
_THUMBNAIL, _GAP, _MARK = 48, 12, 18
_SIZES_WIDTH, _ROOM_FOR_SIZES = 170, 480
_STATE_SHARE, _STATE_LEAST, _STATE_MOST = 0.26, 150, 280
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
        self._view = parent
        self._marks: dict[tuple[str, str, int, float], QPixmap] = {}

    def sizeHint(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All rows are equally high, so that the list need not ask each: two lines of text, or a thumbnail."""
        return QSize(200, max(_LEAST_HEIGHT, 2 * (QFontMetrics(self._view.font()).height() + _MARGIN)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw one row."""
        row, problem, theme = index.data(ROW), str(index.data(PROBLEM)), current_theme()
        rect: QRect = option.rect
        painter.save()
        painter.setFont(self._view.font())
        self._draw_back(painter, option, rect, theme)
        left, right = rect.left() + _GAP, rect.right() - _GAP
        middle = rect.top() + (rect.height() - _THUMBNAIL) // 2
        self._draw_thumbnail(painter, QRect(left, middle, _THUMBNAIL, _THUMBNAIL), row, theme)
        left += _THUMBNAIL + _GAP
        width = min(max(int(rect.width() * _STATE_SHARE), _STATE_LEAST), _STATE_MOST)
        state = QRect(right - width, rect.top(), width, rect.height())
        self._draw_state(painter, state, row, problem, theme)
        right = state.left() - _GAP
        if rect.width() >= _ROOM_FOR_SIZES:
            sizes = QRect(right - _SIZES_WIDTH, rect.top(), _SIZES_WIDTH, rect.height())
            _draw_lines(painter, sizes, size_text(row), settings_text(row.entry.settings), theme)
            right = sizes.left() - _GAP
        place = QRect(left, rect.top(), right - left, rect.height())
        _draw_lines(painter, place, row.name, row.folder, theme, bold=True)
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
            inner = place.adjusted(8, 8, -8, -8)
            painter.drawPixmap(inner, self._mark("picture", theme.disabled, inner.width()))
            return
        size = row.thumbnail.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(place.center().x() - size.width() // 2, place.center().y() - size.height() // 2, *size.toTuple())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, row.thumbnail)

    def _draw_state(self, painter: QPainter, place: QRect, row: Row, problem: str, theme: Theme) -> None:
        state = row.entry.state
        colour = theme.error if state == "failed" else theme.hint if state in ("waiting", "skipped") else theme.text
        mark_colour = theme.accent if state in ("done", "working", "writing") else colour
        mark = QRect(place.left(), place.center().y() - _MARK // 2, _MARK, _MARK)
        painter.drawPixmap(mark, self._mark(_MARKS[state], mark_colour, _MARK))
        place = place.adjusted(_MARK + 8, 0, 0, 0)
        if state == "working" and row.total:
            _draw_bar(painter, QRect(place.left(), place.center().y() + 8, place.width(), 6), row, theme)
            place = place.adjusted(0, 0, 0, -16)
        painter.setPen(QColor(colour))
        text, metrics = state_text(row, problem), QFontMetrics(painter.font())
        if state in ("failed", "skipped"):
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            # As much of the sentence as two lines hold; the tooltip tells all of it.
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(place.width() * 1.9))
            painter.drawText(place.adjusted(0, 8, 0, -8), flags, shown)
        else:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, shown)

    def _mark(self, name: str, colour: str, side: int) -> QPixmap:
        """An icon as pixels: drawing it from its font takes as long as all the rest of a row."""
        ratio = self._view.devicePixelRatioF()
        key = name, colour, side, ratio
        if key not in self._marks:
            self._marks[key] = icon(name, colour).pixmap(QSize(side, side), ratio)
        return self._marks[key]


def _draw_bar(painter: QPainter, place: QRect, row: Row, theme: Theme) -> None:
    painter.fillRect(place, QColor(theme.hover))
    done = QSize(place.width() * row.done // row.total, place.height())
    painter.fillRect(QRect(place.topLeft(), done), QColor(theme.accent))


def _draw_lines(painter: QPainter, place: QRect, first: str, second: str, theme: Theme, *, bold: bool = False) -> None:
    plain = painter.font()
    strong = QFont(plain)
    strong.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    half = place.height() // 2
    upper = QRect(place.left(), place.top() + _MARGIN, place.width(), half - _MARGIN)
    lower = QRect(place.left(), place.top() + half, place.width(), half - _MARGIN + 2)
    for font, colour, text, rect in ((strong, theme.text, first, upper), (plain, theme.hint, second, lower)):
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, shown)
    painter.setFont(plain)
