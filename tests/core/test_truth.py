"""Pictures of every format and mode are ground truth; what is none says so."""

from __future__ import annotations

import numpy as np
import pytest
from picture_sets import picture
from PIL import Image, ImageCms

from sr_desktop.core.bench.truth import as_float, list_pictures, read_stored, read_truth
from sr_desktop.core.errors import BadDataset, ImageMissing, ImageTruncated, ImageUnreadable, NotAnImage

RGB = picture(1)
RAMP = np.linspace(0, 65535, 40 * 48).reshape(40, 48)


@pytest.mark.parametrize(
    ("mode", "name", "tolerance"),
    [
        ("RGB", "a.png", 0),
        ("RGB", "a.bmp", 0),
        ("RGB", "a.tif", 0),
        ("RGBA", "a.png", 0),
        ("RGBX", "a.tif", 0),
        ("YCbCr", "a.tif", 0.02),
        ("CMYK", "a.tif", 0.01),
        ("P", "a.gif", 0.2),
        ("RGB", "a.jfif", 0.2),
        ("RGB", "a.webp", 0.2),
    ],
)
def test_colours_of_every_mode_are_read(mode, name, tolerance, tmp_path) -> None:
    RGB.convert(mode).save(tmp_path / name)
    assert [path.name for path in list_pictures(tmp_path)] == [name]
    stored = read_stored(tmp_path / name)
    assert stored.dtype == np.uint8
    assert np.abs(as_float(stored) - np.asarray(RGB) / 255).max() <= tolerance + 1e-6


def test_lab_is_converted(tmp_path) -> None:
    transform = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB")
    ImageCms.applyTransform(RGB, transform).save(tmp_path / "lab.tif")
    assert np.abs(read_truth(tmp_path / "lab.tif") - np.asarray(RGB) / 255).mean() < 0.01


@pytest.mark.parametrize(
    ("values", "name"),
    [
        (RAMP.astype(np.uint16), "deep.png"),
        (RAMP.astype(np.uint16), "deep.tif"),
        ((RAMP * 1000).astype(np.int32), "whole.tif"),
        ((RAMP / 65535).astype(np.float32), "float.tif"),
        ((RAMP / 65535 * 800).astype(np.float32), "large.tif"),
    ],
)
def test_grey_of_more_than_8_bits_keeps_its_depth(values, name, tmp_path) -> None:
    Image.fromarray(values).save(tmp_path / name)
    truth = read_truth(tmp_path / name)
    assert truth.shape == (40, 48, 1)
    assert np.abs(truth[:, :, 0] - RAMP / 65535).max() < 1 / 65535


def test_grey_of_8_bits_stays_one_channel_of_bytes(tmp_path) -> None:
    RGB.convert("L").save(tmp_path / "grey.png")
    stored = read_stored(tmp_path / "grey.png")
    assert stored.dtype == np.uint8
    assert np.array_equal(stored[:, :, 0], np.asarray(RGB.convert("L")))


def test_photographs_are_upright(tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    RGB.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "turned.png", exif=exif)
    assert np.array_equal(read_stored(tmp_path / "turned.png"), np.asarray(RGB))


@pytest.mark.filterwarnings("ignore:.*orrupt EXIF data")
def test_a_damaged_exif_block_does_no_harm(tmp_path) -> None:
    RGB.save(tmp_path / "a.jpg", exif=b"Exif\0\0II*\0\xff\xff\xff\x7f rubbish")
    assert read_stored(tmp_path / "a.jpg").shape == (40, 48, 3)


def test_what_is_no_picture_says_so(tmp_path) -> None:
    RGB.save(tmp_path / "whole.png")
    (tmp_path / "cut.png").write_bytes((tmp_path / "whole.png").read_bytes()[:900])
    (tmp_path / "text.png").write_text("Hello")
    for name, error in (("missing.png", ImageMissing), ("cut.png", ImageTruncated), ("text.png", NotAnImage)):
        with pytest.raises(error, match=name):
            read_truth(tmp_path / name)


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch) -> None:
    def refuse(*_arguments: object, **_keywords: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Image, "open", refuse)
    with pytest.raises(ImageUnreadable, match="Permission denied"):
        read_truth(tmp_path / "secret.png")


def test_folders_that_cannot_serve_say_why(tmp_path) -> None:
    (tmp_path / "notes.txt").write_text("no picture")
    for folder, reason in (
        (tmp_path, "no pictures"),
        (tmp_path / "none", "No such file"),
        (tmp_path / "notes.txt", "Not a dir"),
    ):
        with pytest.raises(BadDataset, match=reason):
            list_pictures(folder)
