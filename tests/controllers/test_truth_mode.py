"""The picture as the truth: what is asked of the engine, what is shown, and how one leaves the mode."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from desktop_steps import open_picture
from fake_client import CARDS, FakeClient
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog
from truth_steps import answer_compared, noise, refused, truth_shown

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.upscale.crop_measuring import CropMeasuring, CropWish
from sr_desktop.controllers.upscale.truth_panes import TruthPanesController
from sr_desktop.core.bench.crop import Crop
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.messages.truth import CompareWithTruth, ComparisonEnd
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.protocol import UpscaleImage, Working
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.ui.panes import TruthPanes

NET = ModelCard(id="net", title="Net", arch="vdsr", scales=(2.0,), any_scale=True, files=("/models/net.safetensors",))


@pytest.fixture
def mode(opened: Desktop, client: FakeClient, qtbot) -> Desktop:
    """The mode is on for cat.png at x2 with SRCNN; the engine has been asked."""
    opened.page.size_section.set_target(TargetSize(value=2.0))
    opened.preferences.target = TargetSize(value=2.0)
    opened.window.actions_of.truth.trigger()
    return opened


def _panes(desktop: Desktop) -> TruthPanes:
    panes = desktop.page.truth_panes
    assert panes is not None
    return panes


def _controller(desktop: Desktop) -> TruthPanesController:
    assert desktop.truth.panes is not None
    return desktop.truth.panes


def _answer(client: FakeClient, folder: Path, *models: str) -> None:
    """Let the engine compare."""
    number = client.last(CompareWithTruth).request
    client.answered.emit(truth_shown(folder, request=number))
    client.answered.emit(Working(request=number, done=1, total=4, seconds_left=9.0))
    for off, model in enumerate(("bicubic", *models), start=4):
        client.answered.emit(answer_compared(folder, model, request=number, off=off))
    client.answered.emit(ComparisonEnd(request=number, compared=len(models) + 1))


def _compare_again(client: FakeClient, qtbot) -> CompareWithTruth:
    """The next request, after the user's patience."""
    before = client.count(CompareWithTruth)
    qtbot.waitUntil(lambda: client.count(CompareWithTruth) > before)
    return client.last(CompareWithTruth)


# --- the mode -------------------------------------------------------------------------------------------------------


def test_the_box_and_the_menu_switch_the_mode(opened: Desktop, client: FakeClient) -> None:
    box, action = opened.page.picture.truth_box, opened.window.actions_of.truth
    assert "Ctrl+G" in box.toolTip()
    box.click()
    assert (action.isChecked(), box.isChecked()) == (True, True)
    assert opened.page._centre.currentWidget() is _panes(opened)
    assert not opened.page.toolbar.isVisible()
    action.trigger()
    assert (action.isChecked(), box.isChecked()) == (False, False)
    assert opened.page._centre.currentWidget() is opened.page._split
    assert opened.page.toolbar.isVisible()


def test_the_picture_is_compared_by_the_chosen_model_at_the_chosen_factor(
    mode: Desktop, client: FakeClient, tmp_path: Path
) -> None:
    request = client.last(CompareWithTruth)
    assert request == CompareWithTruth(
        request=request.request, path=str(tmp_path / "cat.png"), scale=2, models=("srcnn",), protocol=Protocol()
    )
    panes = _panes(mode)
    assert panes._working.isVisible()
    _answer(client, tmp_path, "srcnn")
    assert [pane.lines[0] for pane in panes.grid.panes] == [
        "1  Truth (HR)",
        "2  Bicubic",
        "3  SRCNN",
        "4  Error map: SRCNN, ×4",
    ]
    assert not panes._working.isVisible()
    assert not _controller(mode).running


def test_another_model_factor_or_picture_is_compared_at_once(mode: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    first = client.last(CompareWithTruth)
    mode.page.models.buttons["bicubic"].click()
    assert _compare_again(client, qtbot).models == ("bicubic",)
    assert client.cancelled == [first.request]
    mode.page.size_section.factors.buttons[4].click()
    assert _compare_again(client, qtbot).scale == 4
    open_picture(mode, client, qtbot, tmp_path / "dog.png")
    assert _compare_again(client, qtbot).path == str(tmp_path / "dog.png")
    assert mode.page._centre.currentWidget() is _panes(mode)


def test_more_models_can_be_chosen_and_are_remembered(mode: Desktop, client: FakeClient, qtbot) -> None:
    client_cards = (*CARDS, NET)
    mode.catalog.refresh()
    client.tell_models(client_cards)
    _compare_again(client, qtbot)
    actions = _panes(mode).toolbar.models_button.menu().actions()
    assert [action.data() for action in actions] == ["net"]
    actions[0].trigger()
    assert _compare_again(client, qtbot).models == ("srcnn", "net")
    assert mode.settings.truth_models == "net"
    mode.page.models.buttons["net"].click()
    assert _compare_again(client, qtbot).models == ("net",)


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (TargetSize(value=2.5), "not at ×2.5"),
        (TargetSize(kind="width", value=90), "not at ×2.25"),
        (TargetSize(value=1.0), "not at ×1"),
    ],
)
def test_a_factor_that_is_not_whole_is_refused(target, words, mode: Desktop, client: FakeClient, qtbot) -> None:
    before = client.count(CompareWithTruth)
    mode.page.size_section._emit(target, free=True)
    qtbot.waitUntil(_panes(mode).banner.isVisible)
    assert words in _panes(mode).banner.message
    assert client.count(CompareWithTruth) == before
    assert client.cancelled
    mode.page.size_section.factors.buttons[3].click()
    assert _compare_again(client, qtbot).scale == 3
    assert not _panes(mode).banner.isVisible()


