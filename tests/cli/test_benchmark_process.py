"""Measuring as a process: events on stdout, commands on stdin; killed and started again it redoes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bench_steps import last_rows, pictures_of, small_set
from nets import save_net

from sr_desktop.cli import program as cli
from sr_desktop.core.archs import vdsr
from sr_desktop.core.bench import session
from sr_desktop.core.bench.cache import NAME
from sr_desktop.core.bench.errors import VggMissing
from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, PictureMeasured
from sr_desktop.core.bench.plan import BenchmarkPlan, Protocol, SetChoice
from sr_desktop.core.bench.session import plan_events
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.messages.base import Message
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Failed, Pause, Resume, Stop, Warned
from sr_desktop.core.models.catalog import BUILT_IN
from sr_desktop.core.protocol import decode, encode

ROOT = Path(__file__).resolve().parents[2]
TIMEOUT_S = 120


@contextmanager
def _process(tmp_path: Path, plan: BenchmarkPlan) -> Iterator[subprocess.Popen[str]]:
    (tmp_path / "plan.json").write_text(encode(plan))
    command = [sys.executable, "main.py", "benchmark", "--plan", str(tmp_path / "plan.json"), "--events"]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _events(process: subprocess.Popen[str]) -> list[Message]:
    """All that is left to read, once the process has ended by itself."""
    out, _ = process.communicate(timeout=TIMEOUT_S)
    return [decode(line) for line in out.splitlines()]


def _run(tmp_path: Path, plan: BenchmarkPlan) -> tuple[int, list[Message]]:
    """Let a measurement come to its end with its input open."""
    with _process(tmp_path, plan) as process:
        events = [decode(line) for line in process.stdout]
        return process.wait(TIMEOUT_S), events


def _plan(tmp_path: Path, **changes: object) -> BenchmarkPlan:
    values = {
        "sets": (SetChoice(name="Mine", folder=str(tmp_path / "Mine")),),
        "models": ("bicubic", "lanczos"),
        "scales": (2, 3),
        "cache": str(tmp_path / "cache"),
        "device": "cpu",
    }
    return BenchmarkPlan(**(values | changes))


@pytest.fixture
def slow_net(user_folder) -> str:
    """A network of the user's that takes a while for each small picture."""
    (user_folder / "models").mkdir()
    save_net(user_folder / "models", vdsr.SPEC, scales=(2.0,), config=vdsr.VdsrConfig(depth=12, width=64), model="slow")
    return "slow"


def test_a_plan_is_measured_and_told_event_by_event(tmp_path) -> None:
    small_set(tmp_path)
    code, events = _run(tmp_path, _plan(tmp_path, protocol=Protocol(channel="rgb"), limit=2))
    assert code == 0
    assert isinstance(events[0], BenchmarkStarted)
    assert (events[0].total, events[0].cached) == (8, 0)
    assert isinstance(events[-1], BenchmarkEnded)
    assert (events[-1].reason, sum(isinstance(event, BenchmarkEnded) for event in events)) == ("completed", 1)
    assert len(pictures_of(events)) == 8
    assert all(row.images == 2 and row.psnr > 10 for row in last_rows(events).values())


def test_a_killed_measurement_redoes_no_finished_picture(tmp_path, slow_net) -> None:
    small_set(tmp_path, 10)
    plan = _plan(tmp_path, models=(slow_net, "bicubic"), scales=(2,))
    done = []
    with _process(tmp_path, plan) as process:
        for line in process.stdout:
            event = decode(line)
            if isinstance(event, PictureMeasured):
                done.append((event.model, event.path))
            if len(done) == 6:
                process.kill()
                break
    code, events = _run(tmp_path, plan)
    cached = {(each.model, each.path) for each in pictures_of(events) if each.cached}
    assert code == 0
    assert set(done) <= cached
    assert events[0].cached == len(cached) < 20
    assert last_rows(events)["Mine", 2, slow_net].images == 10


def test_stop_ends_it_in_good_order(tmp_path, slow_net) -> None:
    small_set(tmp_path, 40)
    with _process(tmp_path, _plan(tmp_path, models=(slow_net,), scales=(2,))) as process:
        assert isinstance(decode(process.stdout.readline()), BenchmarkStarted)
        process.stdin.write(encode(Stop()))
        process.stdin.flush()
        began = time.monotonic()
        events = _events(process)
        assert events[-1].reason == "stopped"
        assert process.returncode == 0
        assert len(pictures_of(events)) < 40
        assert time.monotonic() - began < 20


