"""Back-projection: an answer that shrinks to what it was made from."""

from __future__ import annotations

import numpy as np
import pytest
from classical_lessons import edges

from sr_desktop.core.classical.projection import REACH, ROUNDS, back_project
from sr_desktop.core.metrics import psnr, to_8_bit
from sr_desktop.core.resize import imresize


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_the_answer_comes_nearer_to_its_source_and_to_the_truth(factor) -> None:
    truth = edges(5)
    low = imresize(truth, 1 / factor)
    plain = imresize(low, float(factor))
    moved = back_project(plain, low)
    assert moved.dtype == np.float32
    assert np.abs(imresize(moved, 1 / factor) - low).mean() < 0.2 * np.abs(imresize(plain, 1 / factor) - low).mean()
    assert psnr(to_8_bit(truth), to_8_bit(moved)) > psnr(to_8_bit(truth), to_8_bit(plain)) + 0.5


def test_what_agrees_already_stays() -> None:
    truth = edges(6)
    np.testing.assert_allclose(back_project(truth, imresize(truth, 0.5)), truth, atol=1e-6)


def test_its_reach_is_bounded() -> None:
    low = edges(7, side=41)
    changed = low.copy()
    changed[20, 20] += 0.5
    upscaled = imresize(low, 2.0)
    moved = np.abs(back_project(upscaled, changed) - back_project(upscaled, low)) > 1e-7
    assert np.abs(np.argwhere(moved) // 2 - 20).max() <= ROUNDS * REACH
