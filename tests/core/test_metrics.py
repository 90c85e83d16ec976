"""PSNR and SSIM against scikit-image and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from sr_desktop.core.metrics import psnr, shave, ssim, to_8_bit


@pytest.fixture
def pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 256, (40, 50)).astype(np.float64)
    return truth, np.clip(truth + rng.integers(-20, 21, truth.shape), 0, 255)


def test_psnr_agrees_with_scikit_image(pair) -> None:
    assert psnr(*pair) == pytest.approx(peak_signal_noise_ratio(*pair, data_range=255), abs=1e-9)


def test_ssim_agrees_with_scikit_image(pair) -> None:
    _, field = structural_similarity(
        *pair, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True
    )
    assert ssim(*pair) == pytest.approx(field[5:-5, 5:-5].mean(), abs=1e-6)


def test_equal_pictures_have_infinite_psnr_and_ssim_one(pair) -> None:
    assert math.isinf(psnr(pair[0], pair[0]))
    assert ssim(pair[0], pair[0]) == pytest.approx(1.0)


def test_one_level_of_error_is_48_decibels() -> None:
    assert psnr(np.zeros((4, 4)), np.ones((4, 4))) == pytest.approx(20 * math.log10(255))


def test_halves_are_rounded_up_and_values_clipped() -> None:
    levels = np.array([[-0.2, 0.5 / 255, 1.4999 / 255, 2.0]], dtype=np.float32)
    assert to_8_bit(levels).tolist() == [[0.0, 1.0, 1.0, 255.0]]


def test_too_small_pictures_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing is left"):
        shave(np.zeros((8, 20)), 4)
    with pytest.raises(ValueError, match="at least 11"):
        ssim(np.zeros((10, 20)), np.zeros((10, 20)))
