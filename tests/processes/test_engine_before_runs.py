"""What the engine tells before and after a run: previews of a spot, estimates, and the fidelity meter."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from nets import save_net
from PIL import Image

from sr_desktop.core.archs import srcnn
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.engine import PixelFile, Request
from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.core.messages.meter import FidelityMeasured, MeasureFidelity
from sr_desktop.core.messages.preview import PreviewEnd, PreviewSpot, SpotPreviewed, SpotShown
from sr_desktop.core.models.catalog import ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import ImageUpscaled, OpenImage, RequestCancelled, SaveResult, UpscaleImage
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.processes.engine_session import Session

X2 = TargetSize(value=2.0)


class Desk:
    """A session with an SRCNN of its own and a picture of 400 x 300."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.events = folder, []
        (folder / "scratch").mkdir()
        save_net(folder, srcnn.SPEC, scales=(2.0,), model="mine")
        folders = ModelFolders(shipped=folder, user=folder / "none")
        self.speeds = SpeedBook(folder / "speeds.json")
        self.session = Session(PixelFolder(folder / "scratch"), folders, self.events.append, speeds=self.speeds)
        smooth = np.random.default_rng(1).random((15, 20, 3))
        pixels = np.asarray(Image.fromarray((smooth * 255).astype(np.uint8)).resize((400, 300), Image.Resampling.BICUBIC))
        Image.fromarray(pixels).save(folder / "picture.png")
        self.ask(OpenImage(request=1, path=str(folder / "picture.png")))

    def ask(self, request: Request, cancel: CancelToken | None = None) -> list[Event]:
        self.events.clear()
        self.session.handle(request, cancel or CancelToken())
        return list(self.events)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def _pixels(file: PixelFile) -> np.ndarray:
    level = file.levels[0]
    return np.fromfile(file.path, dtype=np.uint8)[: level.width * level.height * 4].reshape(level.height, level.width, 4)


def _of(kind: type, events: list[Event]) -> list:
    return [event for event in events if isinstance(event, kind)]


def test_a_preview_is_what_the_run_makes_there(desk: Desk) -> None:
    events = desk.ask(PreviewSpot(request=2, x=200, y=150, models=("mine", "lanczos"), size=X2))
    (shown,) = _of(SpotShown, events)
    assert (shown.left, shown.top, shown.width, shown.height) == (72, 22, 256, 256)
    assert (shown.new_width, shown.new_height) == (512, 512)
    previews = _of(SpotPreviewed, events)
    assert [each.model for each in previews] == ["bicubic", "mine", "lanczos"]
    assert events[-1] == PreviewEnd(request=2, made=3, t=events[-1].t)
    for preview in previews:
        (answer,) = _of(ImageUpscaled, desk.ask(UpscaleImage(request=3, model=preview.model, size=X2)))
        wanted = _pixels(answer.pixels)[44:556, 144:656].astype(int)
        # Other tiles: a difference in the seventh digit may be rounded to another level.
        assert int(np.abs(_pixels(preview.pixels).astype(int) - wanted).max()) <= 1


def test_a_spot_at_the_corner_shows_as_much(desk: Desk) -> None:
    (shown,) = _of(SpotShown, desk.ask(PreviewSpot(request=2, x=399, y=0, models=(), size=TargetSize(value=8))))
    assert (shown.left, shown.top, shown.width, shown.height) == (272, 0, 128, 128)
    assert (shown.new_width, shown.new_height) == (1024, 1024)


def test_a_model_that_fails_says_why_and_the_others_go_on(desk: Desk) -> None:
    events = desk.ask(PreviewSpot(request=2, x=9, y=9, models=("gone", "lanczos"), size=X2))
    problems = {each.model: each.problem is not None for each in _of(SpotPreviewed, events)}
    assert problems == {"bicubic": False, "gone": True, "lanczos": False}
    assert _of(PreviewEnd, events)[0].made == 2


def test_no_more_than_four_stand_side_by_side(desk: Desk) -> None:
    events = desk.ask(PreviewSpot(request=2, x=9, y=9, models=("mine", "lanczos", "nearest", "gone"), size=X2))
    assert [each.model for each in _of(SpotPreviewed, events)] == ["bicubic", "mine", "lanczos", "nearest"]


