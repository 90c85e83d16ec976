"""The demo is the whole way through the real engine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from sr_desktop import paths

ROOT = Path(__file__).resolve().parent.parent


def demo(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "main.py", "demo", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=200)


@pytest.mark.parametrize("model", ["bicubic", "srcnn"])
def test_it_upscales_the_sample_and_prints_both_files(tmp_path: Path, model: str) -> None:
    if model == "srcnn" and not (paths.resources_dir() / "weights" / "srcnn_x3.safetensors").is_file():
        pytest.skip("the weights of srcnn are not trained yet")
    out = tmp_path / "out"
    done = demo("--out", str(out), "--model", model)
    assert (done.returncode, done.stderr) == (0, "")
    result, window = (Path(line) for line in done.stdout.splitlines())
    assert result == out / f"chelsea_{model}_x3.png"
    with Image.open(paths.sample_picture()) as source, Image.open(result) as upscaled:
        assert upscaled.size == (source.width * 3, source.height * 3)
    with Image.open(window) as picture:
        assert picture.size == (1280, 800)
        # The comparison stands right of the panel: more colours than any empty window has.
        colours = picture.convert("RGB").crop((420, 80, 1270, 740)).getcolors(1_000_000)
    assert colours is not None
    assert len(colours) > 5000
    again = demo("--out", str(out), "--model", model)
    assert [Path(line).name for line in again.stdout.splitlines()] == [f"chelsea_{model}_x3 (1).png", "window (1).png"]


def test_a_model_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    done = demo("--out", str(tmp_path / "out"), "--model", "nosuch")
    assert done.returncode == 1
    assert "the model nosuch is not here" in done.stderr
    assert not (tmp_path / "out").exists()


def test_it_gives_up_in_time(tmp_path: Path) -> None:
    done = demo("--out", str(tmp_path / "out"), "--limit", "0.3")
    assert (done.returncode, done.stdout) == (1, "")
    assert "not done within 0.3 s" in done.stderr


def test_an_output_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    done = demo("--out", str(tmp_path / "file" / "out"), "--model", "bicubic")
    assert done.returncode == 1
    assert "could not be written" in done.stderr
