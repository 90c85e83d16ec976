"""Pixel files: full size as it is, halves as means, transparency without bleeding."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import pytest

from sr_desktop.core.pictures import pixel_file
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import SMALLEST, plan_levels, write_pixel_file
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import Cancelled, CancelToken


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


def _mean(picture: np.ndarray) -> np.ndarray:
    """The halving rule written down plainly: every block alone, its colours weighed by their opacity."""
    height, width = (picture.shape[0] + 1) // 2, (picture.shape[1] + 1) // 2
    result = np.zeros((height, width, 4))
    for y in range(height):
        for x in range(width):
            block = picture[2 * y : 2 * y + 2, 2 * x : 2 * x + 2].reshape(-1, 4).astype(float)
            weights = block[:, 3] if block[:, 3].any() else np.ones(len(block))
            result[y, x, :3] = np.average(block[:, :3], axis=0, weights=weights)
            result[y, x, 3] = block[:, 3].mean()
    return np.floor(result + 0.5)


@pytest.mark.parametrize("size", [(1027, 3), (3, 1027), (515, 6), (1, 1025)])
@pytest.mark.parametrize("band", [1, 7 * 515, 1 << 18])
def test_every_level_is_the_mean_of_the_one_before(tmp_path, monkeypatch, size, band) -> None:
    monkeypatch.setattr(pixel_file, "_BAND_PIXELS", band)
    generator = np.random.default_rng(5)
    pixels = generator.integers(0, 256, (*size, 3), dtype=np.uint8)
    alpha = generator.choice(np.array([0, 1, 77, 255, 255, 255], dtype=np.uint8), size)
    path = tmp_path / "p.rgba"
    levels = _levels(path, write_pixel_file(Picture(pixels=pixels, alpha=alpha), path))
    assert len(levels) > 1
    assert path.stat().st_size == sum(level.size for level in levels)
    np.testing.assert_array_equal(levels[0], np.dstack([pixels, alpha]))
    for larger, smaller in pairwise(levels):
        np.testing.assert_array_equal(smaller, _mean(larger))


def test_opaque_means_that_every_alpha_is_full(tmp_path) -> None:
    pixels, alpha = np.zeros((9, 9, 3), dtype=np.uint16), np.full((9, 9), 65535, dtype=np.uint16)
    assert write_pixel_file(Picture(pixels=pixels), tmp_path / "a").opaque
    assert write_pixel_file(Picture(pixels=pixels, alpha=alpha), tmp_path / "b").opaque
    alpha[8, 8] = 65534
    assert not write_pixel_file(Picture(pixels=pixels, alpha=alpha), tmp_path / "c").opaque


def test_a_disk_that_does_not_take_it_is_an_error_and_nothing_stays(tmp_path) -> None:
    resource = pytest.importorskip("resource", reason="POSIX limits stand in for a full disk")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        with pytest.raises(OSError, match="too large"):
            write_pixel_file(Picture(pixels=np.zeros((900, 900, 3), dtype=np.uint8)), tmp_path / "p.rgba")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_between_two_bands_leaves_nothing(tmp_path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        write_pixel_file(Picture(pixels=np.zeros((9, 9, 3), dtype=np.uint8)), tmp_path / "p.rgba", cancel=cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_large_picture_is_written_in_little_memory(tmp_path) -> None:
    picture = Picture(pixels=np.zeros((4000, 4000, 3), dtype=np.uint8), alpha=np.zeros((4000, 4000), dtype=np.uint8))
    tracemalloc.start()
    write_pixel_file(picture, tmp_path / "p.rgba")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 2**20


def test_a_folder_gives_new_names_and_removes_what_is_not_kept(tmp_path) -> None:
    (tmp_path / "other").touch()
    folder = PixelFolder(tmp_path)
    first, second = folder.new_file(), PixelFolder(tmp_path).new_file()
    assert first != second
    folder.keep_only({str(second)})
    assert set(tmp_path.iterdir()) == {second, tmp_path / "other"}
    folder.keep_only()
    assert set(tmp_path.iterdir()) == {tmp_path / "other"}
