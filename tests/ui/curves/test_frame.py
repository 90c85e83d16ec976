"""Ranges, pixels, places of texts and ticks."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF

from sr_desktop.ui.curves.frame import Frame, Range, range_of, spread
from sr_desktop.ui.curves.ticks import log_ticks, short_number


def test_zooming_keeps_the_place_under_the_mouse() -> None:
    zoomed = Range(low=0, high=100).zoomed(0.5, at=80)
    assert (zoomed.low, zoomed.high) == (40, 90)


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [((10, 20), (10, 20)), ((-10, 20), (0, 30)), ((90, 120), (70, 100)), ((-5, 200), None), ((50, 50), (50, 50.0001))],
)
def test_nothing_beyond_the_whole_is_shown(wanted, shown) -> None:
    cut = Range(low=wanted[0], high=wanted[1]).within(Range(low=0, high=100))
    assert (cut and pytest.approx((cut.low, cut.high))) == shown


def test_a_range_has_room_also_for_one_value() -> None:
    assert range_of([]) is None
    assert range_of([math.nan, math.inf]) is None
    assert range_of([3.0, math.nan, 1.0]) == Range(low=1.0, high=3.0)
    for value in (0.0, 35.0, -2e-9):
        single = range_of([value, value])
        assert single is not None
        assert single.low < value < single.high


def test_pixels_and_values_belong_together() -> None:
    frame = Frame(rect=QRectF(50, 10, 200, 100), x=Range(low=0, high=1000), y=Range(low=-2, high=2))
    assert (frame.pixel(500, 0).x(), frame.pixel(500, 0).y()) == (150, 60)
    assert (frame.pixel_x(0), frame.pixel_y(2)) == (50, 10)
    assert frame.x_at(frame.pixel_x(123)) == pytest.approx(123)
    assert frame.y_at(frame.pixel_y(1.5)) == pytest.approx(1.5)


@pytest.mark.parametrize("rows", [[50, 52, 54], [50, 10, 90], [0, 0, 0], [100, 100, 99], [], [42]])
def test_texts_do_not_lie_over_each_other(rows: list[float]) -> None:
    placed = spread(rows, 15, 0, 100)
    ordered = sorted(placed)
    assert all(after - before >= 15 for before, after in pairwise(ordered))
    assert all(0 <= place <= 100 for place in placed)


def test_texts_with_room_stay_where_they_are() -> None:
    assert spread([70, 20, 45], 15, 0, 100) == [70, 20, 45]


@pytest.mark.parametrize("height", [60, 130, 300, 900])
@pytest.mark.parametrize("y", [(-3, 0), (-2.4, -1.9), (-2.35, -2.33), (-9, 4), (1.2, 5.1), (-4.001, -3.999)])
def test_numbers_of_a_logarithmic_axis_can_be_read(y: tuple[float, float], height: float) -> None:
    ticks = log_ticks(Range(low=y[0], high=y[1]), height)
    written = [tick for tick in ticks if tick.text]
    assert all(y[0] - 1e-9 <= tick.place <= y[1] + 1e-9 for tick in ticks)
    assert len(written) >= (1 if height >= 130 else 0)
    for tick in written:
        assert float(tick.text) == pytest.approx(10**tick.place, rel=1e-3)
    places = sorted(tick.place * height / (y[1] - y[0]) for tick in written)
    assert all(after - before >= 14 for before, after in pairwise(places))
    assert len({tick.text for tick in written}) == len(written)


@pytest.mark.parametrize(
    ("value", "spacing", "text"),
    [(12500, 500, "12.5k"), (1.2e6, 2e5, "1.2M"), (0, 10, "0"), (100, 20, "100"), (0.3, 0.1, "0.3"), (2e9, 1e9, "2G")],
)
def test_numbers_are_short(value: float, spacing: float, text: str) -> None:
    assert short_number(value, spacing) == text


@pytest.mark.parametrize(("low", "high"), [(0.0, 1.0), (0.0, 12345.0), (-0.3, 7.7), (29.79, 32.75), (1e-5, 3e-4)])
def test_a_rounded_range_holds_all_and_stays_while_its_contents_grow_a_little(low, high) -> None:
    whole = Range(low=low, high=high).rounded(12)
    assert whole.low <= low < high <= whole.high
    assert whole.span < 1.4 * (high - low)
    inner = Range(low=low, high=whole.high - 1e-9 * whole.span)
    assert inner.rounded(12).high == pytest.approx(whole.high)
