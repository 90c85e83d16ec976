"""Polylines cut at a rectangle."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.ui.curves.clipping import clipped
from sr_desktop.ui.curves.frame import Range

X, Y = Range(low=0.0, high=10.0), Range(low=0.0, high=5.0)


def _cut(*points: tuple[float, float]) -> list[tuple[float, float] | None]:
    """The points that are left; None for a gap."""
    x, y = clipped(*(np.array(values, float) for values in zip(*points, strict=True)), X, Y)
    return [None if np.isnan(a) else (pytest.approx(a), pytest.approx(b)) for a, b in zip(x, y, strict=True)]


def test_what_is_inside_stays_as_it_is() -> None:
    x, y = np.array([0.0, 5.0, 10.0]), np.array([1.0, np.nan, 5.0])
    assert clipped(x, y, X, Y)[0] is x
    assert clipped(x, y, X, Y)[1] is y


def test_ends_beyond_the_edges_are_cut_off() -> None:
    assert _cut((-10, 2), (5, 2), (20, 5)) == [(0, 2), (5, 2), (10, 3)]


def test_what_leaves_and_comes_back_has_a_gap() -> None:
    assert _cut((0, 4), (2, 6), (4, 4), (6, 4)) == [(0, 4), (1, 5), None, (3, 5), (4, 4), (6, 4)]


def test_a_line_through_the_rectangle_is_seen_though_its_points_are_outside() -> None:
    assert _cut((4, -5), (6, 15)) == [(4.5, 0), (5, 5)]


def test_what_is_outside_is_gone() -> None:
    assert _cut((0, 6), (5, 9), (10, 7)) == []
    assert _cut((11, 1), (12, 2)) == []
    assert _cut((-5, 4), (1, 12)) == []


def test_gaps_stay_gaps() -> None:
    assert _cut((1, 1), (2, 2), (3, np.nan), (4, 1), (5, 9)) == [(1, 1), (2, 2), None, (4, 1), (4.5, 5)]


def test_random_lines_never_leave_the_rectangle_and_lose_nothing_within() -> None:
    random = np.random.default_rng(0)
    for _ in range(200):
        x, y = np.sort(random.uniform(-5, 15, 30)), random.uniform(-3, 8, 30)
        cut_x, cut_y = clipped(x, y, X, Y)
        assert np.nanmin(cut_x) >= -1e-9
        assert np.nanmax(cut_x) <= 10 + 1e-9
        assert np.nanmin(cut_y) >= -1e-9
        assert np.nanmax(cut_y) <= 5 + 1e-9
        inside = (x >= 0) & (x <= 10) & (y >= 0) & (y <= 5)
        for point in zip(x[inside], y[inside], strict=True):
            assert np.min(np.abs(cut_x - point[0]) + np.abs(cut_y - point[1]), initial=1.0, where=~np.isnan(cut_x)) < 1e-9
