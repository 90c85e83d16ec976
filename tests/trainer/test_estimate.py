"""What a job will need is measured, not guessed."""

from __future__ import annotations

import mmap
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.messages.trainer import Estimated, Failed
from sr_desktop.core.protocol import decode
from sr_desktop.core.training.job import JobSpec
from trainer import estimate as estimating
from trainer.job import check_job
from trainer.memory import forget_peak, free_mb, held_mb, peak_mb
from trainer.pictures.data import PatchSource
from trainer.pictures.picture_files import split_files
from trainer.pictures.picture_sizes import PictureSizes

ROOT = Path(__file__).resolve().parents[2]
CPU = torch.device("cpu")


@pytest.fixture
def pictures(tmp_path) -> Path:
    folder = tmp_path / "p"
    folder.mkdir()
    for number in range(5):
        noise = np.random.default_rng(number).integers(0, 256, (64, 80, 3), dtype=np.uint8)
        Image.fromarray(noise).save(folder / f"{number}.png")
    return tmp_path


def _job(root: Path, arch: str = "srcnn", **changes: object) -> JobSpec:
    nets = {
        "srcnn": {"kernels": [5, 3], "widths": [8]},
        "vdsr": {"depth": 20, "width": 32},
        "srresnet": {"scale": 2, "blocks": 1, "width": 8},
    }
    plain = {
        "name": "tiny", "arch": arch, "scales": [2], "net": nets[arch], "device": "cpu", "evaluate_every": 100,
        "data": {"root": str(root), "folders": ["p"], "patch": 16, "validation": 2},
        "optim": {"steps": 1000, "batch": 4},
    }  # fmt: skip
    for name, value in changes.items():
        table, _, field = name.rpartition("__")
        (plain[table] if table else plain)[field] = value
    return check_job(plain)


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(estimating, "_STEP_SECONDS", 0.4)


def test_an_estimate_is_made_of_its_parts(pictures, quick) -> None:
    found = estimating.estimate(_job(pictures))
    assert found.steps_per_s > 1
    assert found.seconds > 1000 / found.steps_per_s
    assert 50 < found.memory_mb < found.free_memory_mb
    assert found.largest_batch >= 4
    assert found.device == "cpu"


def test_more_validations_cost_time(pictures, quick) -> None:
    rare, often = (estimating.estimate(_job(pictures, evaluate_every=every)) for every in (1000, 1))
    spent = [found.seconds - 1000 / found.steps_per_s for found in (rare, often)]
    assert spent[1] > 100 * spent[0]


def test_steps_with_fewer_layers_are_counted_as_such(pictures, quick, monkeypatch) -> None:
    def seconds(bench, batch):
        bench._step(batch)
        return float(len(bench.recipe.module._used))

    monkeypatch.setattr(estimating._Bench, "_seconds", seconds)
    jobs = (_job(pictures, "vdsr", optim__shallow_share=share, optim__batch=1) for share in (0.0, 0.75))
    plain, mixed = map(estimating.estimate, jobs)
    assert plain.steps_per_s / mixed.steps_per_s == pytest.approx((0.75 * 8 + 0.25 * 20) / 20)


def test_a_batch_that_would_take_long_is_measured_in_part(pictures, monkeypatch) -> None:
    bench_steps: list[int] = []
    real = estimating._Bench._step

    def step(self, batch):
        bench_steps.append(batch)
        real(self, batch)

    monkeypatch.setattr(estimating._Bench, "_step", step)
    monkeypatch.setattr(estimating, "_STEP_SECONDS", 1e-6)
    found = estimating.estimate(_job(pictures, optim__batch=4096))
    assert max(bench_steps) == 2
    assert found.steps_per_s < 50


def test_a_large_batch_needs_more_memory_and_leaves_the_largest_as_it_is(pictures, quick) -> None:
    job = _job(pictures, "srresnet", optim__batch=64)
    found = estimating.estimate(job)
    assert found.extrapolated
    # A patch of 16 x 16 at x2 keeps about 30 maps of 8 channels and some at double size: well over 0.2 MB.
    assert found.largest_batch < found.free_memory_mb / 0.2
    assert found.largest_batch > 64


def test_the_size_of_the_data_is_that_of_the_data(pictures) -> None:
    for arch, space in (("srcnn", InputSpace.LUMA_UPSCALED), ("srresnet", InputSpace.RGB_LOW)):
        job = _job(pictures, arch)
        source = PatchSource(job, space, split_files(job.data).train, lambda code, text: None, cache=pictures / "cache")
        pairs = [source._store.pair(number) for number in range(len(source._store.sizes))]
        real = sum(pair.low.nbytes + pair.high.nbytes for pair in pairs) / 1e6
        assert PictureSizes(job, space).memory_mb == pytest.approx(real)
    assert PictureSizes(_job(pictures, data__cache="disk"), InputSpace.LUMA_UPSCALED).memory_mb == 0.0
    assert PictureSizes(_job(pictures, data__limit=1), InputSpace.LUMA_UPSCALED).memory_mb > 0.0


def test_memory_follows_what_is_held() -> None:
    forget_peak(CPU)
    before, peak = held_mb(CPU), peak_mb(CPU)
    # From the system itself: what an array takes may be held since a training of another test has freed it.
    block = mmap.mmap(-1, 50_000_000)
    np.frombuffer(block, dtype=np.uint8)[:] = 1
    assert held_mb(CPU) - before == pytest.approx(50, abs=10)
    block.close()
    assert held_mb(CPU) - before < 10
    if sys.platform == "linux":
        assert peak_mb(CPU) - peak == pytest.approx(50, abs=10)
        forget_peak(CPU)
        assert peak_mb(CPU) - peak < 10
    assert free_mb(CPU) > 50


def _estimate(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "trainer", "estimate", *arguments],
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


def test_the_verb_prints_one_event(pictures) -> None:
    result = _estimate("srcnn-915-modern", "--set", f"data.root={pictures.as_posix()}", "--set", 'data.folders=["p"]',
                       "--set", "data.validation=1", "--set", "optim.batch=2", "--set", "device=cpu")  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert isinstance(decode(result.stdout.splitlines()[-1]), Estimated)
    assert len(result.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("override", "code", "status"), [("arch=esrgan", "bad_job", 2), ("data.root=nowhere", "bad_dataset", 1)]
)
def test_what_cannot_run_cannot_be_estimated(override, code, status) -> None:
    result = _estimate("srcnn-915-modern", "--set", override)
    last = decode(result.stdout.splitlines()[-1])
    assert isinstance(last, Failed)
    assert (last.code, result.returncode) == (code, status)
