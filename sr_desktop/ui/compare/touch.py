"""What fingers on a touch screen mean for a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from PySide6.QtCore import QEvent, QLineF, QPointF
from PySide6.QtGui import QEventPoint, QGuiApplication, QTouchEvent

_LEAST_SPREAD = 8.0
"""Fingers nearer than that (screen pixels) count as that far: a factor by their noise would throw the picture about."""


class TouchKind(Enum):
    """What the fingers did."""

    PRESS = "press"
    DRAG = "drag"
    PINCH = "pinch"
    RELEASE = "release"
    DOUBLE_TAP = "double-tap"


@dataclass(frozen=True, kw_only=True)
class Touch:
    """One step of one or more fingers; screen pixels of the widget."""

    kind: TouchKind
    at: QPointF
    """The finger, or the middle of two."""
    moved: QPointF = field(default_factory=QPointF)
    """How far the middle of two has moved since the last step."""
    factor: float = 1.0
    """How many times as far apart as at the last step two fingers are."""


@dataclass(frozen=True, kw_only=True)
class _Hand:
    fingers: int
    middle: QPointF
    spread: float


class Fingers:
    """Reads touch events in their order.

    Qt's own pinch gesture is not used: it is told each move twice (6.11), so that it zooms by the square.
    """

    def __init__(self) -> None:
        self._hand = _Hand(fingers=0, middle=QPointF(), spread=_LEAST_SPREAD)
        self._pressed_at = QPointF()
        self._is_tap = False
        self._tapped_at: QPointF | None = None
        self._tapped_ms = 0

    def read(self, event: QTouchEvent) -> Touch:
        """The meaning of the next event."""
        points = [point.position() for point in event.points() if point.state() != QEventPoint.State.Released]
        if not points or event.type() in (QEvent.Type.TouchEnd, QEvent.Type.TouchCancel):
            return self._release(event)
        before, self._hand = self._hand, _hand_of(points)
        if event.type() == QEvent.Type.TouchBegin:
            self._pressed_at, self._is_tap = points[0], len(points) == 1
            return Touch(kind=TouchKind.PRESS, at=points[0])
        self._is_tap = self._is_tap and len(points) == 1 and _near(points[0], self._pressed_at)
        now = self._hand
        if now.fingers != before.fingers:
            return Touch(kind=TouchKind.PINCH, at=now.middle)
        if now.fingers == 1:
            return Touch(kind=TouchKind.DRAG, at=now.middle)
        return Touch(kind=TouchKind.PINCH, at=now.middle, moved=now.middle - before.middle, factor=now.spread / before.spread)

    def _release(self, event: QTouchEvent) -> Touch:
        at, is_tap = self._hand.middle, self._is_tap and event.type() == QEvent.Type.TouchEnd
        soon = event.timestamp() - self._tapped_ms <= QGuiApplication.styleHints().mouseDoubleClickInterval()
        again = is_tap and soon and self._tapped_at is not None and _near(at, self._tapped_at)
        self._tapped_at, self._tapped_ms = (at if is_tap and not again else None), event.timestamp()
        self._is_tap = False
        return Touch(kind=TouchKind.DOUBLE_TAP if again else TouchKind.RELEASE, at=at)


def _hand_of(points: list[QPointF]) -> _Hand:
    if len(points) == 1:
        return _Hand(fingers=1, middle=points[0], spread=_LEAST_SPREAD)
    between = QLineF(points[0], points[1])
    return _Hand(fingers=len(points), middle=between.center(), spread=max(_LEAST_SPREAD, between.length()))


def _near(a: QPointF, b: QPointF) -> bool:
    """Whether a finger, which is less steady than a mouse, may be said to have stayed."""
    return QLineF(a, b).length() <= 2 * QGuiApplication.styleHints().startDragDistance()
