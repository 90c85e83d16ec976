"""Help: the guide in both languages, reports from every page, and the offer after a crash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fake_client import FakeClient
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest

from sr_desktop import paths
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.look import Look
from sr_desktop.core.errors import BadImage
from sr_desktop.core.guide import read_guide
from sr_desktop.settings import Settings
from sr_desktop.ui.guide_window import GuideWindow
from sr_desktop.ui.parts.banner import Banner, BannerText

_PATIENCE_MS = 20000
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog


def test_f1_shows_the_guide_in_the_present_language(desktop: Desktop, look: Look, qtbot) -> None:
    desktop.window.activateWindow()
    QTest.keyClick(desktop.window, Qt.Key.Key_F1)
    (guide,) = desktop.window.findChildren(GuideWindow)
    qtbot.waitUntil(lambda: "Drop a picture" in guide.text.toPlainText(), timeout=_PATIENCE_MS)
    look.set_language("zh_CN")
    qtbot.waitUntil(lambda: "拖" in guide.text.toPlainText(), timeout=_PATIENCE_MS)
    QTest.keyClick(guide, Qt.Key.Key_Escape)
    assert not guide.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_guide_has_its_pictures(language: str) -> None:
    guide = read_guide(paths.guide_dir(), language)
    named = set(re.findall(r"!\[[^\]]+\]\(([^)]+)\)", guide.text))
    assert named == set(guide.pictures)
    assert len(named) >= 3
    assert all(not QImage.fromData(content).isNull() for content in guide.pictures.values())


def test_both_languages_have_the_same_parts() -> None:
    texts = [read_guide(paths.guide_dir(), language).text for language in ("en", "zh_CN")]
    heads = [re.findall(r"^#+", text, re.MULTILINE) for text in texts]
    assert heads[0] == heads[1]


def test_a_report_tells_versions_device_and_log_and_no_paths(desktop: Desktop, client: FakeClient, qtbot) -> None:
    client.be_ready()
    paths.log_file().write_text("10:00 WARNING /home/anna/cat.png\n", encoding="utf-8")
    desktop.reporter.fail(BadImage(path="/home/anna/cat.png", detail="cut"))
    desktop.page.banner.copy_button.click()
    qtbot.waitUntil(lambda: "SR Desktop" in QGuiApplication.clipboard().text(), timeout=_PATIENCE_MS)
    text = QGuiApplication.clipboard().text()
    assert "The picture <path> cannot be read: cut" in text
    assert {"Torch: 2.13", "Devices: cuda:0, cpu"} <= set(text.splitlines())
    assert "\nQt: 6." in text
    assert "10:00 WARNING <path>" in text
    assert "anna" not in text


def test_paths_are_told_where_the_user_allows_it(desktop: Desktop, settings: Settings, qtbot) -> None:
    settings.report_paths = "on"
    desktop.help.copy_report("It broke on /home/anna/cat.png")
    qtbot.waitUntil(lambda: "/home/anna/cat.png" in QGuiApplication.clipboard().text(), timeout=_PATIENCE_MS)


def test_the_banners_of_every_page_make_reports(desktop: Desktop, client: FakeClient, qtbot) -> None:
    client.be_ready()
    for page in ("models", "benchmark", "upscale"):
        desktop.window.show_page(page)
    banners = desktop.window.findChildren(Banner)
    assert len(banners) >= 3
    for number, banner in enumerate(banners):
        banner.show_text(lambda number=number: BannerText(message=f"problem {number}", details="more"))
        banner.copy_button.click()
        qtbot.waitUntil(
            lambda number=number: f"problem {number}\nmore" in QGuiApplication.clipboard().text(), timeout=_PATIENCE_MS
        )


def test_a_crash_is_offered_at_the_next_start(desktop: Desktop, qtbot) -> None:
    (paths.user_dir() / "crash-1.log").write_text("Fatal Python error: Aborted", encoding="utf-8")
    desktop.help.offer_crashes()
    qtbot.waitUntil(lambda: "crashed" in desktop.page.banner.message, timeout=_PATIENCE_MS)
    desktop.page.banner.copy_button.click()
    qtbot.waitUntil(lambda: "Fatal Python error: Aborted" in QGuiApplication.clipboard().text(), timeout=_PATIENCE_MS)
    assert list(paths.user_dir().glob("crash-*.log")) == []


def test_without_a_crash_nothing_is_said(desktop: Desktop, qtbot, tmp_path: Path) -> None:
    desktop.help.offer_crashes()
    desktop.help.copy_report("later")
    qtbot.waitUntil(lambda: "later" in QGuiApplication.clipboard().text(), timeout=_PATIENCE_MS)
    assert desktop.page.banner.message == ""
