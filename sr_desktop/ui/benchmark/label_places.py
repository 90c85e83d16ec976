"""Where the names of points go: beside them, not over each other, not over points, not out of the plot."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QPointF, QRectF, QSizeF

_NEAR = 9.0
_RINGS = (1.0, 2.4, 4.0, 6.0, 8.5)
_SIDES = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_POINT = 6.0


def place_labels(points: Sequence[QPointF], sizes: Sequence[QSizeF], bounds: QRectF) -> list[QRectF]:
    """A rectangle of its size for each point, free of the others and of all points wherever there is room."""
    marks = [QRectF(at.x() - _POINT, at.y() - _POINT, 2 * _POINT, 2 * _POINT) for at in points]
    placed: dict[int, QRectF] = {}
    # Where points crowd, those in the middle have least choice: they go first.
    crowd = [sum((a - b).manhattanLength() < 120 for b in points) for a in points]
    for index in sorted(range(len(points)), key=lambda each: -crowd[each]):
        taken = [*placed.values(), *marks]
        choices = [_beside(points[index], sizes[index], ring, side, bounds) for ring, side in product(_RINGS, _SIDES)]
        placed[index] = min(choices, key=lambda rect: _overlap(rect, taken))
    return [placed[index] for index in range(len(points))]


def is_far(rect: QRectF, point: QPointF) -> bool:
    """Whether a name lies so far from its point that a line between them is needed."""
    inside = QPointF(
        min(max(point.x(), rect.left()), rect.right()),
        min(max(point.y(), rect.top()), rect.bottom()),
    )
    return (inside - point).manhattanLength() > 2 * _NEAR


def _beside(point: QPointF, size: QSizeF, ring: float, side: tuple[int, int], bounds: QRectF) -> QRectF:
    gap = _NEAR * ring
    x = point.x() + side[0] * gap + (0 if side[0] > 0 else -size.width() if side[0] < 0 else -size.width() / 2)
    y = point.y() + side[1] * gap + (0 if side[1] > 0 else -size.height() if side[1] < 0 else -size.height() / 2)
    x = min(max(x, bounds.left()), max(bounds.left(), bounds.right() - size.width()))
    y = min(max(y, bounds.top()), max(bounds.top(), bounds.bottom() - size.height()))
    return QRectF(QPointF(x, y), size)


def _overlap(rect: QRectF, others: Sequence[QRectF]) -> float:
    """The area that is covered twice."""
    shared = (rect & other for other in others)
    return sum(area.width() * area.height() for area in shared if not area.isEmpty())
