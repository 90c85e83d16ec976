"""Small pictures for lists: upright, of every format, and made once."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageOps

from sr_desktop.core.errors import BadImage, ImageMissing
from sr_desktop.core.pictures.thumbnail import SIDE, ThumbnailFolder

LEFT_RED = np.zeros((120, 240, 3), dtype=np.uint8)
LEFT_RED[:, :120] = (255, 0, 0)


@pytest.fixture
def folder(tmp_path: Path) -> ThumbnailFolder:
    return ThumbnailFolder(tmp_path / "small")


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif", "gif", "bmp"])
def test_every_format_has_one(suffix, folder, tmp_path) -> None:
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(LEFT_RED).save(path)
    made = folder.thumbnail(path)
    with Image.open(made.file) as small:
        assert small.size == (SIDE, SIDE // 2)
        pixels = np.asarray(small.convert("RGB")).astype(int)
    assert (made.width, made.height) == (240, 120)
    assert pixels[24, 10, 0] > 200 and pixels[24, 90, 0] < 50


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_stands_as_the_camera_was_held(orientation, folder, tmp_path) -> None:
    path = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[274] = orientation
    Image.fromarray(LEFT_RED).save(path, exif=exif, quality=95)
    made = folder.thumbnail(path)
    with Image.open(path) as whole, Image.open(made.file) as small:
        upright = ImageOps.exif_transpose(whole)
        assert (made.width, made.height) == upright.size
        wanted = np.asarray(upright.resize(small.size)).astype(int)
        assert np.abs(wanted - np.asarray(small).astype(int)).mean() < 4


def test_what_can_be_seen_through_stays_so(folder, tmp_path) -> None:
    rgba = np.dstack([LEFT_RED, np.full((120, 240), 0, dtype=np.uint8)])
    Image.fromarray(rgba).save(tmp_path / "a.png")
    with Image.open(folder.thumbnail(tmp_path / "a.png").file) as small:
        assert small.mode == "RGBA"


def test_sixteen_bits_become_eight_of_the_same_brightness(folder, tmp_path) -> None:
    pyvips.Image.new_from_array(np.full((40, 60), 128 * 257, dtype=np.uint16), interpretation="grey16").write_to_file(
        str(tmp_path / "a.png")
    )
    with Image.open(folder.thumbnail(tmp_path / "a.png").file) as small:
        assert abs(int(np.asarray(small.convert("L")).mean()) - 128) < 3


def test_a_small_picture_is_not_enlarged(folder, tmp_path) -> None:
    Image.fromarray(LEFT_RED[:10, :20]).save(tmp_path / "a.png")
    with Image.open(folder.thumbnail(tmp_path / "a.png").file) as small:
        assert small.size == (20, 10)


def test_it_is_made_once_and_anew_for_a_changed_file(folder, tmp_path) -> None:
    path = tmp_path / "a.png"
    Image.fromarray(LEFT_RED).save(path)
    first = folder.thumbnail(path)
    stamp = first.file.stat().st_mtime_ns
    assert folder.thumbnail(path) == first
    assert first.file.stat().st_mtime_ns == stamp
    Image.fromarray(LEFT_RED[:, ::-1]).save(path)
    os.utime(path, ns=(0, 0))
    assert folder.thumbnail(path).file != first.file


def test_the_folder_does_not_grow_for_ever(tmp_path) -> None:
    folder = tmp_path / "small"
    folder.mkdir()
    for number in range(10):
        (folder / f"{number}-1x1.jpg").write_bytes(bytes(1000))
        os.utime(folder / f"{number}-1x1.jpg", (number, number))
    ThumbnailFolder(folder, most_bytes=8000)
    assert sorted(path.name[0] for path in folder.iterdir()) == ["4", "5", "6", "7", "8", "9"]


@pytest.mark.parametrize("content", [b"", b"no picture", b"\x89PNG\r\n\x1a\n rubbish", b"BM" + bytes(200)])
def test_what_is_no_picture_has_none(content, folder, tmp_path) -> None:
    (tmp_path / "a.png").write_bytes(content)
    with pytest.raises(BadImage):
        folder.thumbnail(tmp_path / "a.png")
    assert list((tmp_path / "small").iterdir()) == []


def test_a_missing_file_has_none(folder, tmp_path) -> None:
    with pytest.raises(ImageMissing):
        folder.thumbnail(tmp_path / "gone.png")
