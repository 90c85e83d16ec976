"""Pictures that go beyond the memory for them: the same pixels, on the disk, and nothing left of it."""

from __future__ import annotations

import errno
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import pyvips
from nets import save_net
from PIL import Image

from sr_desktop.core.archs import srcnn, srresnet
from sr_desktop.core.image_io import read_picture, write_picture
from sr_desktop.core.models.catalog import BICUBIC, ModelFolders, list_models
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures import alpha, workroom
from sr_desktop.core.pictures import values as image_values
from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.pictures.room_errors import NoRoom, RoomLost
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom, bands, release
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.fidelity_meter import heat_picture, measure_fidelity
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.core.upscaling.size import OutputSize, TargetSize

RNG = np.random.default_rng(7)
RGB = RNG.integers(0, 256, (61, 47, 3), dtype=np.uint8)
ALPHA = np.where(RNG.random((61, 47)) < 0.5, 0, RNG.integers(1, 256, (61, 47))).astype(np.uint8)


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workroom:
    """All goes to the disk, in bands of a few rows."""
    monkeypatch.setattr(image_values, "_BAND_BYTES", 1000)
    monkeypatch.setattr(alpha, "bands", lambda array, step=1: bands(array, step, 1000))
    monkeypatch.setattr(workroom, "bands", lambda array, step=1, most=1000: bands(array, step, most))
    folder = tmp_path / "room"
    folder.mkdir()
    return Workroom(folder, memory=4)


def _on_disk(array: np.ndarray | None) -> bool:
    return array is not None and workroom._mapping(array) is not None


def _same(one: Picture, other: Picture) -> None:
    np.testing.assert_array_equal(one.pixels, other.pixels)
    assert (one.alpha is None) == (other.alpha is None)
    if one.alpha is not None and other.alpha is not None:
        np.testing.assert_array_equal(one.alpha, other.alpha)
    assert one.metadata == other.metadata
    assert one.notes == other.notes


def _vips(path: Path, values: np.ndarray, **more: object) -> Path:
    pyvips.Image.new_from_array(values).write_to_file(str(path), **more)
    return path


def _pil(path: Path, values: np.ndarray, **more: object) -> Path:
    Image.fromarray(values).save(path, **more)
    return path


def _turned(way: int) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = way
    return exif


SOURCES = {
    "rgb.png": lambda path: _pil(path, RGB),
    "transparent.png": lambda path: _pil(path, np.dstack([RGB, ALPHA])),
    "interlaced.png": lambda path: _vips(path, RGB, interlace=True),
    "photo.jpg": lambda path: _pil(path, RGB),
    "deep grey.tif": lambda path: _vips(path, RGB[:, :, 0].astype(np.uint16) * 257),
    "strips.tif": lambda path: _vips(path, RGB, tile_height=7, compression="deflate"),
    "tiles.tif": lambda path: _vips(path, RGB, tile=True, tile_width=16, tile_height=16),
    "floats.tif": lambda path: _vips(path, (RGB / np.float32(200)).astype(np.float32)),
    "numbers.tif": lambda path: _vips(path, RGB.astype(np.uint32) * 5000),
    "a.bmp": lambda path: _pil(path, RGB),
    "a.webp": lambda path: _pil(path, RGB),
}


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_read_is_the_same(name, room, tmp_path) -> None:
    path = SOURCES[name](tmp_path / name)
    large = read_picture(path, room)
    assert _on_disk(large.pixels)
    _same(large, read_picture(path))


@pytest.mark.parametrize("way", range(1, 9))
def test_every_orientation(way, room, tmp_path, monkeypatch) -> None:
    from sr_desktop.core.pictures import read as image_read  # noqa: PLC0415

    monkeypatch.setattr(image_read, "_TURNED_BYTES", 1000)
    monkeypatch.setattr(image_read, "_TURNED_COLUMNS", 10)
    path = _pil(tmp_path / "a.png", np.dstack([RGB, ALPHA]), exif=_turned(way))
    large = read_picture(path, room)
    assert _on_disk(large.pixels) and _on_disk(large.alpha)
    _same(large, read_picture(path))


