"""Several processes under torchrun: what one process with the larger batch would do, one voice, restarts."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import torch
from picture_sets import make_job, save_pictures
from safetensors.torch import load_file

from sr_desktop.core.errors import BadJob, SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Evaluated, Finished, Pause, Resume, Started, Step, Stop, Warned
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.training.job import GanOptions, JobSpec
from sr_desktop.core.training.job_file import job_toml
from trainer.distributed import ALONE, Group, Place
from trainer.placement import place

ROOT = Path(__file__).resolve().parents[2]
TORCHRUN = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
PATIENCE_S = 120.0

pytestmark = pytest.mark.skipif(
    not torch.distributed.is_available() or not torch.distributed.is_gloo_available() or os.name == "nt",
    reason="needs torch.distributed with gloo, and POSIX signals",
)


def _job(root: Path, **optim: object) -> JobSpec:
    """SRCNN with batches of 4 for one process."""
    save_pictures(root / "pictures", 4)
    job = make_job(root, batch=4)
    options = dataclasses.replace(job.optim, steps=12, loss="l2", init="identity", **optim)
    return dataclasses.replace(
        job, net={"kernels": [5, 3], "widths": [4]}, device="cpu", threads=1, evaluate_every=6, optim=options
    )


def _write(job: JobSpec, root: Path) -> Path:
    path = root / "job.toml"
    path.write_text(job_toml(job))
    return path


def _trainer(verb: str, *arguments: object) -> list[str]:
    return ["-m", "trainer", verb, *map(str, arguments)]


def _events(lines: str) -> list[Event]:
    return [event for event in map(decode, lines.splitlines()) if isinstance(event, Event)]


def _run(command: list[str]) -> list[Event]:
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL
    )
    assert result.returncode == 0, result.stderr
    return _events(result.stdout)


@contextmanager
def _together(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    """Torchrun with pipes; whatever is left of it at the end is killed."""
    child = subprocess.Popen(
        [*TORCHRUN, *arguments], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield child
    finally:
        workers = _children(child.pid) if child.poll() is None else []
        child.kill()
        for pid in workers:
            os.kill(pid, signal.SIGKILL)
        child.communicate(timeout=PATIENCE_S)


def _children(pid: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _worker(torchrun: int, rank: int) -> int:
    for pid in _children(torchrun):
        if f"RANK={rank}".encode() in Path(f"/proc/{pid}/environ").read_bytes().split(b"\0"):
            return pid
    raise AssertionError(f"torchrun has no process {rank}")


def _read_until(child: subprocess.Popen[str], kind: type[Event], count: int = 1) -> list[Event]:
    assert child.stdout is not None
    events = []
    for line in child.stdout:
        events += _events(line)
        if sum(isinstance(event, kind) for event in events) == count:
            return events
    raise AssertionError(f"no {kind.__name__} before the end of {events}")


def _assert_ends_well(child: subprocess.Popen[str]) -> None:
    # Its own words tell why it failed; the pipe to it stays open, whose end would be a command.
    assert child.stderr is not None
    words = child.stderr.read()
    assert child.wait(PATIENCE_S) == 0, words


def _tell(child: subprocess.Popen[str], *commands: object) -> None:
    assert child.stdin is not None
    child.stdin.write("".join(map(encode, commands)))
    child.stdin.flush()


def _largest_difference(one: Path, other: Path) -> float:
    first, second = load_file(one / "last.safetensors"), load_file(other / "last.safetensors")
    assert first.keys() == second.keys()
    return max(float((first[name].double() - second[name].double()).abs().max()) for name in first)


def test_two_processes_equal_one_with_the_doubled_batch_and_speak_with_one_voice(tmp_path) -> None:
    job = _write(_job(tmp_path), tmp_path)
    one = _run([sys.executable, *_trainer("run", job, "--run-dir", tmp_path / "one", "--set", "optim.batch=8")])
    two = _run([*TORCHRUN, *_trainer("run", job, "--run-dir", tmp_path / "two")])
    assert _largest_difference(tmp_path / "one", tmp_path / "two") < 1e-5
    assert [type(event) for event in two if isinstance(event, Started | Finished)] == [Started, Finished]
    assert [event.device for event in two if isinstance(event, Started)] == ["2 x cpu"]
    for mine, theirs in zip(_scores(one), _scores(two), strict=True):
        assert mine == pytest.approx(theirs, abs=1e-3)
    lines = (tmp_path / "two" / "events.jsonl").read_text().splitlines()
    assert [json.loads(line)["type"] for line in lines].count("finished") == 1


def _scores(events: list[Event]) -> list[float]:
    return [event.psnr for event in events if isinstance(event, Evaluated)]


def test_batch_statistics_and_losses_are_those_of_all_patches(tmp_path) -> None:
    # One step: Adam's, of the discriminator, turns the rounding of small gradients into differences as large as its rate.
    gan = GanOptions(from_scratch=True)
    job = dataclasses.replace(_job(tmp_path, method="sgd", lr=0.1), arch="srresnet", recipe="srgan", gan=gan)
    job = dataclasses.replace(
        job,
        net={"scale": 2, "blocks": 1, "width": 8},
        data=dataclasses.replace(job.data, patch=16),
        optim=dataclasses.replace(job.optim, init="he", steps=1, ema=0.0),
    )
    path = _write(job, tmp_path)
    one = _run([sys.executable, *_trainer("run", path, "--run-dir", tmp_path / "one", "--set", "optim.batch=8")])
    two = _run([*TORCHRUN, *_trainer("run", path, "--run-dir", tmp_path / "two")])
    assert _largest_difference(tmp_path / "one", tmp_path / "two") < 1e-5
    judges = [torch.load(tmp_path / name / "state.pt", weights_only=True)["recipe"]["discriminator"] for name in ("one", "two")]
    counted = [name for name in judges[0] if "running" in name]
    assert len(counted) == 14
    for name in counted:
        assert torch.allclose(judges[0][name], judges[1][name], rtol=1e-3, atol=1e-4), name
    (mine,), (theirs,) = ([event for event in events if isinstance(event, Step)] for events in (one, two))
    assert mine.losses == pytest.approx(theirs.losses, rel=1e-3)


def test_a_pause_holds_all_a_stop_ends_all_and_resume_goes_on_as_if_nothing_had_been(tmp_path) -> None:
    job = _write(dataclasses.replace(_job(tmp_path), save_every=0.05), tmp_path)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    steps = ["--set", "optim.steps=600", "--set", "evaluate_every=300"]
    _run([*TORCHRUN, *_trainer("run", job, "--run-dir", whole, *steps)])
    with _together(*_trainer("run", job, "--run-dir", parts, *steps)) as child:
        _read_until(child, Step)
        _tell(child, Pause())
        time.sleep(1.0)
        before = (parts / "events.jsonl").read_text()
        time.sleep(1.0)
        assert (parts / "events.jsonl").read_text() == before
        _tell(child, Resume(), Stop())
        events = _read_until(child, Finished)
        _assert_ends_well(child)
    (finished,) = [event for event in events if isinstance(event, Finished)]
    assert finished.reason == "stopped"
    events = _run([*TORCHRUN, *_trainer("resume", parts)])
    assert [event.resume_step for event in events if isinstance(event, Started)] == [finished.step]
    assert _largest_difference(whole, parts) == 0.0


@pytest.mark.skipif(sys.platform != "linux", reason="finds the processes in /proc")
@pytest.mark.parametrize("rank", [0, 1])
def test_a_run_whose_process_is_killed_goes_on_after_the_restart(rank, tmp_path, monkeypatch) -> None:
    job = _write(dataclasses.replace(_job(tmp_path), save_every=0.05), tmp_path)
    steps = ["--set", "optim.steps=600", "--set", "evaluate_every=600"]
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with _together("--max-restarts", "1", *_trainer("run", job, "--run-dir", tmp_path / "runs" / "killed", *steps)) as child:
        events = _read_until(child, Step)
        os.kill(_worker(child.pid, rank), signal.SIGKILL)
        events += _read_until(child, Finished)
        _assert_ends_well(child)
    started = [event for event in events if isinstance(event, Started)]
    assert len(started) == 2
    assert {event.run_id for event in started} == {"killed"}
    assert isinstance(events[-1], Finished)
    assert events[-1].reason == "completed"
    # Whoever is left says that it is not the end; a killed first process says nothing.
    assert {event.code for event in events if isinstance(event, Warned)} <= {"group_lost"}
    _run([sys.executable, *_trainer("run", job, "--run-dir", tmp_path / "whole", "--set", "optim.batch=8", *steps)])
    assert _largest_difference(tmp_path / "whole", tmp_path / "runs" / "killed") < 1e-5


def test_a_bad_job_is_told_once(tmp_path) -> None:
    job = _write(_job(tmp_path), tmp_path)
    command = [*TORCHRUN, *_trainer("run", job, "--run-dir", tmp_path / "run", "--set", "optim.lr=-1")]
    result = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL
    )
    assert result.returncode != 0
    assert [event.code for event in _events(result.stdout)] == ["bad_job"]
    assert result.stderr.count("optim.lr") == 1


def test_torchruns_variables_are_understood() -> None:
    assert Place.of({}) is None
    assert Place.of({"RANK": "0"}) is None
    found = Place.of(
        {
            "RANK": "3", "WORLD_SIZE": "4", "LOCAL_RANK": "1", "LOCAL_WORLD_SIZE": "2", "TORCHELASTIC_RESTART_COUNT": "1",
            "TORCHELASTIC_MAX_RESTARTS": "3", "TORCHELASTIC_RUN_ID": "x", "TORCHELASTIC_USE_AGENT_STORE": "True",
        }
    )  # fmt: skip
    assert found == Place(rank=3, size=4, local_rank=1, local_size=2, attempt=1, restarts_left=2, run_id="x", keeps_store=True)
    assert not Group(found).is_first
    assert not Group(found).leads_machine


def _unexpected(code: str, message: str) -> None:
    pytest.fail(f"{code}: {message}")


@pytest.mark.parametrize("known", [True, False])
def test_a_precision_that_is_only_imitated_is_told(known, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx2": True, "avx512_bf16": known, "cpu_name": "x"})
    job = _job(tmp_path)
    told: list[str] = []
    place(job, ALONE, lambda code, message: told.append(code))
    assert told == []
    place(
        dataclasses.replace(job, optim=dataclasses.replace(job.optim, precision="bf16")),
        ALONE,
        lambda code, _: told.append(code),
    )
    assert told == ([] if known else ["imitated_bf16"])


def test_each_process_has_a_card_of_its_own_or_its_share_of_the_processor(tmp_path, monkeypatch) -> None:
    job, chosen, threads = _job(tmp_path), [], []
    monkeypatch.setattr(torch.cuda, "set_device", chosen.append)
    monkeypatch.setattr(torch, "set_num_threads", threads.append)
    monkeypatch.setattr("trainer.placement._cores", lambda: 6)
    second = Group(Place(rank=1, size=2, local_rank=1, local_size=2))
    assert str(place(dataclasses.replace(job, threads=0), second, _unexpected)) == "cpu"
    assert threads == [3]
    assert str(place(job, ALONE, _unexpected)) == "cpu"
    assert threads == [3, 1]
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert str(place(dataclasses.replace(job, device="auto"), second, _unexpected)) == "cuda:1"
    assert chosen == [1]
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    for device, field in (("cuda:0", "--nproc-per-node"), ("mps", "device")):
        with pytest.raises(BadJob) as caught:
            place(dataclasses.replace(job, device=device), second, _unexpected)
        assert isinstance(caught.value, SrError)
        assert caught.value.values["field"] == field
