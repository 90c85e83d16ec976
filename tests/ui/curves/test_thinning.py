"""What few points draw: nothing that many would show is lost."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.core.runs.log import Curve
from sr_desktop.ui.curves.thinning import Peaks, sampled
from sr_desktop.ui.curves.track import Track

WIDTH = 100


def _noise(count: int) -> tuple[np.ndarray, np.ndarray]:
    return np.arange(1.0, count + 1), np.random.default_rng(0).normal(size=count)


def _peaks(values: np.ndarray) -> Peaks:
    peaks = Peaks()
    peaks.follow(values)
    return peaks


@pytest.mark.parametrize("count", [401, 1000, 6400, 6401, 50_003, 200_000])
def test_every_peak_is_drawn_at_its_place(count: int) -> None:
    steps, values = _noise(count)
    line = _peaks(values).line(steps, values, 0, count, WIDTH)
    assert len(line.steps) == len(line.values) <= 4 * WIDTH + 1
    assert np.all(np.diff(line.steps) >= 0)
    size = 1
    while size < count / WIDTH:
        size *= 2
    for low, high, step in zip(line.values[:-1:2], line.values[1:-1:2], line.steps[:-1:2], strict=True):
        stretch = values[int((step - 1) // size * size) :][:size]
        assert (low, high) == (stretch.min(), stretch.max())
    assert (line.steps[-1], line.values[-1]) == (steps[-1], values[-1])


@pytest.mark.parametrize(("first", "last"), [(0, 60_000), (777, 59_001), (1000, 1300), (40_000, 59_999), (5, 6)])
def test_a_part_keeps_its_extremes(first: int, last: int) -> None:
    steps, values = _noise(60_000)
    line = _peaks(values).line(steps, values, first, last, WIDTH)
    assert line.values.min() <= values[first:last].min()
    assert line.values.max() >= values[first:last].max()
    assert line.values[-1] == values[last - 1]


def test_few_points_are_drawn_as_they_are() -> None:
    steps, values = _noise(200)
    line = _peaks(values).line(steps, values, 10, 190, WIDTH)
    assert np.array_equal(line.steps, steps[10:190])
    assert np.array_equal(line.values, values[10:190])


def test_growing_by_pieces_draws_the_same() -> None:
    steps, values = _noise(30_000)
    peaks = Peaks()
    for end in (1, 63, 64, 65, 5000, 29_999, 30_000):
        peaks.follow(values[:end])
    ours, whole = (each.line(steps, values, 0, 30_000, WIDTH) for each in (peaks, _peaks(values)))
    assert np.array_equal(ours.values, whole.values)


def test_what_was_drawn_does_not_shiver_while_the_curve_grows() -> None:
    steps, values = _noise(20_000)
    before = _peaks(values[:15_000]).line(steps[:15_000], values[:15_000], 0, 15_000, WIDTH)
    after = _peaks(values).line(steps, values, 0, 20_000, WIDTH)
    assert np.array_equal(before.values[:-3], after.values[: len(before.values) - 3])


def test_samples_are_points_of_the_curve_and_end_with_its_last() -> None:
    steps, values = _noise(12_345)
    line = sampled(steps, values, 0, 12_345, WIDTH)
    assert len(line.steps) <= WIDTH + 1
    assert np.array_equal(values[line.steps.astype(int) - 1], line.values)
    assert line.steps[-1] == 12_345


# --- following a curve --------------------------------------------------------------------------------------------


def _curve(values: np.ndarray) -> Curve:
    curve = Curve()
    for step, value in enumerate(values, 1):
        curve.add(step, value)
    return curve


def test_a_track_follows_growth_and_going_back() -> None:
    _, values = _noise(500)
    curve = _curve(values[:300])
    track = Track(curve)
    track.follow(0.9)
    for step in range(301, 501):
        curve.add(step, values[step - 1])
    track.follow(0.9)
    fresh = Track(_curve(values))
    fresh.follow(0.9)
    assert track.averages == pytest.approx(fresh.averages)
    curve.add(100, 50.0)
    track.follow(0.9)
    assert len(track.averages) == 100
    raw, average = track.lines(0, 1000, WIDTH)
    assert raw.values[-1] == 50.0
    assert average is not None
    assert average.values[-1] == pytest.approx(0.9 * fresh.averages[98] + 0.1 * 50.0, rel=1e-3)


def test_another_weight_holds_for_the_whole_curve() -> None:
    track = Track(_curve(np.array([0.0, 1.0, 1.0])))
    track.follow(0.9)
    track.follow(0.5)
    assert track.averages == pytest.approx([0.0, 2 / 3, 6 / 7])
    track.follow(0.0)
    assert track.lines(0, 10, WIDTH)[1] is None


def test_a_part_of_a_curve_reaches_to_the_edges_of_the_plot() -> None:
    track = Track(_curve(np.arange(10.0)))
    track.follow(0.0)
    assert track.lines(3.5, 6.5, WIDTH)[0].steps.tolist() == [3, 4, 5, 6, 7]
    assert track.lines(20, 30, WIDTH)[0].steps.tolist() == [10]


def test_the_nearest_point() -> None:
    curve = Curve()
    track = Track(curve)
    assert track.nearest(3) is None
    for step in (10, 20, 40):
        curve.add(step, 0.0)
    assert [track.nearest(step) for step in (-5, 14, 16, 30, 31, 99)] == [0, 0, 1, 1, 2, 2]
