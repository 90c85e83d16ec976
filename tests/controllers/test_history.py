"""The history: noted when a result is saved, gone back to from its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_client import FakeClient

from sr_desktop import paths
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.protocol import OpenImage, SaveResult, UpscaleImage
from sr_desktop.core.queue.entry import Entry, Outcome
from sr_desktop.core.upscaling.history import HistoryFile
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.ui.history_page import HistoryPage

_PATIENCE_MS = 20000


def noted() -> HistoryFile:
    return HistoryFile(paths.history_file())


def save(desktop: Desktop, client: FakeClient, path: Path) -> None:
    desktop.window.actions_of.upscale.trigger()
    client.finish()
    desktop.window.actions_of.save.trigger()
    assert client.count(SaveResult) > 0
    path.write_bytes(b"png")
    client.saved(str(path))


def page_of(desktop: Desktop, qtbot, rows: int) -> HistoryPage:
    desktop.window.show_page("history")
    page = desktop.window._built["history"]
    assert isinstance(page, HistoryPage)
    qtbot.waitUntil(lambda: page.list.count() == rows, timeout=_PATIENCE_MS)
    return page


@pytest.fixture
def kept(opened: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> Desktop:
    """One result of `srcnn` at x3 was saved, and other settings were chosen since."""
    save(opened, client, tmp_path / "out.png")
    qtbot.waitUntil(lambda: len(noted().entries()) == 1, timeout=_PATIENCE_MS)
    opened.page.models.buttons["bicubic"].click()
    opened.page.size_section.factors.buttons[4].click()
    return opened


def test_a_saved_result_is_noted_with_the_settings_of_its_run(kept: Desktop, tmp_path: Path) -> None:
    (entry,) = noted().entries()
    assert (entry.source, entry.output) == (str(tmp_path / "cat.png"), str(tmp_path / "out.png"))
    assert (entry.settings.model, entry.settings.size) == ("srcnn", TargetSize(value=3.0))
    assert (entry.width, entry.height, entry.new_width, entry.new_height) == (40, 30, 120, 90)


def test_what_the_queue_made_is_noted_too(desktop: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    client.be_ready()
    names = [f"{number}.png" for number in range(5)]
    for number, name in enumerate(names):
        (tmp_path / name).write_bytes(b"png")
        outcome = Outcome(target=str(tmp_path / name), width=4, height=3, out_width=8, out_height=6, scale=2.0, device="cpu")
        settings = UpscaleSettings(model="srcnn", size=TargetSize(value=2.0))
        desktop.queue.finished.emit(Entry(id=number, source="/in/a.png", settings=settings, state="done", outcome=outcome))
    qtbot.waitUntil(lambda: len(noted().entries()) == 5, timeout=_PATIENCE_MS)
    entries = noted().entries()
    assert [Path(entry.output).name for entry in entries] == names[::-1]
    assert (entries[0].title, entries[0].source, entries[0].settings.model) == ("SRCNN", "/in/a.png", "srcnn")
    assert (entries[0].width, entries[0].height, entries[0].new_width, entries[0].new_height) == (4, 3, 8, 6)


def test_nothing_is_noted_where_the_user_wants_none(opened: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    page = page_of(opened, qtbot, 0)
    page.keep_box.click()
    save(opened, client, tmp_path / "out.png")
    done: list[object] = []
    opened.calls.start(lambda: None, done=done.append, failed=done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=_PATIENCE_MS)
    assert noted().entries() == []
    assert opened.settings.keep_history == "off"


def test_the_page_says_what_and_how(kept: Desktop, qtbot) -> None:
    page = page_of(kept, qtbot, 1)
    name, how, _ = page.list.item(0).text().split("\n")
    assert name == "out.png"
    assert how == "SRCNN ×3 · 40 × 30 → 120 × 90 · 2 s · cpu"
    assert page.open_button.isEnabled()


def test_redo_takes_the_settings_and_runs(kept: Desktop, client: FakeClient, qtbot) -> None:
    page = page_of(kept, qtbot, 1)
    before = client.count(OpenImage)
    page.redo_button.click()
    qtbot.waitUntil(lambda: client.count(OpenImage) > before, timeout=_PATIENCE_MS)
    runs = client.count(UpscaleImage)
    client.open()
    assert client.count(UpscaleImage) == runs + 1
    wish = client.last(UpscaleImage)
    assert (wish.model, wish.size) == ("srcnn", TargetSize(value=3.0))


def test_a_result_is_shown_beside_its_original(kept: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    page = page_of(kept, qtbot, 1)
    before = client.count(OpenImage)
    page.open_button.click()
    qtbot.waitUntil(lambda: client.count(OpenImage) > before, timeout=_PATIENCE_MS)
    client.open()
    wish = client.last(OpenResult)
    assert (wish.path, wish.model, wish.scale) == (str(tmp_path / "out.png"), "srcnn", 3.0)


def test_a_file_that_was_changed_is_not_shown_as_the_result(kept: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    (tmp_path / "out.png").write_bytes(b"something else")
    page = page_of(kept, qtbot, 1)
    assert "the file was changed since" in page.list.item(0).text()
    assert not page.open_button.isEnabled()
    (tmp_path / "out.png").unlink()
    kept.window.show_page("upscale")
    kept.window.show_page("history")
    qtbot.waitUntil(lambda: "the file is gone" in page.list.item(0).text(), timeout=_PATIENCE_MS)
    assert not page.folder_button.isEnabled()
    assert page.redo_button.isEnabled()


def test_forgetting_leaves_the_pictures(kept: Desktop, qtbot, tmp_path: Path) -> None:
    page = page_of(kept, qtbot, 1)
    page.remove_button.click()
    qtbot.waitUntil(lambda: page.list.count() == 0, timeout=_PATIENCE_MS)
    assert noted().entries() == []
    assert (tmp_path / "out.png").exists()
    assert not page.clear_button.isEnabled()
