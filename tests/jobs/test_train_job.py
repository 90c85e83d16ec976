"""Trainer processes as the window drives them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_trainer import a_job

from sr_desktop.core.errors import TrainerCrashed
from sr_desktop.core.messages.trainer import Estimated, Finished, Started, Step
from sr_desktop.core.training.job_file import job_toml
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.train_job import TrainerProcess

_FAKE = Path(__file__).resolve().parents[1] / "fake_trainer.py"


class Watched:
    def __init__(self, *arguments: str) -> None:
        launch = Launch(program=sys.executable, arguments=(str(_FAKE), *arguments), environment=dict(os.environ))
        self.process = TrainerProcess(launch)
        self.events: list[object] = []
        self.ends: list[object] = []
        self.process.happened.connect(self.events.append)
        self.process.ended.connect(self.ends.append)
        self.process.start()

    def count(self, kind: type) -> int:
        return sum(isinstance(event, kind) for event in self.events)


@pytest.fixture
def job_file(tmp_path: Path) -> Path:
    path = tmp_path / "job.toml"
    path.write_text(job_toml(a_job()))
    return path


@pytest.fixture
def running(qtbot, tmp_path: Path, job_file: Path) -> Iterator[Watched]:
    watched = Watched("run", str(job_file), "--run-dir", str(tmp_path / "run"))
    qtbot.waitUntil(lambda: watched.count(Step) > 3, timeout=20000)
    yield watched
    watched.process.close()


def test_a_stopped_run_says_its_last_word(qtbot, running: Watched) -> None:
    assert isinstance(running.events[0], Started)
    running.process.stop()
    qtbot.waitUntil(lambda: bool(running.ends), timeout=10000)
    assert running.ends == [None]
    assert isinstance(running.events[-1], Finished)
    assert running.events[-1].reason == "stopped"


def test_a_paused_run_waits_and_goes_on(qtbot, running: Watched) -> None:
    running.process.pause()
    qtbot.wait(300)
    before = running.count(Step)
    qtbot.wait(300)
    assert running.count(Step) == before
    running.process.resume()
    qtbot.waitUntil(lambda: running.count(Step) > before, timeout=10000)


def test_closing_ends_the_process_soon_and_silently(running: Watched, tmp_path: Path) -> None:
    began = time.monotonic()
    running.process.close()
    assert time.monotonic() - began < 4
    assert '"finished"' in (tmp_path / "run" / "events.jsonl").read_text().splitlines()[-1]
    assert running.ends == []


def test_a_crash_is_told_with_exit_code_and_last_words(qtbot, tmp_path: Path) -> None:
    path = tmp_path / "crash.toml"
    path.write_text(job_toml(a_job("crash")))
    watched = Watched("run", str(path), "--run-dir", str(tmp_path / "run"))
    qtbot.waitUntil(lambda: bool(watched.ends), timeout=20000)
    [error] = watched.ends
    assert isinstance(error, TrainerCrashed)
    assert "exit code 3" in error.message
    assert "out of luck" in error.message


def test_a_killed_run_is_no_crash(qtbot, running: Watched) -> None:
    running.process.kill()
    qtbot.waitUntil(lambda: bool(running.ends), timeout=10000)
    assert running.ends == [None]


def test_an_estimate_is_complete_without_a_finished(qtbot, job_file: Path) -> None:
    watched = Watched("estimate", str(job_file))
    qtbot.waitUntil(lambda: bool(watched.ends), timeout=20000)
    assert watched.ends == [None]
    assert isinstance(watched.events[0], Estimated)
