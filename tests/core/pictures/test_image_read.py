"""Pictures from files: every format, every mode."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image, ImageCms, ImageOps

from sr_desktop.core.image_io import read_picture

ROOT = Path(__file__).resolve().parents[3]
RNG = np.random.default_rng(11)
RGB = RNG.integers(0, 256, (12, 20, 3), dtype=np.uint8)
GREY = RNG.integers(0, 256, (12, 20), dtype=np.uint8)
ALPHA = RNG.integers(0, 256, (12, 20), dtype=np.uint8)
DEEP = RNG.integers(0, 65536, (12, 20, 3)).astype(np.uint16)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LOSSLESS = ["png", "tif", "webp", "bmp"]


def _save(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **({"lossless": True, "exact": True} if path.suffix == ".webp" else {}), **options)
    return path


def _vips(path: Path, array: np.ndarray, interpretation: str | None = None, **options: object) -> Path:
    pyvips.Image.new_from_array(array, interpretation=interpretation).write_to_file(str(path), **options)
    return path


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


@pytest.mark.parametrize("orientation", [0, 9, 60000])
def test_an_orientation_that_does_not_exist_changes_nothing(orientation, tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(_save(tmp_path / "a.jpg", Image.fromarray(RGB), exif=exif))
    assert (picture.width, picture.height) == (20, 12)


def test_cmyk_becomes_rgb_and_says_so(tmp_path) -> None:
    flat = Image.new("CMYK", (16, 16), (0, 255, 255, 0))
    picture = read_picture(_save(tmp_path / "a.jpg", flat, quality=100))
    red, green, blue = picture.pixels.reshape(-1, 3).mean(axis=0)
    assert red > 180
    assert green < 80
    assert blue < 80
    assert picture.notes
    assert picture.metadata.icc is None


def _cmyk(path: Path, icc: bytes | None) -> Path:
    return _save(path, Image.new("CMYK", (16, 16), (0, 200, 180, 20)), quality=100, **({"icc_profile": icc} if icc else {}))


def test_cmyk_goes_through_its_profile_or_says_that_it_has_none(tmp_path) -> None:
    icc = bytes(pyvips.Image.profile_load("cmyk"))
    own = read_picture(_cmyk(tmp_path / "a.jpg", icc))
    assert "through its colour profile" in own.notes[0].text
    profiles = ImageCms.ImageCmsProfile(io.BytesIO(icc)), ImageCms.createProfile("sRGB")
    with Image.open(tmp_path / "a.jpg") as image:
        wanted = ImageCms.profileToProfile(image, *profiles, renderingIntent=1, outputMode="RGB").getpixel((8, 8))
    assert np.abs(own.pixels[8, 8].astype(int) - wanted).max() <= 2
    bare = read_picture(_cmyk(tmp_path / "b.jpg", None))
    assert "usual print" in bare.notes[0].text
    for number, harm in enumerate((icc[:300], b"no profile" * 40, SRGB)):
        odd = read_picture(_cmyk(tmp_path / f"c{number}.jpg", harm))
        assert "left out" in odd.notes[0].text
        assert "usual print" in odd.notes[1].text
        np.testing.assert_array_equal(odd.pixels, bare.pixels)


@pytest.mark.parametrize("lab", [(50.0, 60.0, -80.0), (70.0, -60.0, 50.0), (40.0, 55.0, 40.0)])
def test_lab_of_16_bits_is_what_littlecms_makes_of_it(lab, tmp_path) -> None:
    values = np.full((4, 4, 3), lab, np.float32)
    path = tmp_path / "a.tif"
    pyvips.Image.new_from_array(values).copy(interpretation="lab").colourspace("labs").write_to_file(str(path))
    picture = read_picture(path)
    wanted = pyvips.Image.new_from_array(values).copy(interpretation="lab").icc_export(output_profile="srgb", intent="relative")
    assert np.abs(picture.pixels[0, 0] / 257 - wanted.numpy()[0, 0]).max() <= 2


def test_avif_is_read_upright(tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    blocks = np.repeat(np.repeat(RNG.integers(0, 256, (3, 5, 3), dtype=np.uint8), 16, axis=0), 16, axis=1)
    picture = read_picture(_save(tmp_path / "a.avif", Image.fromarray(blocks), exif=exif, quality=100))
    assert np.abs(picture.pixels.astype(int) - np.rot90(blocks, -1)).mean() < 6


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


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_every_orientation_comes_upright(suffix, orientation, tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    blocks = np.repeat(np.repeat(RNG.integers(0, 256, (3, 5, 3), dtype=np.uint8), 8, axis=0), 8, axis=1)
    path = _save(tmp_path / f"a.{suffix}", Image.fromarray(blocks), exif=exif)
    picture = read_picture(path)
    with Image.open(path) as image:
        upright = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))
    assert picture.pixels.shape == upright.shape
    assert np.abs(picture.pixels.astype(int) - upright).max() <= 3
    if suffix != "tif":
        kept = Image.Exif()
        kept.load(picture.metadata.exif)
        assert kept[0x0112] == 1


def test_alpha_turns_with_the_picture(tmp_path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    picture = read_picture(_save(tmp_path / "a.png", Image.fromarray(np.dstack([RGB, ALPHA])), exif=exif))
    np.testing.assert_array_equal(picture.alpha, np.rot90(ALPHA, -1))
    np.testing.assert_array_equal(picture.pixels, np.rot90(RGB, -1))
    assert picture.pixels.flags.c_contiguous


def test_the_orientation_in_xmp_is_reset_too(tmp_path) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a tiff:Orientation="6"/><tiff:Orientation>8</tiff:Orientation></x:xmpmeta>'
    picture = read_picture(_save(tmp_path / "a.jpg", Image.fromarray(RGB), xmp=xmp))
    assert picture.metadata.xmp == xmp.replace(b"6", b"1").replace(b"8", b"1")


@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "bmp"])
def test_the_resolution_is_kept_and_none_is_made_up(suffix, tmp_path) -> None:
    path = _save(tmp_path / f"a.{suffix}", Image.fromarray(RGB), dpi=(300, 150))
    assert read_picture(path).metadata.dpi == pytest.approx((300, 150), abs=0.1)
    if suffix != "bmp":
        assert read_picture(_save(path, Image.fromarray(RGB))).metadata.dpi is None


def test_a_profile_that_is_for_other_colours_is_left_out(tmp_path) -> None:
    grey = read_picture(_save(tmp_path / "grey.jpg", Image.fromarray(GREY), icc_profile=SRGB))
    assert grey.is_grey
    assert grey.metadata.icc is None
    assert "profile" in grey.notes[0].text
    assert read_picture(_save(tmp_path / "rgb.jpg", Image.fromarray(RGB), icc_profile=SRGB)).metadata.icc == SRGB


def test_cmyk_of_sixteen_bits_stays_so(tmp_path) -> None:
    picture = read_picture(_vips(tmp_path / "a.tif", np.full((8, 8, 4), 20_000, np.uint16), "cmyk"))
    assert picture.bits == 16
    assert len(np.unique(picture.pixels.reshape(-1, 3), axis=0)) == 1
    assert "CMYK" in picture.notes[0].text


@pytest.mark.parametrize("deep", [True, False])
def test_lab_becomes_rgb(deep, tmp_path) -> None:
    smooth = np.dstack([np.linspace(60, 180, 240).reshape(12, 20)] * 3).astype(np.uint8)
    smooth[:, :, 0] += 40
    if deep:
        path = tmp_path / "a.tif"
        pyvips.Image.new_from_array(smooth, interpretation="srgb").colourspace("labs").write_to_file(str(path))
    else:
        path = _save(tmp_path / "a.tif", Image.fromarray(smooth).convert("LAB"))
    picture = read_picture(path)
    assert picture.bits == (16 if deep else 8)
    assert np.abs(picture.pixels / (257 if deep else 1) - smooth).max() <= 3
    assert len(picture.notes) == 1


@pytest.mark.parametrize("bands", [1, 3, 4])
def test_floats_become_sixteen_bits_and_say_so(bands, tmp_path) -> None:
    values = np.repeat(np.array([[0.0, 0.5, 1.0, 1.2, -3.0, np.nan]], np.float32)[:, :, None], bands, axis=2)
    picture = read_picture(_vips(tmp_path / "a.tif", values, "b-w" if bands == 1 else "srgb"))
    for channel in range(picture.pixels.shape[2]):
        assert picture.pixels[0, :, channel].tolist() == [0, 32768, 65535, 65535, 0, 0]
    assert (picture.alpha is not None) == (bands == 4)
    assert "clipped" in picture.notes[0].text


@pytest.mark.parametrize(("kind", "top"), [(np.float32, 200), (np.int16, 3000), (np.uint32, 100_000), (np.int32, 7)])
def test_values_of_another_range_are_scaled_and_say_so(kind, top, tmp_path) -> None:
    values = np.array([[0, top / 2, top, top]]).astype(kind)
    picture = read_picture(_vips(tmp_path / "a.tif", values))
    middle = int(values[0, 1] / top * 65535 + 0.5)
    assert picture.pixels[0, :, 0].tolist() == [0, middle, 65535, 65535]
    assert f"{top:.4g}" in picture.notes[0].text


def test_channels_beyond_transparency_are_left_out_and_said(tmp_path) -> None:
    many = RNG.integers(0, 256, (4, 6, 6), dtype=np.uint8)
    picture = read_picture(_vips(tmp_path / "a.tif", many, "srgb"))
    np.testing.assert_array_equal(picture.pixels, many[:, :, :3])
    np.testing.assert_array_equal(picture.alpha, many[:, :, 3])
    assert "6 channels" in picture.notes[0].text


def test_premultiplied_alpha_becomes_straight(tmp_path) -> None:
    values = np.full((4, 4, 4), 100, np.uint8)
    picture = read_picture(_vips(tmp_path / "a.tif", values, "srgb", premultiply=True))
    assert np.abs(picture.pixels.astype(int) - 100).max() <= 2
    assert (picture.alpha == 100).all()


def test_one_bit_tiff_of_both_polarities(tmp_path) -> None:
    one = Image.fromarray(GREY > 127)
    path = _save(tmp_path / "a.tif", one)
    np.testing.assert_array_equal(read_picture(path).pixels[:, :, 0], np.where(GREY > 127, 255, 0))
    plain = path.read_bytes()
    # Pillow turns the bits over, too, where the file shall say that zero is white.
    assert _save(path, one, tiffinfo={262: 0}).read_bytes() != plain
    np.testing.assert_array_equal(read_picture(path).pixels[:, :, 0], np.where(GREY > 127, 255, 0))


@pytest.mark.parametrize("suffix", ["png", "webp", "tif"])
def test_more_pictures_in_one_file_are_said(suffix, tmp_path) -> None:
    frames = [Image.fromarray(RNG.integers(0, 256, (4, 5, 3), dtype=np.uint8)) for _ in range(3)]
    picture = read_picture(_save(tmp_path / f"a.{suffix}", frames[0], save_all=True, append_images=frames[1:]))
    np.testing.assert_array_equal(picture.pixels, np.asarray(frames[0]))
    assert "3 pictures" in picture.notes[0].text


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB"])
def test_bmp_of_every_kind(mode, tmp_path) -> None:
    image = Image.fromarray(RGB).convert(mode)
    picture = read_picture(_save(tmp_path / "a.bmp", image))
    expected = np.asarray(image.convert("L" if mode in ("1", "L") else "RGB")).reshape(12, 20, -1)
    np.testing.assert_array_equal(picture.pixels, expected)
    assert picture.alpha is None


def test_bmp_with_transparency(tmp_path) -> None:
    masks = struct.pack("<IIII", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)
    header = struct.pack("<IiiHHIIiiII", 108, 20, -12, 1, 32, 3, 12 * 20 * 4, 2835, 2835, 0, 0) + masks + b"Win " + bytes(48)
    pixels = np.dstack([RGB[:, :, ::-1], ALPHA]).tobytes()
    path = tmp_path / "a.bmp"
    path.write_bytes(struct.pack("<2sIHHI", b"BM", 14 + len(header) + len(pixels), 0, 0, 14 + len(header)) + header + pixels)
    picture = read_picture(path)
    np.testing.assert_array_equal(picture.pixels, RGB)
    np.testing.assert_array_equal(picture.alpha, ALPHA)
