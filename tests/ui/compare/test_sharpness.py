"""Which pixels of the file reach which pixels of the screen."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.ui.compare.difference import draw_difference
from sr_desktop.ui.compare.painting import draw_picture, visible_part
from sr_desktop.ui.compare.pixel_source import PixelSource
from sr_desktop.ui.compare.viewport import Viewport


def _source(folder: Path, pixels: np.ndarray, alpha: np.ndarray | None = None, name: str = "p") -> PixelSource:
    return PixelSource(write_pixel_file(Picture(pixels=pixels.astype(np.uint8), alpha=alpha), folder / name))


def _noise(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(7).integers(0, 256, (height, width, 3))


def _drawn(viewport: Viewport, draw, *, ratio: float = 1.0) -> np.ndarray:
    width, height = round(viewport.width * ratio), round(viewport.height * ratio)
    canvas = QImage(width, height, QImage.Format.Format_RGB32)
    canvas.fill(Qt.GlobalColor.blue)
    canvas.setDevicePixelRatio(ratio)
    painter = QPainter(canvas)
    draw(painter, QRectF(0, 0, viewport.width, viewport.height))
    painter.end()
    rgb = canvas.convertToFormat(QImage.Format.Format_RGBX8888)
    return np.frombuffer(rgb.constBits(), np.uint8).reshape(height, width, 4)[:, :, :3].copy()


def _view(source: PixelSource, width: int, height: int, **more: float) -> Viewport:
    return Viewport(width=width, height=height, grid_width=source.width, grid_height=source.height, **more).fitted()


@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(60, 80), (61, 83)])
def test_at_100_percent_each_pixel_is_one_of_the_screens(size, ratio, tmp_path) -> None:
    pixels = _noise(*size)
    source = _source(tmp_path, pixels)
    viewport = _view(source, 120, 100, ratio=ratio).zoomed(1 / ratio, 60, 50).snapped()
    shown = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip), ratio=ratio)
    area = visible_part(viewport, QRectF(0, 0, 120, 100))
    top, left = round(area.top() * ratio), round(area.left() * ratio)
    assert 0 < top <= shown.shape[0] - size[0]
    np.testing.assert_array_equal(shown[top : top + size[0], left : left + size[1]], pixels)


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_enlarged_pixels_are_squares(factor, tmp_path) -> None:
    pixels = _noise(20, 30)
    source = _source(tmp_path, pixels)
    viewport = _view(source, 30 * factor, 20 * factor)
    shown = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip))
    np.testing.assert_array_equal(shown, pixels.repeat(factor, 0).repeat(factor, 1))


def test_the_originals_pixels_keep_their_colours_at_any_enlargement(tmp_path) -> None:
    pixels = np.zeros((20, 30, 3))
    pixels[:, ::2] = 255
    source = _source(tmp_path, pixels)
    viewport = Viewport(width=39, height=26, grid_width=90, grid_height=60).fitted()  # 1.3 screen pixels a pixel
    squares = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip, pixels=True))
    assert set(np.unique(squares)) == {0, 255}
    smooth = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip))
    assert len(np.unique(smooth)) > 2


@pytest.mark.parametrize(("zoom", "level"), [(1.0, 0), (0.51, 0), (0.5, 1), (0.26, 1), (0.25, 2), (0.01, 2), (8.0, 0)])
def test_the_level_has_a_pixel_for_each_of_the_screens(zoom, level, tmp_path) -> None:
    assert _source(tmp_path, np.zeros((8, 2000, 3))).level_for(zoom) == level


def test_every_level_shows_the_same_spot(tmp_path) -> None:
    pixels = np.zeros((1401, 1401, 3))
    pixels[:, 1000:] = 255
    source = _source(tmp_path, pixels)
    for zoom in (1.0, 0.5, 0.25):
        viewport = _view(source, 300, 300).zoomed(zoom, 150, 150)
        viewport = viewport.panned((viewport.centre_x - 1000) * zoom, 0).snapped()
        shown = _drawn(viewport, lambda painter, clip, at=viewport: draw_picture(painter, source, at, clip))
        edge = int(np.argmax(shown[150, :, 0] > 127))
        assert abs(edge - viewport.to_screen(1000, 0)[0]) <= 1, zoom


def test_half_the_size_is_the_mean_of_the_blocks(tmp_path) -> None:
    pixels = _noise(600, 800)
    source = _source(tmp_path, pixels)
    viewport = _view(source, 400, 300)
    shown = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip)).astype(int)
    mean = pixels.reshape(300, 2, 400, 2, 3).mean(axis=(1, 3))
    assert np.abs(shown - mean).max() <= 1


def test_half_transparent_colours_lie_over_the_checkerboard(tmp_path) -> None:
    red = np.zeros((30, 40, 3))
    red[:, :, 0] = 255
    source = _source(tmp_path, red, np.full((30, 40), 128, np.uint8))
    viewport = _view(source, 40, 30)
    shown = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip)).astype(int)
    assert np.abs(shown[2, 10] - (255, 127, 127)).max() <= 1
    assert np.abs(shown[2, 2] - (231, 105, 109)).max() <= 2


@pytest.mark.parametrize("height", [1, 40, 320, 700])
def test_the_difference_is_amplified_and_saturates(height, tmp_path) -> None:
    a, b = _noise(height, 60), _noise(60, height).reshape(height, 60, 3)
    result, baseline = _source(tmp_path, a), _source(tmp_path, b, name="b")
    viewport = _view(result, 60, height)
    shown = _drawn(viewport, lambda painter, clip: draw_difference(painter, result, baseline, viewport, clip, gain=4))
    np.testing.assert_array_equal(shown, np.minimum(np.abs(a - b), 63) * 4)


def test_colours_that_nobody_sees_do_not_differ(tmp_path) -> None:
    clear = np.zeros((30, 40), np.uint8)
    result, baseline = (_source(tmp_path, _noise(30, 40) // part, clear, f"{part}") for part in (1, 2))
    viewport = _view(result, 40, 30)
    shown = _drawn(viewport, lambda painter, clip: draw_difference(painter, result, baseline, viewport, clip, gain=4))
    assert shown.max() == 0


@pytest.mark.parametrize("size", [(1, 20_000), (20_000, 1)])
def test_a_thread_of_a_picture_is_still_seen(size, tmp_path) -> None:
    source = _source(tmp_path, np.full((*size, 3), 255))
    viewport = _view(source, 200, 150).snapped()
    shown = _drawn(viewport, lambda painter, clip: draw_picture(painter, source, viewport, clip))
    assert (shown == 255).all(axis=2).sum() in (200, 150)


def test_a_file_that_lost_its_end_is_refused(tmp_path) -> None:
    file = write_pixel_file(Picture(pixels=np.zeros((30, 40, 3), np.uint8)), tmp_path / "p")
    path = Path(file.path)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(ValueError, match="4799 bytes instead of 4800"):
        PixelSource(file)
    path.write_bytes(b"")
    with pytest.raises(ValueError, match="0 bytes"):
        PixelSource(file)
    path.unlink()
    with pytest.raises(FileNotFoundError):
        PixelSource(PixelFile(path=file.path, levels=file.levels))


@pytest.mark.parametrize("factor", [2, 3, 5])
def test_the_enlarged_difference_is_that_of_the_pixels(factor, tmp_path) -> None:
    a, b = _noise(60, 50), _noise(50, 60).reshape(60, 50, 3)
    result, baseline = _source(tmp_path, a), _source(tmp_path, b, name="b")
    viewport = _view(result, 50 * factor, 60 * factor)
    shown = _drawn(viewport, lambda painter, clip: draw_difference(painter, result, baseline, viewport, clip, gain=4))
    wanted = np.minimum(np.abs(a - b), 63) * 4
    np.testing.assert_array_equal(shown, wanted.repeat(factor, 0).repeat(factor, 1))


def test_bands_of_the_smoothed_difference_have_no_seams(tmp_path) -> None:
    result, baseline = (
        _source(tmp_path, np.full((300, 40, 3), value) + np.arange(300)[:, None, None] // part, name=f"{part}")
        for value, part in ((0, 6), (50, 300))
    )
    viewport = Viewport(width=60, height=450, grid_width=40, grid_height=300).fitted()  # 1.5 screen pixels a pixel
    shown = _drawn(viewport, lambda painter, clip: draw_difference(painter, result, baseline, viewport, clip, gain=4))
    steps = np.abs(np.diff(shown[:, 30, 0].astype(int)))
    assert steps.max() <= 4
    assert shown.max() == 200
