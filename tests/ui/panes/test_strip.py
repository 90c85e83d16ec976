"""The strip by its pixels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage
from truth_steps import noise, pixel_file

from sr_desktop.core.bench.crop import Crop
from sr_desktop.ui.panes.strip import StripContent, StripItem, draw_strip, strip_png


def _content(folder: Path, count: int, crop: Crop, width: int = 48, height: int = 36) -> StripContent:
    items = [
        StripItem(pixels=pixel_file(folder, f"{seed}", noise(seed, width, height)), lines=(f"Method {seed}", "crop", "picture"))
        for seed in range(count)
    ]
    return StripContent(truth=items[0].pixels, crop=crop, items=items, caption="cat.png", note="How it was measured. " * 12)


def _array(image: QImage) -> np.ndarray:
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def _find(strip: np.ndarray, wanted: np.ndarray) -> list[tuple[int, int]]:
    """Where `wanted` stands in the strip, pixel for pixel."""
    height, width = wanted.shape[:2]
    corners = np.argwhere((strip[: -height + 1, : -width + 1] == wanted[0, 0]).all(axis=2))
    return [(x, y) for y, x in corners.tolist() if np.array_equal(strip[y : y + height, x : x + width], wanted)]


CROP = Crop(left=8, top=6, width=20, height=15)


@pytest.mark.parametrize(("count", "rows"), [(2, 1), (4, 1), (5, 2), (6, 2)])
def test_every_crop_is_enlarged_by_whole_pixels_in_one_or_two_rows(count, rows, qapp, tmp_path) -> None:
    strip = _array(draw_strip(_content(tmp_path, count, CROP)))
    places = []
    for seed in range(count):
        enlarged = noise(seed)[6:21, 8:28].repeat(12, axis=0).repeat(12, axis=1)
        # The frame covers half a pixel of the border.
        found = _find(strip, enlarged[2:-2, 2:-2])
        assert len(found) == 1
        places += found
    assert len({y for _, y in places}) == rows
    assert places == sorted(places, key=lambda place: (place[1], place[0]))


def test_the_whole_picture_has_the_crop_marked_in_red(qapp, tmp_path) -> None:
    grey = pixel_file(tmp_path, "grey", np.full((36, 48, 1), 128, np.uint8))
    strip = _array(draw_strip(replace(_content(tmp_path, 3, CROP), truth=grey))).astype(int)
    # The whole picture ends at the first white column.
    end = 16 + int(np.argmax((strip[20:40, 16:] == 255).all(axis=(0, 2))))
    left = strip[:, :end]
    red = (left[:, :, 0] > 200) & (left[:, :, 1] < 45) & (left[:, :, 2] < 45)
    rows, columns = np.nonzero(red)
    assert (columns.max() - columns.min()) / (rows.max() - rows.min()) == pytest.approx(20 / 15, rel=0.15)
    assert (strip[:8] == 255).all()


def test_captions_and_the_note_are_written(qapp, tmp_path) -> None:
    content = _content(tmp_path, 3, CROP)
    plain = StripContent(truth=content.truth, crop=CROP, items=[
        StripItem(pixels=item.pixels, lines=("", "", "")) for item in content.items
    ], caption="", note="")  # fmt: skip
    with_words, without = draw_strip(content), draw_strip(plain)
    assert with_words.height() > without.height()
    dark = [int((_array(image).max(axis=2) < 60).sum()) for image in (with_words, without)]
    assert dark[0] > dark[1] + 1500


@pytest.mark.parametrize("crop", [Crop(left=0, top=0, width=700, height=500), Crop(left=3, top=3, width=2, height=1)])
def test_large_and_tiny_crops_have_a_size_that_fits_a_page(crop, qapp, tmp_path) -> None:
    image = draw_strip(_content(tmp_path, 3, crop, 800, 600))
    assert 700 < image.width() < 3000
    assert 150 < image.height() < 1500


def test_a_wide_picture_does_not_fill_the_page(qapp, tmp_path) -> None:
    assert draw_strip(_content(tmp_path, 2, CROP, 2000, 40)).width() < 1700


def test_it_is_a_png_and_a_lost_file_is_an_error(qapp, tmp_path) -> None:
    content = _content(tmp_path, 2, CROP)
    png = strip_png(content)
    assert png.startswith(b"\x89PNG")
    assert QImage.fromData(png).size() == draw_strip(content).size()
    Path(content.items[1].pixels.path).unlink()
    with pytest.raises(OSError, match=r"1\.rgba"):
        strip_png(content)
