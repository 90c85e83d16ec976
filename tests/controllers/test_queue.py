"""The page Queue: what comes in, what is done with it, and that it stands as it was."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from fake_client import FakeClient
from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from queue_steps import save_picture

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.queue.controller import QueueDesk
from sr_desktop.controllers.queue.parts import QueueParts
from sr_desktop.controllers.session_bus import SessionBus
from sr_desktop.controllers.settings.look import Look
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.protocol import OpenImage
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.messages import QueueEnded
from sr_desktop.core.upscaling.history import HistoryFile
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.jobs.queue_job import launch_queue
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.paths import history_file, queues_dir
from sr_desktop.settings import Settings

PATIENCE = 180_000


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    for number in range(4):
        save_picture(tmp_path / "in" / ("below" if number % 2 else "") / f"{number}.png", seed=number)
    return tmp_path / "in"


@pytest.fixture
def shown(desktop: Desktop) -> Desktop:
    """The page is shown; the engine, which it does not need, is not ready."""
    desktop.window.show_page("queue")
    return desktop


def parts(desktop: Desktop) -> QueueParts:
    (desk,) = desktop.window.findChildren(QueueDesk)
    assert desk._parts is not None
    return desk._parts


def add(desktop: Desktop, qtbot, *paths: Path, **choices: object) -> None:
    page = parts(desktop).page
    page.settings._tell(replace(page.settings.settings, model="bicubic", size=TargetSize(value=2.0), **choices))
    said: list[int] = []
    desktop.queue.added.connect(said.append)
    parts(desktop).add(paths)
    qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)


def names(desktop: Desktop) -> list[str]:
    return [row.name for row in desktop.queue.model.rows]


def states(desktop: Desktop) -> list[str]:
    return [row.entry.state for row in desktop.queue.model.rows]


def mark(desktop: Desktop, *rows: int) -> None:
    view = parts(desktop).page.list
    view.clearSelection()
    for row in rows:
        view.selectionModel().select(view.model().index(row, 0), view.selectionModel().SelectionFlag.Select)


def drop(desktop: Desktop, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(desktop.window, QDragEnterEvent(QPoint(600, 300), copy, mime, button, keys))
    event = QDropEvent(QPointF(600, 300), copy, mime, button, keys)
    QApplication.sendEvent(desktop.window, event)


@pytest.mark.parametrize("what", ["several", "folder"])
def test_what_is_dropped_on_the_first_page_goes_to_the_queue(what, desktop, client, pictures, qtbot) -> None:
    paths = [pictures / "0.png", pictures / "2.png"] if what == "several" else [pictures]
    drop(desktop, *paths)
    expected = ["0.png", "2.png"] if what == "several" else ["0.png", "2.png", "1.png", "3.png"]
    qtbot.waitUntil(lambda: len(names(desktop)) == len(expected), timeout=PATIENCE)
    assert desktop.window.page == "queue"
    assert names(desktop) == expected
    assert client.count(OpenImage) == 0


def test_a_folder_without_pictures_is_told(shown, qtbot, tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    drop(shown, tmp_path / "empty")
    banner = parts(shown).page.banner
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE)
    assert "it holds no pictures" in banner.message


def test_the_queue_is_worked_through_and_told(shown, pictures, qtbot, tmp_path) -> None:
    (pictures / "bad.png").write_bytes(b"no picture")
    output = replace(parts(shown).page.settings.settings.output, folder=str(tmp_path / "out"))
    add(shown, qtbot, pictures, output=output)
    actions = shown.window.actions_of
    assert actions.queue_start.isEnabled() and not actions.queue_pause.isEnabled()
    actions.queue_start.trigger()
    assert actions.queue_pause.isEnabled() and actions.queue_finish.isEnabled()
    qtbot.waitUntil(lambda: not shown.queue.is_working, timeout=PATIENCE)
    assert states(shown) == ["done", "done", "failed", "done", "done"]
    assert shown.window.status.sentence == "4 pictures are done, 1 failed."
    with Image.open(tmp_path / "out" / "below" / "1_bicubic_x2.png") as image:
        assert image.size == (24, 16)
    qtbot.waitUntil(lambda: len(HistoryFile(history_file()).entries()) == 4, timeout=PATIENCE)
    header = parts(shown).page.header
    qtbot.waitUntil(lambda: header.text == "4 of 5 done · 1 failed")
    bad = shown.queue.model.index(2)
    tip = str(shown.queue.model.data(bad, Qt.ItemDataRole.ToolTipRole))
    assert "bad.png is not a picture" in tip
    assert actions.queue_retry.isEnabled()
    save_picture(pictures / "bad.png")
    actions.queue_retry.trigger()
    qtbot.waitUntil(lambda: states(shown)[2] == "waiting")
    actions.queue_start.trigger()
    qtbot.waitUntil(lambda: states(shown) == ["done"] * 5 and not shown.queue.is_working, timeout=PATIENCE)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_a_killed_process_is_started_again_and_the_pause_keeps_the_rest(shown, qtbot, tmp_path) -> None:
    for number in range(3):
        save_picture(tmp_path / "in" / f"{number}.png", 700, 700, seed=number)
    add(shown, qtbot, tmp_path / "in")
    model, actions = shown.queue.model, shown.window.actions_of
    actions.queue_start.trigger()
    qtbot.waitUntil(lambda: model.count("working") > 0, timeout=PATIENCE)
    first = shown.queue._process
    assert first is not None
    os.kill(_pid_of(str(queues_dir() / "window.sqlite")), signal.SIGKILL)
    qtbot.waitUntil(lambda: shown.queue._process not in (first, None), timeout=PATIENCE)
    qtbot.waitUntil(lambda: model.count("working", "done") > 0, timeout=PATIENCE)
    actions.queue_pause.trigger()
    qtbot.waitUntil(lambda: not shown.queue.is_working, timeout=PATIENCE)
    assert model.count("working") == 0 and model.count("waiting", "done") == 3
    actions.queue_start.trigger()
    qtbot.waitUntil(lambda: model.count("done") == 3 and not shown.queue.is_working, timeout=PATIENCE)
    assert sorted(path.name for path in (tmp_path / "in").glob("*x2*")) == [f"{n}_bicubic_x2.png" for n in range(3)]


def _pid_of(argument: str) -> int:
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                words = (folder / "cmdline").read_bytes().decode().split("\0")
            except OSError:
                continue
            if "queue" in words and argument in words:
                return int(folder.name)
    raise AssertionError("there is no such process")


def test_the_queue_stands_as_it_was(qapp, shown, pictures, settings, look, qtbot, tmp_path) -> None:
    add(shown, qtbot, pictures)
    shown.queue.move([shown.queue.model.rows[3].entry.id], 0)
    mark(shown, 1)
    parts(shown).page.remove_button.click()
    qtbot.waitUntil(lambda: len(names(shown)) == 3)
    assert names(shown) == ["3.png", "2.png", "1.png"]
    shown.window.close()
    again = _another(settings, look, tmp_path)
    again.window.show_page("queue")
    qtbot.waitUntil(lambda: len(names(again)) == 3, timeout=PATIENCE)
    assert names(again) == ["3.png", "2.png", "1.png"]
    again.window.close()
    again.window.deleteLater()
    again.deleteLater()


def _another(settings: Settings, look: Look, folder: Path) -> Desktop:
    (folder / "second").mkdir()
    again = Desktop(settings=settings, look=look, client=cast(EngineClient, FakeClient(folder / "second")))
    again.show()
    again.begin([])
    return again


def test_a_damaged_journal_is_told_and_kept(desktop, qtbot) -> None:
    (queues_dir() / "window.sqlite").write_bytes(b"rubbish " * 200)
    desktop.window.show_page("queue")
    banner = parts(desktop).page.banner
    qtbot.waitUntil(banner.isVisible, timeout=PATIENCE)
    assert "window.damaged-1.sqlite" in banner.message


def test_marked_pictures_get_settings_of_their_own(shown, pictures, qtbot) -> None:
    add(shown, qtbot, pictures)
    page = parts(shown).page
    mark(shown, 1, 2)
    page.settings.size_section.factors.buttons[4].click()
    qtbot.waitUntil(lambda: shown.queue.model.rows[1].entry.settings.size.value == 4.0, timeout=PATIENCE)
    assert [row.entry.settings.size.value for row in shown.queue.model.rows] == [2.0, 4.0, 4.0, 2.0]
    mark(shown)
    assert page.settings.settings.size.value == 2.0
    journal = Journal(queues_dir() / "window.sqlite")
    assert [entry.settings.size.value for entry in journal.entries()] == [2.0, 4.0, 4.0, 2.0]
    journal.close()


def test_the_name_is_shown_as_it_is_typed(shown, pictures, qtbot) -> None:
    add(shown, qtbot, pictures)
    naming = parts(shown).page.settings.saving.naming
    mark(shown, 0)
    for template, preview in (("{name} big", "Example: 0 big.png"), ("{width}px", "Example: 24px.png")):
        naming.template.setText(template)
        naming.template.textEdited.emit(template)
        if "width" in template:
            qtbot.waitUntil(lambda: shown.queue.model.rows[0].width == 12, timeout=PATIENCE)
            naming.changed.emit()
            parts(shown)._say_name(parts(shown).page.settings.settings)
        assert naming._say_preview() == preview
    naming.template.setText("{nonsense}")
    naming.template.textEdited.emit("{nonsense}")
    assert naming._problem.isVisible() and "{nonsense}" in naming._problem.text()
    mark(shown)


def test_thumbnails_and_sizes_come_for_what_is_seen(shown, pictures, qtbot) -> None:
    add(shown, qtbot, pictures)
    model = shown.queue.model
    qtbot.waitUntil(lambda: all(row.thumbnail is not None for row in model.rows), timeout=PATIENCE)
    text = str(model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole))
    assert text == "0.png, 12 × 8 → 24 × 16, bicubic ×2, waiting"


def test_a_result_is_laid_beside_its_original(shown, client, pictures, qtbot) -> None:
    add(shown, qtbot, pictures / "0.png")
    shown.window.actions_of.queue_start.trigger()
    qtbot.waitUntil(lambda: states(shown) == ["done"] and not shown.queue.is_working, timeout=PATIENCE)
    mark(shown, 0)
    parts(shown).page.compare_button.click()
    qtbot.waitUntil(lambda: client.count(OpenImage) > 0)
    assert client.last(OpenImage).path == str(pictures / "0.png")
    client.open()
    request = client.last(OpenResult)
    assert request.path == str(pictures / "0_bicubic_x2.png")
    assert (request.model, request.scale) == ("bicubic", 2.0)
    assert shown.window.page == "upscale"


def test_rows_are_dragged_to_another_place(shown, pictures, qtbot) -> None:
    add(shown, qtbot, pictures)
    model = shown.queue.model
    mime = model.mimeData([model.index(2), model.index(3)])
    model.dropMimeData(mime, Qt.DropAction.MoveAction, 0, 0, model.index(-1))
    assert names(shown) == ["1.png", "3.png", "0.png", "2.png"]
    mark(shown, 0)
    parts(shown).page.down_button.click()
    assert names(shown) == ["3.png", "1.png", "0.png", "2.png"]
    assert [row.name for row in parts(shown).page.list.marked_rows] == ["1.png"]
    journal = Journal(queues_dir() / "window.sqlite")
    qtbot.waitUntil(lambda: [Path(entry.source).name for entry in journal.entries()] == names(shown), timeout=PATIENCE)
    journal.close()


def test_the_end_is_told_where_nobody_looks(shown, monkeypatch) -> None:
    alerts: list[object] = []
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(QApplication, "alert", lambda window, *_: alerts.append(window))
    monkeypatch.setattr(SessionBus, "notify", lambda _, title, text: sent.append((title, text)))
    monkeypatch.setattr(type(shown.window), "isActiveWindow", lambda _: False)
    shown.queue.ended.emit(QueueEnded(stopped=False, done=1200, skipped=0, failed=3, seconds=1.0, busy=1.0))
    assert alerts == [shown.window]
    assert sent == [("The queue is done", "1,200 pictures are done, 3 failed.")]
    monkeypatch.setattr(type(shown.window), "isActiveWindow", lambda _: True)
    shown.queue.ended.emit(QueueEnded(stopped=False, done=1, skipped=0, failed=0, seconds=1.0, busy=1.0))
    assert len(alerts) == 1


def test_gentle_is_remembered_and_given_to_the_process(shown, settings) -> None:
    parts(shown).page.header.gentle.click()
    assert settings.queue_gentle == 1
    assert launch_queue(Path("j"), gentle=True).arguments[-2:] == ("j", "--gentle")
    assert "--gentle" not in launch_queue(Path("j"), gentle=False).arguments
    assert launch_queue(Path("j"), gentle=False, megabytes=300).arguments[-2:] == ("--memory", "300")
