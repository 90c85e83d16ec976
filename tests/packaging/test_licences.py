"""The texts that come with the program, and how they are collected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import licences


def test_every_distribution_that_we_need_has_its_text_here() -> None:
    rows = json.loads((licences.FOLDER / "index.json").read_text(encoding="utf-8"))
    there = {Path(row["file"]).stem for row in rows}
    assert set(licences.required_distributions()) | {"python", "sr-desktop"} <= there, "run resources/packaging/licences.py"
    assert {path.name for path in licences.FOLDER.glob("*.txt")} == {row["file"] for row in rows}


def test_a_text_that_comes_twice_stands_there_once() -> None:
    part = licences.Part(name="thing", version="1", licence="MIT", texts=(("a", "same"), ("b/c", "same"), ("d", "other")))
    assert part.text == "thing 1\nLicence: MIT\n\n--- a, b/c ---\n\nsame\n\n--- d ---\n\nother\n"


def test_an_index_and_a_file_for_each_part(tmp_path: Path) -> None:
    licences.collect(tmp_path / "out", ["numpy", "shiboken6"])
    rows = json.loads((tmp_path / "out" / "index.json").read_text(encoding="utf-8"))
    assert [row["name"] for row in rows] == ["SR Desktop", "numpy", "Python", "shiboken6"]
    assert all((tmp_path / "out" / row["file"]).stat().st_size > 500 for row in rows)


def test_a_distribution_without_any_text_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    info = tmp_path / "thing-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: thing\nVersion: 1\n", encoding="utf-8")
    (info / "RECORD").write_text("thing-1.dist-info/METADATA,,\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(licences.LicenceMissing, match="thing holds no licence text"):
        licences.distribution_part("thing")


def test_files_are_traced_to_their_distributions(tmp_path: Path) -> None:
    import numpy  # noqa: PLC0415
    import torch  # noqa: PLC0415

    sources = [numpy.__file__, torch.__file__, __file__, json.__file__, "/opt/odd/lib.so"]
    assert licences.distributions_of(sources) == ["numpy", "torch"]
    assert licences.system_files(sources) == [Path("/opt/odd/lib.so")]
