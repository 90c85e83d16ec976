"""Pictures to files: nothing overwritten, nothing lost unsaid, nothing half."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms
from PIL.TiffImagePlugin import IFDRational

from sr_desktop.core import errors
from sr_desktop.core.image_io import check_target, read_picture, write_picture
from sr_desktop.core.pictures import encode as image_encode
from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.pictures.provenance import Provenance
from sr_desktop.core.upscaling.settings import FileRules

ROOT = Path(__file__).resolve().parents[3]
RNG = np.random.default_rng(11)
RGB = RNG.integers(0, 256, (12, 20, 3), dtype=np.uint8)
DEEP = RNG.integers(0, 65536, (12, 20, 3)).astype(np.uint16)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def _save(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **options)
    return path


def _picture(pixels: np.ndarray = RGB, alpha: np.ndarray | None = None, **metadata: object) -> Picture:
    return Picture(pixels=pixels if pixels.ndim == 3 else pixels[:, :, None], alpha=alpha, metadata=Metadata(**metadata))


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _exif(**tags: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x0132] = "Maker", 6, "2024:01:02 03:04:05"
    camera, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    camera[0x829A], camera[0x8827], camera[0xA002], camera[0xA003] = IFDRational(1, 125), 400, 20, 12
    camera[0x927C] = b"maker's own" * 9
    place[1], place[2] = "N", (IFDRational(48), IFDRational(8), IFDRational(1234, 100))
    return exif


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


@pytest.mark.parametrize("alpha", [True, False])
@pytest.mark.parametrize("grey", [True, False])
def test_bmp_gives_back_what_it_got(grey, alpha, tmp_path) -> None:
    picture = _picture(RGB[:, :, :1] if grey else RGB, RGB[:, :, 1] if alpha else None, dpi=(300.0, 300.0))
    written = write_picture(picture, tmp_path / "a.bmp")
    again = read_picture(written.path)
    # BMP has transparency with colours only.
    np.testing.assert_array_equal(again.pixels, RGB[:, :, :1].repeat(3, axis=2) if grey and alpha else picture.pixels)
    assert (again.alpha is None) != alpha
    if alpha:
        np.testing.assert_array_equal(again.alpha, picture.alpha)
    assert again.metadata.dpi == pytest.approx((300, 300), abs=0.1)
    with Image.open(written.path) as image:
        np.testing.assert_array_equal(np.asarray(image.convert("RGB")), RGB[:, :, :1].repeat(3, axis=2) if grey else RGB)


@pytest.mark.parametrize("deep", [True, False])
@pytest.mark.parametrize("alpha", [True, False])
@pytest.mark.parametrize("grey", [True, False])
def test_avif_keeps_what_can_be_seen_and_says_the_rest(grey, alpha, deep, tmp_path) -> None:
    ramp = np.linspace(0, 65535 if deep else 255, 64 * 96 * 3).reshape(64, 96, 3).astype(np.uint16 if deep else np.uint8)
    picture = _picture(ramp[:, :, :1] if grey else ramp, ramp[:, :, 1] if alpha else None)
    written = write_picture(picture, tmp_path / "a.avif")
    again = read_picture(written.path)
    assert (again.format, again.bits) == ("avif", 16 if deep else 8)
    assert np.abs(again.pixels.astype(float) - picture.pixels).max() / picture.peak < 0.02
    assert (again.alpha is None) != alpha
    assert any("12 bits" in note.text for note in written.notes) == deep
    assert (len(np.unique(again.pixels)) > 1000) == deep


@pytest.mark.parametrize(("suffix", "side"), [("jpg", 65500), ("webp", 16383), ("avif", 16384), ("gif", 65535)])
def test_a_picture_as_long_as_the_limit_is_written(suffix, side, tmp_path) -> None:
    written = write_picture(_picture(np.full((2, side), 90, np.uint8)), tmp_path / f"a.{suffix}")
    assert read_picture(written.path).width == side


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


@pytest.mark.parametrize(("name", "width"), [("a.jpg", 65501), ("a.webp", 16384)])
def test_format_limits_are_told_before_the_work(name, width, tmp_path) -> None:
    with pytest.raises(errors.FormatLimit):
        check_target(tmp_path / name, None, "rename", width, 10)
    check_target(tmp_path / name, None, "rename", width - 1, 10)


def test_unknown_formats_and_folders_are_told(tmp_path) -> None:
    with pytest.raises(errors.CannotWrite, match="cannot be written"):
        check_target(tmp_path / "a.xyz", None, "rename", 1, 1)
    with pytest.raises(errors.CannotWrite, match="folder does not exist"):
        check_target(tmp_path / "gone" / "a.png", None, "rename", 1, 1)


# --- metadata -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif"])
def test_metadata_comes_through(suffix, tmp_path) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta>'
    source = _save(tmp_path / "a.jpg", Image.fromarray(RGB), exif=_exif(), icc_profile=SRGB, xmp=xmp, dpi=(300, 300))
    written = write_picture(read_picture(source), tmp_path / f"out.{suffix}")
    again = read_picture(written.path).metadata
    assert again.icc == SRGB
    assert again.xmp == xmp
    assert again.dpi == pytest.approx((300, 300), abs=0.1)
    assert written.notes == ()
    with Image.open(written.path) as image:
        exif = image.getexif()
        assert (exif[0x010F], exif[0x0112], exif[0x0132]) == ("Maker", 1, "2024:01:02 03:04:05")
        camera, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
        assert (camera[0x829A], camera[0x8827], camera[0x927C]) == (1 / 125, 400, b"maker's own" * 9)
        assert (camera[0xA002], camera[0xA003]) == (12, 20)
        assert place[1] == "N"
        assert [float(part) for part in place[2]] == [48, 8, 12.34]


@pytest.mark.parametrize("suffix", ["jpg", "png", "webp"])
def test_the_thumbnail_of_the_old_picture_is_dropped(suffix, tmp_path) -> None:
    thumbnail = b"\xff\xd8\xff\xe0 a picture that is no longer true \xff\xd9"
    block = _exif().tobytes()
    # The first directory's link to the next one is its last field: make it point to a directory with a thumbnail.
    data = bytearray(block[6:])
    order = "little" if data[:2] == b"II" else "big"
    count = int.from_bytes(data[8:10], order)
    end = len(data)
    data[10 + 12 * count : 14 + 12 * count] = end.to_bytes(4, order)

    def entry(tag: int, value: int) -> bytes:
        return b"".join(number.to_bytes(size, order) for number, size in ((tag, 2), (4, 2), (1, 4), (value, 4)))

    data += (2).to_bytes(2, order) + entry(0x0201, end + 30) + entry(0x0202, len(thumbnail)) + bytes(4) + thumbnail
    source = _save(tmp_path / "a.jpg", Image.fromarray(RGB), exif=b"Exif\0\0" + bytes(data))
    assert thumbnail in source.read_bytes()
    written = write_picture(read_picture(source), tmp_path / f"out.{suffix}").path
    assert b"no longer true" not in written.read_bytes()


def test_the_file_tells_how_it_was_made_where_that_is_wanted(tmp_path) -> None:
    made = Provenance(model="srcnn", scale=3, version="1", weights="ab12")
    for suffix in ("png", "jpg", "webp", "tif"):
        told = read_picture(write_picture(_picture(), tmp_path / f"a.{suffix}", made=made).path).metadata.xmp
        assert b'srd:Model="srcnn"' in told
        rules = FileRules(provenance=False)
        untold = write_picture(_picture(xmp=told), tmp_path / f"b.{suffix}", rules, made=made).path
        assert b"srd:" not in (read_picture(untold).metadata.xmp or b"")


def test_a_long_xmp_block_is_kept_or_said(tmp_path) -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a/></x:xmpmeta>' + b" " * 100_000
    for suffix in ("png", "webp", "tif"):
        written = write_picture(_picture(xmp=xmp), tmp_path / f"a.{suffix}")
        assert read_picture(written.path).metadata.xmp == xmp
        assert written.notes == ()
    assert "XMP" in write_picture(_picture(xmp=xmp), tmp_path / "a.jpg").notes[0].text


def test_sixteen_bits_are_rounded_not_cut(tmp_path) -> None:
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256)
    again = read_picture(write_picture(_picture(ramp), tmp_path / "a.jpg", FileRules(quality=100)).path)
    assert np.abs(again.pixels[:, :, 0] - ramp / 257).max() <= 2
    half = _picture(np.full((16, 16, 3), 128 * 257 + 129, np.uint16))
    assert (
        abs(float(read_picture(write_picture(half, tmp_path / "b.jpg", FileRules(quality=100)).path).pixels.mean()) - 129) < 0.5
    )


@pytest.mark.parametrize("peak", [255, 65535])
def test_half_transparent_is_half_white(peak, tmp_path) -> None:
    kind = np.uint8 if peak == 255 else np.uint16
    picture = _picture(np.zeros((16, 16, 3), kind), np.full((16, 16), peak // 2, kind))
    pixels = read_picture(write_picture(picture, tmp_path / "a.jpg").path).pixels
    assert abs(float(pixels.mean()) - 128) <= 1.5


# --- faults ---------------------------------------------------------------------------------------------------------


def test_what_was_written_is_checked(tmp_path, monkeypatch) -> None:
    def shrunk(encoding: image_encode.Encoding, target: object) -> None:
        encoding.image.crop(0, 0, 3, 3).pngsave_target(target)

    monkeypatch.setitem(image_encode._SAVERS, "png", shrunk)
    with pytest.raises(errors.CannotWrite, match="not what was meant"):
        write_picture(_picture(), tmp_path / "a.png")
    assert _names(tmp_path) == []


@pytest.mark.parametrize("suffix", ["png", "jpg", "webp", "tif", "avif", "bmp", "gif"])
@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.999])
def test_a_disk_that_ends_keeps_the_old_file(suffix, share, tmp_path) -> None:
    resource = pytest.importorskip("resource", reason="POSIX limits")
    picture = _picture(RNG.integers(0, 256, (200, 200, 3), dtype=np.uint8))
    target = tmp_path / f"a.{suffix}"
    size = write_picture(picture, target).path.stat().st_size
    before = target.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(size * share), hard))
    try:
        with pytest.raises(errors.CannotWrite, match="File too large"):
            write_picture(picture, target, on_exists="replace")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert target.read_bytes() == before
    assert _names(tmp_path) == [target.name]


def test_a_full_disk_is_named(tmp_path, monkeypatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(errors.CannotWrite, match="the disk is full"):
        write_picture(_picture(), tmp_path / "a.png")
    assert _names(tmp_path) == []


def test_a_folder_of_that_name_is_not_replaced(tmp_path) -> None:
    (tmp_path / "a.png").mkdir()
    with pytest.raises(errors.CannotWrite, match="folder has this name"):
        write_picture(_picture(), tmp_path / "a.png", on_exists="replace")
    assert write_picture(_picture(), tmp_path / "a.png").path.name == "a (1).png"


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_a_folder_that_is_read_only_is_told_before_the_work(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(errors.CannotWrite, match="read only"):
        check_target(tmp_path / "a.png", None, "rename", 1, 1)


def test_a_name_that_is_too_long_is_told_before_the_work(tmp_path) -> None:
    with pytest.raises(errors.CannotWrite, match="too long"):
        check_target(tmp_path / ("é" * 126 + ".png"), None, "rename", 1, 1)


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_dangling_link_is_a_taken_name(tmp_path) -> None:
    (tmp_path / "a.png").symlink_to(tmp_path / "goal.png")
    assert write_picture(_picture(), tmp_path / "a.png").path.name == "a (1).png"
    with pytest.raises(errors.OutputExists):
        check_target(tmp_path / "a.png", None, "skip", 1, 1)
    assert not (tmp_path / "goal.png").exists()


def test_a_name_that_is_taken_while_writing_is_left_alone(tmp_path, monkeypatch) -> None:
    real = image_encode._SAVERS["png"]

    def slow(encoding: image_encode.Encoding, target: object) -> None:
        if not (tmp_path / "a.png").exists():
            (tmp_path / "a.png").write_bytes(b"somebody else's")
        real(encoding, target)

    monkeypatch.setitem(image_encode._SAVERS, "png", slow)
    assert write_picture(_picture(), tmp_path / "a.png").path.name == "a (1).png"
    assert (tmp_path / "a.png").read_bytes() == b"somebody else's"
    (tmp_path / "a.png").unlink()
    with pytest.raises(errors.OutputExists):
        write_picture(_picture(), tmp_path / "a.png", on_exists="skip")
    assert (tmp_path / "a.png").read_bytes() == b"somebody else's"
    assert _names(tmp_path) == ["a (1).png", "a.png"]


@pytest.mark.parametrize(("target", "source"), [("A.PNG", "a.png"), ("e\u0301.png", "\u00e9.png")])
def test_names_that_meet_on_some_disks_are_refused_where_the_source_is_gone(target, source, tmp_path) -> None:
    with pytest.raises(errors.OutputIsInput):
        check_target(tmp_path / target, tmp_path / source, "replace", 1, 1)


@pytest.mark.skipif(sys.platform != "linux", reason="names of arbitrary bytes")
@pytest.mark.parametrize("name", ["-leading.png", "名前.png", "e\u0301.png", "a [b].png", os.fsdecode(b"\xff.png")])
def test_odd_names_are_written(name, tmp_path) -> None:
    folder = tmp_path / name
    folder.mkdir()
    for suffix in (".png", ".tif", ".webp", ".jpg"):
        path = write_picture(_picture(), folder / (Path(name).stem + suffix)).path
        assert read_picture(path).width == 20
    assert len(_names(folder)) == 4
    assert write_picture(_picture(), folder / ("x" * 251 + ".png")).path.exists()


def test_a_killed_save_leaves_the_old_or_the_new_picture(tmp_path) -> None:
    target = tmp_path / "a.png"
    pixels = RNG.integers(0, 256, (300, 300, 3), dtype=np.uint8)
    write_picture(_picture(pixels), target)
    script = (
        "import sys; from pathlib import Path\n"
        "from sr_desktop.core.image_io import read_picture, write_picture\n"
        "path = Path(sys.argv[1]); picture = read_picture(path)\n"
        "print('go', flush=True)\n"
        "while True: write_picture(picture, path, on_exists='replace')\n"
    )
    for number in range(10):
        child = subprocess.Popen([sys.executable, "-c", script, target], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.007 * number)
        child.kill()
        child.wait()
        child.stdout.close()
        np.testing.assert_array_equal(read_picture(target).pixels, pixels)


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "bmp"])
def test_writing_tells_how_far_it_is(tmp_path: Path, suffix: str) -> None:
    told: list[tuple[int, int]] = []
    picture = _picture(RNG.integers(0, 256, (1200, 900, 3), dtype=np.uint8))
    write_picture(picture, tmp_path / f"large.{suffix}", progress=lambda done, total: told.append((done, total)))
    shares = [done / total for done, total in told]
    assert len(set(shares)) > 2
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


@pytest.mark.parametrize("suffix", ["webp", "avif", "gif"])
def test_a_coder_that_takes_all_first_tells_nothing(tmp_path: Path, suffix: str) -> None:
    told: list[int] = []
    write_picture(_picture(), tmp_path / f"small.{suffix}", progress=lambda done, _: told.append(done))
    assert told == []
