"""Pixel files: full size as it is, halves as means, transparency without bleeding."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from sr_desktop.core.picture import Picture
from sr_desktop.core.pixel_file import SMALLEST, plan_levels, write_pixel_file


def _levels(path, file) -> list[np.ndarray]:
    data = np.fromfile(path, dtype=np.uint8)
    return [data[v.offset : v.offset + v.width * v.height * 4].reshape(v.height, v.width, 4) for v in file.levels]


@pytest.mark.parametrize("size", [(1, 1), (512, 512), (513, 3), (1030, 777)])
def test_levels_halve_until_they_are_small(size) -> None:
    levels = plan_levels(*size)
    assert (levels[0].width, levels[0].height) == size
    assert max(levels[-1].width, levels[-1].height) <= SMALLEST
    for larger, smaller in pairwise(levels):
        assert smaller.offset == larger.offset + larger.width * larger.height * 4
        assert (smaller.width, smaller.height) == ((larger.width + 1) // 2, (larger.height + 1) // 2)


def test_pixels_are_kept_and_averaged(tmp_path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (601, 1025, 3), dtype=np.uint8)
    path = tmp_path / "p.rgba"
    full, half, _ = _levels(path, write_pixel_file(Picture(pixels=pixels), path))
    np.testing.assert_array_equal(full[:, :, :3], pixels)
    assert (full[:, :, 3] == 255).all()
    wanted = pixels[:600, :1024].reshape(300, 2, 512, 2, 3).mean(axis=(1, 3))
    assert np.abs(half[:300, :512, :3] - wanted).max() <= 0.5
    np.testing.assert_allclose(half[300, 512, :3], pixels[600, 1024])


def test_sixteen_bits_and_grey_are_shown_in_eight_and_rgb(tmp_path) -> None:
    path = tmp_path / "p.rgba"
    pixels = np.array([[[0], [65535], [257 * 100]]], dtype=np.uint16)
    (level,) = _levels(path, write_pixel_file(Picture(pixels=pixels), path))
    assert level[0, :, 0].tolist() == [0, 255, 100]
    assert (level[:, :, 0] == level[:, :, 2]).all()


def test_invisible_colours_do_not_bleed_into_halves(tmp_path) -> None:
    pixels = np.zeros((600, 600, 3), dtype=np.uint8)
    alpha = np.zeros((600, 600), dtype=np.uint8)
    pixels[:, 301:], alpha[:, 301:] = 200, 255
    path = tmp_path / "p.rgba"
    half = _levels(path, write_pixel_file(Picture(pixels=pixels, alpha=alpha), path))[1]
    assert half[0, 150].tolist() == [200, 200, 200, 128]
