"""What every test gets: its own user folder, the leak checks of `leaks.py`, and the shared data where it exists."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

pytest_plugins = ["leaks"]

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"

if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(scope="session", autouse=True)
def _runtime_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Qt warns where the session's runtime folder is missing, as in a container; a warning would fail the test."""
    if "XDG_RUNTIME_DIR" not in os.environ:
        folder = tmp_path_factory.mktemp("runtime")
        folder.chmod(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(folder)


@pytest.fixture(autouse=True)
def user_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folder of this test alone, for this process and its children."""
    folder = tmp_path_factory.mktemp("user")
    monkeypatch.setenv("SR_DESKTOP_HOME", str(folder))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
    return folder


def _shared(*parts: str) -> Path:
    folder = SHARED.joinpath(*parts)
    if not folder.is_dir():
        pytest.skip(f"the folder ../shared/{'/'.join(parts)} is not beside the repository")
    return folder


@pytest.fixture(scope="session")
def benchmark_dir() -> Path:
    """Folders of benchmark pictures (Set5, Set14, B100); the test is skipped where they are missing."""
    return _shared("data", "benchmark")


@pytest.fixture(scope="session")
def train_dir() -> Path:
    """Folders of pictures to learn from (T91, BSDS400); the test is skipped where they are missing."""
    return _shared("data", "train")


@pytest.fixture(scope="session")
def authors_weights_dir() -> Path:
    """The weights that the networks' authors published; the test is skipped where they are missing."""
    return _shared("weights")
