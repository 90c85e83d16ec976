"""Tiles: every pixel once, halos everywhere but at the border, one shape."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling.tiling import plan_flow, plan_windows

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


@pytest.mark.parametrize(("height", "width"), list(itertools.product(SIZES, SIZES)))
@pytest.mark.parametrize(("size", "halo", "stride"), [(32, 6, 8), (32, 0, 1), (41, 20, 30)])
@pytest.mark.parametrize("inner", [False, True], ids=["whole", "within"])
def test_flows_read_each_column_of_a_band_once_and_keep_each_pixel_once(height, width, size, halo, stride, inner) -> None:
    within = Box(height // 3, height // 3 + (height + 2) // 3, width // 3, width // 3 + (width + 2) // 3) if inner else None
    wanted, count = within or Box(0, height, 0, width), np.zeros((height, width), dtype=int)
    windows = plan_flow(height, width, size=size, halo=halo, columns=lambda rows: stride, within=within)
    for _, band in itertools.groupby(windows, key=lambda window: window.keeps.top):
        read = None
        for window in band:
            reads, keeps = window.reads, window.keeps
            count[keeps.top : keeps.bottom, keeps.left : keeps.right] += 1
            assert reads.left == (max(0, wanted.left - halo) if read is None else read)
            assert reads.width > 0
            assert reads.right >= min(width, keeps.right + halo)
            assert reads.top == 0 or keeps.top - reads.top >= halo
            assert reads.bottom == height or reads.bottom - keeps.bottom >= halo
            assert reads.height <= size
            read = reads.right
        assert read == min(width, wanted.right + halo)
    assert (wanted.of(count) == 1).all()
    assert count.sum() == wanted.height * wanted.width


def test_a_flow_without_inside_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing inside"):
        plan_flow(100, 100, size=12, halo=6, columns=lambda rows: 8)
