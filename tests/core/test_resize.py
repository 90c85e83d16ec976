"""The resize rules against MATLAB's published behaviour, each other, and themselves in parts."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
import torch

from sr_desktop.core import resize
from sr_desktop.core.resize import CUBIC, LANCZOS, NEAREST, Box, Resampler, axis_taps, imresize, scaled_shape
from sr_desktop.core.resize_torch import imresize_batch


def _noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(7).random(shape, dtype=np.float32)


def test_halving_uses_the_antialiased_cubic_of_matlab() -> None:
    # imresize's weights for 1/2: the Keys cubic stretched to 8 taps, by hand.
    taps = axis_taps(20, 10, 0.5)
    row = dict(zip(taps.index[4].tolist(), taps.weight[4].tolist(), strict=True))
    expected = {5: -0.01171875, 6: -0.03515625, 7: 0.11328125, 8: 0.43359375}
    for index, weight in expected.items():
        assert row[index] == pytest.approx(weight, abs=1e-7)
        assert row[17 - index] == pytest.approx(weight, abs=1e-7)


@pytest.mark.parametrize("kernel", [CUBIC, LANCZOS, NEAREST])
@pytest.mark.parametrize("scale", [0.25, 1 / 3, 0.5, 0.7, 2.0, 2.5, 3.0, 4.0])
def test_a_constant_stays_constant(kernel, scale) -> None:
    result = imresize(np.full((13, 17), 0.6, dtype=np.float32), scale, kernel)
    assert result.shape == scaled_shape((13, 17), scale)
    np.testing.assert_allclose(result, 0.6, atol=1e-6)


def test_a_straight_line_is_kept_by_cubic_upscaling_away_from_the_border() -> None:
    line = np.tile(np.arange(20, dtype=np.float32), (5, 1))
    doubled = imresize(line, 2.0)
    np.testing.assert_allclose(doubled[4, 8:32], (np.arange(8, 32) + 0.5) / 2 - 0.5, atol=1e-4)


@pytest.mark.parametrize("scale", [1 / 3, 0.6, 1.7, 3.0])
@pytest.mark.parametrize("box", [Box(0, 5, 0, 7), Box(3, 9, 2, 11), Box(7, 8, 0, 1)])
def test_a_part_equals_the_same_part_of_the_whole(scale, box) -> None:
    image = _noise(41, 53, 3)
    resampler = Resampler((41, 53), scaled_shape((41, 53), scale), scale)
    needed = resampler.source_box(box)
    part = resampler.region(image[needed.top : needed.bottom, needed.left : needed.right], box)
    np.testing.assert_array_equal(part, resampler.whole(image)[box.top : box.bottom, box.left : box.right])


@pytest.mark.parametrize("at_once", [1, 100, 999])
@pytest.mark.parametrize("scale", [0.4, 2.0, 3.5])
def test_a_picture_that_is_done_in_bands_is_the_same(at_once: int, scale: float, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = _noise(31, 22, 3)
    whole = imresize(picture, scale)
    monkeypatch.setattr(resize, "_AT_ONCE", at_once)
    assert np.array_equal(imresize(picture, scale), whole)


@pytest.mark.parametrize("scale", [0.25, 1 / 3, 0.5, 1.5, 2.0, 4.0])
def test_torch_and_numpy_agree(scale) -> None:
    image = _noise(37, 29, 3)
    batch = torch.from_numpy(image).permute(2, 0, 1)[None]
    answer = imresize_batch(batch, scale)[0].permute(1, 2, 0).numpy()
    np.testing.assert_allclose(answer, imresize(image, scale), atol=1e-4)


def test_one_pixel_grows_to_a_flat_picture() -> None:
    np.testing.assert_allclose(imresize(np.full((1, 1), 0.3, dtype=np.float32), 4.0), 0.3, atol=1e-6)


def test_nearest_repeats_pixels() -> None:
    image = _noise(4, 5)
    np.testing.assert_array_equal(imresize(image, 3.0, NEAREST), image.repeat(3, axis=0).repeat(3, axis=1))


@pytest.mark.parametrize("kernel", [CUBIC, LANCZOS, NEAREST], ids=lambda kernel: kernel.name)
@pytest.mark.parametrize(("low", "high", "scale"), [(5, 9, 1.8), (40, 97, 2.43), (90, 31, 31 / 90)])
def test_taps_made_in_parts_are_the_same(low: int, high: int, scale: float, kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = axis_taps.__wrapped__(low, high, scale, kernel)
    monkeypatch.setattr(resize, "_SAMPLES_AT_ONCE", 4)
    parts = axis_taps.__wrapped__(low, high, scale, kernel)
    assert np.array_equal(whole.index, parts.index) and np.array_equal(whole.weight, parts.weight)


def test_taps_of_a_long_axis_take_little_more_than_they_are() -> None:
    tracemalloc.start()
    taps = axis_taps.__wrapped__(30_000, 60_000, 2.0)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3.5 * (taps.index.nbytes + taps.weight.nbytes)


@pytest.mark.parametrize("kernel", [CUBIC, LANCZOS, NEAREST], ids=lambda kernel: kernel.name)
@pytest.mark.parametrize("scale", [0.1, 0.2, 0.25, 1 / 3, 0.5, 0.7, 2.5])
def test_the_whole_is_made_of_the_samples_that_its_taps_name(scale: float, kernel) -> None:
    """Each sample by itself, next to all of them by rows of a block."""
    image = _noise(41, 53)
    high, wide = scaled_shape((41, 53), scale)
    rows, columns = axis_taps(41, high, scale, kernel), axis_taps(53, wide, scale, kernel)
    turned = (image[rows.index] * rows.weight[:, :, None]).sum(axis=1).T
    wanted = (turned[columns.index] * columns.weight[:, :, None]).sum(axis=1).T
    np.testing.assert_allclose(imresize(image, scale, kernel), wanted, atol=1e-5)
