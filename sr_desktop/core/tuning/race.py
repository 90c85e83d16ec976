"""Which of several ways is faster, on a machine that may be busy with other things (standard library only).

Each round tries all of them one after the other, and only the ratios within a round count: what slows the machine down for
a while slows both. A contestant wins by the median of its ratios, by a tenth at least, and only if it was the faster one in
every round, or in every round but one where it takes half the time; else the first one, the default, stays.
So noise can hide a faster way but hardly ever makes a slower one win.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence

Contestant = Callable[[], float]
"""Runs once and returns what that cost, in any unit that all of them share; infinity where it cannot be done."""

LEAST_ROUNDS, MOST_ROUNDS = 3, 7
_CLEARLY = 0.9
_BY_FAR = 0.5
_HOPELESS = 1.3
"""After two such ratios no later round could make up for them."""


def winners(contestants: Sequence[Contestant], time_left: Callable[[], float]) -> list[int]:
    """Indices of those that are clearly faster than the first, the fastest first; none where that cannot be told.

    time_left: seconds; a round is begun only where it is likely to end within them.
    """
    ratios: dict[int, list[float]] = {number: [] for number in range(1, len(contestants))}
    for contestant in contestants:
        contestant()  # the first time is that of compiling and of growing buffers
        if time_left() <= 0:
            return []
    for _ in range(MOST_ROUNDS):
        before = time_left()
        base = contestants[0]()
        for number, values in ratios.items():
            values.append(contestants[number]() / base)
        ratios = {number: values for number, values in ratios.items() if not _is_hopeless(values)}
        took = before - time_left()
        if not ratios or time_left() < took:
            break
    medians = {number: statistics.median(values) for number, values in ratios.items() if _is_clear(values)}
    return sorted(medians, key=medians.__getitem__)


def _is_clear(values: Sequence[float]) -> bool:
    enough = len(values) >= LEAST_ROUNDS and all(math.isfinite(value) for value in values)
    if not enough:
        return False
    *_, second, worst = sorted(values)
    median = statistics.median(values)
    return (median <= _CLEARLY and worst < 1) or (median <= _BY_FAR and second < 1 and len(values) > LEAST_ROUNDS)


def _is_hopeless(values: Sequence[float]) -> bool:
    return sum(value >= _HOPELESS for value in values) > 1
