"""The moving average against its definition."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.ui.curves.smoothing import MovingAverage


def _by_definition(values: np.ndarray, weight: float) -> list[float]:
    total, averages = 0.0, []
    for count, value in enumerate(values, 1):
        total = weight * total + (1 - weight) * value
        averages.append(total / (1 - weight**count))
    return averages


@pytest.mark.parametrize("weight", [0.0, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("count", [1, 63, 64, 65, 1000])
def test_the_average_is_what_its_definition_says(weight: float, count: int) -> None:
    values = np.random.default_rng(0).lognormal(size=count)
    assert MovingAverage(weight).extend(values) == pytest.approx(_by_definition(values, weight), rel=1e-9)


def test_pieces_give_the_same_as_the_whole() -> None:
    values, average = np.random.default_rng(1).lognormal(size=500), MovingAverage(0.97)
    pieces = [average.extend(values[first:last]) for first, last in ((0, 1), (1, 1), (1, 70), (70, 200), (200, 500))]
    assert np.concatenate(pieces) == pytest.approx(MovingAverage(0.97).extend(values), rel=1e-9)


def test_a_constant_stays_what_it_is_from_the_first_value_on() -> None:
    assert MovingAverage(0.99).extend(np.full(300, 7.0)) == pytest.approx(np.full(300, 7.0))


@pytest.mark.parametrize("weight", [-0.1, 1.0])
def test_other_weights_are_refused(weight: float) -> None:
    with pytest.raises(ValueError, match="weight"):
        MovingAverage(weight)
