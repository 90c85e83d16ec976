"""The inference process with a picture that goes beyond the memory for pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.engine import PixelFile, Request, UseMemory
from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.core.messages.meter import FidelityMeasured, MeasureFidelity
from sr_desktop.core.models.catalog import ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import ImageOpened, ImageUpscaled, OpenImage, ResultSaved, SaveResult, UpscaleImage
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.processes.engine_session import Session

X2 = TargetSize(value=2.0)


def test_a_large_picture_is_shown_measured_and_saved_like_a_small_one(tmp_path: Path) -> None:
    source, scratch = tmp_path / "source.png", tmp_path / "scratch"
    scratch.mkdir()
    Image.fromarray(np.random.default_rng(1).integers(0, 256, (400, 500, 3), dtype=np.uint8)).save(source)
    events: list[Event] = []
    nobody = ModelFolders(shipped=tmp_path, user=tmp_path)
    session = Session(PixelFolder(scratch), nobody, events.append, speeds=SpeedBook(tmp_path / "speeds.json"))

    def ask(request: Request) -> Event:
        session.handle(request, CancelToken())
        return events[-1]

    def answers(name: str) -> list[bytes]:
        """What is shown, and the file."""
        opened = ask(OpenImage(request=1, path=str(source)))
        upscaled = ask(UpscaleImage(request=2, model="lanczos", size=X2))
        saved = ask(SaveResult(request=3, path=str(tmp_path / name)))
        measured = ask(MeasureFidelity(request=4))
        assert isinstance(opened, ImageOpened) and isinstance(upscaled, ImageUpscaled)
        assert isinstance(saved, ResultSaved) and isinstance(measured, FidelityMeasured)
        shown: tuple[PixelFile, ...] = (opened.pixels, upscaled.pixels, upscaled.baseline, measured.heat)
        return [Path(path).read_bytes() for path in (saved.path, *(file.path for file in shown))]

    def goes_to_the_disk() -> bool:
        estimated = ask(EstimateRun(request=5, model="lanczos", size=X2, folder=str(tmp_path)))
        assert isinstance(estimated, RunEstimated)
        assert estimated.disk > 400 * 500 * 4 * 4
        return estimated.large

    small = answers("small.png")
    assert not goes_to_the_disk()
    session.handle(UseMemory(request=0, megabytes=1), CancelToken())
    assert answers("large.png") == small
    assert goes_to_the_disk()
    assert {path.suffix for path in scratch.iterdir()} == {".rgba"}
