"""PSNR, SSIM and MS-SSIM against scikit-image and by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from skimage.measure import block_reduce
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from sr_desktop.core.metrics import mean_over_channels, ms_ssim, psnr, shave, ssim, to_8_bit


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


@pytest.fixture
def large_pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(4)
    coarse = rng.integers(0, 256, (23, 25)).astype(np.float64)
    truth = np.kron(coarse, np.ones((8, 8)))[:181, :195]
    return truth, np.clip(truth + rng.normal(0, 15, truth.shape), 0, 255)


def _skimage_field(truth: np.ndarray, answer: np.ndarray, k1: float) -> np.ndarray:
    _, field = structural_similarity(
        truth, answer, data_range=255, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, full=True, K1=k1
    )
    return field[5:-5, 5:-5]


def test_ms_ssim_is_made_of_scikit_images_ssim_at_five_scales(large_pair) -> None:
    truth, answer = large_pair
    wanted = 1.0
    for number, weight in enumerate((0.0448, 0.2856, 0.3001, 0.2363, 0.1333)):
        # A huge K1 makes the luminance term 1: contrast and structure alone are left.
        wanted *= _skimage_field(truth, answer, 0.01 if number == 4 else 1e9).mean() ** weight
        rows, columns = truth.shape
        truth, answer = (
            block_reduce(np.pad(plane, ((0, rows % 2), (0, columns % 2)), mode="symmetric"), (2, 2), np.mean)
            for plane in (truth, answer)
        )
    assert ms_ssim(*large_pair) == pytest.approx(wanted, abs=1e-6)


def test_ms_ssim_of_equal_pictures_is_one_and_of_opposed_ones_zero(large_pair) -> None:
    truth, _ = large_pair
    assert ms_ssim(truth, truth) == pytest.approx(1.0)
    assert ms_ssim(truth, 255 - truth) == 0.0


def test_ms_ssim_refuses_pictures_that_the_coarsest_window_does_not_fit() -> None:
    assert ms_ssim(np.zeros((176, 176)), np.zeros((176, 176))) == pytest.approx(1.0)
    with pytest.raises(ValueError, match="at least 176"):
        ms_ssim(np.zeros((175, 300)), np.zeros((175, 300)))


def test_channels_are_averaged() -> None:
    truth = np.random.default_rng(1).integers(0, 256, (20, 20, 3)).astype(np.float64)
    answer = truth[:, :, ::-1]
    single = [ssim(truth[:, :, c], answer[:, :, c]) for c in range(3)]
    assert mean_over_channels(ssim, truth, answer) == pytest.approx(np.mean(single))