def _card(arch: str, folder: Path) -> ModelCard:
    if arch == "bicubic":
        return BICUBIC
    spec = {"srcnn": srcnn.SPEC, "srresnet": srresnet.SPEC}[arch]
    config = srresnet.SrresnetConfig(blocks=1, width=8) if arch == "srresnet" else spec.config()
    save_net(folder, spec, scales=(2.0,) if arch == "srcnn" else spec.scales(config), config=config)
    return list_models(ModelFolders(shipped=folder, user=folder / "none"))[-1]


@pytest.mark.parametrize(
    ("arch", "scale"), [("bicubic", 2.0), ("bicubic", 4.4), ("srcnn", 2.0), ("srcnn", 3.3), ("srresnet", 4.0)]
)
def test_a_result_is_the_same(arch, scale, room, tmp_path) -> None:
    card = _card(arch, tmp_path)
    source = Picture(pixels=RGB[:40, :20].copy(), alpha=ALPHA[:40, :20].copy(), metadata=Metadata(dpi=(300.0, 300.0)))
    size, told = TargetSize(value=scale).resolve(source.width, source.height), []
    whole = Upscaler(card, device="cpu", tile=40).upscale(source, size).picture
    upscaler = Upscaler(card, device="cpu", tile=40, room=room)
    large = upscaler.upscale(source, size, progress=lambda *at: told.append(at)).picture
    assert _on_disk(large.pixels) and _on_disk(large.alpha)
    assert told[-1][0] == told[-1][1] == len(told)
    assert large.metadata == whole.metadata
    for got, wanted in ((large.pixels, whole.pixels), (large.alpha, whole.alpha)):
        assert got.shape == wanted.shape
        # Tiles elsewhere: a difference in the seventh digit may be rounded to another level.
        assert int(np.abs(got.astype(int) - wanted.astype(int)).max()) <= (arch != "bicubic")
        assert float(np.mean(got != wanted)) < 0.01


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "webp", "bmp"])
@pytest.mark.parametrize("profile", ["keep", "srgb"])
def test_a_file_is_the_same(suffix, profile, room, tmp_path) -> None:
    source = Picture(pixels=RGB, alpha=ALPHA, metadata=Metadata(icc=bytes(pyvips.Image.profile_load("p3")), dpi=(300.0, 300.0)))
    large = Upscaler(BICUBIC, room=room).upscale(source, OutputSize(scale=2.0, width=94, height=122)).picture
    rules = FileRules(profile=profile)
    files = [
        write_picture(large, tmp_path / f"large.{suffix}", rules, room=room).path,
        write_picture(large, tmp_path / f"small.{suffix}", rules).path,
    ]
    assert files[0].read_bytes() == files[1].read_bytes()


def test_the_fidelity_is_the_same(room) -> None:
    source, result = (
        Picture(pixels=RGB),
        Upscaler(BICUBIC).upscale(Picture(pixels=RGB), OutputSize(scale=2, width=94, height=122)),
    )
    small, large = (measure_fidelity(source, result.picture, 2.0, room=each) for each in (IN_MEMORY, room))
    assert small.psnr == pytest.approx(large.psnr)
    _same(heat_picture(small), heat_picture(large, room))


def test_files_on_the_disk_have_no_names(room) -> None:
    shelf = room.shelf((10, 10), np.dtype(np.uint8))
    shelf.put(np.ones((10, 10), np.uint8))
    assert shelf.taken().all()
    assert list(room.folder.iterdir()) == []


def test_a_disk_without_room_is_told_before_the_first_tile(room, monkeypatch) -> None:
    monkeypatch.setattr(workroom.shutil, "disk_usage", lambda _: SimpleNamespace(free=1))
    told: list[object] = []
    with pytest.raises(NoRoom, match=r"which needs 1 MB; only 1 MB are free"):
        Upscaler(BICUBIC, room=room).upscale(
            Picture(pixels=RGB), OutputSize(scale=2, width=94, height=122), progress=lambda *at: told.append(at)
        )
    assert told == []


