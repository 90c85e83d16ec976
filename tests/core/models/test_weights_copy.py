"""Trained weights as models of the user's: whole, under a free name, never over another."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.errors import BadCheckpoint, CannotWrite
from sr_desktop.core.models.catalog import ModelFolders, list_models
from sr_desktop.core.models.checkpoint import config_json, load_net, save_weights
from sr_desktop.core.models.weights_copy import use_weights
from sr_desktop.core.models.weights_header import WeightsInfo, read_info


def _weights(folder: Path, *, model: str = "mine", scales: tuple[float, ...] = (2.0,), seed: int = 0) -> Path:
    spec = ARCH_BY_ID["srcnn"]
    config = spec.config()
    torch.manual_seed(seed)
    folder.mkdir(exist_ok=True)
    info = WeightsInfo(model=model, title="Größe", arch="srcnn", config=config_json(config), scales=scales)
    save_weights(folder / "best.safetensors", spec.build(config).state_dict(), info)
    return folder / "best.safetensors"


def _cards(models: Path) -> dict[str, tuple[float, ...]]:
    cards = list_models(ModelFolders(shipped=models / "none", user=models))
    assert [card.problem for card in cards if card.problem] == []
    return {card.id: card.scales for card in cards if card.source == "user"}


@pytest.fixture
def models(tmp_path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def test_the_copy_is_the_model(tmp_path, models) -> None:
    weights = _weights(tmp_path / "run", scales=(2.0, 3.0))
    copy = use_weights(weights, models)
    assert copy == models / "mine_x2-3.safetensors"
    assert load_net(copy).info == load_net(weights).info
    assert _cards(models) == {"mine": (2.0, 3.0)}


def test_twice_is_once(tmp_path, models) -> None:
    weights = _weights(tmp_path / "run")
    assert use_weights(weights, models) == use_weights(weights, models)
    assert len(list(models.iterdir())) == 1


def test_another_training_of_the_same_name_is_another_model(tmp_path, models) -> None:
    first = use_weights(_weights(tmp_path / "a", seed=1), models)
    kept = first.read_bytes()
    second = use_weights(_weights(tmp_path / "b", seed=2), models)
    third = use_weights(_weights(tmp_path / "c", seed=3), models)
    assert [path.name for path in (second, third)] == ["mine-2_x2.safetensors", "mine-3_x2.safetensors"]
    assert _cards(models) == {"mine": (2.0,), "mine-2": (2.0,), "mine-3": (2.0,)}
    assert first.read_bytes() == kept
    assert read_info(second).title == "Größe (2)"
    wanted, got = load_file(tmp_path / "b" / "best.safetensors"), load_net(second).module.state_dict()
    assert all(torch.equal(wanted[name], got[name]) for name in wanted)


def test_another_factor_of_the_same_name_belongs_to_it(tmp_path, models) -> None:
    use_weights(_weights(tmp_path / "a", seed=1), models)
    use_weights(_weights(tmp_path / "b", scales=(3.0,), seed=2), models)
    assert _cards(models) == {"mine": (2.0, 3.0)}


def test_a_name_that_a_foreign_file_has_is_left_to_it(tmp_path, models) -> None:
    foreign = models / "mine_x2.safetensors"
    foreign.write_bytes(b"something else")
    copy = use_weights(_weights(tmp_path / "run"), models)
    assert copy.name == "mine_x2 (1).safetensors"
    assert foreign.read_bytes() == b"something else"


def test_damaged_weights_are_not_copied(tmp_path, models) -> None:
    weights = _weights(tmp_path / "run")
    weights.write_bytes(weights.read_bytes()[:100])
    with pytest.raises(BadCheckpoint):
        use_weights(weights, models)
    with pytest.raises(BadCheckpoint):
        use_weights(tmp_path / "none.safetensors", models)
    assert list(models.iterdir()) == []


def test_a_models_folder_that_is_gone(tmp_path) -> None:
    with pytest.raises(CannotWrite):
        use_weights(_weights(tmp_path / "run"), tmp_path / "gone")
