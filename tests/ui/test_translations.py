"""The Chinese texts: complete, up to date, and with the same placeholders."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import PySide6
import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

ROOT = Path(__file__).resolve().parents[2]
I18N = ROOT / "resources" / "i18n"
TS = I18N / "sr_desktop_zh_CN.ts"
Message = tuple[str, str, str]


def messages(path: Path) -> list[Message]:
    """Context, source and finished translation ("" if it is none) of every message."""
    found = []
    for context in ElementTree.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            finished = "" if translation.get("type") else translation.text or ""
            found.append((context.findtext("name", ""), message.findtext("source", ""), finished))
    return found


def tool(name: str) -> str:
    """The program of the PySide6 wheel; its wrapper script is not everywhere on the PATH."""
    path = Path(PySide6.__file__).parent / name
    return str(path if path.exists() else path.with_suffix(".exe"))


def test_every_text_of_the_code_is_in_the_file(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    sources = sorted(str(path) for path in (ROOT / "sr_desktop").rglob("*.py"))
    command = [tool("lupdate"), "-silent", "-locations", "none", *sources, "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    in_code = {(context, source) for context, source, _ in messages(fresh)}
    in_file = {(context, source) for context, source, _ in messages(TS)}
    assert in_code - in_file == set()
    assert in_file - in_code == set()
    assert len(in_code) > 200


def test_every_text_is_translated() -> None:
    assert [(context, source) for context, source, translation in messages(TS) if not translation] == []


def test_placeholders_match() -> None:
    def fields(text: str) -> set[str]:
        return set(re.findall(r"{(\w*)}", text))

    wrong = [(source, translation) for _, source, translation in messages(TS) if fields(source) != fields(translation)]
    assert wrong == []


def test_the_compiled_file_is_up_to_date(qapp: QCoreApplication) -> None:
    translator = QTranslator()
    assert translator.load(str(I18N / "sr_desktop_zh_CN.qm"))
    stale = [
        (context, source)
        for context, source, translation in messages(TS)
        if translator.translate(context, source) != translation
    ]
    assert stale == []


@pytest.mark.skipif(sys.platform == "win32", reason="the names of Qt's translation files are the same everywhere")
def test_qt_brings_its_own_chinese() -> None:
    from PySide6.QtCore import QLibraryInfo  # noqa: PLC0415

    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert (folder / "qtbase_zh_CN.qm").is_file()