def test_a_wish_for_a_width_that_is_a_whole_multiple_is_taken(mode: Desktop, client: FakeClient, qtbot) -> None:
    mode.page.size_section._emit(TargetSize(kind="width", value=120), free=True)
    assert _compare_again(client, qtbot).scale == 3


def test_what_the_engine_refuses_is_said(mode: Desktop, client: FakeClient) -> None:
    values = {"path": "cat.png", "width": 40, "height": 30, "scale": 4, "least": 20}
    client.fail(client.last(CompareWithTruth), "truth_too_small", **values)
    assert "cat.png has 40 x 30 pixels: too few to be the truth at x4" in _panes(mode).banner.message
    assert _panes(mode).grid.panes == ()
    assert not _controller(mode).running


def test_a_model_that_cannot_do_the_factor_says_so_in_its_pane(mode: Desktop, client: FakeClient, tmp_path: Path) -> None:
    number = client.last(CompareWithTruth).request
    client.answered.emit(truth_shown(tmp_path, request=number))
    client.answered.emit(answer_compared(tmp_path, "bicubic", request=number))
    client.answered.emit(refused("srcnn", request=number))
    client.answered.emit(ComparisonEnd(request=number, compared=1))
    assert _panes(mode).grid.panes[2].canvas._problem == "The model srcnn has no weights for x2."


def test_leaving_the_mode_stops_the_comparison_and_keeps_the_result(opened: Desktop, client: FakeClient) -> None:
    opened.upscaling.run()
    client.finish()
    result = opened.upscaling.result
    opened.window.actions_of.truth.trigger()
    assert opened.window.actions_of.save.isEnabled()
    number = client.last(CompareWithTruth).request
    assert opened.page.size_section._said.text() == "Small picture 13 × 10 → 39 × 30"
    opened.window.actions_of.truth.trigger()
    assert client.cancelled == [number]
    assert opened.upscaling.result is result
    assert opened.page.size_section._said.text() == "40 × 30 → 120 × 90 (0.0 MP)"
    assert opened.page._centre.currentWidget() is opened.page._split


def test_upscaling_leaves_the_mode(mode: Desktop, client: FakeClient) -> None:
    mode.window.actions_of.upscale.trigger()
    assert client.count(UpscaleImage) == 1
    assert not mode.window.actions_of.truth.isChecked()
    assert mode.page._centre.currentWidget() is mode.page._split


