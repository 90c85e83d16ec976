"""The inference process: its inbox and session on fake streams, and the whole of it as a process."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from sr_desktop.core.error_index import BY_CODE
from sr_desktop.core.messages.base import Event, Message
from sr_desktop.core.messages.engine import PixelFile, Request
from sr_desktop.core.messages.event_stream import EventStream
from sr_desktop.core.messages.trainer import Pause, Stop
from sr_desktop.core.models.catalog import BUILT_IN, ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.protocol import (
    Cancel,
    EngineReady,
    ImageOpened,
    ImageUpscaled,
    ListModels,
    ModelFound,
    ModelsEnd,
    OpenImage,
    RequestCancelled,
    RequestFailed,
    ResultSaved,
    SaveResult,
    UpscaleImage,
    decode,
    encode,
)
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.jobs.launch import launch_self
from sr_desktop.processes import engine_session
from sr_desktop.processes.engine import Inbox
from sr_desktop.processes.engine_session import Session

X2 = TargetSize(value=2.0)


class Engine:
    """A session that notes its answers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []
        (folder / "scratch").mkdir(exist_ok=True)
        self.scratch = PixelFolder(folder / "scratch")
        self.session = Session(
            self.scratch,
            ModelFolders(shipped=folder, user=folder),
            self.events.append,
            speeds=SpeedBook(folder / "speeds.json"),
        )

    def ask(self, request: Request, cancel: CancelToken | None = None) -> Event:
        """Handle one request and give its last answer."""
        self.session.handle(request, cancel or CancelToken())
        return self.events[-1]

    def open(self, path: Path) -> ImageOpened:
        answer = self.ask(OpenImage(request=1, path=str(path)))
        assert isinstance(answer, ImageOpened)
        return answer

    def upscale(self, model: str = "bicubic", size: TargetSize = X2) -> ImageUpscaled:
        answer = self.ask(UpscaleImage(request=2, model=model, size=size))
        assert isinstance(answer, ImageUpscaled)
        return answer

    def fail(self, request: Request) -> RequestFailed:
        answer = self.ask(request)
        assert isinstance(answer, RequestFailed)
        assert answer.message
        return answer

    @property
    def files(self) -> set[str]:
        return {str(path) for path in self.scratch.path.iterdir()}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return Engine(tmp_path)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "picture.png"
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8)).save(path)
    return path


def _pixels(file: PixelFile) -> np.ndarray:
    level = file.levels[0]
    return np.fromfile(file.path, dtype=np.uint8)[: level.width * level.height * 4].reshape(level.height, level.width, 4)


# --- the session ----------------------------------------------------------------------------------------------------


def test_it_announces_itself_and_its_models(engine: Engine) -> None:
    engine.session.announce()
    ready = engine.events.pop()
    assert isinstance(ready, EngineReady)
    assert ready.devices[-1] == "cpu"
    end = engine.ask(ListModels(request=3))
    found = [event.card.id for event in engine.events if isinstance(event, ModelFound)]
    assert found == [card.id for card in BUILT_IN]
    assert isinstance(end, ModelsEnd)
    assert end.count == len(BUILT_IN)


def test_a_picture_is_opened_upscaled_and_saved(engine: Engine, picture: Path, tmp_path: Path) -> None:
    opened = engine.open(picture)
    assert (opened.width, opened.height, opened.channels, opened.bits, opened.has_alpha) == (40, 30, 3, 8, False)
    np.testing.assert_array_equal(_pixels(opened.pixels)[:, :, :3], np.asarray(Image.open(picture)))
    result = engine.upscale("lanczos")
    assert (result.width, result.height, result.scale, result.model) == (80, 60, 2.0, "lanczos")
    saved = engine.ask(SaveResult(request=4, path=str(tmp_path / "out.png")))
    assert isinstance(saved, ResultSaved)
    np.testing.assert_array_equal(np.asarray(Image.open(saved.path)), _pixels(result.pixels)[:, :, :3])


def test_the_baseline_is_the_bicubic_result(engine: Engine, picture: Path) -> None:
    engine.open(picture)
    bicubic = engine.upscale("bicubic")
    assert bicubic.baseline == bicubic.pixels
    lanczos = engine.upscale("lanczos")
    np.testing.assert_array_equal(_pixels(lanczos.baseline), _pixels(bicubic.pixels))
    assert (_pixels(lanczos.pixels) != _pixels(lanczos.baseline)).any()


