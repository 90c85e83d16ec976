"""Measuring a model on this machine: a speed that is kept, and a sample of what it does."""

from __future__ import annotations

from pathlib import Path

import pytest
from nets import save_net
from PIL import Image

from sr_desktop.core.archs import srcnn, srresnet
from sr_desktop.core.messages.measure import MeasureModel
from sr_desktop.core.models.catalog import BICUBIC, ModelFolders, list_models
from sr_desktop.core.models.measuring import measure_model
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.progress import Cancelled, CancelToken, ignore_progress
from sr_desktop.core.upscaling.speed import SpeedBook
from sr_desktop.paths import sample_picture


def _request(model: str) -> MeasureModel:
    return MeasureModel(request=1, model=model, picture=str(sample_picture()), device="cpu")


def _own(folder: Path, model: str) -> ModelCard:
    return next(card for card in list_models(ModelFolders(shipped=folder / "none", user=folder)) if card.id == model)


def test_each_factor_counts_and_gets_a_sample(tmp_path) -> None:
    models = tmp_path / "models"
    models.mkdir()
    for scale in (2.0, 3.0):
        save_net(models, srcnn.SPEC, scales=(scale,), model="mine")
    seen: list[tuple[int, int]] = []
    book = SpeedBook(tmp_path / "speeds.json")
    found = measure_model(_request("mine"), _own(models, "mine"), book, progress=lambda done, total: seen.append((done, total)))
    assert found.megapixels_per_s > 0
    assert [(each.model, each.device, each.precision) for each in book.speeds] == [("mine", "cpu", "fp32")]
    card = _own(models, "mine")
    assert [Path(sample).name for sample in card.samples] == ["mine_x2.png", "mine_x3.png"]
    with Image.open(card.samples[0]) as strip:
        assert strip.width > 3 * 200
    assert seen[-1][0] == seen[-1][1]


def test_interpolation_is_measured_without_a_sample(tmp_path) -> None:
    found = measure_model(_request("bicubic"), BICUBIC, SpeedBook(tmp_path / "speeds.json"), progress=ignore_progress)
    assert (found.device, found.megapixels_per_s > 0) == ("cpu", True)
    assert [path.name for path in tmp_path.iterdir()] == ["speeds.json"]


def test_measuring_stops_when_asked(tmp_path) -> None:
    save_net(tmp_path, srresnet.SPEC, scales=(4.0,), model="mine")
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        measure_model(
            _request("mine"),
            _own(tmp_path, "mine"),
            SpeedBook(tmp_path / "speeds.json"),
            progress=ignore_progress,
            cancel=cancel,
        )
