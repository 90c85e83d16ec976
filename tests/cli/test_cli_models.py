"""add-model and export on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from foreign_files import compact_state, save_pth

from sr_desktop.cli.program import main
from sr_desktop.core.export.messages import ModelExported
from sr_desktop.core.foreign.messages import AddingEnded, AddingModel, ModelAdded, ModelNotAdded
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import decode


@pytest.fixture
def home(tmp_path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SR_DESKTOP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_model_is_added_listed_used_and_exported(home: Path, tmp_path, capsys) -> None:
    path = save_pth(tmp_path / "4x_net.pth", compact_state())
    assert main(["add-model", str(path)]) == 0
    assert "RealESRGAN Compact x4" in capsys.readouterr().out
    assert main(["models", "--json"]) == 0
    (card,) = [each for each in json.loads(capsys.readouterr().out) if each["source"] == "user"]
    wanted = {"id": "4x-net", "architecture": "RealESRGAN Compact", "scales": [4.0], "channels": 3, "commercial": "unknown"}
    assert {key: card[key] for key in wanted} == wanted
    assert card["origin"] == "4x_net.pth"
    out = tmp_path / "again.safetensors"
    assert main(["export", "4x-net", "--safetensors", str(out)]) == 0
    assert out.is_file()
    assert main(["add-model", str(out)]) == 0
    assert "there already" in capsys.readouterr().out


def test_a_bad_file_is_a_sentence_and_exit_code_1(home: Path, tmp_path, capsys) -> None:
    page = tmp_path / "model.pth"
    page.write_text("<html>", encoding="utf-8")
    assert main(["add-model", str(page)]) == 1
    said = capsys.readouterr()
    assert "is a web page and no model" in said.err
    assert said.out == ""


def test_events_tell_of_each_file(home: Path, tmp_path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sr_desktop.cli.add_model._leave_with_window", lambda: None)
    empty = tmp_path / "empty.pth"
    empty.touch()
    sound = save_pth(tmp_path / "net.pth", compact_state())
    assert main(["add-model", "--events", str(empty), str(sound)]) == 1
    events = [decode(line) for line in capsys.readouterr().out.splitlines()]
    assert [type(event) for event in events] == [AddingModel, ModelNotAdded, AddingModel, ModelAdded, AddingEnded]


@pytest.mark.parametrize(
    "arguments",
    [["--onnx", "a.onnx", "--safetensors", "a.safetensors"], [], ["--onnx", "a.png"], ["--safetensors", "a.onnx"]],
)
def test_export_wants_one_file_of_its_kind(home: Path, arguments: list[str], capsys) -> None:
    assert main(["export", "srcnn", *arguments]) == 2


def test_export_tells_by_events(home: Path, tmp_path, capsys) -> None:
    out = str(tmp_path / "net.safetensors")
    assert main(["export", "srcnn", "--scale", "2", "--safetensors", out, "--events"]) == 0
    assert main(["export", "srcnn", "--scale", "2", "--safetensors", out, "--events"]) == 1
    done, failed = (decode(line) for line in capsys.readouterr().out.splitlines())
    assert isinstance(done, ModelExported)
    assert isinstance(failed, Failed)
    assert failed.code == "output_exists"
