"""Pictures in and out of files: every mode, every fault, nothing overwritten."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms, ImageOps

from sr_desktop.core import errors, image_read, image_write
from sr_desktop.core.image_io import check_target, read_picture, write_picture
from sr_desktop.core.picture import Metadata, Picture

RNG = np.random.default_rng(11)
RGB = RNG.integers(0, 256, (12, 20, 3), dtype=np.uint8)
GREY = RNG.integers(0, 256, (12, 20), dtype=np.uint8)
ALPHA = RNG.integers(0, 256, (12, 20), dtype=np.uint8)
DEEP = RNG.integers(0, 65536, (12, 20, 3)).astype(np.uint16)
LOSSLESS = ["png", "tif", "webp", "bmp"]


def _save(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **({"lossless": True, "exact": True} if path.suffix == ".webp" else {}), **options)
    return path


def _picture(pixels: np.ndarray = RGB, alpha: np.ndarray | None = None, **metadata: object) -> Picture:
    return Picture(pixels=pixels if pixels.ndim == 3 else pixels[:, :, None], alpha=alpha, metadata=Metadata(**metadata))


# --- reading ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", LOSSLESS)
def test_rgb_is_read_exactly(suffix, tmp_path) -> None:
    picture = read_picture(_save(tmp_path / f"a.{suffix}", Image.fromarray(RGB)))
    np.testing.assert_array_equal(picture.pixels, RGB)
    assert picture.alpha is None
    assert picture.bits == 8


@pytest.mark.parametrize("suffix", ["png", "tif", "bmp"])
def test_grey_stays_one_channel(suffix, tmp_path) -> None:
    picture = read_picture(_save(tmp_path / f"a.{suffix}", Image.fromarray(GREY)))
    if suffix != "bmp":
        assert picture.is_grey
    np.testing.assert_array_equal(picture.pixels[:, :, 0], GREY)


@pytest.mark.parametrize("suffix", ["png", "tif", "webp"])
def test_alpha_is_straight_and_apart(suffix, tmp_path) -> None:
    picture = read_picture(_save(tmp_path / f"a.{suffix}", Image.fromarray(np.dstack([RGB, ALPHA]))))
    np.testing.assert_array_equal(picture.pixels, RGB)
    np.testing.assert_array_equal(picture.alpha, ALPHA)


def test_grey_with_alpha(tmp_path) -> None:
    picture = read_picture(_save(tmp_path / "a.png", Image.fromarray(np.dstack([GREY, ALPHA]), "LA")))
    assert picture.is_grey
    np.testing.assert_array_equal(picture.alpha, ALPHA)


def test_palette_with_transparency(tmp_path) -> None:
    image = Image.new("P", (4, 1))
    image.putpalette([255, 0, 0, 0, 255, 0, 0, 0, 255])
    image.putdata([0, 1, 2, 1])
    picture = read_picture(_save(tmp_path / "a.png", image, transparency=1))
    assert picture.pixels[0].tolist() == [[255, 0, 0], [0, 255, 0], [0, 0, 255], [0, 255, 0]]
    assert picture.alpha.tolist() == [[255, 0, 255, 0]]


def test_one_bit_becomes_black_and_white(tmp_path) -> None:
    picture = read_picture(_save(tmp_path / "a.png", Image.fromarray(GREY > 127)))
    assert set(np.unique(picture.pixels)) == {0, 255}


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits_stay_sixteen(suffix, tmp_path) -> None:
    path = tmp_path / f"a.{suffix}"
    pyvips.Image.new_from_array(DEEP, interpretation="rgb16").write_to_file(str(path))
    picture = read_picture(path)
    np.testing.assert_array_equal(picture.pixels, DEEP)
    Image.fromarray(DEEP[:, :, 0]).save(tmp_path / "grey.png")
    np.testing.assert_array_equal(read_picture(tmp_path / "grey.png").pixels[:, :, 0], DEEP[:, :, 0])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_upright(orientation, tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    path = _save(tmp_path / "a.tif", Image.fromarray(RGB), exif=exif)
    picture = read_picture(path)
    with Image.open(path) as image:
        np.testing.assert_array_equal(picture.pixels, np.asarray(ImageOps.exif_transpose(image)))


@pytest.mark.parametrize("orientation", [0, 9, 60000])
def test_an_orientation_that_does_not_exist_changes_nothing(orientation, tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(_save(tmp_path / "a.jpg", Image.fromarray(RGB), exif=exif))
    assert (picture.width, picture.height) == (20, 12)


def test_metadata_is_kept_and_orientation_reset(tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "Maker"
    icc = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = _save(tmp_path / "a.jpg", Image.fromarray(RGB), exif=exif, icc_profile=icc, dpi=(300, 300))
    picture = read_picture(path)
    assert (picture.width, picture.height) == (12, 20)
    assert picture.metadata.icc == icc
    assert picture.metadata.dpi == pytest.approx((300, 300), abs=0.1)
    for suffix in ("jpg", "png", "webp", "tif"):
        written = write_picture(picture, tmp_path / f"out.{suffix}")
        with Image.open(written.path) as image:
            assert image.info["icc_profile"] == icc
            if suffix != "tif":
                assert image.getexif()[0x0112] == 1
                assert image.getexif()[0x010F] == "Maker"
        assert bool(written.notes) == (suffix == "tif")
        assert read_picture(written.path).metadata.dpi == pytest.approx((300, 300), abs=0.5)


def test_cmyk_becomes_rgb_and_says_so(tmp_path) -> None:
    flat = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    picture = read_picture(_save(tmp_path / "a.jpg", flat, quality=100))
    red, green, blue = picture.pixels.reshape(-1, 3).mean(axis=0)
    assert red > 180
    assert green < 80
    assert blue < 80
    assert picture.notes
    assert picture.metadata.icc is None


def test_floats_become_sixteen_bits_and_say_so(tmp_path) -> None:
    pyvips.Image.new_from_array(np.array([[0.0, 0.5, 1.0, 2.0]], dtype=np.float32)).write_to_file(str(tmp_path / "a.tif"))
    picture = read_picture(tmp_path / "a.tif")
    assert picture.pixels[0, :, 0].tolist() == [0, 32768, 65535, 65535]
    assert picture.notes


def test_an_animation_gives_its_first_frame_and_says_so(tmp_path) -> None:
    frames = [Image.new("RGB", (5, 4), colour) for colour in ("red", "blue", "green")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    picture = read_picture(tmp_path / "a.gif")
    assert picture.pixels[0, 0].tolist() == [255, 0, 0]
    assert "3" in picture.notes[0].text


def test_the_content_decides_not_the_suffix(tmp_path) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(RGB).save(path, format="PNG")
    assert read_picture(path).format == "png"


# --- faults ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif", "gif", "bmp"])
def test_a_cut_file_is_refused(suffix, share, tmp_path) -> None:
    path = tmp_path / f"a.{suffix}"
    noise = RNG.integers(0, 256, (80, 120, 3), dtype=np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * share)])
    with pytest.raises(errors.BadImage) as error:
        read_picture(path)
    assert str(path) in error.value.message
    assert error.value.hint


def test_each_fault_has_its_own_sentence(tmp_path) -> None:
    (tmp_path / "empty.png").touch()
    (tmp_path / "text.png").write_text("hello")
    (tmp_path / "picture.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    for name, kind in (
        ("gone.png", errors.ImageMissing),
        ("empty.png", errors.ImageEmpty),
        ("text.png", errors.NotAnImage),
        ("picture.svg", errors.NotAnImage),
        ("", errors.ImageUnreadable),
    ):
        with pytest.raises(kind):
            read_picture(tmp_path / name)


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(errors.ImageUnreadable, match="Permission denied"):
        read_picture(tmp_path / "a.png")


@pytest.mark.parametrize("suffix", ["png", "bmp"])
def test_too_many_pixels_are_refused_before_decoding(suffix, tmp_path, monkeypatch) -> None:
    path = _save(tmp_path / f"a.{suffix}", Image.fromarray(RGB))
    monkeypatch.setattr(image_read, "MAX_OUTPUT_PIXELS", 100)
    with pytest.raises(errors.ImageTooLarge):
        read_picture(path)


@pytest.mark.skipif(sys.platform != "linux", reason="names of arbitrary bytes")
@pytest.mark.parametrize(
    "name",
    ["-leading.png", "名前.png", "e\u0301.png", "a [b] {c}.png", "x" * 251 + ".png", os.fsdecode(b"\xff\xfe.png")],
    ids=["dash", "chinese", "nfd", "brackets", "255 bytes", "not utf-8"],
)
def test_odd_names_work(name, tmp_path) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        Image.fromarray(RGB).save(file, "PNG")
    np.testing.assert_array_equal(read_picture(path).pixels, RGB)
    target = tmp_path / ("é" + name)[-200:]
    assert write_picture(_picture(), target, source=path).path == target


# --- writing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["png", "tif"])
@pytest.mark.parametrize("alpha", [True, False])
@pytest.mark.parametrize("grey", [True, False])
@pytest.mark.parametrize("deep", [True, False])
def test_lossless_formats_give_back_what_they_got(suffix, alpha, grey, deep, tmp_path) -> None:
    pixels = DEEP if deep else RGB
    picture = _picture(pixels[:, :, :1] if grey else pixels, pixels[:, :, 1] if alpha else None)
    again = read_picture(write_picture(picture, tmp_path / f"a.{suffix}").path)
    np.testing.assert_array_equal(again.pixels, picture.pixels)
    assert (again.alpha is None) != alpha
    if alpha:
        np.testing.assert_array_equal(again.alpha, picture.alpha)


def test_a_sixteen_bit_ramp_keeps_its_levels(tmp_path) -> None:
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    assert len(np.unique(read_picture(write_picture(_picture(ramp), tmp_path / "a.png").path).pixels)) == 65536


def test_jpeg_keeps_full_colour_resolution_and_tells_what_it_loses(tmp_path) -> None:
    written = write_picture(_picture(DEEP, DEEP[:, :, 0]), tmp_path / "a.jpg")
    assert len(written.notes) == 2
    with Image.open(written.path) as image:
        assert image.mode == "RGB"
        assert [component[1:3] for component in image.layer] == [(1, 1)] * 3


def test_transparency_is_laid_on_white_for_jpeg(tmp_path) -> None:
    picture = _picture(np.zeros((16, 16, 3), np.uint8), np.zeros((16, 16), np.uint8))
    assert read_picture(write_picture(picture, tmp_path / "a.jpg").path).pixels.min() > 250


def test_a_taken_name_gets_a_number(tmp_path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"mine")
    names = [write_picture(_picture(), path).path.name for _ in range(3)]
    assert names == ["a (1).png", "a (2).png", "a (3).png"]
    assert path.read_bytes() == b"mine"


def test_skip_refuses_and_replace_replaces(tmp_path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"mine")
    with pytest.raises(errors.OutputExists):
        write_picture(_picture(), path, on_exists="skip")
    assert path.read_bytes() == b"mine"
    assert write_picture(_picture(), path, on_exists="replace").path == path
    np.testing.assert_array_equal(read_picture(path).pixels, RGB)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
@pytest.mark.parametrize("way", ["path", "symlink", "hard link", "dots"])
@pytest.mark.parametrize("on_exists", ["replace", "rename", "skip"])
def test_the_original_is_never_the_target(way, on_exists, tmp_path) -> None:
    source = _save(tmp_path / "a.png", Image.fromarray(RGB))
    before = source.read_bytes()
    target = tmp_path / "b.png"
    if way == "symlink":
        target.symlink_to(source)
    elif way == "hard link":
        target.hardlink_to(source)
    elif way == "dots":
        (tmp_path / "sub").mkdir()
        target = tmp_path / "sub" / ".." / "a.png"
    else:
        target = source
    with pytest.raises(errors.OutputIsInput):
        write_picture(_picture(), target, on_exists=on_exists, source=source)
    assert source.read_bytes() == before


@pytest.mark.parametrize(("name", "width"), [("a.jpg", 65536), ("a.webp", 16384)])
def test_format_limits_are_told_before_the_work(name, width, tmp_path) -> None:
    with pytest.raises(errors.FormatLimit):
        check_target(tmp_path / name, None, "rename", width, 10)
    check_target(tmp_path / name, None, "rename", width - 1, 10)


def test_unknown_formats_and_folders_are_told(tmp_path) -> None:
    with pytest.raises(errors.CannotWrite, match="cannot be written"):
        check_target(tmp_path / "a.xyz", None, "rename", 1, 1)
    with pytest.raises(errors.CannotWrite, match="folder does not exist"):
        check_target(tmp_path / "gone" / "a.png", None, "rename", 1, 1)


def test_what_was_written_is_checked(tmp_path, monkeypatch) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (3, 3)).save(buffer, "PNG")
    monkeypatch.setitem(image_write._ENCODERS, "png", lambda *_: buffer.getvalue())
    with pytest.raises(errors.CannotWrite, match="not what was meant"):
        write_picture(_picture(), tmp_path / "a.png")
    assert list(tmp_path.iterdir()) == []
