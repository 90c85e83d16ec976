"""What is shown to models and how answers are compared, under every protocol."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from picture_sets import picture
from PIL import Image
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.protocol import compared, low_resolution, measure, modcrop
from sr_desktop.core.bench.protocol_text import described
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.colour import rgb_to_luma
from sr_desktop.core.resize import imresize

RGB = np.asarray(picture(2, 48, 40), dtype=np.float32) / np.float32(255)
GREY = RGB[:, :, :1]


def test_the_low_picture_of_a_file_is_what_reading_the_file_gives(tmp_path) -> None:
    rounded = low_resolution(RGB, 2, channels=3, protocol=Protocol(low="uint8"))
    pixels = np.clip(np.floor(imresize(RGB, 0.5) * 255 + 0.5), 0, 255).astype(np.uint8)
    Image.fromarray(pixels).save(tmp_path / "low.png")
    read = read_truth(tmp_path / "low.png")
    assert np.array_equal(rounded, read)
    luma = low_resolution(RGB, 2, channels=1, protocol=Protocol(low="uint8"))
    assert np.array_equal(luma[:, :, 0], rgb_to_luma(read))


def test_the_standard_low_picture_is_not_rounded() -> None:
    luma = low_resolution(RGB, 2, channels=1)
    assert np.allclose(luma[:, :, 0], imresize(rgb_to_luma(RGB), 0.5), atol=1e-6)
    levels = luma * 255
    assert np.abs(levels - np.round(levels)).max() > 0.1


def test_grey_is_shown_in_as_many_channels_as_asked_for() -> None:
    assert low_resolution(GREY, 2, channels=1).shape == (20, 24, 1)
    shown = low_resolution(GREY, 2, channels=3)
    assert shown.shape == (20, 24, 3)
    assert np.array_equal(shown[:, :, 0], shown[:, :, 2])


def test_colours_agree_with_scikit_image() -> None:
    answer = np.clip(RGB + np.random.default_rng(0).normal(0, 0.05, RGB.shape), 0, 1).astype(np.float32)
    got = measure(RGB, answer, 2, Protocol(channel="rgb", shave="none"))
    a, b = (np.floor(x.astype(np.float64) * 255 + 0.5) for x in (RGB, answer))
    assert got.psnr == pytest.approx(peak_signal_noise_ratio(a, b, data_range=255), abs=1e-9)
    options = {"data_range": 255, "gaussian_weights": True, "sigma": 1.5, "use_sample_covariance": False, "full": True}
    _, field = structural_similarity(a, b, channel_axis=2, **options)
    assert got.ssim == pytest.approx(field[5:-5, 5:-5].mean(), abs=1e-6)


def test_every_protocol_compares_what_it_names() -> None:
    answer = np.clip(RGB + np.float32(0.02), 0, 1)
    for channel, shave in product(("y", "rgb"), ("scale", "none")):
        a, b = compared(RGB, answer, 4, Protocol(channel=channel, shave=shave))
        border = 4 if shave == "scale" else 0
        assert a.shape == b.shape == (40 - 2 * border, 48 - 2 * border, 1 if channel == "y" else 3)
        assert np.array_equal(a, np.round(a))


def test_a_grey_truth_is_compared_in_grey_by_every_protocol() -> None:
    coloured = np.repeat(GREY, 3, axis=2)
    for channel in ("y", "rgb"):
        a, b = compared(GREY, coloured, 2, Protocol(channel=channel))
        assert a.shape[2] == 1
        assert np.abs(a - b).max() <= 1


def test_what_cannot_be_compared_says_so() -> None:
    with pytest.raises(ValueError, match="the answer has 24 x 20 pixels, the truth 48 x 40"):
        measure(RGB, RGB[:20, :24], 2)
    with pytest.raises(ValueError, match="luminance only"):
        measure(RGB, GREY, 2, Protocol(channel="rgb"))
    with pytest.raises(ValueError, match="at least 11"):
        measure(RGB[:12], RGB[:12], 2)
    with pytest.raises(ValueError, match="nothing is left"):
        measure(RGB[:8], RGB[:8], 4)


def test_modcrop_cuts_bottom_and_right() -> None:
    assert np.array_equal(modcrop(RGB, 7), RGB[:35, :42])


def test_each_protocol_has_its_own_words() -> None:
    texts = {
        tuple(described(Protocol(channel=channel, shave=shave, low=low)).values())
        for channel, shave, low in product(("y", "rgb"), ("scale", "none"), ("float", "uint8"))
    }
    assert len(texts) == 8
    assert set(described(Protocol(), ("ms_ssim",))) - set(described(Protocol())) == {"ms_ssim"}
