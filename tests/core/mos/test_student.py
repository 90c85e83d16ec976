"""Student's t against scipy."""

from __future__ import annotations

import math

import pytest
from scipy import stats

from sr_desktop.core.mos.student import half_width, t_quantile, t_share


@pytest.mark.parametrize("degrees", [1, 2, 3, 5, 9, 29, 100, 1127, 29327])
@pytest.mark.parametrize("share", [0.0005, 0.3, 0.5, 0.6, 0.9, 0.975, 0.995])
def test_quantiles(degrees: int, share: float) -> None:
    assert t_quantile(share, degrees) == pytest.approx(stats.t.ppf(share, degrees), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize("degrees", [1, 4, 30, 500])
@pytest.mark.parametrize("value", [-40.0, -1.0, 0.0, 0.1, 2.0, 12.0])
def test_shares(degrees: int, value: float) -> None:
    assert t_share(value, degrees) == pytest.approx(stats.t.cdf(value, degrees), rel=1e-9)


@pytest.mark.parametrize("values", [[1, 5], [3, 4, 4, 5, 2], [1, 1, 2, 3, 5] * 40])
def test_intervals(values: list[int]) -> None:
    low, high = stats.t.interval(0.95, len(values) - 1, loc=sum(values) / len(values), scale=stats.sem(values))
    assert half_width(values) == pytest.approx((high - low) / 2, rel=1e-9)


def test_what_has_no_interval() -> None:
    assert half_width([]) is None
    assert half_width([4]) is None
    assert half_width([4, 4, 4]) == 0.0


@pytest.mark.parametrize(("share", "degrees"), [(0.0, 3), (1.0, 3), (0.5, 0), (math.nan, 2)])
def test_what_has_no_quantile(share: float, degrees: int) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(share, degrees)
