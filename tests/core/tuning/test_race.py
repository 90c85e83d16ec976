"""Who wins a race that is measured on a busy machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from math import inf

from sr_desktop.core.tuning.race import LEAST_ROUNDS, MOST_ROUNDS, winners


def _costs(*values: float) -> Callable[[], float]:
    told: Iterator[float] = iter(values)
    return lambda: next(told)


def _always(value: float) -> Callable[[], float]:
    return lambda: value


def _plenty() -> float:
    return 1000.0


def test_the_clearly_faster_ones_win_the_fastest_first() -> None:
    assert winners([_always(10), _always(8), _always(5), _always(12)], _plenty) == [2, 1]


def test_a_small_difference_keeps_the_default() -> None:
    assert winners([_always(10), _always(9.5)], _plenty) == []


def test_one_round_that_went_the_other_way_keeps_the_default() -> None:
    slow_once = _costs(8, 8, 8, 11, *[8] * MOST_ROUNDS)
    assert winners([_always(10), slow_once], _plenty) == []


def test_who_is_faster_by_far_may_lose_two_of_many_rounds() -> None:
    for cost in (5, 7):
        assert winners([_always(10), _costs(cost, 11, cost, 11, *[cost] * MOST_ROUNDS)], _plenty) == [1]
        assert winners([_always(10), _costs(cost, 11, cost, 11, cost, 11, *[cost] * MOST_ROUNDS)], _plenty) == []


def test_of_few_rounds_only_who_takes_half_the_time_may_lose_one() -> None:
    for cost, won in ((5, [1]), (7, [])):
        left = iter([1000.0] * (2 + 2 * 5) + [0.0] * 9)
        assert winners([_always(10), _costs(cost, 11, *[cost] * 9)], lambda left=left: next(left)) == won


def test_a_round_that_was_disturbed_is_not_the_end_and_two_are() -> None:
    rounds: list[float] = []
    costs = _costs(5, 18, *[5] * MOST_ROUNDS)
    assert winners([_always(10), lambda: rounds.append(1) or costs()], _plenty) == [1]
    rounds.clear()
    assert winners([_always(10), lambda: rounds.append(1) or 14.0], _plenty) == []
    assert len(rounds) == 1 + 2


def test_what_slows_the_whole_machine_down_for_a_while_changes_nothing() -> None:
    load = [1, 1, 6, 6, 1, 3, 1, *[1] * MOST_ROUNDS]
    assert winners([_costs(*[10 * each for each in load]), _costs(*[7 * each for each in load])], _plenty) == [1]
    assert winners([_costs(*[7 * each for each in load]), _costs(*[10 * each for each in load])], _plenty) == []


def test_equal_ones_hardly_ever_win_by_noise() -> None:
    noise, wins = random.Random(3), 0
    for _ in range(300):
        wins += bool(winners([lambda: noise.uniform(1, 4)] * 3, _plenty))
    assert wins <= 6


def test_without_time_for_enough_rounds_the_default_stays() -> None:
    for seconds in range(20):
        calls: list[float] = []

        def taking_a_second(cost: float, calls: list[float] = calls) -> float:
            calls.append(cost)
            return cost

        found = winners(
            [lambda: taking_a_second(10), lambda: taking_a_second(1)],
            lambda seconds=seconds, calls=calls: float(seconds - len(calls)),
        )
        assert found == ([1] if seconds >= 2 * (1 + LEAST_ROUNDS) else [])
        assert len(calls) <= seconds + 2


def test_what_cannot_be_done_loses() -> None:
    assert winners([_always(10), _always(inf), _always(5)], _plenty) == [2]
    assert winners([_always(inf), _always(inf)], _plenty) == []


def test_a_winner_needs_that_many_rounds() -> None:
    tried: list[int] = []
    winners([_always(10), lambda: tried.append(1) or 1.0], _plenty)
    assert LEAST_ROUNDS < len(tried) <= MOST_ROUNDS + 1
