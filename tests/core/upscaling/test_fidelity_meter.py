"""The fidelity meter against its own description."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sr_desktop.core.colour import rgb_to_ycbcr
from sr_desktop.core.metrics import psnr
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscaling.fidelity_meter import measure_fidelity


def _picture(height: int, width: int, channels: int = 3, kind: type = np.uint8) -> Picture:
    peak = np.iinfo(kind).max
    return Picture(pixels=np.random.default_rng(4).integers(0, peak, (height, width, channels), endpoint=True).astype(kind))


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_the_figure_is_psnr_on_y_of_the_shrunk_result(kind) -> None:
    source, result = _picture(20, 30, kind=kind), _picture(60, 90, kind=kind)
    found = measure_fidelity(source, result, 3.0)
    small = imresize(rgb_to_ycbcr(result.pixels.astype(np.float32) / result.peak)[:, :, :1], 1 / 3)
    truth = rgb_to_ycbcr(source.pixels.astype(np.float32) / source.peak)[:, :, :1]
    assert found.psnr == pytest.approx(psnr(truth.astype(float) * 255, small.astype(float) * 255), abs=1e-3)
    np.testing.assert_allclose(found.difference, np.abs(truth - small)[:, :, 0], atol=1e-5)


def test_bands_change_nothing(monkeypatch) -> None:
    source, result = _picture(40, 30), _picture(100, 75)
    whole = measure_fidelity(source, result, 2.5)
    monkeypatch.setattr("sr_desktop.core.upscaling.fidelity_meter._BAND_PIXELS", 400)
    np.testing.assert_allclose(measure_fidelity(source, result, 2.5).difference, whole.difference, atol=1e-6)


def test_a_plain_grey_picture_is_faithful_without_end() -> None:
    flat = Picture(pixels=np.full((8, 8, 1), 128, dtype=np.uint8))
    found = measure_fidelity(flat, Picture(pixels=np.full((16, 16, 1), 128, dtype=np.uint8)), 2.0)
    assert found.psnr > 100 or math.isinf(found.psnr)
    assert found.closeness == "faithful"


def test_what_was_invented_shows_where_it_is() -> None:
    source = Picture(pixels=np.full((20, 20, 3), 100, dtype=np.uint8))
    pixels = np.full((40, 40, 3), 100, dtype=np.uint8)
    pixels[10:14, 20:24] = 250
    found = measure_fidelity(source, Picture(pixels=pixels), 2.0)
    assert np.unravel_index(int(found.difference.argmax()), found.difference.shape) in {(5, 10), (5, 11), (6, 10), (6, 11)}
    assert found.closeness == "far" or found.psnr < 42
