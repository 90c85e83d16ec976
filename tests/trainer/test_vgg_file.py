"""Where VGG-19's weights are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from sr_desktop.core.errors import BadCheckpoint, BadJob
from trainer import vgg
from trainer.vgg import PAPER_SCALE, VggFeatures, find_vgg


def test_the_jobs_own_file_comes_first(user_folder, monkeypatch) -> None:
    monkeypatch.setenv("SR_DESKTOP_VGG19", "elsewhere.pth")
    (user_folder / "vgg19-dcbb9e9d.pth").touch()
    assert find_vgg("mine.safetensors", "vgg22") == Path("mine.safetensors")
    assert find_vgg("", "vgg22") == Path("elsewhere.pth")


def test_the_users_folder_is_searched_whole_networks_first(user_folder) -> None:
    models = user_folder / "models"
    models.mkdir()
    (models / "vgg19_part.safetensors").touch()
    assert find_vgg("", "vgg22") == models / "vgg19_part.safetensors"
    (models / "vgg19-dcbb9e9d.pth").touch()
    assert find_vgg("", "vgg22") == models / "vgg19-dcbb9e9d.pth"
    (user_folder / "vgg19-dcbb9e9d.pth").touch()
    assert find_vgg("", "vgg22") == user_folder / "vgg19-dcbb9e9d.pth"


def test_the_shared_file_is_the_last_resort_for_the_layers_that_it_holds(user_folder, monkeypatch) -> None:
    shared = user_folder / "shared.safetensors"
    shared.touch()
    monkeypatch.setattr(vgg, "BESIDE", shared)
    assert find_vgg("", "vgg22") == shared
    with pytest.raises(BadJob):
        find_vgg("", "vgg54")


@pytest.mark.parametrize(("content", "layers"), [("vgg22", "conv2_2"), ("vgg54", "conv5_4")])
def test_nothing_found_says_what_to_get(content, layers, user_folder, monkeypatch) -> None:
    monkeypatch.setattr(vgg, "BESIDE", user_folder / "none.safetensors")
    for home in (str(user_folder), ""):
        monkeypatch.setenv("SR_DESKTOP_HOME", home)
        with pytest.raises(BadJob) as error:
            find_vgg("", content)
        for part in ("vgg19-dcbb9e9d.pth", layers, 'gan.content = "mse"'):
            assert part in error.value.hint


def test_torchvisions_names_are_understood(tmp_path) -> None:
    torch.manual_seed(0)
    widths = {0: (3, 64), 2: (64, 64), 5: (64, 128), 7: (128, 128)}
    state = {}
    for index, (before, width) in widths.items():
        state[f"features.{index}.weight"] = torch.randn(width, before, 3, 3) * 0.05
        state[f"features.{index}.bias"] = torch.zeros(width)
    state["classifier.0.weight"] = torch.zeros(2, 2)
    torch.save(state, tmp_path / "vgg19-dcbb9e9d.pth")
    rgb = torch.rand(1, 3, 16, 16)
    mean, deviation = torch.tensor([0.485, 0.456, 0.406]), torch.tensor([0.229, 0.224, 0.225])
    wanted = (rgb - mean.view(1, 3, 1, 1)) / deviation.view(1, 3, 1, 1)
    for index in widths:
        if index == 5:
            wanted = torch.nn.functional.max_pool2d(wanted, 2)
        wanted = torch.nn.functional.conv2d(wanted, state[f"features.{index}.weight"], padding=1).relu()
    got = VggFeatures(tmp_path / "vgg19-dcbb9e9d.pth", "2_2")(rgb)
    assert torch.allclose(got, wanted * PAPER_SCALE, atol=1e-6)
    with pytest.raises(BadCheckpoint, match=r"no layer features\.10"):
        VggFeatures(tmp_path / "vgg19-dcbb9e9d.pth", "5_4")
