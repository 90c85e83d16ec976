"""A whole small training: it learns, its result is a model, and it resumes exactly."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Preview, Started, Step, Stop, Warned
from sr_desktop.core.models.checkpoint import digest, load_net
from sr_desktop.core.protocol import decode, encode
from trainer.emitter import Emitter
from trainer.job import load_job
from trainer.loop import Run
from trainer.run_dir import RunDir

ROOT = Path(__file__).resolve().parents[2]
JOB = """
name = "tiny"
arch = "srcnn"
scales = [2]
evaluate_every = 20
save_every = 0.05
threads = 1
device = "cpu"
[net]
kernels = [5, 3]
widths = [4]
[data]
root = "{root}"
folders = ["pictures"]
patch = 16
validation = 1
[optim]
steps = {steps}
batch = 4
lr = 1e-3
init = "identity"
"""


@pytest.fixture
def job(tmp_path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(2)
    for number in range(4):
        coarse = Image.fromarray(rng.integers(0, 256, (8, 10, 3), dtype=np.uint8))
        coarse.resize((80, 64), Image.Resampling.NEAREST).save(folder / f"{number}.png")
    return _write_job(tmp_path, 60)


def _write_job(folder: Path, steps: int) -> Path:
    path = folder / "job.toml"
    path.write_text(JOB.format(root=folder.as_posix(), steps=steps))
    return path


def _train(*arguments: object, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trainer", *map(str, arguments), *([] if stdin is not None else ["--detached"])]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, input=stdin or "")


def _weights(run: Path) -> str:
    return digest(load_net(run / "last.safetensors").module.state_dict())


def test_a_run_learns_and_leaves_a_model(job, tmp_path) -> None:
    result = _train("run", job, "--run-dir", tmp_path / "run", "--set", "optim.steps=200")
    events = [decode(line) for line in result.stdout.splitlines()]
    assert result.returncode == 0, result.stderr
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    assert events[-1].reason == "completed"
    assert any(isinstance(event, Step) for event in events)
    scores = [event for event in events if isinstance(event, Evaluated) and event.dataset == "validation"]
    assert scores[-1].psnr > scores[-1].baseline_psnr + 0.15
    assert events[-1].best_psnr == pytest.approx(max(score.psnr for score in scores))
    best = load_net(tmp_path / "run" / "best.safetensors")
    assert best.info.model == "tiny"
    assert (tmp_path / "run" / "events.jsonl").read_text() == result.stdout


def test_what_a_run_shows_and_measures_besides(job, tmp_path) -> None:
    result = _train("run", job, "--run-dir", tmp_path / "run", "--set", "optim.steps=20")
    events = [decode(line) for line in result.stdout.splitlines()]
    shown = [event for event in events if isinstance(event, Preview)]
    assert {(event.step, event.kind) for event in shown} == {
        (step, kind) for step in (0, 20) for kind in ("crop", "filters", "features")
    }
    assert all(Path(path).is_file() for event in shown for path in (event.path, event.input, event.truth) if path)
    learned = [event for event in events if isinstance(event, Evaluated) and event.dataset == "training"]
    assert [(event.step, event.best) for event in learned] == [(20, False)]
    assert all(event.memory_mb > 50 for event in events if isinstance(event, Step))


def test_stopped_and_resumed_equals_not_stopped(job, tmp_path) -> None:
    whole = _train("run", job, "--run-dir", tmp_path / "whole")
    assert whole.returncode == 0
    parts = _train("run", job, "--run-dir", tmp_path / "parts", stdin=encode(Stop()))
    assert decode(parts.stdout.splitlines()[-1]).reason == "stopped"
    assert _train("resume", tmp_path / "parts").returncode == 0
    assert _weights(tmp_path / "parts") == _weights(tmp_path / "whole")


def test_killed_at_random_moments_and_resumed_equals_not_killed(job, tmp_path) -> None:
    _write_job(tmp_path, 400)
    assert _train("run", job, "--run-dir", tmp_path / "whole").returncode == 0
    run, rng = tmp_path / "killed", np.random.default_rng(4)
    arguments = ["run", job, "--run-dir", run]
    for _ in range(3):
        child = subprocess.Popen(
            [sys.executable, "-m", "trainer", *map(str, arguments), "--detached"], cwd=ROOT, stdout=subprocess.DEVNULL
        )
        state = run / "state.pt"
        deadline = time.monotonic() + 60
        before = state.stat().st_mtime_ns if state.exists() else 0
        while child.poll() is None and (not state.exists() or state.stat().st_mtime_ns == before):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(float(rng.uniform(0, 0.2)))
        child.kill()
        child.wait()
        arguments = ["resume", run]
    assert _train("resume", run).returncode == 0
    assert _weights(run) == _weights(tmp_path / "whole")


def test_a_state_cut_in_half_falls_back_to_the_one_before(job, tmp_path) -> None:
    run = tmp_path / "run"
    assert _train("run", job, "--run-dir", run).returncode == 0
    whole = _weights(run)
    state = run / "state.pt"
    state.write_bytes(state.read_bytes()[: state.stat().st_size // 2])
    result = _train("resume", run)
    warnings = [event for event in map(decode, result.stdout.splitlines()) if isinstance(event, Warned)]
    assert [warning.code for warning in warnings] == ["state_damaged"]
    assert result.returncode == 0
    assert _weights(run) == whole


@pytest.mark.skipif(not hasattr(signal, "SIGTERM") or os.name == "nt", reason="POSIX signals")
def test_sigterm_saves_and_ends_well(job, tmp_path) -> None:
    _write_job(tmp_path, 10**6)
    child = subprocess.Popen(
        [sys.executable, "-m", "trainer", "run", str(job), "--run-dir", str(tmp_path / "run"), "--detached"],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert child.stdout is not None
    with child.stdout:
        for line in child.stdout:
            if isinstance(decode(line), Step):
                break
        child.send_signal(signal.SIGTERM)
        last = child.stdout.read().splitlines()[-1]
    assert child.wait(timeout=30) == 0
    assert decode(last).reason == "stopped"


@pytest.mark.parametrize(
    ("override", "field"),
    [
        ("arch=esrgan", "arch"),
        ("optim.lr=-1", "optim.lr"),
        ("optim.rate=1", "optim.rate"),
        ("scales=[1]", "scales"),
        ("net.depth=5", "net"),
        ("data.folders=[]", "data.folders"),
        ("recipe=magic", "recipe"),
        ("optim.steps=many", "steps"),
    ],
)
def test_a_bad_field_is_named(override, field, job, tmp_path) -> None:
    result = _train("run", job, "--run-dir", tmp_path / "run", "--set", override)
    assert result.returncode == 2
    assert field in result.stderr


def test_text_among_pictures_is_listed_and_skipped(job, tmp_path) -> None:
    (tmp_path / "pictures" / "notes.png").write_text("not a picture")
    result = _train("run", job, "--run-dir", tmp_path / "run", "--set", "optim.steps=2", "--set", "seed=3")
    events = [decode(line) for line in result.stdout.splitlines()]
    assert any(isinstance(event, Warned) and "notes.png" in event.message for event in events)
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("override", "text"), [("data.patch=100", "as large as a patch"), ("data.root=nowhere", "No such file")]
)
def test_data_that_cannot_serve_is_refused(override, text, job, tmp_path) -> None:
    result = _train("run", job, "--run-dir", tmp_path / "run", "--set", override)
    last = decode(result.stdout.splitlines()[-1])
    assert isinstance(last, Failed)
    assert text in last.message
    assert result.returncode == 1


def test_a_loss_that_explodes_is_reported_as_diverged(job, tmp_path) -> None:
    result = _train("run", job, "--run-dir", tmp_path / "run", "--set", "optim.lr=100", "--set", "optim.method=sgd",
                    "--set", "optim.loss=half_l2", "--set", "optim.steps=500")  # fmt: skip
    last = decode(result.stdout.splitlines()[-1])
    assert isinstance(last, Failed)
    assert last.code == "diverged"
    assert result.returncode == 1


def test_one_bad_moment_is_survived_at_a_lower_rate(job, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(ROOT)
    spec = load_job(job, ["optim.steps=30"])
    run_dir = RunDir.create(tmp_path / "run", spec)
    with Emitter(run_dir.events) as emitter:
        run = Run(spec, run_dir, emitter, Control())
        real_step, bad = run._recipe.step, [20]

        def step(number, low, high):
            if number in bad:
                bad.clear()
                return {"l1": torch.tensor(float("nan"))}
            return real_step(number, low, high)

        monkeypatch.setattr(run._recipe, "step", step)
        run.run()
    events = [decode(line) for line in run_dir.events.read_text().splitlines()]
    assert [event.code for event in events if isinstance(event, Warned)] == ["fell_back"]
    assert isinstance(events[-1], Finished)
    assert run._recipe.rate_scale == 0.5


def test_a_run_that_does_not_improve_ends_early_and_keeps_its_best(job, tmp_path) -> None:
    overrides = ["optim.steps=100000", "evaluate_every=5", "patience=2", "optim.lr=1e-9", "optim.ema=0"]
    arguments = [part for override in overrides for part in ("--set", override)]
    result = _train("run", job, "--run-dir", tmp_path / "run", *arguments)
    last = decode(result.stdout.splitlines()[-1])
    assert last.reason == "stopped"
    assert last.step < 1000
    assert (tmp_path / "run" / "best.safetensors").exists()
    # Once before the first step and at every validation.
    assert len(list((tmp_path / "run" / "previews").glob("????????-crop-0.png"))) == 1 + last.step // 5


def test_every_shipped_job_is_valid() -> None:
    command = [sys.executable, "-m", "trainer", "recipes"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    assert "srcnn-955-x2" in result.stdout
