"""One picture as the truth: figures as the benchmark has them, pictures as the upscaler makes them, errors by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from nets import save_net
from picture_sets import picture

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.bench import compare, crop_figures
from sr_desktop.core.bench.compare import TruthDesk
from sr_desktop.core.bench.crop import Crop
from sr_desktop.core.bench.crop_figures import MappedPlanes
from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.errors import TruthTooSmall, WholeFactorWanted
from sr_desktop.core.bench.messages import PictureMeasured
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.protocol import low_resolution, modcrop
from sr_desktop.core.bench.run import Benchmark
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.errors import CannotWrite, ImageMissing, SourceTooLarge
from sr_desktop.core.messages.engine import Answer, PixelFile
from sr_desktop.core.messages.truth import AnswerCompared, CompareWithTruth, ComparisonEnd, PlaneFile, TruthShown
from sr_desktop.core.models.catalog import BUILT_IN, ModelFolders, list_models
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import Cancelled, CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.size import OutputSize

PROTOCOLS = (Protocol(), Protocol(channel="rgb"), Protocol(low="uint8"), Protocol(channel="rgb", shave="none", low="uint8"))


@pytest.fixture(scope="module")
def cards(tmp_path_factory) -> tuple[ModelCard, ...]:
    folder = tmp_path_factory.mktemp("models")
    save_net(folder, srcnn.SPEC, scales=(2.0,), config=srcnn.SrcnnConfig(kernels=(5, 3), widths=(6,)))
    save_net(folder, vdsr.SPEC, scales=(2.0, 3.0), config=vdsr.VdsrConfig(depth=3, width=4))
    save_net(folder, srresnet.SPEC, scales=(2.0,), config=srresnet.SrresnetConfig(blocks=1, width=4, scale=2))
    return list_models(ModelFolders(shipped=folder, user=folder / "none"))


@pytest.fixture
def desk(tmp_path) -> TruthDesk:
    (tmp_path / "scratch").mkdir()
    return TruthDesk(PixelFolder(tmp_path / "scratch"))


def _saved(folder: Path, mode: str = "RGB", width: int = 49, height: int = 41) -> Path:
    path = folder / f"{mode}.png"
    picture(3, width, height).convert(mode).save(path)
    return path


def _ask(
    desk: TruthDesk,
    cards: tuple[ModelCard, ...],
    path: Path,
    *models: str,
    protocol: Protocol = Protocol(),  # noqa: B008 - frozen
    scale: int = 2,
    progress: ProgressCallback = ignore_progress,
) -> tuple[TruthShown, dict[str, AnswerCompared], ComparisonEnd]:
    request = CompareWithTruth(request=1, path=str(path), scale=scale, models=models, protocol=protocol)
    shown, *answers, end = list(desk.answers(request, cards, progress=progress, cancel=CancelToken()))
    assert isinstance(shown, TruthShown)
    assert isinstance(end, ComparisonEnd)
    return shown, {answer.model: answer for answer in answers if isinstance(answer, AnswerCompared)}, end


def _pixels(file: PixelFile | None) -> np.ndarray:
    assert file is not None
    level = file.levels[0]
    flat = np.fromfile(file.path, dtype=np.uint8)[: level.width * level.height * 4]
    return flat.reshape(level.height, level.width, 4)[:, :, :3]


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_figures_are_those_of_the_benchmark(mode, protocol, desk, cards, tmp_path) -> None:
    path = _saved(tmp_path, mode)
    models = ("srcnn", "vdsr", "srresnet", "lanczos")
    _, answers, end = _ask(desk, cards, path, *models, protocol=protocol)
    methods = [Method(card) for card in cards if card.id in answers]
    benchmark = Benchmark([Dataset(name="Mine", pictures=(path,))], methods, [2], MetricSet(protocol))
    measured = {event.model: event for event in benchmark.events() if isinstance(event, PictureMeasured)}
    assert set(answers) == set(measured) == {"bicubic", *models}
    assert {model: (answer.psnr, answer.ssim) for model, answer in answers.items()} == {
        model: (event.psnr, event.ssim) for model, event in measured.items()
    }
    assert end.compared == 5


@pytest.mark.parametrize("mode", ["RGB", "L"])
@pytest.mark.parametrize("model", ["srcnn", "vdsr", "srresnet", "lanczos", "bicubic"])
def test_the_eye_sees_what_the_upscaler_makes(mode, model, desk, cards, tmp_path) -> None:
    path = _saved(tmp_path, mode)
    shown, answers, _ = _ask(desk, cards, path, model, protocol=Protocol(low="uint8"))
    low = _pixels(shown.low)
    source = Picture(pixels=np.ascontiguousarray(low if mode == "RGB" else low[:, :, :1]))
    card = next(card for card in cards if card.id == model)
    wanted = Upscaler(card).upscale(source, OutputSize(scale=2.0, width=48, height=40)).picture.pixels
    assert np.abs(_pixels(answers[model].pixels).astype(int) - wanted).max() <= 1


def test_the_truth_is_cut_and_the_small_picture_is_that_of_the_protocol(desk, cards, tmp_path) -> None:
    path = _saved(tmp_path)
    shown, _, _ = _ask(desk, cards, path, scale=3)
    truth = modcrop(read_truth(path), 3)
    assert (shown.width, shown.height, shown.grey) == (48, 39, False)
    np.testing.assert_array_equal(_pixels(shown.truth), np.round(truth * 255))
    low = low_resolution(truth, 3, channels=3)
    np.testing.assert_array_equal(_pixels(shown.low), np.floor(np.clip(low, 0, 1) * 255 + 0.5))


def test_the_error_map_is_the_difference_of_what_is_compared(desk, cards, tmp_path) -> None:
    for protocol in (Protocol(), Protocol(channel="rgb")):
        shown, answers, _ = _ask(desk, cards, _saved(tmp_path), "srcnn", protocol=protocol)
        planes = [_values(file) for file in (shown.measured, answers["srcnn"].measured)]
        assert planes[0].shape[2] == (1 if protocol.channel == "y" else 3)
        error = np.abs(planes[0] - planes[1]).mean(axis=2)
        assert error.max() > 3
        assert np.abs(_pixels(answers["srcnn"].error) - error[:, :, None]).max() <= 0.5


def _values(file: PlaneFile | None) -> np.ndarray:
    assert file is not None
    return MappedPlanes(file).values.astype(float)


def test_a_crop_of_the_whole_has_the_figures_of_the_whole(desk, cards, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(crop_figures, "_BAND_PIXELS", 500)
    path = _saved(tmp_path)
    for protocol in PROTOCOLS:
        shown, answers, _ = _ask(desk, cards, path, "srcnn", protocol=protocol)
        truth, answer = (MappedPlanes(file) for file in (shown.measured, answers["srcnn"].measured))
        figures = crop_figures.crop_figures(truth, answer, Crop(left=0, top=0, width=48, height=40), CancelToken())
        assert figures.psnr == pytest.approx(answers["srcnn"].psnr, abs=1e-9)
        assert figures.ssim == pytest.approx(answers["srcnn"].ssim, abs=1e-9)


def test_a_crop_has_its_own_figures_and_leaves_out_the_border(desk, cards, tmp_path) -> None:
    shown, answers, _ = _ask(desk, cards, _saved(tmp_path), "srcnn")
    truth, answer = (MappedPlanes(file) for file in (shown.measured, answers["srcnn"].measured))

    def of(left: int, top: int, width: int, height: int) -> crop_figures.CropFigures | None:
        crop = Crop(left=left, top=top, width=width, height=height)
        return crop_figures.crop_figures(truth, answer, crop, CancelToken())

    small = of(10, 8, 5, 6)
    error = (truth.values[8:14, 10:15].astype(float) - answer.values[8:14, 10:15]) ** 2
    assert small.psnr == pytest.approx(10 * np.log10(255**2 / error.mean()))
    assert small.ssim is None
    assert of(0, 0, 20, 20) == of(2, 2, 18, 18)
    assert of(0, 0, 2, 40) is None
    same = crop_figures.crop_figures(truth, truth, Crop(left=4, top=4, width=16, height=16), CancelToken())
    assert (same.psnr, same.ssim) == (np.inf, pytest.approx(1.0))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        crop_figures.crop_figures(truth, answer, Crop(left=0, top=0, width=48, height=40), token)


def test_what_a_model_cannot_is_told_and_the_others_go_on(desk, cards, tmp_path) -> None:
    _, answers, end = _ask(desk, cards, _saved(tmp_path), "srcnn", "magic", "vdsr", scale=3)
    assert {model: answer.problem is None for model, answer in answers.items()} == {
        "bicubic": True,
        "srcnn": False,
        "magic": False,
        "vdsr": True,
    }
    assert "x3" in answers["srcnn"].problem.text
    assert answers["srcnn"].pixels is None
    assert end.compared == 2


def test_a_picture_that_cannot_be_the_truth_says_why(desk, cards, tmp_path, monkeypatch) -> None:
    with pytest.raises(TruthTooSmall, match="20 x 14 pixels: too few to be the truth at x4"):
        _ask(desk, cards, _saved(tmp_path, width=20, height=14), scale=4)
    with pytest.raises(ImageMissing):
        _ask(desk, cards, tmp_path / "none.png")
    for scale in (1, 17):
        with pytest.raises(WholeFactorWanted):
            _ask(desk, cards, tmp_path / "none.png", scale=scale)
    monkeypatch.setattr(compare, "MAX_TRUTH_PIXELS", 1000)
    with pytest.raises(SourceTooLarge):
        _ask(desk, cards, _saved(tmp_path))


def test_a_full_disk_is_told(desk, cards, tmp_path, monkeypatch) -> None:
    def full(*_arguments: object, **_keywords: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(compare, "write_pixel_file", full)
    with pytest.raises(CannotWrite, match="No space left"):
        _ask(desk, cards, _saved(tmp_path))


def test_equal_pictures_are_said_to_be_equal(desk, tmp_path) -> None:
    path = tmp_path / "flat.png"
    picture(1, 40, 40).convert("L").point(lambda _: 90).save(path)
    _, answers, _ = _ask(desk, BUILT_IN, path)
    assert (answers["bicubic"].psnr, answers["bicubic"].equal) == (None, True)
    assert answers["bicubic"].ssim == pytest.approx(1.0)


def test_progress_grows_to_its_end_and_a_cancel_is_heard(desk, cards, tmp_path) -> None:
    told: list[tuple[int, int]] = []
    path = _saved(tmp_path)
    _ask(desk, cards, path, "srcnn", "vdsr", progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1] == (300, 300)
    token = CancelToken()
    request = CompareWithTruth(request=1, path=str(path), scale=2, models=("srcnn",))
    seen: list[Answer] = []

    def until_cancelled() -> None:
        for answer in desk.answers(request, cards, progress=ignore_progress, cancel=token):
            seen.append(answer)
            token.cancel()

    with pytest.raises(Cancelled):
        until_cancelled()
    assert [type(answer) for answer in seen] == [TruthShown]


def test_models_stay_loaded_until_they_are_listed_anew(desk, cards, tmp_path, monkeypatch) -> None:
    path, made = _saved(tmp_path), []
    build = compare.Method
    monkeypatch.setattr(compare, "Method", lambda *given, **named: made.append(given) or build(*given, **named))
    _ask(desk, cards, path, "srcnn")
    _ask(desk, cards, path, "srcnn")
    assert len(made) == 2
    desk.forget()
    _ask(desk, cards, path, "srcnn")
    assert len(made) == 4


def test_files_live_until_the_comparison_after_the_next(desk, cards, tmp_path) -> None:
    def files(shown: TruthShown, answers: dict[str, AnswerCompared]) -> set[str]:
        kept = [shown.truth, shown.low, shown.measured]
        for answer in answers.values():
            kept += [file for file in (answer.pixels, answer.error, answer.measured) if file]
        return {file.path for file in kept}

    path = _saved(tmp_path)
    first, second = (files(*_ask(desk, cards, path, "srcnn")[:2]) for _ in range(2))
    assert desk.files == first | second
    assert len(first) == 9
    third = files(*_ask(desk, cards, path, "vdsr")[:2])
    assert desk.files == second | third


def test_published_pictures_have_published_figures(desk, benchmark_dir) -> None:
    """Bicubic's mean over Set5 at x3 is that of PROTOCOL.md."""
    values = [_ask(desk, BUILT_IN, path, scale=3)[1]["bicubic"] for path in sorted((benchmark_dir / "Set5").glob("*.*"))]
    assert np.mean([answer.psnr for answer in values]) == pytest.approx(30.390, abs=0.01)
    assert np.mean([answer.ssim for answer in values]) == pytest.approx(0.8681, abs=0.0002)
    assert replace(values[0], t=0.0).problem is None
