"""The A+ that ships against the paper's figures, and what its files say of themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.scores import measure_scores
from sr_desktop.core.models.catalog import ModelFolders, find_model, list_models
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.published import published_at
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.paths import resources_dir

TOLERANCE = 0.15


@pytest.fixture(scope="module")
def shipped() -> ModelCard:
    folder = resources_dir() / "weights"
    return find_model(list_models(ModelFolders(shipped=folder, user=folder / "none")), "aplus")


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_a_plus_reaches_the_published_figures(shipped, benchmark_dir, scale) -> None:
    (score,) = measure_scores(Method(shipped), benchmark_dir, ["Set5"], [scale])
    published = published_at("aplus", "Set5", scale)
    assert published is not None
    assert score.psnr > published.psnr - TOLERANCE
    (told,) = (each for each in shipped.scores if (each.dataset, each.scale) == ("Set5", scale))
    assert score.psnr == pytest.approx(told.psnr, abs=0.003)
    assert score.ssim == pytest.approx(told.ssim, abs=0.0003)


def test_the_files_are_small_and_say_where_they_come_from(shipped) -> None:
    assert shipped.scales == (2.0, 3.0, 4.0)
    assert (shipped.source, shipped.licence, shipped.title) == ("shipped", "MIT", "A+")
    assert shipped.story is not None
    assert shipped.story.folders == ("T91",)
    assert sum(Path(file).stat().st_size for file in shipped.files) < 16e6
    for file in shipped.files:
        info = read_info(Path(file))
        assert info.created.startswith("20")
        assert "/" not in info.recipe
