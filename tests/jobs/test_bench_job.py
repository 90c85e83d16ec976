"""Measuring processes as the window drives them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sr_desktop.core.bench.errors import MeasuringCrashed
from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, PictureMeasured
from sr_desktop.core.bench.plan import BenchmarkPlan, SetChoice
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import encode
from sr_desktop.jobs.bench_job import MeasuringProcess
from sr_desktop.jobs.launch import Launch, launch_measuring

_FAKE = Path(__file__).resolve().parents[1] / "fake_measuring.py"


class Watched:
    def __init__(self, plan: Path) -> None:
        launch = Launch(program=sys.executable, arguments=(str(_FAKE), str(plan)), environment=dict(os.environ))
        self.process = MeasuringProcess(launch)
        self.events: list[object] = []
        self.ends: list[object] = []
        self.process.happened.connect(self.events.append)
        self.process.ended.connect(self.ends.append)
        self.process.start()

    def count(self) -> int:
        return sum(isinstance(event, PictureMeasured) for event in self.events)


@pytest.fixture
def measure(tmp_path: Path):
    """Begins to measure a set of three pictures with this name; whatever still runs is closed in the end."""
    begun: list[Watched] = []

    def begin(name: str) -> Watched:
        folder = tmp_path / name
        folder.mkdir()
        for picture in ("a.png", "b.png", "c.png"):
            (folder / picture).touch()
        plan = tmp_path / f"{name}.json"
        choice = SetChoice(name=name, folder=str(folder))
        plan.write_text(encode(BenchmarkPlan(sets=(choice,), models=("bicubic",), scales=(2, 3), cache="")), encoding="utf-8")
        begun.append(Watched(plan))
        return begun[-1]

    yield begin
    for watched in begun:
        if not watched.ends:
            watched.process.close()


def test_a_measurement_is_told_whole_and_in_order(qtbot, measure: Callable[[str], Watched]) -> None:
    watched = measure("own")
    qtbot.waitUntil(lambda: bool(watched.ends), timeout=20000)
    assert watched.ends == [None]
    assert isinstance(watched.events[0], BenchmarkStarted)
    assert isinstance(watched.events[-1], BenchmarkEnded)
    told = [(event.scale, Path(event.path).name) for event in watched.events if isinstance(event, PictureMeasured)]
    assert told == [(scale, name) for scale in (2, 3) for name in ("a.png", "b.png", "c.png")]


def test_it_waits_goes_on_and_stops(qtbot, measure: Callable[[str], Watched]) -> None:
    watched = measure("endless")
    qtbot.waitUntil(lambda: watched.count() > 5, timeout=20000)
    watched.process.pause()
    qtbot.wait(300)
    before = watched.count()
    qtbot.wait(300)
    assert watched.count() == before
    watched.process.resume()
    qtbot.waitUntil(lambda: watched.count() > before, timeout=10000)
    watched.process.stop()
    qtbot.waitUntil(lambda: bool(watched.ends), timeout=10000)
    assert watched.ends == [None]
    assert isinstance(watched.events[-1], BenchmarkEnded)
    assert watched.events[-1].reason == "stopped"


def test_a_crash_is_told_with_exit_code_and_last_words(qtbot, measure: Callable[[str], Watched]) -> None:
    watched = measure("crash")
    qtbot.waitUntil(lambda: bool(watched.ends), timeout=20000)
    [error] = watched.ends
    assert isinstance(error, MeasuringCrashed)
    assert "exit code 3" in error.message
    assert "out of luck" in error.message
    assert watched.count() == 2


def test_a_failure_is_a_last_word(qtbot, measure: Callable[[str], Watched]) -> None:
    watched = measure("bad")
    qtbot.waitUntil(lambda: bool(watched.ends), timeout=20000)
    assert watched.ends == [None]
    assert isinstance(watched.events[-1], Failed)


def test_the_launch_names_the_plan_and_the_users_folder(user_folder: Path) -> None:
    launch = launch_measuring("plan.json")
    assert launch.arguments[-4:] == ("benchmark", "--plan", "plan.json", "--events")
    assert launch.environment["SR_DESKTOP_HOME"] == str(user_folder)
