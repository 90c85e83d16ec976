"""Downloads from a server on this machine: whole, gone on with, wrong, broken off, cancelled, refused."""

from __future__ import annotations

import hashlib
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from file_server import FileServer, serving

from sr_desktop.core import web_stream as module
from sr_desktop.core.download import VGG19, PublishedFile, download
from sr_desktop.core.download_errors import NoConnection, ServerRefused, WrongChecksum
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.progress import Cancelled, CancelToken

CONTENT = np.random.default_rng(5).integers(0, 256, 3_000_000, np.uint8).tobytes()
SUM = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def server() -> Iterator[FileServer]:
    with serving(CONTENT) as running:
        yield running


def _published(server: FileServer, *, sha256: str = SUM, size: int = len(CONTENT)) -> PublishedFile:
    return PublishedFile(name="weights.pth", url=server.url, size=size, sha256=sha256)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_arrives_whole_and_says_how_far_it_is(server, tmp_path) -> None:
    told: list[tuple[int, int]] = []
    path = download(_published(server), tmp_path / "new", progress=lambda done, total: told.append((done, total)))
    assert path.read_bytes() == CONTENT
    assert _names(tmp_path / "new") == ["weights.pth"]
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert (told[0], told[-1]) == ((0, len(CONTENT)), (len(CONTENT), len(CONTENT)))
    assert server.asked == [""]


def test_a_file_that_is_there_is_kept_and_a_damaged_one_replaced(server, tmp_path) -> None:
    path = download(_published(server), tmp_path)
    download(_published(server), tmp_path)
    assert len(server.asked) == 1
    path.write_bytes(CONTENT[:-1] + bytes([CONTENT[-1] ^ 1]))
    assert download(_published(server), tmp_path).read_bytes() == CONTENT
    assert len(server.asked) == 2


def test_the_first_eight_digits_of_a_checksum_will_do(server, tmp_path) -> None:
    assert download(_published(server, sha256=SUM[:8]), tmp_path).exists()


def test_it_goes_on_where_it_broke_off(server, tmp_path) -> None:
    server.break_after = 1_000_000
    with pytest.raises(NoConnection, match=r"127\.0\.0\.1: it broke off before the file was complete"):
        download(_published(server), tmp_path)
    assert _names(tmp_path) == ["weights.pth.part"]
    assert (tmp_path / "weights.pth.part").stat().st_size == 1_000_000
    server.break_after = None
    told: list[int] = []
    path = download(_published(server), tmp_path, progress=lambda done, total: told.append(done))
    assert path.read_bytes() == CONTENT
    assert told[0] == 1_000_000
    assert server.asked == ["", "bytes=1000000-"]


def test_a_server_that_gives_the_whole_file_only_is_taken_at_its_word(server, tmp_path) -> None:
    (tmp_path / "weights.pth.part").write_bytes(CONTENT[:500_000])
    server.ranges = False
    assert download(_published(server), tmp_path).read_bytes() == CONTENT


def test_a_part_that_is_too_long_or_complete(server, tmp_path) -> None:
    part = tmp_path / "weights.pth.part"
    part.write_bytes(CONTENT + b"more")
    assert download(_published(server), tmp_path).read_bytes() == CONTENT
    (tmp_path / "weights.pth").unlink()
    part.write_bytes(CONTENT)
    assert download(_published(server), tmp_path).read_bytes() == CONTENT
    assert server.asked == [""]


def test_a_server_that_cannot_begin_there_is_asked_for_all(server, tmp_path) -> None:
    (tmp_path / "weights.pth.part").write_bytes(CONTENT[:1000] + bytes(len(CONTENT) - 1000))
    longer = _published(server, size=len(CONTENT) + 1)
    with pytest.raises(NoConnection):
        download(longer, tmp_path)
    assert server.asked == [f"bytes={len(CONTENT)}-", ""]
    assert (tmp_path / "weights.pth.part").read_bytes() == CONTENT


