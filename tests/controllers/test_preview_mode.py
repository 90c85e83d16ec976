"""A spot of the picture by several models, before anything is written."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desktop_steps import open_picture
from fake_client import CARDS, FakeClient
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.messages.preview import PreviewEnd, PreviewSpot, SpotPreviewed, SpotShown
from sr_desktop.core.protocol import SaveResult, UpscaleImage
from sr_desktop.core.texts import Note

MORE = (
    *CARDS[:2],
    replace(CARDS[1], id="vdsr", title="VDSR"),
    replace(CARDS[0], id="lanczos", title="Lanczos"),
    replace(CARDS[1], id="aplus", title="A+"),
)

PATIENCE_MS = 20000
"""So long a busy machine may take."""


def click(desktop: Desktop, x: float = 0.5, y: float = 0.5) -> None:
    view = desktop.page.compare
    left, top = view._viewport.to_screen(x * view._viewport.grid_width, y * view._viewport.grid_height)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(round(left), round(top)))


def answer(client: FakeClient, *models: str, end: bool = True) -> PreviewSpot:
    wish = client.last(PreviewSpot)
    client.answered.emit(SpotShown(request=wish.request, left=2, top=1, width=16, height=16, new_width=48, new_height=48))
    for model in models or wish.models:
        client.answered.emit(SpotPreviewed(request=wish.request, model=model, seconds=1.4, pixels=client.pixels(48, 48)))
    if end:
        client.answered.emit(PreviewEnd(request=wish.request, made=len(models)))
    return wish


@pytest.fixture
def mode(opened: Desktop, client: FakeClient) -> Desktop:
    opened.catalog.refresh()
    client.tell_models(MORE)
    opened.window.actions_of.preview.trigger()
    opened.page.compare.grab()
    return opened


def notes(desktop: Desktop) -> list[str]:
    return [pane.canvas._stale for pane in desktop.preview.panes.grid.panes]


def test_a_click_asks_for_bicubic_the_chosen_model_and_others(mode: Desktop, client: FakeClient) -> None:
    assert client.count(PreviewSpot) == 0
    click(mode, 0.25, 0.5)
    wish = client.last(PreviewSpot)
    assert wish.models == ("bicubic", "srcnn", "vdsr", "aplus")
    assert (abs(wish.x - 10) <= 1, abs(wish.y - 15) <= 1) == (True, True)
    answer(client)
    panes = mode.preview.panes.grid.panes
    assert [pane.lines[0] for pane in panes] == ["1  Bicubic", "2  SRCNN", "3  VDSR", "4  A+"]
    assert mode.page.compare._scene.marked == (2, 1, 16, 16)
    assert client.count(UpscaleImage) == client.count(SaveResult) == 0


def test_a_drag_pans_and_chooses_nothing(mode: Desktop, client: FakeClient) -> None:
    view = mode.page.compare
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(100, 60))
    QTest.mouseMove(view, QPoint(140, 90))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(140, 90))
    assert client.count(PreviewSpot) == 0


def test_enter_takes_the_middle(mode: Desktop, client: FakeClient) -> None:
    QTest.keyClick(mode.page.compare, Qt.Key.Key_Return)
    wish = client.last(PreviewSpot)
    assert abs(wish.x - 20) <= 1
    assert abs(wish.y - 15) <= 1


def test_what_was_there_stays_and_is_marked_until_the_new_one_is_there(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    answer(client)
    assert notes(mode) == ["", "", "", ""]
    before = [pane.canvas._source for pane in mode.preview.panes.grid.panes]
    click(mode, 0.8, 0.8)
    assert [pane.canvas._source for pane in mode.preview.panes.grid.panes] == before
    assert notes(mode) == ["As it was before"] * 4
    answer(client, "bicubic", end=False)
    assert notes(mode) == ["", *["As it was before"] * 3]
    assert mode.preview.panes.grid.panes[0].canvas._source is not before[0]


def test_a_newer_spot_ends_the_one_before(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    first = client.last(PreviewSpot)
    click(mode, 0.8, 0.8)
    assert client.cancelled == [first.request]
    client.answered.emit(SpotPreviewed(request=first.request, model="bicubic", pixels=client.pixels(48, 48)))
    assert mode.preview.panes.grid.panes[0].canvas._source is None


def test_another_size_asks_again_for_the_same_spot(mode: Desktop, client: FakeClient, qtbot) -> None:
    click(mode)
    wish = answer(client)
    mode.page.size_section.factors.buttons[2].click()
    qtbot.waitUntil(lambda: client.count(PreviewSpot) == 2, timeout=PATIENCE_MS)
    again = client.last(PreviewSpot)
    assert (again.x, again.y, again.size.value) == (wish.x, wish.y, 2.0)


def test_numbers_swap_the_models_full_size(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    answer(client)
    view = mode.preview.panes
    for number in (2, 4, 1):
        QTest.keyClick(view, Qt.Key(Qt.Key.Key_0 + number))
        assert view.grid.enlarged is view.grid.panes[number - 1]
    QTest.keyClick(view, Qt.Key.Key_1)
    assert view.grid.enlarged is None


def test_numbers_reach_the_models_right_after_the_click(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    answer(client)
    QTest.keyClick(mode.window.focusWidget(), Qt.Key.Key_2)
    grid = mode.preview.panes.grid
    assert [pane.isHidden() for pane in grid.panes] == [True, False, True, True]
    click(mode, 0.8, 0.8)
    assert mode.window.focusWidget() is grid.panes[1].canvas


def test_one_click_chooses_the_model_for_the_run(mode: Desktop, client: FakeClient, settings) -> None:
    click(mode)
    answer(client)
    button = mode.preview.panes.grid.panes[2].button
    assert button.text() == "Use this model"
    button.click()
    assert settings.model == "vdsr"
    mode.preview._soon.timeout.emit()
    assert button.text() == "Chosen"
    # The four were previewed already: nothing is computed again.
    assert client.count(PreviewSpot) == 1 or client.last(PreviewSpot).models[1] == "vdsr"
    mode.window.actions_of.upscale.trigger()
    assert client.last(UpscaleImage).model == "vdsr"


def test_a_model_that_fails_says_why(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    wish = client.last(PreviewSpot)
    answer(client, "bicubic", end=False)
    client.answered.emit(SpotPreviewed(request=wish.request, model="srcnn", problem=Note(template="It is cut short.")))
    pane = mode.preview.panes.grid.panes[1]
    assert pane.canvas._problem == "It is cut short."
    assert not pane.button.isEnabled()


def test_what_did_not_go_as_it_began_is_told_beside_the_panes(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    wish = client.last(PreviewSpot)
    answer(client, "bicubic", end=False)
    told = (Note(template="It went on with {after} pixels.", values={"after": 64}),)
    client.answered.emit(
        SpotPreviewed(request=wish.request, model="srcnn", seconds=1.4, pixels=client.pixels(48, 48), notes=told)
    )
    assert mode.preview.panes.banner.message == "It went on with 64 pixels."


def test_other_models_can_be_wished_and_are_remembered(mode: Desktop, client: FakeClient, settings, qtbot) -> None:
    click(mode)
    answer(client)
    actions = {action.data(): action for action in mode.preview.panes.models_button.menu().actions()}
    assert not actions["lanczos"].isEnabled()
    actions["vdsr"].trigger()
    qtbot.waitUntil(lambda: client.last(PreviewSpot).models == ("bicubic", "srcnn", "aplus"), timeout=PATIENCE_MS)
    assert settings.preview_models == "aplus"


def test_another_picture_has_no_preview(mode: Desktop, client: FakeClient, qtbot, tmp_path) -> None:
    click(mode)
    answer(client)
    open_picture(mode, client, qtbot, tmp_path / "dog.png")
    assert mode.preview.panes.grid.panes == ()
    assert mode.page.compare._scene.marked is None


def test_a_run_goes_before_the_preview(mode: Desktop, client: FakeClient) -> None:
    click(mode)
    wish = client.last(PreviewSpot)
    mode.window.actions_of.upscale.trigger()
    assert wish.request in client.cancelled
    client.finish()
    assert mode.page.preview_panes.isVisible()


def test_off_means_clicks_do_nothing(mode: Desktop, client: FakeClient) -> None:
    mode.window.actions_of.preview.trigger()
    click(mode)
    assert client.count(PreviewSpot) == 0
    assert not mode.page.preview_panes.isVisible()


def test_the_truth_and_the_preview_exclude_each_other(mode: Desktop) -> None:
    mode.window.actions_of.truth.trigger()
    assert not mode.window.actions_of.preview.isChecked()
    mode.window.actions_of.preview.trigger()
    assert not mode.window.actions_of.truth.isChecked()
