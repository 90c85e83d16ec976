"""A training run is known by its process: no second one enters it, and a killed one leaves it free."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sr_desktop.core.runs.lock import run_owner
from sr_desktop.core.runs.store import RunStore

_JOB = """
name = "tiny"
arch = "srcnn"
scales = [2]
net = {{ kernels = [3, 1, 3], widths = [4, 4] }}
evaluate_every = 1000000
[data]
folders = ["{folder}"]
patch = 16
validation = 1
[optim]
steps = 1000000
batch = 1
"""


@pytest.fixture
def job(tmp_path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(2)
    for number in range(2):
        Image.fromarray(rng.integers(0, 256, (64, 80, 3), dtype=np.uint8)).save(folder / f"{number}.png")
    path = tmp_path / "job.toml"
    path.write_text(_JOB.format(folder=folder.as_posix()))
    return path


def test_a_live_trainer_owns_its_run_until_it_dies(job, tmp_path) -> None:
    run = tmp_path / "runs" / "tiny"
    command = [sys.executable, "-m", "trainer"]
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [*command, "run", str(job), "--run-dir", str(run)], cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        try:
            deadline = time.monotonic() + 60
            while not (run / "state.pt").exists():
                assert process.poll() is None
                assert time.monotonic() < deadline
                time.sleep(0.05)
            (row,) = RunStore(run.parent).runs()
            assert row.state == "running"
            assert row.owner
            assert row.owner.pid == process.pid
            second = subprocess.run(
                [*command, "resume", str(run)], cwd=root, stdin=subprocess.PIPE, capture_output=True, text=True, check=False
            )
            assert second.returncode == 2
            assert f"is being trained by process {process.pid}" in second.stderr
        finally:
            process.kill()
            process.communicate()
    assert run_owner(run) is None
    (row,) = RunStore(run.parent).runs()
    assert (row.state, row.resumable) == ("interrupted", True)
