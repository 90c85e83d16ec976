"""Files that hold no picture, or none that can be read: each is refused with its own sentence."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import time
import zlib
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image

from sr_desktop.core import errors
from sr_desktop.core.image_io import read_picture
from sr_desktop.core.pictures import kinds as image_open
from sr_desktop.core.pictures import read as image_read

ROOT = Path(__file__).resolve().parents[3]
RNG = np.random.default_rng(11)
RGB = RNG.integers(0, 256, (12, 20, 3), dtype=np.uint8)


def _save(path: Path, image: Image.Image, **options: object) -> Path:
    image.save(path, **({"lossless": True, "exact": True} if path.suffix == ".webp" else {}), **options)
    return path


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif", "gif", "bmp", "avif"])
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


@pytest.mark.parametrize("code", [13, 1, 5])
def test_a_file_that_may_not_be_opened(code, tmp_path, monkeypatch) -> None:
    path = _save(tmp_path / "a.png", Image.fromarray(RGB))

    def refuse(self: Path, mode: str) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(errors.ImageUnreadable, match=os.strerror(code)):
        read_picture(path)


@pytest.mark.skipif(os.name == "nt" or not hasattr(os, "geteuid"), reason="POSIX permissions")
def test_a_file_without_permission(tmp_path) -> None:
    path = _save(tmp_path / "a.png", Image.fromarray(RGB))
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(errors.ImageUnreadable):
        read_picture(path)


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path) -> None:
    os.mkfifo(tmp_path / "a.png")
    with pytest.raises(errors.ImageUnreadable, match="no ordinary file"):
        read_picture(tmp_path / "a.png")


def test_a_disk_that_fails_while_reading_is_named_as_such(tmp_path, monkeypatch) -> None:
    path = _save(tmp_path / "a.png", Image.fromarray(RNG.integers(0, 256, (300, 300, 3), dtype=np.uint8)))

    class Failing(io.FileIO):
        def readinto(self, buffer: memoryview) -> int:
            if self.tell() > 100_000:
                raise OSError(5, "Input/output error")
            return super().readinto(buffer)

    monkeypatch.setattr(image_open, "_open", lambda path: io.BufferedReader(Failing(path)))
    with pytest.raises(errors.ImageUnreadable, match="Input/output error"):
        read_picture(path)


@pytest.mark.parametrize("name", ["a.png\0b", "file.txt/a.png"])
def test_names_that_no_file_can_have_are_missing(name, tmp_path) -> None:
    (tmp_path / "file.txt").touch()
    with pytest.raises(errors.ImageMissing):
        read_picture(tmp_path / name)


def test_a_text_that_begins_like_a_bmp_is_no_picture(tmp_path) -> None:
    (tmp_path / "a.bmp").write_text("BMX is a kind of sport on bicycles. " * 10)
    with pytest.raises(errors.NotAnImage):
        read_picture(tmp_path / "a.bmp")


@pytest.mark.parametrize("tags", [{254: 1}, {50706: b"\x01\x04\0\0"}])
def test_the_preview_of_a_raw_file_is_not_taken_for_the_picture(tags, tmp_path) -> None:
    path = _save(tmp_path / "a.tif", Image.fromarray(RGB), tiffinfo=tags)
    with pytest.raises(errors.BadImage, match="raw file"):
        read_picture(path)


@pytest.mark.parametrize("kept", [2, 3, 9, 12, 20, 40])
@pytest.mark.parametrize("suffix", ["jpg", "png", "webp", "tif", "gif", "bmp"])
def test_a_file_of_a_few_bytes_is_refused(suffix, kept, tmp_path) -> None:
    path = _save(tmp_path / f"a.{suffix}", Image.fromarray(RGB))
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(errors.BadImage):
        read_picture(path)


def test_a_png_with_a_wrong_bit_is_refused(tmp_path) -> None:
    path = _save(tmp_path / "a.png", Image.fromarray(RGB))
    data = bytearray(path.read_bytes())
    data[data.index(b"IDAT") + 30] ^= 1
    path.write_bytes(data)
    with pytest.raises(errors.ImageTruncated):
        read_picture(path)


@pytest.mark.parametrize("suffix", ["png", "bmp", "tif"])
def test_too_many_pixels_are_refused(suffix, tmp_path, monkeypatch) -> None:
    path = _save(tmp_path / f"a.{suffix}", Image.fromarray(RGB))
    monkeypatch.setattr(image_read, "MAX_SOURCE_PIXELS", 240)
    read_picture(path)
    monkeypatch.setattr(image_read, "MAX_SOURCE_PIXELS", 239)
    with pytest.raises(errors.SourceTooLarge, match="20 x 12"):
        read_picture(path)


def _bomb(path: Path, width: int, height: int) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )
    return path


def test_a_bomb_is_refused_before_it_goes_off(tmp_path) -> None:
    read_picture(_save(tmp_path / "small.png", Image.fromarray(RGB)))
    path = _bomb(tmp_path / "a.png", 60_000, 60_000)
    start = time.perf_counter()
    with pytest.raises(errors.SourceTooLarge):
        read_picture(path)
    # 50 ms is the goal; the machine may be busy with something else, decoding would take ten seconds.
    assert time.perf_counter() - start < 0.5


def test_the_largest_cameras_are_allowed() -> None:
    assert 12_000 * 9_000 <= 204_000_000 <= image_read.MAX_SOURCE_PIXELS


def test_odd_files_are_silent_on_stderr(tmp_path) -> None:
    noise = Image.fromarray(RNG.integers(0, 256, (64, 64, 3), dtype=np.uint8))
    for suffix in ("jpg", "png", "tif", "gif", "webp"):
        data = _save(tmp_path / f"whole.{suffix}", noise).read_bytes()
        (tmp_path / f"cut.{suffix}").write_bytes(data[: len(data) // 2])
        (tmp_path / f"tail.{suffix}").write_bytes(data + b"junk" * 20)
        (tmp_path / f"flip.{suffix}").write_bytes(data[:100] + bytes([data[100] ^ 255]) + data[101:])
    script = (
        "import sys, pathlib\n"
        "from sr_desktop.core.errors import BadImage\n"
        "from sr_desktop.core.image_io import read_picture\n"
        "for path in pathlib.Path(sys.argv[1]).iterdir():\n"
        "    try:\n"
        "        read_picture(path)\n"
        "    except BadImage:\n"
        "        pass\n"
    )
    child = subprocess.run([sys.executable, "-c", script, tmp_path], cwd=ROOT, capture_output=True, check=True)
    assert child.stderr == b""
    assert child.stdout == b""


@pytest.mark.skipif(sys.platform != "linux", reason="names of arbitrary bytes")
@pytest.mark.parametrize(
    "name", ["-leading.png", "名前.png", "e\u0301.png", "a [b] {c}.png", "x" * 251 + ".png", os.fsdecode(b"\xff\xfe.png")]
)
def test_odd_names_work(name, tmp_path) -> None:
    path = tmp_path / name
    with path.open("wb") as file:
        Image.fromarray(RGB).save(file, "PNG")
    np.testing.assert_array_equal(read_picture(path).pixels, RGB)
    path.write_bytes(b"text")
    with pytest.raises(errors.NotAnImage) as error:
        read_picture(path)
    error.value.message.encode()


def test_the_memory_of_many_pictures_is_given_back(tmp_path) -> None:
    path = _save(tmp_path / "a.png", Image.fromarray(RNG.integers(0, 256, (500, 500, 3), dtype=np.uint8)))
    for _ in range(20):
        read_picture(path)
    assert pyvips.cache_get_size() == 0
