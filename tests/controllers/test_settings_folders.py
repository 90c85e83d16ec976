"""Folders that are chosen on the Settings page hold at once; one that does not serve is told and not taken."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl

from sr_desktop import paths
from sr_desktop.controllers import file_manager
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.folders import SettingsFolders
from sr_desktop.settings import Settings
from sr_desktop.ui.settings.folders_section import FolderKind, FolderRow
from sr_desktop.ui.settings.page import SettingsPage

_PATIENCE_MS = 20000


@pytest.fixture
def page(desktop: Desktop) -> SettingsPage:
    desktop.window.show_page("settings")
    page = desktop.window.findChild(SettingsPage)
    assert page is not None
    return page


def choose(page: SettingsPage, kind: FolderKind, folder: Path) -> FolderRow:
    serving = page.folders.findChild(SettingsFolders)
    assert serving is not None
    serving.choose(kind, str(folder))
    return page.folders.rows[kind]


def test_a_new_program_keeps_everything_in_the_users_folder(page: SettingsPage, user_folder: Path) -> None:
    rows = page.folders.rows
    assert {kind: row._path.text() for kind, row in rows.items()} == {
        "results": "Beside each picture",
        "runs": str(user_folder / "runs"),
        "sets": str(user_folder / "sets"),
        "models": str(user_folder / "models"),
        "program": str(user_folder),
    }
    assert [kind for kind, row in rows.items() if row.change_button.isVisibleTo(row)] == ["results", "runs", "sets"]
    assert not rows["results"].open_button.isEnabled()
    assert not any(row.usual_button.isVisibleTo(row) for row in rows.values())


def test_another_folder_holds_at_once_and_the_next_time(desktop: Desktop, page, settings: Settings, qtbot, tmp_path) -> None:
    for kind in ("results", "runs", "sets"):
        (tmp_path / kind).mkdir()
        row = choose(page, kind, tmp_path / kind)
        qtbot.waitUntil(lambda row=row, kind=kind: row._path.text() == str(tmp_path / kind), timeout=_PATIENCE_MS)
    assert desktop.saving.folder == tmp_path / "results"
    assert desktop.training.store.free_folder("a").parent == tmp_path / "runs"
    kept = settings.output_folder, settings.runs_folder, settings.sets_folder
    assert kept == tuple(str(tmp_path / kind) for kind in ("results", "runs", "sets"))
    for kind in ("results", "runs", "sets"):
        page.folders.rows[kind].usual_button.click()
    assert (settings.output_folder, settings.runs_folder, settings.sets_folder) == ("", "", "")
    assert desktop.training.store.folder == paths.runs_dir()


def test_a_folder_that_cannot_be_written_is_not_taken(page, settings: Settings, qtbot, tmp_path, monkeypatch) -> None:
    row = choose(page, "runs", tmp_path / "gone")
    qtbot.waitUntil(lambda: "missing" in row._wrong.text(), timeout=_PATIENCE_MS)
    assert "Connect the drive" in row._wrong.text()

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    row = choose(page, "sets", tmp_path)
    qtbot.waitUntil(lambda: "Permission denied" in row._wrong.text(), timeout=_PATIENCE_MS)
    assert (settings.runs_folder, settings.sets_folder) == ("", "")


def test_a_chosen_folder_that_went_away_is_told(desktop: Desktop, page, qtbot, tmp_path) -> None:
    folder = tmp_path / "drive"
    folder.mkdir()
    row = choose(page, "runs", folder)
    qtbot.waitUntil(lambda: row._path.text() == str(folder), timeout=_PATIENCE_MS)
    folder.rmdir()
    desktop.window.show_page("upscale")
    desktop.window.show_page("settings")
    qtbot.waitUntil(lambda: "missing" in row._wrong.text(), timeout=_PATIENCE_MS)


def test_folders_open_in_the_file_manager(page: SettingsPage, qtbot, monkeypatch, user_folder: Path) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(file_manager.QDesktopServices, "openUrl", lambda url: opened.append(url) or True)
    page.folders.rows["models"].open_button.click()
    qtbot.waitUntil(lambda: bool(opened), timeout=_PATIENCE_MS)
    assert Path(opened[0].toLocalFile()) == user_folder / "models"