def test_files_live_until_the_answer_after_the_next(engine: Engine, picture: Path) -> None:
    source = engine.open(picture).pixels.path
    first = engine.upscale("lanczos", X2)
    second = engine.upscale("lanczos", TargetSize(value=3.0))
    shown = {source, first.pixels.path, first.baseline.path, second.pixels.path, second.baseline.path}
    assert engine.files == shown
    third = engine.upscale("lanczos", TargetSize(value=1.5))
    assert engine.files == shown - {first.pixels.path, first.baseline.path} | {third.pixels.path, third.baseline.path}
    assert len({source, third.pixels.path, third.baseline.path}) == 3


def test_an_engine_never_writes_into_the_files_of_the_one_before(engine: Engine, picture: Path, tmp_path: Path) -> None:
    with Path(engine.open(picture).pixels.path).open("rb") as mapped:
        before = mapped.read()
        assert Engine(tmp_path).open(picture).pixels.path != mapped.name
        mapped.seek(0)
        assert mapped.read() == before


def test_a_failed_opening_leaves_the_picture_and_the_result(engine: Engine, picture: Path, tmp_path: Path) -> None:
    engine.open(picture)
    engine.upscale()
    files = engine.files
    assert engine.fail(OpenImage(request=5, path=str(tmp_path / "none.png"))).code == "image_missing"
    assert engine.files == files
    assert isinstance(engine.ask(SaveResult(request=6, path=str(tmp_path / "out.png"))), ResultSaved)


def test_what_fails_is_said_with_its_code_and_values(engine: Engine, picture: Path, tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("no picture")
    assert engine.fail(OpenImage(request=1, path=str(tmp_path / "text.png"))).code == "not_an_image"
    engine.open(picture)
    unknown = engine.fail(UpscaleImage(request=2, model="magic", size=X2))
    assert (unknown.code, unknown.values["model"]) == ("unknown_model", "magic")
    assert unknown.message == BY_CODE["unknown_model"].message_template.format(**unknown.values)
    assert engine.fail(UpscaleImage(request=2, model="bicubic", size=TargetSize(value=0.5))).code == "bad_size"


def test_a_picture_that_is_gone_when_the_engine_starts_anew_is_named(engine: Engine, tmp_path: Path) -> None:
    engine.fail(OpenImage(request=1, path=str(tmp_path / "gone.png")))
    failed = engine.fail(UpscaleImage(request=2, model="bicubic", size=X2))
    assert failed.code == "image_missing"
    assert "gone.png" in failed.message


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), "out_of_memory"),
        (torch.OutOfMemoryError(), "out_of_memory"),
        (OSError(28, "No space left on device"), "cannot_write"),
        (ZeroDivisionError("by zero"), "internal_error"),
    ],
)
def test_every_error_becomes_an_answer(
    engine: Engine,
    picture: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception,
    code: str,
) -> None:
    engine.open(picture)

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(engine_session, "write_pixel_file", fail)
    failed = engine.fail(UpscaleImage(request=2, model="bicubic", size=X2))
    assert failed.code == code
    if code == "internal_error":
        assert "ZeroDivisionError: by zero" in failed.message
        assert "Traceback" in capsys.readouterr().err


