"""What becomes of a run where files cannot be written, are damaged, or come from another version of the program."""

from __future__ import annotations

import dataclasses
import io
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest
import torch
from picture_sets import make_job, save_pictures

from sr_desktop.core.errors import CannotWrite, NewerRun
from sr_desktop.core.messages.trainer import Failed, Finished, Step, Warned, WeightsSaved
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.protocol import decode
from sr_desktop.core.training.job_file import job_toml
from trainer.emitter import Emitter
from trainer.run_dir import STATE_VERSION, RunDir

ROOT = Path(__file__).resolve().parents[2]


def _job(root: Path, steps: int) -> Path:
    save_pictures(root / "pictures", 3)
    job = make_job(root)
    job = dataclasses.replace(
        job, net={"kernels": [5, 3], "widths": [4]}, device="cpu", threads=1, save_every=0.05, evaluate_every=10**6,
        optim=dataclasses.replace(job.optim, steps=steps),
    )  # fmt: skip
    path = root / "job.toml"
    path.write_text(job_toml(job))
    return path


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "trainer", *map(str, arguments), "--detached"]


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != "trainer.lock"}


def test_a_full_disk_leaves_both_states_as_they_were(tmp_path, monkeypatch) -> None:
    run = RunDir(tmp_path)
    run.save_state({"step": 1})
    run.save_state({"step": 2})
    before = _files(tmp_path)

    @contextmanager
    def full(path: Path, **options: object) -> Iterator[BinaryIO]:
        yield io.BytesIO()
        raise CannotWrite(path=str(path), detail="the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("trainer.run_dir.atomic_write", full)
        with pytest.raises(CannotWrite):
            run.save_state({"step": 3})
    assert _files(tmp_path) == before
    state, problems = run.load_state()
    assert state == {"step": 2, "version": STATE_VERSION}
    assert problems == []


@pytest.mark.skipif(sys.platform != "linux", reason="limits the sizes of another process's files")
def test_a_disk_that_fills_up_ends_the_run_in_words_and_the_last_state_is_good(tmp_path) -> None:
    import resource  # noqa: PLC0415 - not on Windows

    child = subprocess.Popen(
        _command("run", _job(tmp_path, 10**6), "--run-dir", tmp_path / "run"),
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    for line in child.stdout:
        event = decode(line)
        if isinstance(event, WeightsSaved) and event.kind == "state" and event.step > 0:
            # As a full disk does, this fails the next write; the events' file has some room left.
            size = max((tmp_path / "run" / "state.pt").stat().st_size // 2, (tmp_path / "run" / "events.jsonl").stat().st_size)
            resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (size, size))
            break
    out, log = child.communicate(timeout=60)
    last = decode(out.splitlines()[-1])
    assert isinstance(last, Failed)
    assert last.code == "cannot_write"
    assert child.returncode == 1
    assert "could not be written" in log
    assert "Traceback" not in log
    state, problems = RunDir(tmp_path / "run").load_state()
    assert problems == []
    assert state is not None
    assert state["step"] >= event.step
    load_net(tmp_path / "run" / "last.safetensors")
    assert list((tmp_path / "run").glob(".sr-*")) == []
    # With room again, it goes on.
    result = subprocess.run(
        [*_command("resume", tmp_path / "run")[:-1]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        input="",
    )
    assert result.returncode == 0, result.stderr
    finished = decode(result.stdout.splitlines()[-1])
    assert isinstance(finished, Finished)
    assert finished.step >= state["step"]


def test_a_run_of_a_newer_version_is_refused_and_left_alone(tmp_path) -> None:
    run = tmp_path / "run"
    command = _command("run", _job(tmp_path, 3), "--run-dir", run)
    assert subprocess.run(command, cwd=ROOT, capture_output=True, timeout=60, check=False).returncode == 0
    state = torch.load(run / "state.pt", weights_only=True)
    assert state["version"] == STATE_VERSION
    torch.save({**state, "version": STATE_VERSION + 1}, run / "state.pt")
    (run / "job.toml").write_text("of_the_future = true\n" + (run / "job.toml").read_text())
    before = _files(run)
    result = subprocess.run(_command("resume", run), cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 2
    assert "newer version" in result.stderr
    assert "Traceback" not in result.stderr
    last = decode(result.stdout.splitlines()[-1])
    assert isinstance(last, Failed)
    assert last.code == "newer_run"
    assert _files(run) == before
    with pytest.raises(NewerRun):
        RunDir(run).load_state()


def test_a_state_from_before_versions_were_counted_is_read(tmp_path) -> None:
    torch.save({"step": 4}, tmp_path / "state.pt")
    assert RunDir(tmp_path).load_state() == ({"step": 4}, [])


def test_a_line_that_was_cut_short_does_not_spoil_the_next(tmp_path) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text('{"v":1,"type":"st')
    with Emitter(path, io.StringIO()) as emitter:
        emitter.warn("code", "words")
    lines = path.read_text().splitlines()
    assert len(lines) == 2
    assert isinstance(decode(lines[1]), Warned)


class _FullDisk(io.BytesIO):
    def write(self, data: object) -> int:
        raise OSError(28, "No space left on device")


def test_events_that_cannot_be_recorded_end_the_run_but_not_its_last_word(tmp_path, capsys) -> None:
    stream = io.StringIO()
    with Emitter(tmp_path / "events.jsonl", stream) as emitter:
        emitter._file.close()
        emitter._file = _FullDisk()
        with pytest.raises(CannotWrite):
            emitter.emit(Step(step=1, epoch=0.1, lr=0.1, losses={}, patches_per_s=1.0))
        emitter.emit(Failed(code="cannot_write", message="m", hint="h"))
    assert [type(decode(line)) for line in stream.getvalue().splitlines()] == [Step, Failed]
    assert "No space left" in capsys.readouterr().err
