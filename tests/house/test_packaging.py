"""What `pip install .` takes along must be what is there."""

from __future__ import annotations

import tomllib
from typing import Any

from source_tree import ROOT

SETTINGS: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_listed() -> None:
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for name in ("sr_desktop", "trainer")
        for path in (ROOT / name).rglob("__init__.py")
    }
    assert set(SETTINGS["tool"]["setuptools"]["packages"]) == found | {"sr_desktop.resources"}


def test_every_folder_with_modules_is_a_package() -> None:
    folders = {path.parent for name in ("sr_desktop", "trainer") for path in (ROOT / name).rglob("*.py")}
    assert [folder for folder in folders if not (folder / "__init__.py").is_file()] == []


def test_pyside_with_the_reference_fault_is_shut_out() -> None:
    (requirement,) = [line for line in SETTINGS["project"]["dependencies"] if line.startswith("PySide6")]
    assert requirement == "PySide6-Essentials>=6.10,<6.12"
