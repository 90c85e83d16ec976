"""Pictures to rate, made in the inference process: blind, by the protocol, and gone on with after a stop."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from mos_steps import METHODS, log_of, plan_of
from nets import save_net
from PIL import Image

from sr_desktop.core.archs import srcnn
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.protocol import low_resolution, measure, modcrop
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.messages.base import Event
from sr_desktop.core.models.catalog import BICUBIC, ModelFolders
from sr_desktop.core.mos import prepare
from sr_desktop.core.mos.audit import verify
from sr_desktop.core.mos.messages import PrepareStimuli, StimuliPrepared
from sr_desktop.core.mos.store import StudyStore
from sr_desktop.core.mos.study import STIMULI, STUDY, read_study
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.protocol import RequestCancelled, RequestFailed, Working, decode, encode
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.processes.engine_session import Session


class Engine:
    """A session that notes its answers, as they come through the pipe."""

    def __init__(self, folder: Path) -> None:
        self.events: list[Event] = []
        (folder / "scratch").mkdir()
        folders = ModelFolders(shipped=folder / "weights", user=folder / "none")
        self.session = Session(PixelFolder(folder / "scratch"), folders, self._take, speeds=SpeedBook(folder / "speeds.json"))

    def _take(self, event: Event) -> None:
        through = decode(encode(event))
        assert isinstance(through, Event)
        self.events.append(through)

    def prepare(self, folder: Path, picture: int, cancel: CancelToken | None = None) -> list[Event]:
        before = len(self.events)
        self.session.handle(PrepareStimuli(request=3, folder=str(folder), picture=picture), cancel or CancelToken())
        return self.events[before:]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    (tmp_path / "weights").mkdir()
    save_net(tmp_path / "weights", srcnn.SPEC, scales=(2.0,), config=srcnn.SrcnnConfig(kernels=(3, 3), widths=(4,)))
    return Engine(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return StudyStore(tmp_path / "studies").create(plan_of(tmp_path, pictures=2, examples=1))


def prepare_all(engine: Engine, folder: Path) -> None:
    for picture in range(3):
        assert isinstance(engine.prepare(folder, picture)[-1], StimuliPrepared)


def test_a_picture_at_a_time(engine: Engine, folder: Path) -> None:
    *working, last = engine.prepare(folder, 0)
    assert (last.request, last.folder, last.picture, last.made, last.total) == (3, str(folder), 0, 4, 10)
    assert all(isinstance(event, Working) for event in working)
    assert working[-1].done == working[-1].total
    assert not read_study(folder).is_ready
    prepare_all(engine, folder)
    assert read_study(folder).is_ready
    assert verify(folder).findings == ()


def test_figures_are_those_of_the_benchmark(engine: Engine, folder: Path) -> None:
    prepare_all(engine, folder)
    study = read_study(folder)
    for stimulus in study.stimuli:
        truth = modcrop(read_truth(Path(study.pictures[stimulus.picture].path)), 2)
        with Image.open(folder / STIMULI / stimulus.name) as image:
            shown = np.asarray(image)
        assert shown.shape == truth.shape
        if stimulus.method == "HR":
            assert stimulus.psnr is None
            assert np.array_equal(shown, np.round(truth * 255))
        if stimulus.method == "bicubic":
            figures = measure(truth, Method(BICUBIC).enhance(low_resolution(truth, 2, channels=1), 2), 2)
            assert stimulus.psnr == pytest.approx(figures.psnr)
            assert stimulus.ssim == pytest.approx(figures.ssim)
    sources = {stimulus.method: stimulus.source for stimulus in study.stimuli}
    (weights,) = folder.parents[1].joinpath("weights").glob("*.safetensors")
    assert sources["srcnn"].endswith(hashlib.sha256(weights.read_bytes()).hexdigest())
    assert sources["HR"] == "truth"


def test_files_tell_nothing_of_their_method(engine: Engine, folder: Path) -> None:
    prepare_all(engine, folder)
    files = sorted(path.name for path in (folder / STIMULI).iterdir())
    assert files == [f"{number:04}.png" for number in range(1, 11)]
    for name in files:
        with Image.open(folder / STIMULI / name) as image:
            assert (image.mode, image.info) == ("RGB", {})
        text = (folder / STIMULI / name).read_bytes()
        assert not any(method.encode() in text for method in METHODS if method != "HR")


def test_grey_pictures_are_shown_as_all_others(engine: Engine, tmp_path: Path) -> None:
    plan = plan_of(tmp_path, pictures=1)
    with Image.open(plan.pictures[0]) as image:
        grey = image.convert("L")
    grey.save(plan.pictures[0])
    folder = StudyStore(tmp_path / "studies").create(plan)
    assert isinstance(engine.prepare(folder, 0)[-1], StimuliPrepared)
    for path in (folder / STIMULI).iterdir():
        with Image.open(path) as image:
            assert image.mode == "RGB"


def test_what_is_there_is_not_made_again(engine: Engine, folder: Path, monkeypatch) -> None:
    prepare_all(engine, folder)
    before = (folder / STUDY).read_bytes()
    times = {path: path.stat().st_mtime_ns for path in (folder / STIMULI).iterdir()}
    monkeypatch.setattr(prepare, "_answered", None)
    prepare_all(engine, folder)
    assert (folder / STUDY).read_bytes() == before
    assert {path: path.stat().st_mtime_ns for path in (folder / STIMULI).iterdir()} == times


def test_a_lost_file_is_made_again_as_it_was(engine: Engine, folder: Path) -> None:
    prepare_all(engine, folder)
    before = (folder / STUDY).read_bytes()
    log_of(folder).join("Ann")
    (folder / STIMULI / "0002.png").unlink()
    (folder / STIMULI / "0003.png").write_bytes(b"other")
    prepare_all(engine, folder)
    assert (folder / STUDY).read_bytes() == before
    assert verify(folder).findings == ()


def test_another_picture_in_the_place_of_a_rated_one_is_refused(engine: Engine, folder: Path) -> None:
    prepare_all(engine, folder)
    study = read_study(folder)
    other = tuple(replace(each, digest="0" * 64) if each.method == "srcnn" else each for each in study.stimuli)
    prepare.write_study(folder, replace(study, stimuli=other))
    failed = engine.prepare(folder, 0)[-1]
    assert isinstance(failed, RequestFailed)
    assert failed.code == "stimulus_differs"


def test_a_stop_between_methods_is_gone_on_from(engine: Engine, folder: Path) -> None:
    token = CancelToken()
    desk = prepare.StimulusDesk()
    cards = (BICUBIC, *[card for card in prepare_cards(folder) if card.id in ("nearest", "srcnn")])

    def stop(done: int, total: int) -> None:
        if done >= 200:
            token.cancel()

    request = PrepareStimuli(request=1, folder=str(folder), picture=1)
    with pytest.raises(Cancelled):
        desk.prepare(request, cards, progress=stop, cancel=token)
    assert read_study(folder).made == 0
    assert not list(folder.rglob("*.part"))
    assert desk.prepare(request, cards, progress=lambda *_: None, cancel=CancelToken()).made == 4


def prepare_cards(folder: Path):
    from sr_desktop.core.models.catalog import list_models  # noqa: PLC0415

    return list_models(ModelFolders(shipped=folder.parents[1] / "weights", user=folder / "none"))


def test_a_cancelled_request_says_so(engine: Engine, folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    assert isinstance(engine.prepare(folder, 0, token)[-1], RequestCancelled)


def test_a_changed_original_is_refused(engine: Engine, folder: Path) -> None:
    Path(read_study(folder).pictures[0].path).write_bytes(b"other")
    (failed,) = engine.prepare(folder, 0)
    assert failed.code == "study_picture_changed"


def test_a_model_without_the_factor_is_refused_before_any_work(engine: Engine, tmp_path: Path) -> None:
    folder = StudyStore(tmp_path / "other").create(replace(plan_of(tmp_path), scale=3))
    (failed,) = engine.prepare(folder, 0)
    assert failed.code == "scale_not_served"
    assert not any((folder / STIMULI).iterdir())


def test_what_is_no_test_is_refused(engine: Engine, tmp_path: Path, folder: Path) -> None:
    assert engine.prepare(tmp_path, 0)[-1].code == "bad_study"
    assert engine.prepare(folder, 9)[-1].code == "internal_error"
