"""The guide that comes with the program: a text in Markdown and its pictures, in each language. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_TEXT = "guide.md"


@dataclass(frozen=True, kw_only=True)
class Guide:
    """text: Markdown; pictures: the bytes of the PNG files that it names."""

    text: str
    pictures: dict[str, bytes]


def read_guide(folder: Path, language: str) -> Guide:
    """The guide of a language ("en", "zh_CN"). Raises OSError."""
    home = folder / language
    pictures = {path.name: path.read_bytes() for path in home.glob("*.png")}
    return Guide(text=(home / _TEXT).read_text(encoding="utf-8"), pictures=pictures)
