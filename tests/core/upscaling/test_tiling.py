"""Tiles: every pixel once, halos everywhere but at the border, one shape."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sr_desktop.core.upscaling.tiling import plan_windows

SIZES = [1, 2, 31, 32, 33, 47, 64, 97, 200]


@pytest.mark.parametrize(("height", "width"), list(itertools.product(SIZES, SIZES)))
@pytest.mark.parametrize(("size", "halo"), [(32, 6), (32, 0), (33, 16), (64, 20)])
def test_windows_cover_each_pixel_once_with_full_halos(height, width, size, halo) -> None:
    count = np.zeros((height, width), dtype=int)
    shapes = set()
    for window in plan_windows(height, width, size=size, halo=halo):
        reads, keeps = window.reads, window.keeps
        shapes.add((reads.height, reads.width))
        count[keeps.top : keeps.bottom, keeps.left : keeps.right] += 1
        assert reads.top == 0 or keeps.top - reads.top >= halo
        assert reads.left == 0 or keeps.left - reads.left >= halo
        assert reads.bottom == height or reads.bottom - keeps.bottom >= halo
        assert reads.right == width or reads.right - keeps.right >= halo
        assert 0 <= reads.top < reads.bottom <= height
        assert 0 <= reads.left < reads.right <= width
        assert reads.height <= size
        assert reads.width <= size
    assert (count == 1).all()
    assert len(shapes) == 1


def test_a_tile_without_inside_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing inside"):
        plan_windows(100, 100, size=12, halo=6)


def test_windows_are_no_larger_than_they_must_be() -> None:
    windows = plan_windows(512, 512, size=320, halo=20)
    assert len(windows) == 4
    assert windows[0].reads.height == 276
