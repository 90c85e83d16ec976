"""Where VGG-19's weights are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core.errors import BadJob
from trainer.vgg import find_vgg


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


@pytest.mark.parametrize(("content", "layers"), [("vgg22", "conv2_2"), ("vgg54", "conv5_4")])
def test_nothing_found_says_what_to_get(content, layers, user_folder, monkeypatch) -> None:
    for home in (str(user_folder), ""):
        monkeypatch.setenv("SR_DESKTOP_HOME", home)
        with pytest.raises(BadJob) as error:
            find_vgg("", content)
        for part in ("vgg19-dcbb9e9d.pth", layers, 'gan.content = "mse"'):
            assert part in error.value.hint
