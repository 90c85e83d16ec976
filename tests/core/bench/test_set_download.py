"""A set is downloaded whole and right, or not at all."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from file_server import FileServer, serving
from PIL import Image

from sr_desktop.core.bench.errors import NotThePublishedSet
from sr_desktop.core.bench.known_sets import KnownSet, PictureSum, file_sum, pixel_sum
from sr_desktop.core.bench.set_download import fetch_set
from sr_desktop.core.download_errors import NoConnection, ServerRefused
from sr_desktop.core.errors import OutputExists
from sr_desktop.core.progress import Cancelled, CancelToken

_NAMES = ("a.png", "b.png", "c.png")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    folder = tmp_path / "source"
    folder.mkdir()
    rng = np.random.default_rng(2)
    for name in _NAMES:
        Image.fromarray(rng.integers(0, 255, (40, 30, 3), np.uint8)).save(folder / name)
    return folder


@pytest.fixture
def sums(pictures: Path) -> dict[str, PictureSum]:
    return {path.stem: PictureSum(file=file_sum(path), pixels=pixel_sum(path)) for path in pictures.iterdir()}


def archive_of(pictures: Path, **others: bytes) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as bundle:
        for path in sorted(pictures.iterdir()):
            bundle.add(path, f"Set3_HR/test/{path.name}")
        for name, content in others.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            bundle.addfile(entry, io.BytesIO(content))
    return buffer.getvalue()


@pytest.fixture
def server(pictures: Path) -> Iterator[FileServer]:
    with serving(archive_of(pictures)) as running:
        yield running


def known(server: FileServer) -> KnownSet:
    return KnownSet(name="Set3", count=3, paper="p", page="http://example.org", archive=server.url)


def test_the_pictures_arrive_and_nothing_else_stays(server, sums, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    folder = fetch_set(known(server), sums, tmp_path / "sets", progress=lambda done, total: told.append((done, total)))
    assert sorted(path.name for path in folder.iterdir()) == list(_NAMES)
    assert [path.name for path in (tmp_path / "sets").iterdir()] == ["Set3"]
    assert told[-1] == (len(server.content), len(server.content))


def test_other_pictures_of_the_archive_are_left_out(server, sums, pictures: Path, tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (20, 20)).save(buffer, "png")
    outside = {"../evil.png": buffer.getvalue(), "Set3_HR/train.png": buffer.getvalue(), "readme.txt": b"hello"}
    server.content = archive_of(pictures, **outside)
    folder = fetch_set(known(server), sums, tmp_path / "sets")
    assert sorted(path.name for path in folder.iterdir()) == list(_NAMES)
    assert not (tmp_path / "evil.png").exists()


def test_a_changed_picture_is_no_set_and_nothing_is_kept(server, sums, pictures: Path, tmp_path: Path) -> None:
    Image.new("RGB", (30, 40)).save(pictures / "b.png")
    server.content = archive_of(pictures)
    with pytest.raises(NotThePublishedSet) as error:
        fetch_set(known(server), sums, tmp_path / "sets")
    assert error.value.values["found"] == 2
    assert list((tmp_path / "sets").iterdir()) == []


@pytest.mark.parametrize("content", [b"<html>no such file</html>", b""])
def test_what_is_no_archive_is_refused(server, sums, tmp_path: Path, content: bytes) -> None:
    server.content = content or b"\x1f\x8b"
    with pytest.raises(NotThePublishedSet):
        fetch_set(known(server), sums, tmp_path / "sets")
    assert list((tmp_path / "sets").iterdir()) == []


def test_an_archive_that_is_cut_is_told(server, sums, tmp_path: Path) -> None:
    server.break_after = len(server.content) // 2
    with pytest.raises(NoConnection):
        fetch_set(known(server), sums, tmp_path / "sets")
    assert list((tmp_path / "sets").iterdir()) == []


def test_a_server_that_refuses_is_told(server, sums, tmp_path: Path) -> None:
    server.status = 404
    with pytest.raises(ServerRefused):
        fetch_set(known(server), sums, tmp_path / "sets")


def test_a_folder_that_is_there_is_left_alone(server, sums, tmp_path: Path) -> None:
    (tmp_path / "sets" / "Set3").mkdir(parents=True)
    with pytest.raises(OutputExists):
        fetch_set(known(server), sums, tmp_path / "sets")
    assert server.asked == []


def test_it_can_be_cancelled(server, sums, tmp_path: Path) -> None:
    server.stall_after = 100
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        fetch_set(known(server), sums, tmp_path / "sets", cancel=cancel, progress=lambda *_: cancel.cancel())
    assert list((tmp_path / "sets").iterdir()) == []