def test_without_a_picture_the_mode_waits_for_one(desktop: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    client.be_ready()
    desktop.window.actions_of.truth.trigger()
    assert client.count(CompareWithTruth) == 0
    assert desktop.page.empty.isVisible()
    open_picture(desktop, client, qtbot, tmp_path / "cat.png")
    assert _compare_again(client, qtbot).path == str(tmp_path / "cat.png")


def test_cancel_stops_and_what_is_there_stays(mode: Desktop, client: FakeClient, tmp_path: Path) -> None:
    number = client.last(CompareWithTruth).request
    client.answered.emit(truth_shown(tmp_path, request=number))
    _panes(mode)._working.cancel_button.click()
    assert client.cancelled == [number]
    assert _panes(mode).truth is not None
    client.answered.emit(answer_compared(tmp_path, "srcnn", request=number))
    assert _panes(mode).answers == ()


def test_a_crash_ends_the_comparison_with_a_sentence(mode: Desktop, client: FakeClient) -> None:
    client.crash()
    assert "stopped unexpectedly" in _panes(mode).banner.message
    assert not _controller(mode).running


def test_zoom_actions_steer_what_is_shown(mode: Desktop, client: FakeClient, tmp_path: Path) -> None:
    _answer(client, tmp_path, "srcnn")
    compare = mode.page.compare._viewport
    before = _panes(mode).grid.viewport.zoom
    mode.window.actions_of.zoom_in.trigger()
    assert _panes(mode).grid.viewport.zoom == pytest.approx(before * 1.25)
    assert mode.page.compare._viewport == compare
    mode.window.actions_of.truth.trigger()
    mode.window.actions_of.zoom_in.trigger()
    assert mode.page.compare._viewport.zoom == pytest.approx(compare.zoom * 1.25)


# --- crops ----------------------------------------------------------------------------------------------------------


def test_the_crop_under_the_mouse_is_measured(mode: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    _answer(client, tmp_path, "srcnn")
    panes = _panes(mode)
    panes._hover(20, 15)
    qtbot.waitUntil(lambda: panes.measured[0] is not None)
    crop, figures = panes.measured
    assert crop == Crop(left=0, top=0, width=48, height=36)
    green = noise(1)[2:-2, 2:-2, 1].astype(float)
    for model, off in (("bicubic", 4), ("srcnn", 5)):
        error = (np.clip(green + off, 0, 255) - green) ** 2
        assert figures[model].psnr == pytest.approx(10 * np.log10(255**2 / error.mean()))
        assert 0.9 < figures[model].ssim < 1
    assert panes.grid.panes[2].lines[2].startswith("Crop 34.")
    panes._hover(-1, -1)
    assert panes.grid.panes[2].lines[2] == ""


def test_the_newest_crop_wins(qapp, qtbot, tmp_path: Path) -> None:
    measuring = CropMeasuring(qapp)
    told: list[CropWish] = []
    measuring.measured.connect(lambda wish, _: told.append(wish))
    truth, answer = truth_shown(tmp_path), answer_compared(tmp_path, "net")
    wishes = [
        CropWish(crop=Crop(left=left, top=0, width=30, height=30), truth=truth.measured, answers={"net": answer.measured})
        for left in range(12)
    ]
    for wish in wishes:
        measuring.measure(wish)
    qtbot.waitUntil(lambda: bool(told) and told[-1] == wishes[-1])
    assert len(told) < len(wishes)
    qtbot.wait(50)
    assert told[-1] == wishes[-1]
    measuring.close()


def test_lost_values_are_said_and_the_next_crop_is_measured(mode: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    _answer(client, tmp_path, "srcnn")
    panes = _panes(mode)
    lost = panes.answers[1].measured
    content = Path(lost.path).read_bytes()
    Path(lost.path).write_bytes(content[:100])
    panes._hover(20, 15)
    qtbot.waitUntil(lambda: bool(mode.window.status.sentence) and "truth" in mode.window.status.sentence)
    assert panes.measured[0] is None
    Path(lost.path).write_bytes(content)
    panes._hover(21, 15)
    panes._set_side(16)
    qtbot.waitUntil(lambda: panes.measured[0] is not None)


# --- the strip ------------------------------------------------------------------------------------------------------


@pytest.fixture
def marked(mode: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> Desktop:
    """A crop is marked and measured."""
    _answer(client, tmp_path, "srcnn")
    _panes(mode)._pin_middle()
    qtbot.waitUntil(lambda: _panes(mode).measured[0] is not None)
    return mode


def test_a_strip_names_figures_as_what_they_are(marked: Desktop) -> None:
    strip = _controller(marked).strip()
    assert [item.lines[0] for item in strip.items] == ["Truth (HR)", "Bicubic", "SRCNN"]
    assert strip.items[2].lines[1].startswith("crop 34.")
    assert strip.items[2].lines[2] == "picture 30.00 dB / 0.9000"
    assert strip.caption == "cat.png, 48 × 36"
    assert strip.note.startswith("×2. Crop 48 × 36 at 0, 0. Protocol: that of the published tables. Channel: Y of BT.601")


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_a_strip_is_saved_where_the_dialog_says(marked: Desktop, qtbot, tmp_path: Path) -> None:
    _panes(marked).toolbar.strip_button.click()
    (dialog,) = marked.window.findChildren(QFileDialog)
    assert dialog.selectedFiles()[0].endswith("cat_x2_strip.png")
    target = tmp_path / "paper.png"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(target.exists)
    qtbot.waitUntil(lambda: "paper.png" in marked.window.status.sentence)
    assert QImage(str(target)).width() > 500


def test_a_strip_never_replaces_a_file_unasked(marked: Desktop, qtbot, tmp_path: Path) -> None:
    controller = _controller(marked)
    (tmp_path / "strip.png").write_bytes(b"mine")
    controller.save_strip(tmp_path / "strip", controller.strip())
    qtbot.waitUntil((tmp_path / "strip (1).png").exists)
    assert (tmp_path / "strip.png").read_bytes() == b"mine"


@pytest.mark.parametrize("fault", ["folder", "pixels", "disk"])
def test_a_strip_that_cannot_be_written_says_why(fault, marked: Desktop, qtbot, tmp_path: Path, monkeypatch) -> None:
    controller = _controller(marked)
    content, target = controller.strip(), tmp_path / "strip.png"
    if fault == "folder":
        target = tmp_path / "none" / "strip.png"
    elif fault == "pixels":
        Path(content.items[1].pixels.path).unlink()
    else:

        def full(*_arguments: object, **_keywords: object) -> None:
            raise CannotWrite(path="strip.png", detail="the disk is full")

        monkeypatch.setattr("sr_desktop.controllers.upscale.truth_panes.write_file", full)
    controller.save_strip(target, content)
    qtbot.waitUntil(lambda: "could not be written" in _panes(marked).banner.message)
    assert not target.exists()


def test_a_crop_that_is_not_measured_yet_makes_no_strip(marked: Desktop) -> None:
    _panes(marked)._mark.move(1, 1)
    _panes(marked)._set_side(16)
    _panes(marked)._pin_middle()
    assert _controller(marked).strip() is None
    _panes(marked).toolbar.strip_button.click()
    assert "still being measured" in marked.window.status.sentence
