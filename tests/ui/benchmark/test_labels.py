"""The names of points hide neither each other nor the points."""

from __future__ import annotations

import math
import random
from itertools import combinations

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF

from sr_desktop.ui.benchmark.label_places import is_far, place_labels

_BOUNDS = QRectF(60, 8, 480, 280)


@pytest.mark.parametrize("seed", range(20))
def test_twelve_models_can_all_be_read(seed: int) -> None:
    rng = random.Random(seed)
    points = [QPointF(rng.uniform(70, 530), rng.uniform(20, 270)) for _ in range(12)]
    sizes = [QSizeF(rng.uniform(30, 95), 16) for _ in points]
    rects = place_labels(points, sizes, _BOUNDS)
    assert [rect.size() for rect in rects] == sizes
    assert all(_BOUNDS.contains(rect) for rect in rects)
    assert [(a, b) for a, b in combinations(rects, 2) if a.intersects(b)] == []
    assert [(rect, at) for rect in rects for at in points if rect.contains(at)] == []


def test_a_crowd_at_one_place_is_pulled_apart() -> None:
    points = [QPointF(300 + 3 * math.cos(angle), 150 + 3 * math.sin(angle)) for angle in range(6)]
    rects = place_labels(points, [QSizeF(70, 16)] * 6, _BOUNDS)
    assert [(a, b) for a, b in combinations(rects, 2) if a.intersects(b)] == []


def test_a_name_stands_beside_its_point_where_it_can() -> None:
    [rect] = place_labels([QPointF(200, 100)], [QSizeF(50, 16)], _BOUNDS)
    assert not is_far(rect, QPointF(200, 100))
    assert is_far(rect.translated(60, 0), QPointF(200, 100))
