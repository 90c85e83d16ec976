"""The engine as the window sees it: answers, cancels, crashes, its end."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image
from pytestqt.qtbot import QtBot

from sr_desktop.core.protocol import (
    ImageOpened,
    ListModels,
    ModelsEnd,
    OpenImage,
    RequestCancelled,
    RequestFailed,
    UpscaleImage,
    Working,
)
from sr_desktop.core.size import TargetSize
from sr_desktop.jobs.launch import Launch, launch_self
from sr_desktop.jobs.upscale_job import EngineClient

FAKE = Path(__file__).with_name("fake_engine.py")


def _launch(**environment: str) -> Launch:
    return Launch(program=sys.executable, arguments=(str(FAKE),), environment={**os.environ, **environment})


@pytest.fixture
def client(qtbot: QtBot, tmp_path):
    client = EngineClient(_launch(), tmp_path)
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


def test_a_flood_of_lines_arrives_whole_and_in_order(qtbot, client) -> None:
    answers: list[object] = []
    client.answered.connect(answers.append)
    client.send(ListModels(request=client.next_request()))
    qtbot.waitUntil(lambda: bool(answers) and isinstance(answers[-1], ModelsEnd), timeout=10_000)
    assert len(answers) == 2001
    assert all(isinstance(answer, Working) for answer in answers[:-1])


def test_a_busy_engine_is_cancelled_within_a_quarter_of_a_second(qtbot, client) -> None:
    opened = _ask(qtbot, client, OpenImage(request=client.next_request(), path="cat.png"))
    assert isinstance(opened, ImageOpened)
    times = []
    for _ in range(5):
        request = _upscale(client, "busy")
        client.send(request)
        qtbot.wait(30)
        began = time.perf_counter()
        with qtbot.waitSignals([client.answered, client.ready], timeout=10_000):
            client.answered.connect(lambda _, began=began: times.append(time.perf_counter() - began))
            client.cancel(request.request)
        client.answered.disconnect()
    assert statistics.median(times) < 0.25
    # The new engine has the picture open again, without the window having asked.
    answer = _ask(qtbot, client, _upscale(client, "tell"))
    assert isinstance(answer, RequestFailed)
    assert answer.message == "cat.png"


def test_a_request_that_waits_for_the_engine_is_cancelled_at_once(qtbot, tmp_path) -> None:
    client = EngineClient(_launch(), tmp_path)
    request = _upscale(client, "busy")
    client.send(request)
    with qtbot.waitSignal(client.answered) as blocker:
        client.cancel(request.request)
    assert blocker.args == [RequestCancelled(request=request.request, t=blocker.args[0].t)]
    client.close()


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
    qtbot.waitUntil(lambda: len(crashes) == 3, timeout=10_000)
    qtbot.wait(500)
    assert len(crashes) == 3
    assert "exit code 3" in crashes[0]
    assert "no library" in crashes[0]
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
    client.send(_upscale(client, "busy"))
    qtbot.wait(50)
    began = time.perf_counter()
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


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_the_engine_ends_when_its_window_is_killed(tmp_path) -> None:
    script = (
        "import subprocess, sys, time\n"
        f"child = subprocess.Popen([sys.executable, {str(FAKE)!r}], stdin=subprocess.PIPE, stdout=subprocess.PIPE)\n"
        "child.stdout.readline()\nprint(child.pid, flush=True)\ntime.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z":
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_the_real_engine_upscales(qtbot, tmp_path) -> None:
    Image.new("RGB", (40, 30), (200, 30, 30)).save(tmp_path / "in.png")
    client = EngineClient(launch_self("engine"), tmp_path / "scratch")
    answers: list[object] = []
    client.answered.connect(answers.append)
    with qtbot.waitSignal(client.ready, timeout=60_000):
        client.start()
    client.send(OpenImage(request=client.next_request(), path=str(tmp_path / "in.png")))
    client.send(UpscaleImage(request=client.next_request(), model="lanczos", size=TargetSize(kind="width", value=100)))
    qtbot.waitUntil(lambda: bool(answers) and getattr(answers[-1], "baseline", None) is not None, timeout=30_000)
    answer = answers[-1]
    assert (answer.width, answer.height) == (100, 75)
    assert Path(answer.pixels.path).stat().st_size == 100 * 75 * 4
    client.close()
