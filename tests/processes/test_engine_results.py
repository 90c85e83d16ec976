"""Results that were written before, shown again beside their original by the engine's session."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.models.catalog import ModelFolders
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import ImageUpscaled, OpenImage, RequestFailed, ResultSaved, SaveResult, decode, encode
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.processes.engine_session import Session

RNG = np.random.default_rng(3)
LARGE = RNG.integers(0, 256, (30, 40, 3), dtype=np.uint8)


@pytest.fixture
def session(tmp_path: Path):
    """A session with `small.png` open, 20 x 15, and `large.png` beside it; its events are noted in `told`."""
    Image.fromarray(LARGE[::2, ::2]).save(tmp_path / "small.png")
    Image.fromarray(LARGE).save(tmp_path / "large.png")
    (tmp_path / "scratch").mkdir()
    told: list[Event] = []
    session = Session(
        PixelFolder(tmp_path / "scratch"),
        ModelFolders(shipped=tmp_path, user=tmp_path),
        told.append,
        speeds=SpeedBook(tmp_path / "speeds.json"),
    )
    session.handle(OpenImage(request=1, path=str(tmp_path / "small.png")), CancelToken())
    return session, told


def request(path: Path) -> OpenResult:
    return OpenResult(request=2, path=str(path), model="vdsr", scale=2.0, seconds=3.5, device="cuda:0")


def test_the_written_file_and_its_bicubic_twin_are_shown(session, tmp_path: Path) -> None:
    engine, told = session
    engine.handle(request(tmp_path / "large.png"), CancelToken())
    answer = told[-1]
    assert isinstance(answer, ImageUpscaled)
    assert (answer.model, answer.scale, answer.seconds, answer.device) == ("vdsr", 2.0, 3.5, "cuda:0")
    for file in (answer.pixels, answer.baseline):
        assert (file.levels[0].width, file.levels[0].height) == (40, 30)
    shown = np.fromfile(answer.pixels.path, dtype=np.uint8)[: 40 * 30 * 4].reshape(30, 40, 4)
    np.testing.assert_array_equal(shown[:, :, :3], LARGE)
    assert Path(answer.baseline.path).read_bytes() != Path(answer.pixels.path).read_bytes()


def test_it_can_be_saved_as_any_result(session, tmp_path: Path) -> None:
    engine, told = session
    engine.handle(request(tmp_path / "large.png"), CancelToken())
    engine.handle(SaveResult(request=3, path=str(tmp_path / "copy.png")), CancelToken())
    assert isinstance(told[-1], ResultSaved)
    with Image.open(tmp_path / "copy.png") as copy:
        np.testing.assert_array_equal(np.asarray(copy), LARGE)


def test_a_file_that_is_gone_is_an_error(session, tmp_path: Path) -> None:
    engine, told = session
    engine.handle(request(tmp_path / "gone.png"), CancelToken())
    assert isinstance(told[-1], RequestFailed)
    assert told[-1].code == "image_missing"


def test_the_request_crosses_the_pipe() -> None:
    message = request(Path("a.png"))
    assert decode(encode(message)) == message
