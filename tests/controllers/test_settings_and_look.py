"""Settings hold at once, on both pages, and the next time."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fake_client import FakeClient
from PySide6.QtGui import QFontDatabase, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMessageBox

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.look import effective_language
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.settings import Settings
from sr_desktop.ui.choices import RunChoices, SaveChoices
from sr_desktop.ui.dialogs import ask_choice, ask_folder, ask_name, ask_picture, ask_target
from sr_desktop.ui.models.page import ModelsPage
from sr_desktop.ui.settings.page import SettingsPage


def settings_page(desktop: Desktop) -> SettingsPage:
    desktop.window.show_page("settings")
    page = desktop.window.findChild(SettingsPage)
    assert page is not None
    return page


def test_the_language_changes_at_once_and_is_remembered(desktop: Desktop, settings: Settings, qtbot) -> None:
    page = settings_page(desktop)
    page.language_chosen.emit("zh_CN")
    qtbot.waitUntil(lambda: desktop.window.actions_of.upscale.text() == "放大(&U)")
    assert desktop.page.upscale_button.text() == "放大"
    assert page.look.theme.itemText(1) == "浅色"
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"
    assert settings.language == "zh_CN"
    page.language_chosen.emit("en")
    qtbot.waitUntil(lambda: desktop.page.upscale_button.text() == "Upscale")


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_qts_own_dialogs_are_in_chinese(desktop: Desktop, look) -> None:
    look.set_language("zh_CN")
    dialogs: list[QDialog] = [
        ask_picture(desktop.window, "", lambda _: None),
        ask_target(desktop.window, "a.png", lambda _: None),
        ask_folder(desktop.window, "", lambda _: None),
        ask_choice(desktop.window, "?", "", []),
        ask_name(desktop.window, "?", "?", [], lambda _: None),
    ]
    texts = {part.text() for dialog in dialogs for kind in (QAbstractButton, QLabel) for part in dialog.findChildren(kind)}
    for dialog in dialogs:
        dialog.close()
    assert {text for text in texts if re.search("[A-Za-z]{2}", text)} == set()
    assert {"取消", "打开(&O)"} <= texts


def test_the_theme_changes_at_once_and_is_remembered(desktop: Desktop, settings: Settings) -> None:
    page = settings_page(desktop)
    page.theme_chosen.emit("dark")
    assert desktop.window.palette().color(QPalette.ColorRole.Window).lightness() < 128
    assert settings.theme == "dark"


def test_both_pages_show_the_same_choices(desktop: Desktop, client: FakeClient, settings: Settings) -> None:
    client.be_ready()
    page = settings_page(desktop)
    page.run_form.changed.emit(RunChoices(device="cuda:0", precision="fp16", tile=256))
    assert desktop.page.run_form.device.currentData() == "cuda:0"
    assert (settings.device, settings.precision, settings.tile) == ("cuda:0", "fp16", 256)
    desktop.page.output.form.changed.emit(SaveChoices(folder="/out", file=FileRules(format="webp", quality=70)))
    assert page.save_form.format.currentData() == "webp"
    assert page.save_form.quality.value() == 70
    assert (settings.format, settings.quality, settings.output_folder) == ("webp", 70, "/out")


def test_memory_for_pictures_holds_at_once(desktop: Desktop, client: FakeClient, settings: Settings) -> None:
    assert client.memory == [0]
    form = settings_page(desktop).memory_form
    form.box.setCurrentIndex(form.box.findData(512))
    form.box.activated.emit(form.box.currentIndex())
    assert client.memory == [0, 512]
    assert settings.memory == 512
    settings.memory = 700  # written into the file by hand
    form.set_megabytes(settings.memory)
    assert form.box.currentText() == "700 MB"


def test_a_device_that_is_gone_stays_chosen_in_sight(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    desktop.preferences.set_run(RunChoices(device="cuda:7"))
    assert desktop.page.run_form.device.currentText() == "cuda:7"


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_a_reset_holds_at_once_and_everywhere(desktop: Desktop, client: FakeClient, settings: Settings) -> None:
    client.be_ready()
    page = settings_page(desktop)
    page.theme_chosen.emit("dark")
    page.paths_allowed.emit(True)
    desktop.preferences.set_run(RunChoices(device="cpu", tile=256))
    desktop.preferences.set_saving(SaveChoices(folder="/out", file=FileRules(format="webp")))
    desktop.preferences.set_memory(512)
    settings.train_folders = "/pictures"
    page.reset_button.click()
    box = desktop.window.findChild(QMessageBox)
    assert box is not None
    assert settings.theme == "dark"  # nothing before the answer
    next(button for button in box.buttons() if button.text() == "Reset").click()
    assert (settings.theme, settings.language, settings.report_paths) == ("system", "system", "off")
    assert (page.look.theme.currentData(), page.paths_box.isChecked()) == ("system", False)
    assert desktop.page.run_form.tile.currentData() == 0
    assert (page.memory_form.box.currentData(), client.memory[-1]) == (0, 0)
    assert desktop.page.output.form.format.currentData() == "keep"
    assert settings.output_folder == ""
    assert settings.train_folders == "/pictures"


def test_the_page_lists_every_shortcut(desktop: Desktop) -> None:
    page = settings_page(desktop)
    shown = {label.text() for label in page.findChildren(QLabel) if label.property("role") == "key"}
    actions = [*desktop.window.actions_of.all_with_shortcut(), *desktop.window.rail.actions_by_page.values()]
    assert {action.shortcut().toString() for action in actions} <= shown


def test_chinese_without_a_font_says_what_to_install(desktop: Desktop, look, monkeypatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    look.set_language("zh_CN")
    assert "fonts-wqy-microhei" in desktop.page.banner.message


def test_the_language_of_the_system(monkeypatch) -> None:
    cases = {
        ("zh-Hans-CN", "en-US"): "zh_CN",
        ("zh-CN",): "zh_CN",
        ("zh-Hant-TW", "zh-TW"): "en",
        ("de-DE", "zh-CN"): "zh_CN",
        ("en-GB", "zh-CN"): "en",
        (): "en",
    }
    for names, expected in cases.items():

        class System:
            @staticmethod
            def system() -> System:
                return System()

            def uiLanguages(self, names=names) -> tuple[str, ...]:  # noqa: N802
                return names

        monkeypatch.setattr("sr_desktop.controllers.settings.look.QLocale", System)
        assert effective_language("system") == expected
    assert effective_language("en") == "en"


def test_damaged_settings_are_put_aside_and_that_is_said(qapp, tmp_path: Path, client, look) -> None:
    path = tmp_path / "user.ini"
    path.write_bytes(b"\x00\xff rubbish \x01" * 50)
    desktop = Desktop(settings=Settings(path), look=look, client=client)
    assert "user.damaged-1.ini" in desktop.page.banner.message
    assert (tmp_path / "user.damaged-1.ini").read_bytes().startswith(b"\x00\xff rubbish")
    desktop.window.close()
    desktop.window.deleteLater()


def test_the_models_page_shows_all_and_why_not(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    desktop.window.show_page("models")
    page = desktop.window.findChild(ModelsPage)
    assert page is not None
    assert [page.list.item(row).text().split("\n")[0] for row in range(3)] == ["SRCNN", "Bicubic", "broken.safetensors"]
    page.list.setCurrentRow(0)
    cells = [page.details.scores.table.item(0, column).text() for column in range(6)]
    assert cells == ["Set14", "×3", "29.00 dB", "27.54 dB", "29.28 dB", "0.8200"]
    page.list.setCurrentRow(2)
    assert page.details._problem.text() == "It is cut short."
    assert not page.details.scores.isVisible()
    page.refresh_button.click()
    client.tell_models(client_cards_without_broken())
    assert page.list.count() == 2
    assert page.current == "srcnn"


def client_cards_without_broken():
    from fake_client import CARDS  # noqa: PLC0415

    return CARDS[:2]


def test_the_geometry_is_remembered(desktop: Desktop, settings: Settings) -> None:
    desktop.window.resize(1111, 777)
    desktop.window.close()
    assert not settings.geometry.isEmpty()
