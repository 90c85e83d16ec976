"""How results are saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from desktop_steps import open_picture
from fake_client import FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.protocol import ResultSaved, SaveResult, Working
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.settings import Settings
from sr_desktop.ui.choices import SaveChoices


@pytest.fixture
def finished(opened: Desktop, client: FakeClient) -> Desktop:
    """A result is there: cat.png by SRCNN x3."""
    opened.upscaling.run()
    client.finish()
    return opened


def test_save_goes_beside_the_source_and_over_nothing(finished: Desktop, client: FakeClient, tmp_path: Path) -> None:
    finished.window.actions_of.save.trigger()
    request = client.last(SaveResult)
    assert Path(request.path) == tmp_path / "cat_srcnn_x3.png"
    assert request.on_exists == "rename"
    client.saved(str(tmp_path / "cat_srcnn_x3 (1).png"))
    assert finished.window.status.sentence == f"Saved as cat_srcnn_x3 (1).png in {tmp_path}"
    assert finished.window.status.folder_button.isVisible()


def test_what_the_format_could_not_keep_is_said(finished: Desktop, client: FakeClient) -> None:
    finished.saving.save()
    client.saved(notes=(Note(template="{format} holds 8 bits.", values={"format": "JPEG"}),))
    assert finished.page.banner.message == "JPEG holds 8 bits."


def test_the_form_says_format_quality_and_folder(finished: Desktop, client: FakeClient, tmp_path: Path) -> None:
    finished.preferences.set_saving(SaveChoices(folder=str(tmp_path / "out"), file=FileRules(format="jpg", quality=80)))
    finished.saving.save()
    request = client.last(SaveResult)
    assert Path(request.path) == tmp_path / "out" / "cat_srcnn_x3.jpg"
    assert request.rules.quality == 80
    assert finished.page.output._name.text() == "Name: cat_srcnn_x3.jpg"


def test_colours_metadata_and_provenance_are_chosen_and_remembered(
    finished: Desktop, client: FakeClient, settings: Settings
) -> None:
    form = finished.page.output.form
    for box, value in ((form.profile, "srgb"), (form.metadata, "no_location"), (form.format, "avif")):
        box.setCurrentIndex(box.findData(value))
        box.activated.emit(box.currentIndex())
    form.provenance.click()
    chosen = FileRules(format="avif", profile="srgb", metadata="no_location", provenance=False)
    assert finished.preferences.saving.file == chosen
    assert (settings.profile, settings.metadata, settings.provenance, settings.format) == ("srgb", "no_location", 0, "avif")
    finished.saving.save()
    assert client.last(SaveResult).rules == chosen
    assert Path(client.last(SaveResult).path).suffix == ".avif"
    form.retranslate()
    assert (form.profile.currentData(), form.metadata.currentData(), form.provenance.isChecked()) == (
        "srgb",
        "no_location",
        False,
    )


QUALITY = {"keep": True, "avif": True, "webp": True, "png": False, "bmp": False}


@pytest.mark.parametrize("wished", QUALITY)
def test_quality_can_be_set_where_the_format_has_one(finished: Desktop, wished) -> None:
    finished.preferences.set_saving(SaveChoices(file=FileRules(format=wished)))
    assert finished.page.output.form.quality.isEnabled() == QUALITY[wished]


def test_what_there_is_to_say_about_the_format_stands_under_the_name(
    desktop: Desktop, client: FakeClient, qtbot, tmp_path: Path
) -> None:
    client.be_ready()
    open_picture(desktop, client, qtbot, tmp_path / "cat.gif", format="gif")
    assert desktop.page.output._name.text() == "Name: cat_srcnn_x3.png"
    assert "256 colours" in desktop.page.output._remark.text()
    desktop.preferences.set_saving(SaveChoices(file=FileRules(format="webp")))
    assert desktop.page.output._remark.isHidden()
    open_picture(desktop, client, qtbot, tmp_path / "wide.png", width=9000, height=20)
    assert "too large for WebP" in desktop.page.output._remark.text()


def test_a_folder_that_cannot_be_made_is_a_clear_error(finished: Desktop, client: FakeClient, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    finished.preferences.set_saving(SaveChoices(folder=str(tmp_path / "file" / "out")))
    finished.saving.save()
    assert client.count(SaveResult) == 0
    assert "could not be written" in finished.page.banner.message


@pytest.mark.parametrize(
    ("chosen", "path", "on_exists"),
    [
        ("x.webp", "x.webp", "replace"),
        ("x.TIF", "x.TIF", "replace"),
        ("x", "x.png", "rename"),
        ("x.txt", "x.txt.png", "rename"),
    ],
)
def test_save_as(finished: Desktop, client: FakeClient, tmp_path: Path, chosen, path, on_exists) -> None:
    finished.saving._on_target(str(tmp_path / chosen))
    request = client.last(SaveResult)
    assert (Path(request.path), request.on_exists) == (tmp_path / path, on_exists)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_save_as_proposes_the_name(finished: Desktop, qtbot, tmp_path: Path) -> None:
    from PySide6.QtWidgets import QFileDialog  # noqa: PLC0415

    finished.window.actions_of.save_as.trigger()
    (dialog,) = finished.window.findChildren(QFileDialog)
    assert dialog.selectedFiles() == [str(tmp_path / "cat_srcnn_x3.png")]
    assert dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave
    dialog.reject()


def test_a_failed_save_says_what_failed(finished: Desktop, client: FakeClient) -> None:
    finished.saving.save()
    client.fail(client.last(SaveResult), "cannot_write", path="cat.png", detail="No space left on device")
    assert finished.page.banner.message == "cat.png could not be written: No space left on device"
    assert finished.window.actions_of.save.isEnabled()


def test_show_in_folder(finished: Desktop, client: FakeClient, tmp_path: Path, monkeypatch) -> None:
    shown = []
    target = "sr_desktop.controllers.file_manager.QDesktopServices.openUrl"
    monkeypatch.setattr(target, lambda url: bool(shown.append(url.toLocalFile())) or len(shown) == 1)
    finished.saving.save()
    client.saved()
    finished.window.actions_of.show_in_folder.trigger()
    assert shown == [str(tmp_path)]
    finished.window.actions_of.show_in_folder.trigger()
    assert finished.window.status.sentence == f"No file manager could be started; the folder is {tmp_path}"


def test_the_sample_is_not_saved_beside_itself(desktop: Desktop, client: FakeClient, qtbot, monkeypatch, tmp_path) -> None:
    from sr_desktop import paths  # noqa: PLC0415
    from sr_desktop.core.protocol import OpenImage  # noqa: PLC0415

    monkeypatch.setattr("sr_desktop.paths.pictures_dir", lambda: tmp_path / "Pictures")
    client.be_ready()
    desktop.window.actions_of.sample.trigger()
    qtbot.waitUntil(lambda: client.count(OpenImage) == 1)
    assert client.last(OpenImage).path == str(paths.sample_picture())
    client.open()
    desktop.upscaling.run()
    client.finish()
    desktop.saving.save()
    assert Path(client.last(SaveResult).path).parent == tmp_path / "Pictures"


def test_the_writing_of_a_large_file_is_shown_and_offers_no_cancel(
    finished: Desktop, client: FakeClient, tmp_path: Path
) -> None:
    status = finished.window.status
    finished.saving.save()
    assert not status._bar.isVisible()
    number = client.last(SaveResult).request
    client.answered.emit(Working(request=number, done=40, total=100, seconds_left=3.0))
    assert (status._bar.value(), status._numbers.text()) == (40, "40 % · 3 s left")
    assert status._bar.isVisible() and not status.cancel_button.isVisible()
    client.saved(str(tmp_path / "cat_srcnn_x3.png"))
    assert not status._bar.isVisible()


def test_a_run_that_waits_for_the_writing_keeps_its_own_progress(finished: Desktop, client: FakeClient, tmp_path: Path) -> None:
    status = finished.window.status
    finished.saving.save()
    number = client.last(SaveResult).request
    finished.upscaling.run()
    client.answered.emit(Working(request=number, done=40, total=100, seconds_left=None))
    client.answered.emit(ResultSaved(request=number, path=str(tmp_path / "cat.png"), width=3, height=3))
    assert status._bar.isVisible() and status.cancel_button.isVisible()
    assert status._numbers.text() == "Preparing"
