"""What is remembered, and what becomes of a file that is damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from sr_desktop.settings import Settings


def test_values_come_back_typed(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    first = Settings(path)
    first.language, first.quality, first.size_value, first.geometry = "zh_CN", 80, 2.5, QByteArray(b"\x01\x00place")
    assert first.write()
    second = Settings(path)
    assert (second.language, second.quality, second.size_value) == ("zh_CN", 80, 2.5)
    assert second.geometry == QByteArray(b"\x01\x00place")
    assert second.damaged is None


def test_a_new_file_has_the_defaults(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert (settings.language, settings.theme, settings.model, settings.format) == ("system", "system", "srcnn", "keep")
    assert (settings.size_kind, settings.size_value, settings.tile) == ("scale", 3.0, 0)


@pytest.mark.parametrize(
    ("line", "name", "expected"),
    [
        ("[save]\nquality=500", "quality", 95),
        ("[save]\nquality=much", "quality", 95),
        ("[look]\nlanguage=tlh", "language", "system"),
        ("[upscale]\nsize_value=wide", "size_value", 3.0),
        ("[upscale]\nsize_value=2.5", "size_value", 2.5),
    ],
)
def test_a_value_of_no_allowed_kind_is_the_default(tmp_path: Path, line: str, name: str, expected: object) -> None:
    path = tmp_path / "settings.ini"
    path.write_text(f"[settings]\nversion=1\n{line}\n", encoding="utf-8")
    assert getattr(Settings(path), name) == expected


def test_setting_what_is_not_allowed_is_a_mistake_of_the_program(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.ini")
    with pytest.raises(ValueError, match="save/quality"):
        settings.quality = 0


@pytest.mark.parametrize(
    "content",
    [b"\x00\xff\x01 rubbish" * 90, b"<html>hello</html>", b"[settings]\nversion=1\n[look", b"\0" * 400],
    ids=["binary", "html", "cut", "zeros"],
)
def test_a_damaged_file_is_put_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.ini"
    (tmp_path / "settings.damaged-1.ini").write_bytes(b"an older one")
    path.write_bytes(content)
    settings = Settings(path)
    assert settings.damaged == tmp_path / "settings.damaged-2.ini"
    assert settings.damaged.read_bytes() == content
    settings.theme = "dark"
    assert settings.write()
    assert Settings(path).theme == "dark"


def test_what_another_version_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[settings]\nversion=7\n[look]\ntheme=dark\n[future]\nthing=kept\n", encoding="utf-8")
    settings = Settings(path)
    assert (settings.theme, settings.damaged) == ("dark", None)
    settings.theme = "light"
    assert settings.write()
    written = path.read_text(encoding="utf-8")
    assert "thing=kept" in written
    assert "version=7" in written


def test_a_file_without_a_whole_version_is_marked_anew(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_text("[settings]\nversion=\n[look]\ntheme=dark\n", encoding="utf-8")
    settings = Settings(path)
    assert settings.theme == "dark"
    assert settings.write()
    assert "version=1" in path.read_text(encoding="utf-8")


def test_an_empty_file_is_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "settings.ini"
    path.write_bytes(b"")
    assert Settings(path).damaged is None
