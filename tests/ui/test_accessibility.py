"""The order of the Tab key, arrow keys and shortcuts; test_every_page.py looks at every control."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from fake_client import FakeClient
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.look import Look
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.settings import Settings


@pytest.fixture
def desktop(qapp, tmp_path: Path):
    """All pages are built, a picture is open and a result is there."""
    settings = Settings(tmp_path / "settings.ini")
    settings.language = "en"
    look, client = Look(qapp, settings), FakeClient(tmp_path)
    desktop = Desktop(settings=settings, look=look, client=cast(EngineClient, client))
    desktop.show()
    client.be_ready()
    for page in ("models", "settings", "benchmark", "queue", "upscale"):
        desktop.window.show_page(page)
    yield desktop
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()
    look.deleteLater()
    qapp.setStyleSheet("")


def test_tab_goes_round_the_upscale_page_and_back(desktop: Desktop) -> None:
    desktop.window.activateWindow()
    desktop.page.picture.open_button.setFocus()
    seen: list[QWidget] = []
    for _ in range(80):
        widget = QApplication.focusWidget()
        assert widget is not None
        if seen and widget is seen[0]:
            break
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    else:
        pytest.fail("Tab does not come back to where it began")
    page = desktop.page
    models, sizes = page.models.buttons.values(), page.size_section.factors.buttons.values()
    # Of buttons of which one is chosen, Tab visits one; the arrow keys go on from there.
    order = [{page.picture.open_button}, set(models), set(sizes), {page.advanced.heading}, {page.output.form.format}]
    places = [next(place for place, widget in enumerate(seen) if widget in group) for group in order]
    assert places == sorted(places)


def test_arrow_keys_choose_a_model(desktop: Desktop) -> None:
    desktop.window.activateWindow()
    buttons = desktop.page.models.buttons
    buttons["srcnn"].setFocus()
    QTest.keyClick(buttons["srcnn"], Qt.Key.Key_Down)
    assert QApplication.focusWidget() is buttons["bicubic"]
    QTest.keyClick(buttons["bicubic"], Qt.Key.Key_Space)
    assert buttons["bicubic"].isChecked()


def test_every_action_has_a_text_and_no_two_share_a_shortcut(desktop: Desktop) -> None:
    actions = desktop.window.actions_of
    listed = actions.all_with_shortcut() + list(desktop.window.rail.actions_by_page.values())
    keys = [key.toString() for action in listed for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert all(action.text() for action in listed)


def test_every_action_with_a_shortcut_stands_in_a_menu(desktop: Desktop) -> None:
    in_menus = {id(action) for menu in desktop.window._menus for action in menu.actions()}
    listed = desktop.window.actions_of.all_with_shortcut() + list(desktop.window.rail.actions_by_page.values())
    assert [action.text() for action in listed if id(action) not in in_menus] == []


def test_the_window_fits_the_smallest_screen(desktop: Desktop) -> None:
    for size in (QSize(1024, 640), QSize(960, 520), QSize(720, 440)):
        desktop.window.resize(size)
        for page in ("models", "settings", "benchmark", "queue", "upscale"):
            desktop.window.show_page(page)
            QApplication.processEvents()
            assert desktop.window.size() == size