def test_nothing_stays_of_a_run_that_fails_half_way(engine: Engine, picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.open(picture)
    files = engine.files

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(engine_session, "interpolate", fail)
    engine.fail(UpscaleImage(request=2, model="lanczos", size=X2))
    assert engine.files == files


def test_a_cancelled_run_leaves_the_last_result(engine: Engine, picture: Path, tmp_path: Path) -> None:
    engine.open(picture)
    engine.upscale("bicubic", X2)
    files, cancel = engine.files, CancelToken()
    cancel.cancel()
    assert isinstance(engine.ask(UpscaleImage(request=9, model="lanczos", size=X2), cancel), RequestCancelled)
    assert engine.files == files
    saved = engine.ask(SaveResult(request=4, path=str(tmp_path / "out.png")))
    assert isinstance(saved, ResultSaved)
    assert saved.width == 80


def test_long_paths_of_any_letters_fit_into_an_answer(engine: Engine) -> None:
    path = "/".join(["夜" * 80] * 16)
    failed = engine.fail(OpenImage(request=1, path=path))
    assert decode(encode(failed)) == failed


# --- the inbox ------------------------------------------------------------------------------------------------------


def _lines(*messages: Message) -> list[str]:
    return [encode(message) for message in messages]


def _stream() -> tuple[EventStream, io.StringIO]:
    text = io.StringIO()
    return EventStream(text, lambda: pytest.fail("nobody reads")), text


def test_requests_come_in_order_and_rubbish_is_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    inbox, (answers, text) = Inbox(), _stream()
    lines = _lines(ListModels(request=1), OpenImage(request=2, path="a"), Pause(), Stop(), ListModels(request=3))
    inbox.read(["rubbish\n", *lines], answers)
    assert [inbox.next()[0].request, inbox.next()[0].request] == [1, 2]
    assert inbox._waiting.empty()
    assert text.getvalue() == ""
    assert capsys.readouterr().err.count("request ignored") == 2


def test_a_waiting_request_is_cancelled_at_once_and_the_one_at_work_by_its_token() -> None:
    inbox, (answers, text) = Inbox(), _stream()
    inbox.read(_lines(*(ListModels(request=number) for number in (1, 2, 3))), answers)
    request, token = inbox.next()
    inbox.read(_lines(Cancel(request=1), Cancel(request=2), Cancel(request=77)), answers)
    assert [getattr(decode(line), "request", None) for line in text.getvalue().splitlines()] == [2]
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()
    inbox.done(request)
    assert inbox.next()[0].request == 3


def test_winding_down_waits_for_the_request_at_work_but_not_for_ever() -> None:
    inbox, (answers, _) = Inbox(), _stream()
    inbox.wind_down(10)  # nothing is at work
    inbox.read(_lines(ListModels(request=1)), answers)
    request, token = inbox.next()
    began = time.monotonic()
    inbox.wind_down(0.05)
    assert 0.04 < time.monotonic() - began < 2
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()
    threading.Timer(0.05, inbox.done, [request]).start()
    inbox.wind_down(10)
    assert time.monotonic() - began < 5


# --- the process ----------------------------------------------------------------------------------------------------


class Process:
    """The real engine on pipes."""

    def __init__(self, scratch: Path, **environment: str) -> None:
        scratch.mkdir()
        launch = launch_self("engine", "--scratch", str(scratch), environment={**os.environ, **environment})
        self.process = subprocess.Popen(
            [launch.program, *launch.arguments],
            env=dict(launch.environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def send(self, *messages: Message) -> None:
        assert self.process.stdin is not None
        for message in messages:
            self.process.stdin.write(encode(message))
        self.process.stdin.flush()

    def read_until(self, kind: type[Message]) -> Message:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            message = decode(line)
            if isinstance(message, kind):
                return message
        pytest.fail(f"no {kind.__name__} came; stderr: {self.process.stderr and self.process.stderr.read()}")


@pytest.fixture
def process(tmp_path: Path) -> Iterator[Process]:
    process = Process(tmp_path / "scratch")
    yield process
    with process.process as ending:
        ending.kill()


def test_the_process_serves_and_tidies_up_when_it_is_told_to_stop(process: Process, picture: Path, tmp_path: Path) -> None:
    process.send(OpenImage(request=1, path=str(picture)), UpscaleImage(request=2, model="lanczos", size=X2))
    process.read_until(EngineReady)
    result = process.read_until(ImageUpscaled)
    assert isinstance(result, ImageUpscaled)
    assert _pixels(result.pixels).shape == (60, 80, 4)
    process.send(Stop())
    assert process.process.wait(5) == 0
    assert list((tmp_path / "scratch").iterdir()) == []


def test_the_process_ends_with_its_stdin_also_while_it_works(process: Process, picture: Path, tmp_path: Path) -> None:
    size = TargetSize(kind="width", value=600.0)
    process.send(OpenImage(request=1, path=str(picture)), UpscaleImage(request=2, model="lanczos", size=size))
    process.read_until(ImageOpened)
    assert process.process.stdin is not None
    process.process.stdin.close()
    began = time.monotonic()
    assert process.process.wait(5) == 0
    assert time.monotonic() - began < 2
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_process_that_cannot_start_says_why(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    with Process(tmp_path / "scratch", SR_DESKTOP_HOME=str(tmp_path / "file")).process as process:
        assert process.wait(60) == 1
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read() == ""
        assert "FileExistsError" in process.stderr.read().splitlines()[-1]


def test_what_libraries_print_does_not_reach_the_answers() -> None:
    script = (
        "import os\n"
        "from sr_desktop.core.protocol import ModelsEnd\n"
        "from sr_desktop.core.messages.event_stream import claim_stdout\n"
        "answers = claim_stdout(lambda: None)\n"
        "print('from Python')\nos.write(1, b'from C\\n')\nos.system('echo from a child')\n"
        "answers.emit(ModelsEnd(request=1, count=2, t=0.0))\n"
    )
    done = subprocess.run([sys.executable, "-u", "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == encode(ModelsEnd(request=1, count=2, t=0.0))
    assert {"from Python", "from C", "from a child"} <= set(done.stderr.splitlines())
