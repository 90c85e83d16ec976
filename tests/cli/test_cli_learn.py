"""`main.py learn`: from a folder of pictures to a model in the picker."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest
from classical_lessons import edge_pictures
from PIL import Image

from sr_desktop.cli.program import main
from sr_desktop.core.models.training_story import read_story
from sr_desktop.core.models.weights_header import read_info


@pytest.fixture
def pictures(tmp_path) -> Path:
    edge_pictures(tmp_path / "mine")
    return tmp_path / "mine"


def _learn(pictures: Path, *more: str) -> int:
    return main(["learn", "aplus", "--pictures", str(pictures), "--scales", "2", "--samples", "8000", *more])


def test_what_was_learned_is_in_the_picker_and_works(pictures, user_folder, tmp_path, capsys) -> None:
    assert _learn(pictures) == 0
    out, err = capsys.readouterr()
    (path,) = out.splitlines()
    assert Path(path) == user_folder / "models" / "aplus_x2.safetensors"
    assert "A+ x2: fitting regressors" in err
    assert main(["models", "--json"]) == 0
    cards = {card["title"]: card for card in json.loads(capsys.readouterr().out)}
    card = cards["A+ (mine)"]
    assert (card["arch"], card["source"], card["scales"], card["problem"]) == ("aplus", "user", [2.0], "")
    source = next(pictures.iterdir())
    assert main(["upscale", str(source), "-o", str(tmp_path / "large.png"), "--model", card["id"]]) == 0
    with Image.open(tmp_path / "large.png") as large:
        assert large.size == (192, 192)


def test_the_file_tells_its_story_and_no_place_of_this_machine(pictures, tmp_path, capsys) -> None:
    assert _learn(pictures, "--out", str(tmp_path / "out"), "--seed", "5", "--title", "Edges") == 0
    path = tmp_path / "out" / "aplus_x2.safetensors"
    info = read_info(path)
    assert (info.model, info.title, info.licence, info.scales) == ("aplus", "Edges", "MIT", (2.0,))
    story = read_story(info.recipe)
    assert story is not None
    assert (story.job, story.folders, story.device) == ("aplus", ("mine",), "cpu")
    assert 2000 < story.samples < 8300
    assert json.loads(info.recipe)["learned"]["seed"] == 5
    assert json.loads(info.recipe)["learned"]["pictures"] == 3
    assert str(tmp_path).encode() not in path.read_bytes()


def test_models_of_the_user_are_never_replaced(pictures, user_folder, capsys) -> None:
    assert _learn(pictures) == 0
    first = (user_folder / "models" / "aplus_x2.safetensors").read_bytes()
    assert _learn(pictures, "--seed", "1") == 0
    assert (user_folder / "models" / "aplus_x2.safetensors").read_bytes() == first
    assert read_info(user_folder / "models" / "aplus-2_x2.safetensors").model == "aplus-2"


def test_a_named_folder_is_written_again(pictures, tmp_path, capsys) -> None:
    for seed in ("0", "1"):
        assert _learn(pictures, "--out", str(tmp_path / "out"), "--seed", seed) == 0
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["aplus_x2.safetensors"]
    assert '"seed": 1' in read_info(tmp_path / "out" / "aplus_x2.safetensors").recipe


def test_figures_are_kept_where_sets_are_named(pictures, tmp_path, capsys) -> None:
    for name in ("Set5", "Set14", "B100"):
        edge_pictures(tmp_path / "sets" / name, count=1)
    assert _learn(pictures, "--out", str(tmp_path / "out"), "--benchmark", str(tmp_path / "sets")) == 0
    scores = read_info(tmp_path / "out" / "aplus_x2.safetensors").scores
    assert [(score.dataset, score.scale) for score in scores] == [("Set5", 2.0), ("Set14", 2.0), ("B100", 2.0)]
    assert all(score.bicubic is not None and score.psnr > score.bicubic for score in scores)
    assert "Set5 x2" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["learn", "vdsr", "--pictures", "."], "aplus, rfl"),
        (["learn", "bicubic", "--pictures", "."], "no method that learns"),
        (["learn", "aplus"], "--pictures"),
        (["learn", "aplus", "--pictures", ".", "--scales", "1.5"], "--scales"),
        (["learn", "aplus", "--pictures", "missing"], "missing cannot be used"),
    ],
)
def test_bad_arguments(arguments, words, capsys) -> None:
    assert main(arguments) == 2
    assert words in capsys.readouterr().err


def test_a_folder_without_pictures(tmp_path, capsys) -> None:
    assert _learn(tmp_path) == 2
    assert "it holds no pictures" in capsys.readouterr().err


def test_plain_pictures(tmp_path, capsys, user_folder) -> None:
    (tmp_path / "plain").mkdir()
    Image.fromarray(np.full((96, 96), 90, np.uint8)).save(tmp_path / "plain" / "a.png")
    assert _learn(tmp_path / "plain") == 2
    assert "Add pictures" in capsys.readouterr().err
    assert list((user_folder / "models").iterdir()) == []


def test_a_picture_that_is_none(pictures, capsys) -> None:
    (pictures / "zz.png").write_text("no picture")
    assert _learn(pictures) == 2
    assert "zz.png" in capsys.readouterr().err


def test_a_full_disk_is_told_and_leaves_nothing(pictures, tmp_path, monkeypatch, capsys) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert _learn(pictures, "--out", str(tmp_path / "out")) == 2
    assert "the disk is full" in capsys.readouterr().err
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_made(pictures, tmp_path, capsys) -> None:
    (tmp_path / "file").touch()
    assert _learn(pictures, "--out", str(tmp_path / "file")) == 2
    err = capsys.readouterr().err
    assert "could not be written" in err
    assert "reading pictures" not in err
