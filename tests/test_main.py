"""The one door leads to the right room, and opens none in passing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import main as door

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Instead of entering a room, note which one and with which arguments."""
    entered: list[tuple[str, list[str]]] = []
    for module in (
        "sr_desktop.processes.engine",
        "trainer.__main__",
        "sr_desktop.demo",
        "sr_desktop.app",
        "sr_desktop.cli.program",
    ):
        __import__(module)
        monkeypatch.setattr(f"{module}.main", lambda argv, module=module: entered.append((module, argv)) or 0)
    return entered


@pytest.mark.parametrize(
    ("argv", "module", "rest"),
    [
        ([], "sr_desktop.app", []),
        (["engine", "--scratch", "x"], "sr_desktop.processes.engine", ["--scratch", "x"]),
        (["train", "run", "job.toml"], "trainer.__main__", ["run", "job.toml"]),
        (["demo", "--out", "x"], "sr_desktop.demo", ["--out", "x"]),
        (["upscale", "a.png"], "sr_desktop.cli.program", ["upscale", "a.png"]),
        (["models"], "sr_desktop.cli.program", ["models"]),
        (["--version"], "sr_desktop.cli.program", ["--version"]),
        (["there.png"], "sr_desktop.app", ["there.png"]),
        (["there.png", "folder"], "sr_desktop.app", ["there.png", "folder"]),
        (["nowhere.png"], "sr_desktop.cli.program", ["nowhere.png"]),
    ],
)
def test_the_first_argument_decides(rooms, tmp_path: Path, monkeypatch, argv, module, rest) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.png").write_bytes(b"")
    (tmp_path / "folder").mkdir()
    (tmp_path / "models").mkdir()  # a folder called like a command does not hide the command
    assert door.main(argv) == 0
    assert rooms == [(module, rest)]


def test_the_door_loads_neither_qt_nor_torch() -> None:
    code = "import sys, main; print([m for m in ('PySide6', 'torch', 'numpy', 'trainer') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
