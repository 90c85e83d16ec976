"""The process that makes thumbnails as the window drives it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from sr_desktop.core.messages.thumbnail import ThumbnailMade
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.thumbnail_job import ThumbnailJob, launch_thumbnailer

_DIES_OVER_BAD = """
import sys, time
sys.path.insert(0, {root!r})
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.messages.thumbnail import MakeThumbnail, ThumbnailMade
for line in sys.stdin:
    message = decode(line)
    if not isinstance(message, MakeThumbnail):
        break
    if "dies" in message.path:
        sys.exit(3)
    if "hangs" in message.path:
        time.sleep(60)
    answer = ThumbnailMade(request=message.request, path=message.path, file="small", width=4, height=3)
    print(encode(answer), end="", flush=True)
"""
_ROOT = Path(__file__).resolve().parents[2]


class Watched:
    def __init__(self, launch: Launch, patience_ms: int = 10_000) -> None:
        self.job = ThumbnailJob(launch, patience_ms=patience_ms)
        self.made: dict[str, ThumbnailMade] = {}
        self.job.made.connect(lambda made: self.made.setdefault(made.path, made))


@pytest.fixture
def fake(qapp):
    code = _DIES_OVER_BAD.format(root=str(_ROOT))
    # The start of the process counts as well, which takes a while on a busy machine.
    watched = Watched(Launch(program=sys.executable, arguments=("-c", code), environment=dict(os.environ)), patience_ms=5000)
    yield watched
    watched.job.close()


def test_real_pictures_come_with_their_sizes(qapp, qtbot, tmp_path: Path) -> None:
    for name in ("a.png", "b.jpg"):
        Image.new("RGB", (300, 200), "red").save(tmp_path / name)
    (tmp_path / "c.png").write_bytes(b"no picture")
    watched = Watched(launch_thumbnailer(str(tmp_path / "small")))
    try:
        watched.job.want([str(tmp_path / name) for name in ("a.png", "b.jpg", "c.png")])
        qtbot.waitUntil(lambda: len(watched.made) == 3, timeout=30_000)
    finally:
        watched.job.close()
    sizes = {Path(path).name: (made.width, made.height, bool(made.file)) for path, made in watched.made.items()}
    assert sizes == {"a.png": (300, 200, True), "b.jpg": (300, 200, True), "c.png": (0, 0, False)}


def test_a_picture_that_ends_the_process_has_none_and_the_rest_comes(fake: Watched, qtbot) -> None:
    fake.job.want(["1", "dies", "2", "3"])
    qtbot.waitUntil(lambda: len(fake.made) == 4, timeout=30_000)
    assert [path for path, made in fake.made.items() if not made.file] == ["dies"]


def test_a_picture_that_takes_for_ever_is_given_up(fake: Watched, qtbot) -> None:
    fake.job.want(["hangs", "1"])
    qtbot.waitUntil(lambda: len(fake.made) == 2, timeout=30_000)
    assert fake.made["hangs"].file == "" and fake.made["1"].file == "small"


def test_what_scrolled_away_is_not_made(fake: Watched, qtbot) -> None:
    fake.job.want([f"old {number}" for number in range(50)])
    fake.job.want(["new"])
    qtbot.waitUntil(lambda: "new" in fake.made, timeout=30_000)
    assert len(fake.made) <= 4


def test_nothing_is_left_running(fake: Watched, qtbot) -> None:
    fake.job.want(["1"])
    qtbot.waitUntil(lambda: bool(fake.made), timeout=30_000)
    fake.job.close()
    fake.job.want(["2"])
    qtbot.wait(100)
    assert "2" not in fake.made