def test_a_preview_leaves_picture_and_result_alone_and_writes_nothing(desk: Desk) -> None:
    (result,) = _of(ImageUpscaled, desk.ask(UpscaleImage(request=2, model="lanczos", size=X2)))
    before = sorted(path.name for path in desk.folder.iterdir())
    first = _of(SpotPreviewed, desk.ask(PreviewSpot(request=3, x=9, y=9, models=(), size=X2)))[0]
    desk.ask(PreviewSpot(request=4, x=99, y=99, models=(), size=X2))
    assert sorted(path.name for path in desk.folder.iterdir()) == before
    # The window still looks at the spot before, and at the result.
    assert Path(first.pixels.path).exists()
    assert Path(result.pixels.path).exists()
    desk.ask(SaveResult(request=5, path=str(desk.folder / "out.png")))
    assert (desk.folder / "out.png").exists()


def test_a_preview_can_be_cancelled(desk: Desk) -> None:
    token = CancelToken()
    token.cancel()
    assert isinstance(desk.ask(PreviewSpot(request=2, x=9, y=9, models=("mine",), size=X2), token)[-1], RequestCancelled)


def test_the_time_is_unknown_before_the_first_run_and_measured_after_it(desk: Desk) -> None:
    wish = EstimateRun(request=2, model="mine", size=X2, folder=str(desk.folder))
    (before,) = _of(RunEstimated, desk.ask(wish))
    assert before.seconds is None
    (answer,) = _of(ImageUpscaled, desk.ask(UpscaleImage(request=3, model="mine", size=X2)))
    (after,) = _of(RunEstimated, desk.ask(wish))
    assert after.seconds == pytest.approx(answer.seconds, rel=0.01)
    eight = EstimateRun(request=4, model="mine", size=X2, folder=str(desk.folder), ensemble=True)
    assert _of(RunEstimated, desk.ask(eight))[0].seconds == pytest.approx(8 * answer.seconds, rel=0.01)
    more = EstimateRun(request=5, model="mine", size=TargetSize(value=4), folder=str(desk.folder))
    (twice,) = _of(RunEstimated, desk.ask(more))
    assert twice.passes == 2
    assert twice.seconds == pytest.approx(5 * answer.seconds, rel=0.01)


@pytest.mark.parametrize(("kind", "suffix"), [("png", ".png"), ("jpg", ".jpg"), ("webp", ".webp"), ("tiff", ".tif")])
def test_the_bytes_are_nearly_those_of_the_file(desk: Desk, kind, suffix) -> None:
    wish = EstimateRun(
        request=2, model="bicubic", size=TargetSize(value=4), folder=str(desk.folder), file=FileRules(format=kind)
    )
    (told,) = _of(RunEstimated, desk.ask(wish))
    desk.ask(UpscaleImage(request=3, model="bicubic", size=TargetSize(value=4)))
    desk.ask(SaveResult(request=4, path=str(desk.folder / f"out{suffix}")))
    assert 0.6 < told.bytes / (desk.folder / f"out{suffix}").stat().st_size < 1.7


def test_the_room_on_the_disk_is_told_for_a_folder_that_is_not_there_yet(desk: Desk) -> None:
    wish = EstimateRun(request=2, model="bicubic", size=X2, folder=str(desk.folder / "new" / "one"))
    assert (_of(RunEstimated, desk.ask(wish))[0].free or 0) > 0


def test_the_meter_tells_a_faithful_result_from_an_invented_one(desk: Desk) -> None:
    desk.ask(UpscaleImage(request=2, model="bicubic", size=X2))
    (good,) = _of(FidelityMeasured, desk.ask(MeasureFidelity(request=3)))
    desk.ask(UpscaleImage(request=4, model="mine", size=X2))
    (bad,) = _of(FidelityMeasured, desk.ask(MeasureFidelity(request=5)))
    assert good.closeness == "faithful"
    assert bad.closeness == "far"
    assert good.psnr is not None
    assert bad.psnr is not None
    assert good.psnr > 45
    assert bad.psnr < 30
    assert (bad.heat.levels[0].width, bad.heat.levels[0].height) == (400, 300)
    assert _pixels(bad.heat)[:, :, 0].mean() > 10 * _pixels(good.heat)[:, :, 0].mean()
