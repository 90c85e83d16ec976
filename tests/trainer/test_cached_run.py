"""A run whose pairs are on disk learns what one with pairs in memory learns, and leaves no large files behind."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

from picture_sets import make_job, save_pictures

from sr_desktop.core.messages.trainer import Finished, Stop
from sr_desktop.core.models.checkpoint import digest, load_net
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.training.job_file import job_toml

ROOT = Path(__file__).resolve().parents[2]


def _train(*arguments: object, stdin: str | None = None) -> Finished:
    command = [sys.executable, "-m", "trainer", *map(str, arguments), *([] if stdin else ["--detached"])]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, input=stdin or "")
    last = decode(result.stdout.splitlines()[-1])
    assert isinstance(last, Finished), result.stderr
    return last


def _weights(run: Path) -> str:
    return digest(load_net(run / "last.safetensors").module.state_dict())


def test_a_stopped_and_resumed_run_on_disk_equals_one_in_memory(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 4, width=60, height=60)
    job = make_job(tmp_path, degradation="camera")
    job = dataclasses.replace(
        job, net={"kernels": [5, 3], "widths": [4]}, device="cpu", threads=1, optim=dataclasses.replace(job.optim, steps=40)
    )
    (tmp_path / "job.toml").write_text(job_toml(job))
    memory, disk = tmp_path / "memory", tmp_path / "disk"
    _train("run", tmp_path / "job.toml", "--run-dir", memory)
    assert not (memory / "cache").exists()
    stopped = _train("run", tmp_path / "job.toml", "--set", "data.cache=disk", "--run-dir", disk, stdin=encode(Stop()))
    assert stopped.reason == "stopped"
    assert len(list((disk / "cache").iterdir())) == 2
    _train("resume", disk)
    assert _weights(disk) == _weights(memory)
    assert not (disk / "cache").exists()
