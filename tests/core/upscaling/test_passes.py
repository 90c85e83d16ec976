"""How often a model runs, with which factors, and how much work that is."""

from __future__ import annotations

import math

import pytest

from sr_desktop.core.upscaling.passes import pass_factors, pass_shapes, work_of


@pytest.mark.parametrize(
    ("scales", "scale", "factors"),
    [
        ((2.0, 3.0, 4.0), 1.5, (2.0,)),
        ((2.0, 3.0, 4.0), 4.0, (4.0,)),
        ((2.0, 3.0, 4.0), 5.0, (2.0, 3.0)),
        ((2.0, 3.0, 4.0), 8.0, (2.0, 4.0)),
        ((2.0, 3.0, 4.0), 16.0, (4.0, 4.0)),
        ((4.0,), 4.5, (4.0, 4.0)),
        ((2.0,), 16.0, (2.0, 2.0, 2.0, 2.0)),
        ((1.0,), 3.0, (1.0,)),
    ],
)
def test_few_passes_with_little_to_spare(scales, scale, factors) -> None:
    assert pass_factors(scales, scale) == factors


def test_a_model_of_every_factor_reaches_it_exactly() -> None:
    assert pass_factors((2.0, 3.0, 4.0), 2.7, any_scale=True) == (2.7,)
    assert pass_factors((2.0, 3.0, 4.0), 6.0, any_scale=True) == (2.0, 3.0)
    between = pass_factors((2.0, 3.0, 4.0), 7.0, any_scale=True)
    assert between == pytest.approx((math.sqrt(7), math.sqrt(7)))


@pytest.mark.parametrize("any_scale", [False, True])
def test_every_factor_is_reached(any_scale) -> None:
    for scales in ((2.0,), (3.0,), (4.0,), (2.0, 4.0), (2.0, 3.0, 4.0)):
        for step in range(101, 1601, 7):
            factors = pass_factors(scales, step / 100, any_scale=any_scale)
            assert math.prod(factors) >= step / 100 - 1e-6
            assert all(min(scales) <= factor <= max(scales) for factor in factors)


def test_the_last_pass_has_the_wished_size_where_nothing_is_left() -> None:
    assert pass_shapes((10, 21), (25, 53), 2.5, (2.5,)) == [(25, 53)]
    assert pass_shapes((10, 20), (60, 120), 6.0, (2.0, 3.0)) == [(20, 40), (60, 120)]
    assert pass_shapes((10, 20), (50, 100), 5.0, (4.0, 4.0)) == [(40, 80), (160, 320)]


def test_work_is_what_the_model_makes() -> None:
    assert work_of([(1000, 1000), (2000, 2000)]) == 5.0
    assert work_of([(1000, 1000)], ensemble=True) == 8.0
