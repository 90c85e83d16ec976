"""TensorBoard's files: what is missing is said; where the package is there, they hold the run's numbers."""

from __future__ import annotations

import dataclasses
import importlib.util
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from picture_sets import make_job, save_pictures

from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import decode
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.job_file import job_toml

ROOT = Path(__file__).resolve().parents[2]
WITHOUT = """
import importlib.util, sys
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name == "tensorboard" else real(name, package)
sys.path.insert(0, {root!r})
from trainer.__main__ import main
sys.exit(main())
"""


def _job(root: Path) -> JobSpec:
    save_pictures(root / "pictures", 3)
    job = make_job(root)
    return dataclasses.replace(
        job, net={"kernels": [5, 3], "widths": [4]}, device="cpu", threads=1, tensorboard=True, evaluate_every=5,
        optim=dataclasses.replace(job.optim, steps=10),
    )  # fmt: skip


def _train(start: list[str], root: Path) -> subprocess.CompletedProcess[str]:
    path = root / "job.toml"
    path.write_text(job_toml(_job(root)))
    command = [*start, "run", str(path), "--run-dir", str(root / "run"), "--detached"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)


def test_a_missing_package_is_named_before_anything_is_trained(tmp_path) -> None:
    result = _train([sys.executable, "-c", WITHOUT.format(root=str(ROOT))], tmp_path)
    assert result.returncode == 2
    last = decode(result.stdout.splitlines()[-1])
    assert isinstance(last, Failed)
    assert last.code == "bad_job"
    assert "pip install" in last.hint
    assert "tensorboard" in last.message
    assert not (tmp_path / "run" / "state.pt").exists()


@pytest.mark.skipif(importlib.util.find_spec("tensorboard") is None, reason="the package tensorboard is not installed")
def test_the_files_hold_losses_rates_and_scores(tmp_path) -> None:
    result = _train([sys.executable, "-m", "trainer"], tmp_path)
    assert result.returncode == 0, result.stderr
    (path,) = (tmp_path / "run" / "tensorboard").iterdir()
    records = b"".join(_records(path.read_bytes()))
    for name in (b"loss/l1", b"rate", b"psnr/validation/x2", b"psnr/validation/x2/bicubic", b"ssim/validation/x2"):
        assert name in records


def _records(data: bytes) -> list[bytes]:
    """TFRecord: length, its checksum, the record, its checksum."""
    records = []
    while data:
        (length,) = struct.unpack("<Q", data[:8])
        records.append(data[12 : 12 + length])
        data = data[16 + length :]
    return records
