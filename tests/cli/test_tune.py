"""Measuring what "automatic" means, asked for on the command line and by the window."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from nets import save_net

from sr_desktop.cli.program import main
from sr_desktop.core.archs import srcnn
from sr_desktop.core.messages.base import Event
from sr_desktop.core.models.catalog import ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import RequestCancelled
from sr_desktop.core.tuning.choice import ChoiceBook
from sr_desktop.core.tuning.messages import ModelTuned, TuneModel
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.tuning.versions import present_versions
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.paths import models_dir
from sr_desktop.processes.engine_session import Session


@pytest.fixture
def home(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SR_DESKTOP_HOME", str(tmp_path / "home"))
    save_net(models_dir(), srcnn.SPEC, scales=(2.0,), model="mine")
    return tmp_path / "home"


def test_the_command_measures_tells_and_keeps(home: Path, capsys) -> None:
    assert main(["tune", "--models", "mine", "--device", "cpu"]) == 0
    assert capsys.readouterr().out.startswith("mine x2: CPU, ")
    (kept,) = json.loads((home / "choices.json").read_text())
    assert kept["asked"]["device"] == "cpu"
    assert kept["versions"] == present_versions()
    assert main(["tune", "--models", "mine", "--device", "cpu", "--precision", "fp32", "--json"]) == 0
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line)["model"] == "mine"


def test_what_has_nothing_to_choose_says_so(home: Path, capsys) -> None:
    assert main(["tune", "--models", "bicubic"]) == 0
    assert "nothing to choose" in capsys.readouterr().err


def test_an_unknown_model_and_a_device_that_is_not_there(home: Path, capsys) -> None:
    assert main(["tune", "--models", "nobody"]) == 2
    assert main(["tune", "--models", "mine", "--device", "cuda:7"]) == 1
    assert "cuda:7" in capsys.readouterr().err


def test_the_engine_measures_anew_and_can_be_stopped(home: Path, tmp_path) -> None:
    told: list[Event] = []
    book = ChoiceBook(tmp_path / "choices.json", {})
    (tmp_path / "scratch").mkdir()
    session = Session(
        PixelFolder(tmp_path / "scratch"),
        ModelFolders(shipped=tmp_path, user=models_dir()),
        told.append,
        speeds=SpeedBook(tmp_path / "speeds.json"),
        tuner=Tuner(book, [], budget=0.05),
    )
    session.handle(TuneModel(request=1, model="mine", device="cpu"), CancelToken())
    answer = told[-1]
    assert isinstance(answer, ModelTuned)
    (found,) = answer.found
    assert found.scale == 2.0
    assert book.find(found.choice.asked) == found.choice
    token = CancelToken()
    token.cancel()
    session.handle(TuneModel(request=2, model="mine", device="cpu"), token)
    assert isinstance(told[-1], RequestCancelled)
    assert book.find(found.choice.asked) is None, "what was there before is forgotten"
    session.handle(TuneModel(request=3, model="bicubic"), CancelToken())
    assert isinstance(told[-1], ModelTuned)
    assert told[-1].found == ()
