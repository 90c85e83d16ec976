"""Who made the parts of the program, and on what terms, can be read in the window."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from fake_client import FakeClient
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox, QWidget

from sr_desktop import paths
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.look import Look
from sr_desktop.core.licences import Licence, read_licences
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.settings import Settings
from sr_desktop.ui.dialogs import show_about
from sr_desktop.ui.licences_dialog import LicencesDialog

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
TWO = (
    Licence(name="one", version="1.0", licence="MIT", text="Permission is hereby granted"),
    Licence(name="two", version="2.0", licence="LGPL-3.0", text="GNU LESSER"),
)


def test_the_arrow_keys_go_through_the_parts(qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = LicencesDialog(TWO, parent)
    dialog.open()
    assert dialog.text.toPlainText() == TWO[0].text
    assert dialog.text.isReadOnly()
    QTest.keyClick(dialog.names, Qt.Key.Key_Down)
    assert dialog.text.toPlainText() == TWO[1].text
    assert all(widget.accessibleName() for widget in (dialog.names, dialog.text))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_about_box_leads_to_them(qtbot) -> None:
    parent, asked = QWidget(), []
    qtbot.addWidget(parent)
    box = show_about(parent, lambda: asked.append(True))
    (button,) = [button for button in box.buttons() if box.buttonRole(button) == QMessageBox.ButtonRole.ActionRole]
    button.click()
    assert asked == [True]


def test_what_comes_with_the_program_can_be_read() -> None:
    licences = read_licences(paths.licences_dir())
    names = [licence.name for licence in licences]
    assert names[0] == "SR Desktop"
    assert {"Python", "torch", "PySide6_Essentials", "shiboken6", "pyvips-binary", "numpy"} <= set(names)
    assert all(len(licence.text) > 200 and licence.licence for licence in licences)
    (qt,) = [licence for licence in licences if licence.name == "PySide6_Essentials"]
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in qt.text
    assert "You may replace them" in qt.text


@pytest.fixture
def desktop(qapp, tmp_path: Path):
    settings = Settings(tmp_path / "settings.ini")
    settings.language = "en"
    look, client = Look(qapp, settings), FakeClient(tmp_path)
    desktop = Desktop(settings=settings, look=look, client=cast(EngineClient, client))
    desktop.show()
    yield desktop
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()
    look.deleteLater()
    qapp.setStyleSheet("")


def test_the_help_menu_shows_them(desktop: Desktop, qtbot) -> None:
    desktop.window.actions_of.licences.trigger()
    qtbot.waitUntil(lambda: desktop.window.findChild(LicencesDialog) is not None, timeout=30_000)
    dialog = desktop.window.findChild(LicencesDialog)
    assert dialog is not None
    assert dialog.names.count() == len(read_licences(paths.licences_dir()))
    dialog.close()


def test_missing_texts_are_a_sentence_and_no_fault(desktop: Desktop, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "licences_dir", lambda: Path("/nowhere"))
    told: list[str] = []
    monkeypatch.setattr(desktop.reporter, "mention", lambda error: told.append(str(error)))
    desktop.window.actions_of.licences.trigger()
    qtbot.waitUntil(lambda: bool(told), timeout=30_000)
    assert "nowhere" in told[0]
