"""A download that the window asked for: it reports, ends in one way, and lets the window close."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator

import pytest
from file_server import FileServer, serving
from pytestqt.qtbot import QtBot

from sr_desktop.core.download import PublishedFile
from sr_desktop.core.download_errors import ServerRefused
from sr_desktop.jobs.download_job import DownloadJob, DownloadProgress

CONTENT = bytes(range(256)) * 8000


@pytest.fixture
def server(monkeypatch) -> Iterator[FileServer]:
    monkeypatch.setenv("no_proxy", "*")
    with serving(CONTENT) as running:
        yield running


@pytest.fixture
def job(qtbot: QtBot) -> Iterator[DownloadJob]:
    made = DownloadJob(timeout_s=5.0)
    yield made
    made.close()


def _published(server: FileServer) -> PublishedFile:
    return PublishedFile(name="w.pth", url=server.url, size=len(CONTENT), sha256=hashlib.sha256(CONTENT).hexdigest())


def test_it_ends_with_the_path_and_can_be_used_again(server, job, qtbot, tmp_path) -> None:
    told: list[DownloadProgress] = []
    job.progress.connect(told.append)
    for _ in range(2):
        with qtbot.waitSignal(job.finished, timeout=5000) as ended:
            job.start(_published(server), tmp_path)
            assert job.is_running
        assert ended.args[0].read_bytes() == CONTENT
        assert not job.is_running
    assert told[-1] == DownloadProgress(done=len(CONTENT), total=len(CONTENT))


def test_a_failure_is_an_error_with_a_remedy(server, job, qtbot, tmp_path) -> None:
    server.status = 404
    with qtbot.waitSignal(job.failed, timeout=5000) as ended:
        job.start(_published(server), tmp_path)
    assert isinstance(ended.args[0], ServerRefused)


def test_cancel_keeps_what_arrived(server, job, qtbot, tmp_path) -> None:
    server.stall_after = 1_000_000
    with qtbot.waitSignal(job.progress, timeout=5000):
        job.start(_published(server), tmp_path)
    with qtbot.waitSignal(job.cancelled, timeout=1000):
        job.cancel()
    assert not (tmp_path / "w.pth").exists()
    server.stall_after = None
    server.may_end.set()
    with qtbot.waitSignal(job.finished, timeout=5000):
        job.start(_published(server), tmp_path)


def test_it_closes_at_once_while_a_server_is_silent(server, job, qtbot, tmp_path) -> None:
    server.stall_after = 1_000_000
    ends: list[object] = []
    job.cancelled.connect(lambda: ends.append("cancelled"))
    job.finished.connect(ends.append)
    with qtbot.waitSignal(job.progress, timeout=5000):
        job.start(_published(server), tmp_path)
    began = time.monotonic()
    job.close()
    assert time.monotonic() - began < 2.0
    qtbot.wait(50)
    assert ends == []


def test_one_at_a_time(server, job, qtbot, tmp_path) -> None:
    server.stall_after = 1000
    job.start(_published(server), tmp_path)
    with pytest.raises(RuntimeError, match="one download"):
        job.start(_published(server), tmp_path)
