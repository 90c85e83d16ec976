"""What the engine does while nobody asks: it finds out what is fastest for the models that were used."""

from __future__ import annotations

import io
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from nets import save_net
from PIL import Image

from sr_desktop.core.archs import srcnn
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.engine import Request
from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.core.messages.event_stream import EventStream
from sr_desktop.core.messages.preview import PreviewSpot, SpotPreviewed
from sr_desktop.core.messages.trainer import Stop
from sr_desktop.core.models.catalog import ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.protocol import ListModels, OpenImage, encode
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning.choice import ChoiceBook
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.jobs.launch import launch_self
from sr_desktop.paths import samples_dir
from sr_desktop.processes.engine import Inbox
from sr_desktop.processes.engine_session import Session

SAMPLE = samples_dir() / SAMPLES[0].file


class Desk:
    """A session with an SRCNN of its own, an open picture, and a tuner that takes little time."""

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        (folder / "scratch").mkdir()
        save_net(folder, srcnn.SPEC, scales=(2.0,), model="mine")
        folders, speeds = ModelFolders(shipped=folder, user=folder / "none"), SpeedBook(folder / "speeds.json")
        self.book = ChoiceBook(folder / "choices.json", {"program": "1"})
        tuner = Tuner(self.book, [SAMPLE], budget=0.2)
        self.session = Session(PixelFolder(folder / "scratch"), folders, self.events.append, speeds=speeds, tuner=tuner)
        self.ask(OpenImage(request=1, path=str(_picture(folder))))

    def ask(self, request: Request) -> None:
        self.session.handle(request, CancelToken())

    def preview(self, model: str = "mine", *, ensemble: bool = False) -> None:
        self.events.clear()
        self.ask(_spot(model, ensemble=ensemble))
        assert all(each.problem is None for each in self.events if isinstance(each, SpotPreviewed))

    @property
    def chosen(self) -> int:
        return len(self.book._choices())


def _picture(folder: Path) -> Path:
    Image.fromarray(np.full((30, 40, 3), 99, np.uint8)).save(folder / "picture.png")
    return folder / "picture.png"


def _spot(model: str, *, ensemble: bool = False) -> PreviewSpot:
    return PreviewSpot(request=2, x=9, y=9, models=(model,), size=TargetSize(value=2.0), ensemble=ensemble)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_model_is_measured_once_after_it_was_used(desk: Desk) -> None:
    assert not desk.session.wants_a_pause
    desk.preview()
    assert desk.session.wants_a_pause
    desk.session.use_pause(CancelToken())
    assert desk.chosen == 1
    assert not desk.session.wants_a_pause
    desk.preview()
    desk.preview(ensemble=True)
    assert not desk.session.wants_a_pause


def test_the_time_of_a_run_is_known_from_then_on(desk: Desk, tmp_path: Path) -> None:
    desk.preview()
    wish = EstimateRun(request=3, model="mine", size=TargetSize(value=2.0), folder=str(tmp_path))
    desk.ask(wish)
    desk.session.use_pause(CancelToken())
    desk.ask(wish)
    before, after = (each for each in desk.events if isinstance(each, RunEstimated))
    (choice,) = desk.book._choices().values()
    assert before.seconds is None
    assert after.seconds == pytest.approx(60 * 80 / 1e6 / choice.megapixels_per_s)


def test_only_of_the_network_that_was_measured(desk: Desk, tmp_path: Path) -> None:
    """A model has a file for each of its scales."""
    save_net(tmp_path, srcnn.SPEC, scales=(3.0,), model="mine")
    desk.ask(ListModels(request=4))
    desk.preview()
    desk.session.use_pause(CancelToken())
    for value in (2.0, 3.0):
        desk.ask(EstimateRun(request=5, model="mine", size=TargetSize(value=value), folder=str(tmp_path)))
    twice, thrice = (each for each in desk.events if isinstance(each, RunEstimated))
    assert twice.seconds is not None
    assert thrice.seconds is None


def test_interpolation_leaves_nothing_to_measure(desk: Desk) -> None:
    desk.preview("lanczos")
    assert not desk.session.wants_a_pause


def test_a_measurement_that_was_cut_short_is_made_at_the_next_pause(desk: Desk) -> None:
    desk.preview()
    token = CancelToken()
    token.cancel()
    desk.session.use_pause(token)
    assert desk.chosen == 0
    desk.preview()
    assert desk.session.wants_a_pause
    desk.session.use_pause(CancelToken())
    assert desk.chosen == 1


@pytest.mark.parametrize("error", [OutOfMemory(device="cpu"), MemoryError(), RuntimeError("a library's")], ids=repr)
def test_one_that_went_wrong_is_logged_and_not_made_again(desk: Desk, error: Exception, monkeypatch, capsys) -> None:
    """And ends nothing, since nobody asked for it."""

    def lacks(*_: object) -> None:
        raise error

    monkeypatch.setattr(Tuner, "_measured", lacks)
    desk.preview()
    desk.session.use_pause(CancelToken())
    assert type(error).__name__ in capsys.readouterr().err
    desk.preview()
    assert not desk.session.wants_a_pause


# --- the inbox ------------------------------------------------------------------------------------------------------


def _read(inbox: Inbox) -> None:
    inbox.read([encode(ListModels(request=1))], EventStream(io.StringIO(), lambda: None))


def test_there_is_no_pause_while_a_request_waits() -> None:
    inbox = Inbox()
    _read(inbox)
    assert inbox.pause(60) is None
    inbox.done(inbox.next()[0])
    assert inbox.pause(0.01) is not None


@pytest.mark.parametrize("end", [_read, lambda inbox: inbox.wind_down(0)], ids=["a request", "the end"])
def test_a_pause_ends_with(end: Callable[[Inbox], None]) -> None:
    inbox = Inbox()
    token = inbox.pause(0.01)
    assert token is not None
    token.raise_if_cancelled()
    end(inbox)
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


# --- the process ----------------------------------------------------------------------------------------------------


def test_a_process_that_is_left_alone_measures_what_was_previewed(tmp_path: Path) -> None:
    (tmp_path / "scratch").mkdir()
    home = {"SR_DESKTOP_HOME": str(tmp_path / "home")}
    launch = launch_self("engine", "--scratch", str(tmp_path / "scratch"), environment={**os.environ, **home})
    words = [launch.program, *launch.arguments]
    with subprocess.Popen(
        words, env=dict(launch.environment), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    ) as process:
        assert process.stdin is not None
        process.stdin.write(encode(OpenImage(request=1, path=str(_picture(tmp_path)))) + encode(_spot("srcnn")))
        process.stdin.flush()
        until = time.monotonic() + 90
        while not list((tmp_path / "home").rglob("choices.json")) and time.monotonic() < until:
            time.sleep(0.1)
        assert list((tmp_path / "home").rglob("choices.json"))
        process.stdin.write(encode(Stop()))
        process.stdin.flush()
        assert process.wait(10) == 0