@pytest.mark.skipif(os.name == "nt", reason="a Windows console child has no such signal")
def test_sigterm_and_the_end_of_its_input_stop_it_as_well(tmp_path, slow_net) -> None:
    small_set(tmp_path, 40)
    for end in ("signal", "input"):
        with _process(tmp_path, _plan(tmp_path, models=(slow_net,), scales=(2,), cache="")) as process:
            assert isinstance(decode(process.stdout.readline()), BenchmarkStarted)
            if end == "signal":
                process.send_signal(signal.SIGTERM)
            events = _events(process)  # closes its input, too
            assert events[-1].reason == "stopped"


def test_pause_holds_it_and_resume_lets_it_go_on(tmp_path, slow_net) -> None:
    small_set(tmp_path, 12)
    with _process(tmp_path, _plan(tmp_path, models=(slow_net,), scales=(2,), cache="")) as process:
        process.stdin.write(encode(Pause()))
        process.stdin.flush()
        heard: list[str] = []
        reader = threading.Thread(target=lambda: heard.extend(process.stdout))
        reader.start()
        while not heard:
            time.sleep(0.05)
        time.sleep(1.5)
        assert [type(decode(line)) for line in heard] == [BenchmarkStarted]
        process.stdin.write(encode(Resume()))
        process.stdin.flush()
        reader.join(TIMEOUT_S)
        events = [decode(line) for line in heard]
        assert events[-1].reason == "completed"
        assert len(pictures_of(events)) == 12


def test_bad_sets_and_models_are_rows_and_the_others_go_on(tmp_path, user_folder) -> None:
    small_set(tmp_path)
    (tmp_path / "empty").mkdir()
    sets = tuple(SetChoice(name=name, folder=str(tmp_path / name)) for name in ("Mine", "empty", "missing"))
    code, events = _run(tmp_path, _plan(tmp_path, sets=sets, models=("bicubic", "gone"), scales=(2,)))
    rows = last_rows(events)
    assert code == 0
    assert rows["Mine", 2, "bicubic"].images == 3
    assert "gone" in rows["Mine", 2, "gone"].problem.text
    assert "no pictures" in rows["empty", 2, "bicubic"].problem.text
    assert "missing" in rows["missing", 2, "bicubic"].problem.text
    assert len(rows) == 6


def test_a_damaged_cache_is_told_and_put_aside(tmp_path) -> None:
    small_set(tmp_path)
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / NAME).write_text("no database")
    code, events = _run(tmp_path, _plan(tmp_path))
    assert code == 0
    (warning,) = [event for event in events if isinstance(event, Warned)]
    assert warning.code == "cache_damaged"
    assert "damaged-1" in warning.message
    assert len(pictures_of(events)) == 12


def test_a_folder_for_results_that_is_none_fails_with_a_reason(tmp_path) -> None:
    small_set(tmp_path)
    (tmp_path / "file").write_text("x")
    code, events = _run(tmp_path, _plan(tmp_path, cache=str(tmp_path / "file")))
    assert code == 1
    assert isinstance(events[-1], Failed)
    assert events[-1].code == "cannot_write"
    assert str(tmp_path) in events[-1].message


def test_the_distance_without_vgg_or_with_what_is_none_says_so(tmp_path, monkeypatch) -> None:
    small_set(tmp_path)
    (tmp_path / "file").write_text("x")
    for name in ("file", "gone.safetensors"):
        plan = _plan(tmp_path, extra=("distance",), vgg=str(tmp_path / name))
        with pytest.raises(BadCheckpoint, match=name):
            list(plan_events(plan, BUILT_IN, Control()))
    monkeypatch.setattr(session, "BESIDE", tmp_path / "none")
    with pytest.raises(VggMissing):
        list(plan_events(_plan(tmp_path, extra=("distance",)), BUILT_IN, Control()))


@pytest.mark.parametrize("content", [None, "{", '{"v":1,"type":"stop"}', '{"v":1,"type":"benchmark_plan"}'])
def test_a_file_that_is_no_plan_ends_with_2(content, tmp_path, capsys) -> None:
    path = tmp_path / "plan.json"
    if content is not None:
        path.write_text(content)
    assert cli.main(["benchmark", "--plan", str(path), "--events"]) == 2
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["code"] == "bad_plan"
