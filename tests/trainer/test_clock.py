"""How long a run has trained."""

from __future__ import annotations

import pytest

from trainer import clock as module
from trainer.clock import Clock


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, to be moved by hand."""
    moment = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: moment[0])
    return moment


def test_pauses_do_not_count(now: list[float]) -> None:
    clock = Clock()
    now[0] += 5
    assert clock.seconds == 0.0
    clock.start()
    now[0] += 5
    clock.start()
    assert clock.seconds == 5.0
    clock.stop()
    now[0] += 100
    clock.stop()
    assert clock.seconds == 5.0
    clock.start()
    now[0] += 1
    assert clock.seconds == 6.0


@pytest.mark.parametrize("runs", [True, False])
def test_a_resumed_run_counts_on(now: list[float], runs: bool) -> None:
    clock = Clock()
    if runs:
        clock.start()
    now[0] += 5
    clock.set(50.0)
    assert clock.seconds == 50.0
    clock.start()
    now[0] += 2
    assert clock.seconds == 52.0
