"""Half precision against fp32, on pictures: imitated where the processor has none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning.agreement import agreement
from sr_desktop.core.tuning.choice import Agreement
from sr_desktop.paths import resources_dir, samples_dir

SHIPPED = [samples_dir() / sample.file for sample in SAMPLES]
SRCNN = resources_dir() / "weights" / "srcnn_x2.safetensors"
PLAIN = Geometry(space=InputSpace.LUMA_UPSCALED, radius=1, factor=1)


class _Adding:
    """A Backend that adds `amount` to every `stride`-th value."""

    name, device, precision = "adding", "cpu", "fp32"

    def __init__(self, amount: float, stride: int = 1) -> None:
        self._amount, self._stride = np.float32(amount), stride

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        answer = planes.copy()
        answer.reshape(-1)[:: self._stride] += self._amount
        return answer


def _of(backend: _Adding) -> Agreement:
    return agreement(_Adding(0), backend, PLAIN, 2, SHIPPED[:1])


def test_equal_answers_agree_in_everything() -> None:
    assert _of(_Adding(0)) == Agreement(within_one=1.0, psnr_change=0.0)


def test_two_levels_at_one_value_in_a_hundred_are_too_much() -> None:
    found = _of(_Adding(2 / 255, stride=100))
    assert found.within_one == pytest.approx(0.99, abs=2e-3)
    assert not found.is_near_enough


def test_a_shift_that_changes_the_psnr_is_too_much() -> None:
    found = _of(_Adding(0.9 / 255))
    assert found.within_one == 1.0
    assert found.psnr_change > 0.01
    assert not found.is_near_enough


def _srcnn_in_bf16(pictures: list[Path]) -> Agreement:
    loaded = load_net(SRCNN)
    exact, half = (TorchBackend(load_net(SRCNN).module, device="cpu", precision=each) for each in ("fp32", "bf16"))
    return agreement(exact, half, loaded.spec.geometry(loaded.config), 2, pictures, side=64)


def test_srcnn_in_plain_bf16_shows_and_is_refused() -> None:
    """It answers with the whole luminance, for which bf16 has 8 bits: no residual that would be added exactly."""
    assert not _srcnn_in_bf16(SHIPPED[:1]).is_near_enough


def test_set5_says_the_same(benchmark_dir: Path) -> None:
    assert not _srcnn_in_bf16(sorted((benchmark_dir / "Set5").glob("*.png"))).is_near_enough
