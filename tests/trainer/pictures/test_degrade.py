"""Low-resolution pictures are made as the job says, the same ones every time."""

from __future__ import annotations

import numpy as np
import pytest
from picture_sets import picture

from sr_desktop.core.bench.protocol import low_resolution
from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.errors import BadJob
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import DataOptions
from trainer.pictures.degrade import BLUR_PER_FACTOR, degrade

TRUTH = (np.asarray(picture(4, 60, 48)) / 255).astype(np.float32)


def _options(**values):
    return DataOptions(folders=("pictures",), **values)


def _blur(plane, sigma):
    """H x W convolved with a Gaussian cut off at three deviations, symmetric at the border."""
    reach = int(3 * sigma)
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    weights /= weights.sum()
    for axis in (0, 1):
        plane = np.moveaxis(plane, axis, -1)
        wide = np.pad(plane, ((0, 0), (reach, reach)), mode="symmetric")
        plane = np.stack([wide[:, i : i + 2 * reach + 1] @ weights for i in range(plane.shape[1])], axis=1)
        plane = np.moveaxis(plane, -1, axis)
    return plane


def test_bicubic_is_what_is_measured_with() -> None:
    for channels in (1, 3):
        assert np.array_equal(degrade(TRUTH, 3, channels, _options()), low_resolution(TRUTH, 3, channels=channels))


@pytest.mark.parametrize("sigma", [0.8, 1.6])
def test_gaussian_is_blur_and_decimation(sigma) -> None:
    low = degrade(TRUTH, 3, 1, _options(degradation="gaussian", blur=sigma))
    # Every third pixel from the second: the middle of each 3 x 3 cell.
    assert np.abs(low[:, :, 0] - _blur(luma_of(TRUTH), sigma)[1::3, 1::3]).max() < 1e-5


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_gaussian_moves_nothing(scale) -> None:
    ramp = np.repeat(np.linspace(0, 1, 60, dtype=np.float32)[None, :, None], 48, axis=0)
    low = degrade(ramp, scale, 1, _options(degradation="gaussian"))
    again = imresize(low, float(scale))
    assert np.abs(again - ramp)[:, 12:-12].max() < 1e-4


def test_the_blur_that_the_job_does_not_name_grows_with_the_factor() -> None:
    for scale in (2, 4):
        named = degrade(TRUTH, scale, 3, _options(degradation="gaussian", blur=BLUR_PER_FACTOR * scale))
        assert np.array_equal(degrade(TRUTH, scale, 3, _options(degradation="gaussian")), named)


def test_noise_is_as_strong_as_the_job_says() -> None:
    flat = np.full((400, 400, 3), 0.5, np.float32)
    low = degrade(flat, 2, 3, _options(degradation="camera", noise=10.0, jpeg=0))
    assert 255 * float(low.std()) == pytest.approx(10, rel=0.05)
    assert float(low.mean()) == pytest.approx(0.5, abs=0.003)


def test_a_camera_gives_8_bits_and_compresses() -> None:
    clean = degrade(TRUTH, 2, 3, _options())
    errors = []
    for quality in (0, 90, 20):
        low = degrade(TRUTH, 2, 3, _options(degradation="camera", noise=0.0, jpeg=quality))
        assert np.array_equal(np.round(low * 255), low * np.float32(255))
        errors.append(float(np.abs(low - clean).mean()))
    assert errors[0] < 0.5 / 255 + 1e-6
    assert errors[0] < errors[1] < errors[2]


def test_noise_follows_from_the_seed_and_the_picture_alone() -> None:
    camera = _options(degradation="camera")
    other = TRUTH[::-1]
    again = [degrade(TRUTH, 2, 3, camera, seed) for seed in (1, 1, 2)]
    assert np.array_equal(again[0], again[1])
    assert not np.array_equal(again[0], again[2])
    noise = again[0] - degrade(TRUTH, 2, 3, _options())
    other_noise = degrade(other, 2, 3, camera, 1) - degrade(other, 2, 3, _options())
    assert abs(float(np.corrcoef(noise.ravel(), other_noise.ravel())[0, 1])) < 0.2


def test_a_camera_sees_grey_as_grey() -> None:
    grey = luma_of(TRUTH)[:, :, None]
    low = degrade(grey, 2, 3, _options(degradation="camera"))
    assert low.shape == (24, 30, 3)
    assert np.array_equal(low[:, :, 0], low[:, :, 2])


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"degradation": "magic"}, "data.degradation"),
        ({"blur": 0.1}, "data.blur"),
        ({"blur": 30}, "data.blur"),
        ({"noise": -1}, "data.noise"),
        ({"jpeg": 101}, "data.jpeg"),
        ({"cache": "tape"}, "data.cache"),
        ({"low": ("a", "b")}, "data.low"),
        ({"low": ("a",), "shrink": (0.5,)}, "data.shrink"),
    ],
)
def test_values_that_are_not_allowed_are_named(values, field) -> None:
    with pytest.raises(BadJob, match=field):
        _options(**values)
