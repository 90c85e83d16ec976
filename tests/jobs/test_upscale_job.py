"""The engine as the window sees it: answers, cancels, crashes, its end."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path
from unittest.mock import ANY

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QTimer
from pytestqt.qtbot import QtBot

from sr_desktop.core.messages.engine import UseMemory
from sr_desktop.core.messages.preview import PreviewEnd, PreviewSpot
from sr_desktop.core.protocol import (
    ImageOpened,
    ImageUpscaled,
    ListModels,
    ModelsEnd,
    OpenImage,
    RequestCancelled,
    RequestFailed,
    ResultSaved,
    SaveResult,
    UpscaleImage,
    Working,
    decode,
    encode,
)
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.jobs import upscale_job
from sr_desktop.jobs.launch import Launch, launch_self
from sr_desktop.jobs.upscale_job import CANCEL_PATIENCE_MS, EngineClient

FAKE = Path(__file__).with_name("fake_engine.py")


def _launch(**environment: str) -> Launch:
    return Launch(program=sys.executable, arguments=(str(FAKE),), environment={**os.environ, **environment})


@pytest.fixture
def pids() -> list[int]:
    """The process ids of the engines that `client` had, the present one last."""
    return []


@pytest.fixture
def client(qtbot: QtBot, tmp_path, pids):
    client = EngineClient(_launch(), tmp_path)
    client.ready.connect(lambda engine: pids.append(int(engine.version)))
    with qtbot.waitSignal(client.ready, timeout=10_000):
        client.start()
    yield client
    client.close()
    assert list(tmp_path.iterdir()) == []


def _upscale(client: EngineClient, model: str) -> UpscaleImage:
    return UpscaleImage(request=client.next_request(), model=model, size=TargetSize())


def _ask(qtbot: QtBot, client: EngineClient, request) -> object:
    with qtbot.waitSignal(client.answered, timeout=10_000) as blocker:
        client.send(request)
    return blocker.args[0]


def test_every_engine_hears_of_the_memory_for_pictures(qtbot, client) -> None:
    lines: list[str] = []
    client._write.connect(lines.append)
    client.use_memory(300)
    with qtbot.waitSignal(client.ready, timeout=10_000):
        client.send(_upscale(client, "crash"))
    heard = [message for message in map(decode, lines) if isinstance(message, UseMemory)]
    assert [message.megabytes for message in heard] == [300, 300]


def test_a_flood_of_lines_arrives_whole_and_in_order(qtbot, client) -> None:
    answers: list[object] = []
    client.answered.connect(answers.append)
    client.send(ListModels(request=client.next_request()))
    qtbot.waitUntil(lambda: bool(answers) and isinstance(answers[-1], ModelsEnd), timeout=10_000)
    assert len(answers) == 2001
    assert all(isinstance(answer, Working) for answer in answers[:-1])


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_a_busy_engine_is_gone_within_a_quarter_of_a_second(qtbot, client, pids) -> None:
    opened = _ask(qtbot, client, OpenImage(request=client.next_request(), path="cat.png"))
    assert isinstance(opened, ImageOpened)
    answers: list[object] = []
    client.answered.connect(answers.append)
    times = []
    for number in range(1, 21):
        request = _upscale(client, "busy")
        client.send(request)
        qtbot.wait(30)
        began = time.perf_counter()
        client.cancel(request.request)
        while _is_alive(pids[-1]):
            QCoreApplication.processEvents()
            time.sleep(0.002)
        times.append(time.perf_counter() - began)
        qtbot.waitUntil(lambda number=number: len(pids) == number + 1, timeout=20_000)
        assert answers.pop() == RequestCancelled(request=request.request, t=ANY)
        assert answers == []
    print(f"gone after {statistics.median(times) * 1000:.0f} ms, at most {max(times) * 1000:.0f} ms")  # noqa: T201
    assert statistics.median(times) < 0.25
    # The new engine has the picture open again, without the window having asked.
    answer = _ask(qtbot, client, _upscale(client, "tell"))
    assert isinstance(answer, RequestFailed)
    assert answer.message == "cat.png"


def test_what_waited_behind_a_cancelled_request_is_done_by_the_next_engine(qtbot, tmp_path) -> None:
    client = EngineClient(_launch(FAKE_ENGINE="starts slowly"), tmp_path)
    answers: list[object] = []
    starts: list[object] = []
    client.answered.connect(answers.append)
    client.ready.connect(starts.append)
    busy, waiting, given_up = _upscale(client, "busy"), _upscale(client, "tell"), _upscale(client, "tell")
    for request in (busy, waiting, given_up):
        client.send(request)
    qtbot.waitUntil(lambda: len(starts) == 1, timeout=10_000)
    client.cancel(busy.request)
    # The patience with it ends while the next engine starts, which is no reason to end that one as well.
    QTimer.singleShot(CANCEL_PATIENCE_MS // 2, client, lambda: client.cancel(given_up.request))
    qtbot.waitUntil(lambda: len(answers) == 3, timeout=20_000)
    assert answers == [
        RequestCancelled(request=busy.request, t=ANY),
        RequestCancelled(request=given_up.request, t=ANY),
        RequestFailed(request=waiting.request, code="test", message="", hint="", t=ANY),
    ]
    assert len(starts) == 2
    client.close()


def test_a_crash_ends_what_was_sent_without_answers(qtbot, client, pids) -> None:
    answers: list[object] = []
    client.answered.connect(answers.append)
    with qtbot.waitSignal(client.crashed, timeout=10_000):
        client.send(_upscale(client, "crash"))
        client.send(_upscale(client, "tell"))
    qtbot.waitUntil(lambda: len(pids) == 2, timeout=20_000)
    # Only what is asked from now on is answered.
    last = _upscale(client, "tell")
    client.send(last)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    assert [answer.request for answer in answers] == [last.request]


def test_a_request_that_waits_for_the_engine_is_cancelled_at_once(qtbot, tmp_path) -> None:
    client = EngineClient(_launch(), tmp_path)
    request = _upscale(client, "busy")
    client.send(request)
    with qtbot.waitSignal(client.answered) as blocker:
        client.cancel(request.request)
    assert blocker.args == [RequestCancelled(request=request.request, t=blocker.args[0].t)]
    client.close()


def test_a_preview_that_ended_is_not_asked_for_again(client) -> None:
    client.send(PreviewSpot(request=7, x=1, y=1, models=("bicubic",), size=TargetSize()))
    assert 7 in client._sent
    client._on_line(encode(PreviewEnd(request=7, made=1)))
    assert 7 not in client._sent


def test_a_crash_is_one_sentence_and_a_new_engine(qtbot, client) -> None:
    _ask(qtbot, client, OpenImage(request=client.next_request(), path="dog.png"))
    messages: list[str] = []
    client.crashed.connect(lambda error: messages.append(error.message))
    with qtbot.waitSignal(client.ready, timeout=10_000):
        client.send(_upscale(client, "crash"))
    assert len(messages) == 1
    assert "SIGKILL" in messages[0]
    assert "segmentation of some kind" in messages[0]
    assert _ask(qtbot, client, _upscale(client, "tell")).message == "dog.png"


def test_an_engine_that_cannot_start_is_not_started_forever(qtbot, tmp_path) -> None:
    client = EngineClient(_launch(FAKE_ENGINE="dies at start"), tmp_path)
    crashes: list[str] = []
    client.crashed.connect(lambda error: crashes.append(error.message))
    client.start()
    qtbot.waitUntil(lambda: len(crashes) == 4, timeout=20_000)
    qtbot.wait(500)
    assert len(crashes) == 4
    assert "exit code 3" in crashes[0]
    assert "no library" in crashes[0]
    assert all("started again" in text for text in crashes[:3])
    assert "several times in a row" in crashes[3]
    # The next wish is a new try.
    client.send(ListModels(request=client.next_request()))
    qtbot.waitUntil(lambda: len(crashes) > 4, timeout=20_000)
    client.close()


def test_a_missing_program_is_a_crash_with_a_reason(qtbot, tmp_path) -> None:
    launch = Launch(program=str(tmp_path / "nothing"), arguments=(), environment=dict(os.environ))
    client = EngineClient(launch, tmp_path / "scratch")
    with qtbot.waitSignal(client.crashed, timeout=10_000) as blocker:
        client.start()
    assert "could not be started" in blocker.args[0].message
    client.close()


def test_closing_while_busy_leaves_nothing(qtbot, tmp_path) -> None:
    client = EngineClient(_launch(), tmp_path)
    with qtbot.waitSignal(client.ready, timeout=10_000):
        client.start()
    request = _upscale(client, "busy")
    client.send(request)
    qtbot.wait(50)
    began = time.perf_counter()
    client.cancel(request.request)
    client.close()
    assert time.perf_counter() - began < 2.0
    assert list(tmp_path.iterdir()) == []


def test_folders_of_dead_processes_are_swept_and_living_ones_stay(qtbot, tmp_path) -> None:
    (tmp_path / "engine-dead").mkdir()
    (tmp_path / "engine-dead" / "pixels-1.rgba").write_bytes(b"x")
    first = EngineClient(_launch(), tmp_path)
    second = EngineClient(_launch(), tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    first.close()
    second.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_the_engine_ends_when_its_window_is_killed(tmp_path) -> None:
    window = (
        "import os, sys\nfrom pathlib import Path\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from sr_desktop.core.protocol import UpscaleImage\nfrom sr_desktop.core.upscaling.size import TargetSize\n"
        "from sr_desktop.jobs.launch import Launch\nfrom sr_desktop.jobs.upscale_job import EngineClient\n"
        "application = QCoreApplication([])\n"
        f"launch = Launch(program=sys.executable, arguments=({str(FAKE)!r},), environment=dict(os.environ))\n"
        f"client = EngineClient(launch, Path({str(tmp_path)!r}))\n"
        "client.ready.connect(lambda engine: print(engine.version, flush=True))\n"
        "client.send(UpscaleImage(request=1, model='busy', size=TargetSize()))\n"
        "application.exec()\n"
    )
    with subprocess.Popen([sys.executable, "-c", window], stdout=subprocess.PIPE, text=True, cwd=FAKE.parents[2]) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        assert _is_alive(pid)
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while _is_alive(pid):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_real_engine_upscales_and_hears_a_cancel_itself(qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(upscale_job, "CANCEL_PATIENCE_MS", 20_000)
    Image.new("RGB", (400, 300), (200, 30, 30)).save(tmp_path / "in.png")
    client = EngineClient(launch_self("engine"), tmp_path / "scratch")
    answers: list[object] = []
    client.answered.connect(answers.append)
    with qtbot.waitSignal(client.ready, timeout=60_000):
        client.start()
    client.send(OpenImage(request=client.next_request(), path=str(tmp_path / "in.png")))
    client.send(UpscaleImage(request=client.next_request(), model="lanczos", size=TargetSize(kind="width", value=1000)))
    qtbot.waitUntil(lambda: bool(answers) and isinstance(answers[-1], ImageUpscaled), timeout=30_000)
    result = answers[-1]
    assert (result.width, result.height) == (1000, 750)
    assert Path(result.pixels.path).stat().st_size == (1000 * 750 + 500 * 375) * 4
    long = UpscaleImage(request=client.next_request(), model="lanczos", size=TargetSize(value=16.0))
    client.send(long)
    qtbot.waitUntil(lambda: isinstance(answers[-1], Working) and answers[-1].request == long.request, timeout=30_000)
    client.cancel(long.request)
    qtbot.waitUntil(lambda: isinstance(answers[-1], RequestCancelled), timeout=15_000)
    client.send(SaveResult(request=client.next_request(), path=str(tmp_path / "out.png")))
    qtbot.waitUntil(lambda: isinstance(answers[-1], ResultSaved), timeout=30_000)
    assert (answers[-1].width, answers[-1].height) == (1000, 750)
    client.close()
    assert list((tmp_path / "scratch").iterdir()) == []
