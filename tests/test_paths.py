"""Folders, however the program was started."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sr_desktop import paths

ROOT = Path(__file__).resolve().parent.parent


def test_resources_from_source() -> None:
    assert paths.resources_dir() == ROOT / "resources"
    assert paths.sample_picture().is_file()


def test_resources_when_frozen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources_dir() == tmp_path / "resources"


def test_resources_when_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(paths, "_PACKAGE", tmp_path)
    assert paths.resources_dir() == tmp_path / "resources"


def test_the_users_folder_can_be_elsewhere(user_folder: Path) -> None:
    assert paths.user_dir() == user_folder
    for folder in (paths.models_dir(), paths.scratch_dir()):
        assert folder.is_dir()
        assert folder.parent == user_folder


def test_the_users_folder_is_the_platforms_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SR_DESKTOP_HOME")
    monkeypatch.setattr(paths.platformdirs, "user_data_dir", lambda *_, **__: str(tmp_path / "data" / "SR Desktop"))
    assert paths.user_dir() == tmp_path / "data" / "SR Desktop"
    assert paths.user_dir().is_dir()
