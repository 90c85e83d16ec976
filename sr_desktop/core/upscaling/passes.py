"""How often a model runs for a factor, and how much work that is (standard library only)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import accumulate, combinations_with_replacement
from operator import mul

ORIENTATIONS = 8
"""How often a network runs where the mean of all turned and mirrored answers is wished."""
_TOLERANCE = 1e-9
Sides = tuple[int, int]
"""Rows and columns."""


def pass_factors(scales: Sequence[float], scale: float, *, any_scale: bool = False) -> tuple[float, ...]:
    """The factors at which a model runs, one pass after the other, so that nothing is left to enlarge by interpolation.

    scales: those that the model serves, at least one; any_scale: it serves those between as well. One pass at the asked
    factor or the next larger one, else as few as there can be, together as little over `scale` as there can be, small
    ones first since they cost least. A model that does not enlarge (1) runs once.
    """
    least, most = min(scales), max(scales)
    if most <= 1:
        return (most,)
    if any_scale and least <= scale <= most:
        return (scale,)
    count = 1
    while most**count < scale - _TOLERANCE:
        count += 1
    reaching = [each for each in combinations_with_replacement(sorted(scales), count) if math.prod(each) >= scale - _TOLERANCE]
    best = min(reaching, key=lambda factors: (math.prod(factors), factors))
    root = scale ** (1 / count)
    if any_scale and root >= least and math.prod(best) > scale + _TOLERANCE:
        return (root,) * count
    return best


def pass_shapes(source: Sides, result: Sides, scale: float, factors: Sequence[float]) -> list[Sides]:
    """Rows and columns after each pass; those of `result` for the last one where the factors are `scale` together."""
    shapes = [(_whole(source[0] * factor), _whole(source[1] * factor)) for factor in accumulate(factors, mul)]
    if math.isclose(math.prod(factors), scale, rel_tol=_TOLERANCE):
        shapes[-1] = result
    return shapes


def work_of(shapes: Sequence[Sides], *, ensemble: bool = False) -> float:
    """The work of passes with answers of these sizes, in millions of pixels that the model makes."""
    return sum(rows * columns for rows, columns in shapes) / 1e6 * (ORIENTATIONS if ensemble else 1)


def _whole(length: float) -> int:
    return max(1, round(length))
