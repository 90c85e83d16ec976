"""Which of several ways is faster, on a machine that may be busy with other things (standard library only).

Each round tries all of them one after the other, and only the ratios within a round count: what slows the machine down for
a while slows both. A contestant wins by the median of its ratios, by a tenth at least, if it was the faster one in every round;
who is faster by far may lose one or two of many. Else the first one, the default, stays. So noise can hide a faster way but
hardly ever makes a slower one win.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Sequence

Contestant = Callable[[], float]
"""Runs once and returns what that cost, in any unit that all of them share; infinity where it cannot be done."""

LEAST_ROUNDS, MOST_ROUNDS = 3, 13
_WINS = ((0, LEAST_ROUNDS, 0.9), (1, 4, 0.5), (2, 12, 0.75))
"""Rounds that may be lost, of how many at least, and the median that it takes then. On a machine that takes one to four times
as long by chance, the second of two equal ones wins one race in a hundred.
"""
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
    lost, median = sum(value >= 1 for value in values), statistics.median(values)
    return enough and any(lost <= most and len(values) >= least and median <= limit for most, least, limit in _WINS)


def _is_hopeless(values: Sequence[float]) -> bool:
    return sum(value >= _HOPELESS for value in values) > 1
