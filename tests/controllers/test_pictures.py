"""How pictures come in: files, folders, drops, the clipboard."""

from __future__ import annotations

from pathlib import Path

from desktop_steps import open_picture
from fake_client import FakeClient
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.protocol import OpenImage, SaveResult


def drop(desktop: Desktop, mime: QMimeData) -> QDropEvent:
    """Drag over the window and let go."""
    window = desktop.window
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, mime, buttons, keys)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    assert window._overlay.isVisible()
    event = QDropEvent(QPointF(300, 300), Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, mime, buttons, keys)
    QApplication.sendEvent(window, event)
    assert not window._overlay.isVisible()
    return event


def files(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def test_the_window_says_what_a_drop_would_do(desktop: Desktop, client: FakeClient, tmp_path: Path) -> None:
    client.be_ready()
    one, two = files(tmp_path / "a.png"), files(tmp_path / "a.png", tmp_path / "b.png")
    said = {}
    for page, mime in (("queue", one), ("models", one), ("benchmark", one), ("history", one), ("upscale", two)):
        desktop.window.show_page(page)
        keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(desktop.window, QDragEnterEvent(QPoint(300, 300), Qt.DropAction.CopyAction, mime, *keys))
        said[page] = desktop.window._overlay.accessibleName()
        QApplication.sendEvent(desktop.window, QDragLeaveEvent())
    assert said == {
        "queue": "Drop to add to the queue",
        "models": "Drop to add these models",
        "benchmark": "Drop to measure on these pictures",
        "history": "Drop to open",
        "upscale": "Drop to add to the queue",
    }


def wait_for_open(qtbot, client: FakeClient, path: Path) -> None:
    qtbot.waitUntil(lambda: client.count(OpenImage) > 0 and client.last(OpenImage).path == str(path))


def test_a_dropped_file_is_opened(desktop: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "猫 cat.png"
    path.write_bytes(b"")
    event = drop(desktop, files(path))
    assert event.dropAction() == Qt.DropAction.CopyAction
    wait_for_open(qtbot, client, path)
    client.open()
    assert desktop.page.picture._name.text() == "猫 cat.png"
    assert desktop.page.picture._facts.text() == "40 × 30 · colour · 8 bit · PNG"
    assert desktop.window.status.sentence == "Opened 猫 cat.png."


def test_of_several_files_the_first_is_opened_and_that_is_said(desktop, client, qtbot, tmp_path) -> None:
    paths = [tmp_path / "b.png", tmp_path / "a.png"]
    for path in paths:
        path.write_bytes(b"")
    desktop.pictures.open_all(paths)
    wait_for_open(qtbot, client, paths[0])
    client.open()
    assert desktop.window.status.sentence == "Opened b.png, the first of 2 files."


def test_of_a_folder_the_first_picture_is_opened_and_that_is_said(desktop, client, qtbot, tmp_path) -> None:
    folder = tmp_path / "holiday"
    folder.mkdir()
    for name in ("notes.txt", "2.JPG", "1.png", "3.webp"):
        (folder / name).write_bytes(b"")
    desktop.pictures.open_all([folder])
    wait_for_open(qtbot, client, folder / "1.png")
    client.open()
    assert desktop.window.status.sentence == "Opened 1.png, the first of 3 pictures in its folder."


def test_a_folder_without_pictures_is_a_clear_error(desktop, client, look, qtbot, tmp_path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    desktop.pictures.open_all([folder])
    qtbot.waitUntil(desktop.page.banner.isVisible)
    assert desktop.page.banner.message == f"The folder {folder} cannot be used: it holds no pictures"
    assert client.count(OpenImage) == 0
    look.set_language("zh_CN")
    qtbot.waitUntil(lambda: desktop.page.banner.message == f"无法使用文件夹 {folder}：其中没有图片")


def test_a_picture_that_cannot_be_opened_leaves_the_old_one(opened, client, qtbot, tmp_path) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"x")
    opened.pictures.open_all([bad])
    wait_for_open(qtbot, client, bad)
    assert opened.page.picture._name.text() == "Opening bad.png..."
    client.fail(client.last(OpenImage), "not_an_image", path="bad.png")
    assert opened.page.banner.message == "bad.png is not a picture, or of a format that is not supported."
    assert opened.page.picture._name.text() == "cat.png"


def test_the_newest_wish_wins(desktop, client, qtbot, tmp_path) -> None:
    for name in ("first.png", "second.png"):
        (tmp_path / name).write_bytes(b"")
    client.be_ready()
    desktop.pictures.open_all([tmp_path / "first.png"])
    wait_for_open(qtbot, client, tmp_path / "first.png")
    stale = client.last(OpenImage)
    desktop.pictures.open_all([tmp_path / "second.png"])
    wait_for_open(qtbot, client, tmp_path / "second.png")
    client.fail(stale, "image_missing", path="first.png")
    assert not desktop.page.banner.isVisible()
    client.open()
    assert desktop.pictures.picture.path == str(tmp_path / "second.png")


def test_a_pasted_picture_is_written_and_saved_to_the_pictures_folder(opened, client, qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sr_desktop.paths.pictures_dir", lambda: tmp_path / "Pictures")
    image = QImage(7, 5, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    opened.window.actions_of.paste.trigger()
    qtbot.waitUntil(lambda: "/pasted-" in client.last(OpenImage).path)
    pasted = Path(client.last(OpenImage).path)
    assert QImage(str(pasted)).size() == image.size()
    client.open()
    assert opened.page.picture._name.text() == "Pasted picture"
    opened.upscaling.run()
    client.finish()
    opened.saving.save()
    assert Path(client.last(SaveResult).path).parent == tmp_path / "Pictures"
    opened.window.close()
    assert not pasted.exists()


def test_a_pasted_file_is_opened(opened, client, qtbot, tmp_path) -> None:
    path = tmp_path / "copied.png"
    path.write_bytes(b"")
    QGuiApplication.clipboard().setMimeData(files(path))
    opened.window.actions_of.paste.trigger()
    wait_for_open(qtbot, client, path)


def test_a_clipboard_without_a_picture_is_said(opened, client) -> None:
    QGuiApplication.clipboard().setText("just words")
    before = client.count(OpenImage)
    opened.window.actions_of.paste.trigger()
    assert opened.window.status.sentence == "There is no picture on the clipboard."
    assert client.count(OpenImage) == before


def test_a_pasted_picture_that_cannot_be_written_is_a_clear_error(opened, client, qtbot, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("sr_desktop.paths.scratch_dir", lambda: tmp_path / "nowhere")
    image = QImage(7, 5, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    opened.window.actions_of.paste.trigger()
    qtbot.waitUntil(opened.page.banner.isVisible)
    assert "could not be written" in opened.page.banner.message


def test_the_folder_is_remembered(desktop, client, qtbot, tmp_path, settings) -> None:
    client.be_ready()
    open_picture(desktop, client, qtbot, tmp_path / "cat.png")
    assert settings.last_folder == str(tmp_path)


def test_opening_shows_the_upscale_page(opened, tmp_path) -> None:
    opened.window.show_page("settings")
    opened.pictures.open_all([tmp_path / "cat.png"])
    assert opened.window.page == "upscale"
