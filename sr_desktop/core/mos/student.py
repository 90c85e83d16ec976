"""Student's t distribution: how far a mean of few values may lie from the true one (standard library only)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, stdev

_STEPS = 500
_TINY = 1e-300
_EXACT = 3e-16


def t_quantile(share: float, degrees: int) -> float:
    """The value below which `share` (0..1, exclusive) of the t distribution with `degrees` (at least 1) of freedom lies."""
    if not 0.0 < share < 1.0 or degrees < 1:
        raise ValueError(f"there is no quantile {share} with {degrees} degrees of freedom")
    if share < 0.5:
        return -t_quantile(1.0 - share, degrees)
    low, high = 0.0, 1.0
    while t_share(high, degrees) < share:
        low, high = high, high * 2.0
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (middle, high) if t_share(middle, degrees) < share else (low, middle)
    return (low + high) / 2.0


def t_share(value: float, degrees: int) -> float:
    """How much of the t distribution lies below `value`: 0..1."""
    tail = 0.5 * _beta_share(degrees / (degrees + value * value), degrees / 2.0, 0.5)
    return 1.0 - tail if value >= 0 else tail


def half_width(values: Sequence[float], share: float = 0.95) -> float | None:
    """Half of the interval around the mean of `values` that holds the true mean with the probability `share`.

    None for fewer than two values. The values are taken as independent.
    """
    if len(values) < 2:
        return None
    return t_quantile(0.5 + share / 2.0, len(values) - 1) * stdev(values, fmean(values)) / math.sqrt(len(values))


def _beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function (Abramowitz and Stegun 26.5.8, as a continued fraction)."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - _beta_share(1.0 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction by Lentz's method, less one."""
    result = c = 1.0
    d = 0.0
    for step in range(_STEPS):
        half = step // 2
        if step == 0:
            factor = 1.0
        elif step % 2 == 0:
            factor = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            factor = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1.0 + factor * d
        d = 1.0 / (d if abs(d) > _TINY else _TINY)
        c = 1.0 + factor / c
        c = c if abs(c) > _TINY else _TINY
        result *= c * d
        if step and abs(1.0 - c * d) < _EXACT:
            break
    return result - 1.0
