"""Colour drift and checkerboard are seen where they are, and only there."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.core.resize import imresize
from trainer.artefacts import Artefacts


@pytest.fixture
def truth():
    rng = np.random.default_rng(3)
    coarse = imresize(rng.random((10, 12, 3), dtype=np.float32), 12.0)
    fine = rng.random((120, 144, 3), dtype=np.float32)
    return (0.25 + 0.4 * coarse + 0.1 * fine).astype(np.float32)


def _bicubic(truth, scale):
    return imresize(imresize(truth, 1.0 / scale), float(scale))


def _board(shape, scale, amplitude):
    """+amplitude to -amplitude over each period of both axes."""
    ramp = [(np.arange(length) % scale) / (scale - 1) * 2 - 1 for length in shape[:2]]
    return (amplitude * np.outer(*ramp)).astype(np.float32)[:, :, None]


def _measured(truth, answer, scale):
    artefacts = Artefacts(scale)
    artefacts.add(truth, answer)
    return artefacts


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_bicubic_has_no_checkerboard_and_a_faint_one_is_found(truth, scale) -> None:
    answer = _bicubic(truth, scale)
    assert _measured(truth, answer, scale).checkerboard < 1.2
    faint = _measured(truth, answer + _board(truth.shape, scale, 4 / 255), scale).checkerboard
    strong = _measured(truth, answer + _board(truth.shape, scale, 12 / 255), scale).checkerboard
    assert 2.0 < faint < strong


def test_a_grid_of_another_factor_is_none(truth) -> None:
    answer = _bicubic(truth, 3) + _board(truth.shape, 5, 12 / 255)
    assert _measured(truth, answer, 3).checkerboard < 1.5


def test_the_largest_drift_of_a_channel_over_all_pictures(truth) -> None:
    artefacts = Artefacts(2)
    artefacts.add(truth, truth + np.float32([0.02, -0.06, 0.0]))
    artefacts.add(truth, truth + np.float32([0.02, 0.02, 0.0]))
    assert artefacts.colour_shift == pytest.approx(0.02, abs=1e-5)


def test_luminance_has_no_colour_to_drift(truth) -> None:
    luma = truth[:, :, :1]
    assert _measured(luma, luma + np.float32(0.1), 2).colour_shift == 0.0


def test_a_picture_that_is_too_small_says_nothing() -> None:
    tiny = np.full((20, 20, 3), 0.5, np.float32)
    assert _measured(tiny, tiny + np.float32(0.1), 4).checkerboard == 0.0
    assert _measured(tiny, tiny + np.float32(0.1), 4).colour_shift == pytest.approx(0.1)


def test_an_rgb_answer_to_a_grey_truth_is_measured_as_grey(truth) -> None:
    grey = truth[:, :, :1]
    artefacts = _measured(grey, np.repeat(_bicubic(grey, 2), 3, axis=2), 2)
    assert artefacts.checkerboard < 1.2
    assert artefacts.colour_shift < 1e-3


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_fine_pattern_is_found_whatever_its_period(truth, scale) -> None:
    answer = _bicubic(truth, scale)
    assert _measured(truth, answer, scale).pattern < 1.0
    assert _measured(truth, truth, scale).pattern == pytest.approx(1.0, abs=0.1)
    waves = np.sin(2 * np.pi * 0.39 * np.arange(truth.shape[1])).astype(np.float32)[None, :, None]
    artefacts = _measured(truth, answer + 0.1 * waves, scale)
    assert artefacts.pattern > 3.0
    # Which no grid of the factor explains.
    assert artefacts.checkerboard < 2.0


def test_rounding_is_no_pattern_of_a_truth_without_detail() -> None:
    flat = np.full((96, 96, 3), 0.5, np.float32)
    noise = np.random.default_rng(5).random(flat.shape, dtype=np.float32) - 0.5
    assert _measured(flat, flat + noise / 255, 2).pattern < 2.0