@pytest.mark.parametrize("change", ["checksum", "longer", "damaged part"])
def test_another_file_than_the_published_one_is_removed(server, tmp_path, change) -> None:
    published = _published(server, sha256="0" * 64 if change == "checksum" else SUM)
    if change == "longer":
        server.content = CONTENT + b"more"
    if change == "damaged part":
        (tmp_path / "weights.pth.part").write_bytes(bytes(1000))
    with pytest.raises(WrongChecksum, match="not the one that was published"):
        download(published, tmp_path)
    assert _names(tmp_path) == []


@pytest.mark.parametrize("status", [404, 500])
def test_a_server_that_refuses(server, tmp_path, status) -> None:
    server.status = status
    with pytest.raises(ServerRefused, match=f"weights.pth: it answered {status} ") as caught:
        download(_published(server), tmp_path)
    assert str(tmp_path) in caught.value.hint


def test_nobody_answers(tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    published = PublishedFile(name="w", url=f"http://127.0.0.1:{port}/w", size=1, sha256=SUM)
    with pytest.raises(NoConnection, match=r"no connection to 127\.0\.0\.1: \w"):
        download(published, tmp_path)
    unknown = PublishedFile(name="w", url="http://no-such-host.invalid/w", size=1, sha256=SUM)
    with pytest.raises(NoConnection, match=r"no-such-host\.invalid"):
        download(unknown, tmp_path)


def test_a_server_that_goes_silent(server, tmp_path) -> None:
    server.stall_after = 1_000_000
    with pytest.raises(NoConnection, match="no answer came in time"):
        download(_published(server), tmp_path, timeout_s=0.3)
    server.stall_after = None
    server.may_end.set()
    assert download(_published(server), tmp_path).read_bytes() == CONTENT


def test_cancelled_while_the_server_is_silent(server, tmp_path) -> None:
    server.stall_after = 1_000_000
    cancel = CancelToken()
    asked_at = 0.0

    def stop(done: int, total: int) -> None:
        nonlocal asked_at
        if done == 1_000_000:
            asked_at = time.monotonic()
            cancel.cancel()

    with pytest.raises(Cancelled):
        download(_published(server), tmp_path, progress=stop, cancel=cancel)
    assert time.monotonic() - asked_at < 0.5
    assert _names(tmp_path) == ["weights.pth.part"]


def test_cancelled_before_it_began(server, tmp_path) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        download(_published(server), tmp_path, cancel=cancel)


def test_a_disk_without_room_is_told_before_anything_is_fetched(server, tmp_path, monkeypatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=1_000_000))
    with pytest.raises(CannotWrite, match="3 MB are needed, 1 MB are free"):
        download(_published(server), tmp_path)
    assert server.asked == []


def test_a_folder_that_cannot_be_made(server, tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CannotWrite, match=r"weights\.pth\.part could not be written"):
        download(_published(server), tmp_path / "file" / "below")


def test_a_redirect_is_followed_but_not_out_of_encryption(server, tmp_path) -> None:
    with serving(b"") as other:
        other.redirect = server.url
        published = PublishedFile(name="weights.pth", url=other.url, size=len(CONTENT), sha256=SUM)
        assert download(published, tmp_path).read_bytes() == CONTENT
    request = module.urllib.request.Request("https://example.org/a")
    with pytest.raises(module.urllib.error.URLError, match="not encrypted"):
        module._SameSafety().redirect_request(request, None, 302, "Found", {}, "http://example.org/b")


def test_vgg19_is_named_after_its_checksum_as_torchvision_checks_it() -> None:
    assert VGG19.name == Path(VGG19.url).name == f"vgg19-{VGG19.sha256[:8]}.pth"
    assert len(VGG19.sha256) == 64
    weights = 143_667_240
    assert 4 * weights < VGG19.size < 4 * weights + 10_000


def test_what_is_no_published_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no address"):
        PublishedFile(name="w", url="file:///etc/passwd", size=1, sha256=SUM)
    with pytest.raises(ValueError, match="no checksum"):
        PublishedFile(name="w", url="https://example.org", size=1, sha256="abc")
