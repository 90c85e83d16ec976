"""Comparing with the truth, asked of the inference process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from nets import save_net
from picture_sets import picture

from sr_desktop.core.archs import srcnn
from sr_desktop.core.bench import compare
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.truth import AnswerCompared, CompareWithTruth, ComparisonEnd, TruthShown
from sr_desktop.core.models.catalog import ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import (
    ListModels,
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
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.processes.engine_session import Session


class Engine:
    """A session that notes its answers, as they come through the pipe."""

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        scratch = folder / "scratch"
        scratch.mkdir()
        self.scratch = PixelFolder(scratch)
        self.session = Session(
            self.scratch,
            ModelFolders(shipped=folder, user=folder / "none"),
            self._take,
            speeds=SpeedBook(folder / "speeds.json"),
        )

    def _take(self, event: Event) -> None:
        through = decode(encode(event))
        assert isinstance(through, Event)
        self.events.append(through)

    def ask(self, request, cancel: CancelToken | None = None) -> list[Event]:
        before = len(self.events)
        self.session.handle(request, cancel or CancelToken())
        return self.events[before:]

    @property
    def files(self) -> set[str]:
        return {str(path) for path in self.scratch.path.iterdir()}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,), config=srcnn.SrcnnConfig(kernels=(3, 3), widths=(4,)))
    return Engine(tmp_path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "cat.png"
    picture(1, 48, 40).save(target)
    return target


def test_answers_come_in_their_order(engine: Engine, path: Path) -> None:
    events = engine.ask(CompareWithTruth(request=5, path=str(path), scale=2, models=("srcnn", "magic")))
    told = [event for event in events if not isinstance(event, Working)]
    assert [type(event) for event in told] == [TruthShown, *[AnswerCompared] * 3, ComparisonEnd]
    assert {event.request for event in told} == {5}
    assert [event.model for event in told[1:-1]] == ["bicubic", "srcnn", "magic"]
    assert told[1].psnr != told[2].psnr
    assert "magic" in told[3].problem.text
    assert told[-1].compared == 2
    assert [event.done for event in events if isinstance(event, Working)][-1] == 300


def test_the_open_picture_and_its_result_are_left_alone(engine: Engine, path: Path, tmp_path: Path) -> None:
    engine.ask(OpenImage(request=1, path=str(path)))
    engine.ask(UpscaleImage(request=2, model="lanczos", size=TargetSize(value=2.0)))
    files = engine.files
    for number in range(3, 6):
        engine.ask(CompareWithTruth(request=number, path=str(path), scale=2, models=("srcnn",)))
    assert files < engine.files
    *_, saved = engine.ask(SaveResult(request=6, path=str(tmp_path / "out.png")))
    assert isinstance(saved, ResultSaved)
    assert (saved.width, saved.height) == (96, 80)
    # Those of two comparisons, nine files each.
    assert len(engine.files) == len(files) + 18


def test_a_failed_comparison_leaves_the_one_before(engine: Engine, path: Path) -> None:
    engine.ask(CompareWithTruth(request=1, path=str(path), scale=2, models=()))
    files = engine.files
    (failed,) = engine.ask(CompareWithTruth(request=2, path=str(path), scale=16, models=()))
    assert isinstance(failed, RequestFailed)
    assert failed.code == "truth_too_small"
    assert engine.files == files


def test_a_cancelled_comparison_says_so(engine: Engine, path: Path) -> None:
    token = CancelToken()
    token.cancel()
    events = engine.ask(CompareWithTruth(request=7, path=str(path), scale=2, models=("srcnn",)), token)
    assert isinstance(events[-1], RequestCancelled)
    assert not any(isinstance(event, AnswerCompared) for event in events)


def test_models_are_loaded_once_until_they_are_listed(engine: Engine, path: Path, monkeypatch) -> None:
    loaded = []
    build = compare.Method
    monkeypatch.setattr(compare, "Method", lambda card, **named: loaded.append(card.id) or build(card, **named))
    for number in range(1, 4):
        if number == 3:
            engine.ask(ListModels(request=9))
        engine.ask(CompareWithTruth(request=number, path=str(path), scale=2, models=("srcnn",)))
    assert loaded == ["bicubic", "srcnn"] * 2


def test_want_of_memory_is_told_of_the_model_alone(engine: Engine, path: Path, monkeypatch) -> None:
    def exhausted(*_arguments: object, **_keywords: object) -> np.ndarray:
        raise MemoryError

    monkeypatch.setattr(compare.Method, "enhance", exhausted)
    events = engine.ask(CompareWithTruth(request=1, path=str(path), scale=2, models=("srcnn",)))
    answers = [event for event in events if isinstance(event, AnswerCompared)]
    assert all("not enough memory" in answer.problem.text for answer in answers)
    assert len(answers) == 2
    assert isinstance(events[-1], ComparisonEnd)