@pytest.mark.parametrize("limit", [0, 20_000])
def test_a_disk_that_ends_is_told(limit, room, tmp_path) -> None:
    resource = pytest.importorskip("resource", reason="POSIX limits")
    path = _pil(tmp_path / "a.png", RGB)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
    try:
        with pytest.raises(RoomLost, match="File too large"):
            if limit:
                Upscaler(BICUBIC, room=room).upscale(Picture(pixels=RGB), OutputSize(scale=2, width=94, height=122))
            else:
                read_picture(path, room)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(room.folder.iterdir()) == []


def test_a_full_disk_is_named(room, monkeypatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(workroom.tempfile, "TemporaryFile", full)
    with pytest.raises(RoomLost, match="the disk is full"):
        room.shelf((10, 10), np.dtype(np.uint8))


@pytest.mark.parametrize("suffix", ["png", "tif", "bmp"])
def test_a_cancel_while_writing_leaves_nothing(suffix, tmp_path) -> None:
    cancel, target = CancelToken(), tmp_path / f"a.{suffix}"
    cancel.cancel()
    with pytest.raises(Cancelled):
        write_picture(Picture(pixels=RGB), target, cancel=cancel)
    assert list(tmp_path.iterdir()) == []


def test_a_cancel_while_reading(room, tmp_path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        read_picture(_pil(tmp_path / "a.png", RGB), room, cancel)
    assert list(room.folder.iterdir()) == []


def test_hidden_colours_are_searched_once(room, monkeypatch) -> None:
    from sr_desktop.core import upscale  # noqa: PLC0415

    calls: list[object] = []
    real = upscale.fill_transparent
    monkeypatch.setattr(upscale, "fill_transparent", lambda *given: calls.append(given) or real(*given))
    upscaler, size = Upscaler(BICUBIC, room=room), OutputSize(scale=2, width=94, height=122)
    sources = [Picture(pixels=RGB, alpha=ALPHA) for _ in range(2)]
    for source in (sources[0], sources[0], sources[1], sources[1]):
        upscaler.upscale(source, size)
    assert len(calls) == 2
    del source, sources
    assert room._filled is None


def test_a_small_part_of_the_memory_is_for_one_picture(tmp_path) -> None:
    room = Workroom(tmp_path, memory=4000)
    assert room.holds(1000) and not room.holds(1001)
    room.allow(0)
    assert 64_000_000 <= room.memory <= 1_024_000_000
    assert IN_MEMORY.holds(10**12)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_pages_are_let_go(tmp_path) -> None:
    def mapped() -> int:
        lines = Path("/proc/self/status").read_text().splitlines()
        # The folder for tests may lie in memory.
        return sum(int(line.split()[1]) for line in lines if line.startswith(("RssFile", "RssShmem")))

    shelf = Workroom(tmp_path, memory=4).shelf((1000, 32_000), np.dtype(np.uint8))
    for _ in range(1000):
        shelf.put(np.ones((1, 32_000), np.uint8))
    array = shelf.taken()
    assert int(array.sum()) == 32_000_000
    before = mapped()
    release(array[3:, ::2])
    assert mapped() < before - 30_000
    assert int(array.sum()) == 32_000_000


def test_a_file_over_two_gigabytes_carries_the_same(tmp_path, monkeypatch) -> None:
    from sr_desktop.core.pictures import encode as image_encode  # noqa: PLC0415

    exif = Image.Exif()
    exif[0x010F] = "maker"
    picture = read_picture(_pil(tmp_path / "a.png", RGB, exif=exif, dpi=(300, 300)))
    monkeypatch.setattr(image_encode, "_CLASSIC_TIFF_BYTES", 0)
    written = write_picture(picture, tmp_path / "a.tif").path
    assert written.read_bytes()[2] == 43
    again = read_picture(written)
    np.testing.assert_array_equal(again.pixels, RGB)
    assert b"maker" in (again.metadata.exif or b"")
    assert again.metadata.dpi == pytest.approx((300, 300), abs=0.1)
