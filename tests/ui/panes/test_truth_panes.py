"""The panes by their pixels and texts, and what keys and the mouse do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, qGray, qRgb
from PySide6.QtWidgets import QApplication, QToolButton, QWidget
from truth_steps import HEIGHT, SCALE, WIDTH, answer_compared, noise, refused, truth_shown, upper

from sr_desktop.core.bench.crop import Crop, CropFigures
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.ui.compare.colours import colour_at, colour_table
from sr_desktop.ui.panes import TruthPanes
from sr_desktop.ui.panes.marked_crop import MarkedCrop
from sr_desktop.ui.panes.pane import Pane

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panes(qtbot) -> Iterator[TruthPanes]:
    # In a window of no layout: the offscreen platform remarks on every window that has one.
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1600, 1400)
    panes = TruthPanes()
    panes.setParent(window)
    panes.resize(1000, 700)
    window.show()
    yield panes


@pytest.fixture
def compared(panes: TruthPanes, tmp_path: Path) -> TruthPanes:
    """Truth, bicubic and two models: bicubic is off by 9, net by 3, other by 5."""
    panes.begin(("net", "other"), SCALE, Protocol(), upper)
    panes.show_truth(truth_shown(tmp_path))
    panes.show_answer(answer_compared(tmp_path, "bicubic", off=9, psnr=28.0))
    panes.show_answer(answer_compared(tmp_path, "net", off=3, psnr=32.0))
    panes.show_answer(answer_compared(tmp_path, "other", off=5, psnr=30.0))
    panes.end()
    return panes


def _pane(panes: TruthPanes, number: int) -> Pane:
    return panes.grid.panes[number - 1]


def _pixels(pane: Pane) -> np.ndarray:
    image = pane.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def _at(panes: TruthPanes, pane: Pane, x: int, y: int) -> tuple[int, ...]:
    """The colour on the screen of a pixel of the truth."""
    spot = panes.grid.viewport.snapped().to_screen(x + 0.5, y + 0.5)
    return tuple(_pixels(pane)[int(spot[1]), int(spot[0])].tolist())


def _key(panes: TruthPanes, qtbot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    shown = panes.grid.enlarged or panes.grid.panes[0]
    qtbot.keyClick(shown.canvas, key, modifier)


def _move(pane: Pane, at: QPointF, button: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    """As QTest's own, which does not reach beyond the screen."""
    event = QMouseEvent(QEvent.Type.MouseMove, at, pane.canvas.mapToGlobal(at), Qt.MouseButton.NoButton,
                        button, Qt.KeyboardModifier.NoModifier)  # fmt: skip
    QApplication.sendEvent(pane.canvas, event)


# --- what is seen ---------------------------------------------------------------------------------------------------


def test_each_pane_shows_its_picture_at_the_same_spot(compared) -> None:
    assert [pane.key for pane in compared.grid.panes] == ["truth", ":bicubic", ":net", ":other", "error"]
    assert len({pane.canvas.size() for pane in compared.grid.panes}) == 1
    truth = noise(1).astype(int)
    for x, y in ((5, 7), (40, 30)):
        red, green, blue = truth[y, x].tolist()
        assert _at(compared, _pane(compared, 1), x, y) == (red, green, blue)
        for number, off in ((2, 9), (3, 3), (4, 5)):
            assert _at(compared, _pane(compared, number), x, y) == (red, min(255, green + off), blue)


def test_the_error_map_has_the_colours_of_its_bar(compared, qtbot) -> None:
    error = _pane(compared, 5)
    for gain, level in ((4, 12), (8, 24), (4, 12), (2, 6), (1, 3)):
        if gain != compared.toolbar.gain:
            _key(compared, qtbot, Qt.Key.Key_Up if gain > compared.toolbar.gain else Qt.Key.Key_Down, CONTROL)
        wanted = colour_at(level / 255)
        assert _at(compared, error, 20, 20) == (wanted.red(), wanted.green(), wanted.blue())
        assert f"×{gain}" in error.lines[0]


def test_keys_go_from_one_error_map_to_the_next(compared, qtbot) -> None:
    shown = []
    for _ in range(3):
        shown.append((compared.toolbar.error_of, _at(compared, _pane(compared, 5), 20, 20)))
        _key(compared, qtbot, Qt.Key.Key_E)
    assert [model for model, _ in shown] == ["net", "other", "bicubic"]
    table = colour_table(4)
    assert [qRgb(*colour) for _, colour in shown] == [table[3], table[5], table[9]]


def test_errors_that_are_amplified_too_much_stay_at_the_brightest(compared) -> None:
    assert colour_table(32)[255] == colour_table(1)[255] == QColor(252, 255, 164).rgb()
    lightness = [qGray(rgb) for rgb in colour_table(1)]
    assert lightness[0] < 2
    assert lightness[::16] == sorted(lightness[::16])


def test_the_small_picture_is_shown_on_request_as_its_pixels(compared, tmp_path) -> None:
    low = next(action for action in compared.toolbar.panes_button.menu().actions() if action.data() == "low")
    assert not low.isChecked()
    low.trigger()
    assert [pane.key for pane in compared.grid.panes][:2] == ["truth", "low"]
    for x, y in ((10, 8), (31, 21)):
        assert _at(compared, _pane(compared, 2), x, y) == tuple(noise(2, 24, 18)[y // 2, x // 2].tolist())
    assert _pane(compared, 2).lines[1] == "24 × 18"


def test_a_pane_can_be_left_out_and_one_stays(compared) -> None:
    def trigger(key: str) -> None:
        next(each for each in compared.toolbar.panes_button.menu().actions() if each.data() == key).trigger()

    trigger(":other")
    assert [pane.key for pane in compared.grid.panes] == ["truth", ":bicubic", ":net", "error"]
    assert [answer.model for answer in compared.shown_answers] == ["bicubic", "net"]
    for key in ("truth", ":bicubic", ":net", "error"):
        trigger(key)
    assert [pane.key for pane in compared.grid.panes] == ["truth"]


# --- figures --------------------------------------------------------------------------------------------------------


def test_figures_stand_under_the_panes_and_the_best_are_bold(compared) -> None:
    assert [pane.lines[:2] for pane in compared.grid.panes] == [
        ("1  Truth (HR)", "48 × 36"),
        ("2  BICUBIC", "28.00 dB / 0.9000"),
        ("3  NET", "32.00 dB / 0.9000"),
        ("4  OTHER", "30.00 dB / 0.9000"),
        ("5  Error map: NET, ×4", ""),
    ]
    assert [pane._first.property("role") for pane in compared.grid.panes[1:4]] == ["", "strong", ""]
    assert "32.00 dB" in _pane(compared, 3).canvas.accessibleName()
    assert compared._caption.text().startswith("×2 · PSNR / SSIM of luminance (Y) · border of 2 pixels left out · small")


def test_figures_of_a_crop_are_named_so(compared) -> None:
    compared._pin(QRect(4, 6, 16, 12))
    figures = {"net": CropFigures(psnr=31.5, ssim=None), "bicubic": CropFigures(psnr=float("inf"), ssim=1.0), "other": None}
    compared.show_figures(Crop(left=4, top=6, width=16, height=12), figures)
    assert [pane.lines[2] for pane in compared.grid.panes[:4]] == [
        "Crop 16 × 12 at 4, 6",
        "Crop ∞ / 1.0000",
        "Crop 31.50 / –",
        "Crop –",
    ]
    compared._unpin()
    assert [pane.lines[2] for pane in compared.grid.panes[:4]] == [""] * 4


def test_what_a_model_cannot_is_said_in_its_pane(compared, tmp_path) -> None:
    compared.begin(("net", "other"), SCALE, Protocol(), upper)
    compared.show_truth(truth_shown(tmp_path, request=2))
    compared.show_answer(answer_compared(tmp_path, "bicubic", request=2, psnr=None))
    compared.show_answer(refused("net", request=2))
    compared.end()
    assert _pane(compared, 2).lines[1] == "∞ dB / 0.9000"
    assert _pane(compared, 3).canvas._problem == "The model net has no weights for x2."
    assert _pane(compared, 3).lines[1] == "–"
    assert _pane(compared, 4).canvas._problem == "Not compared."
    assert _pane(compared, 5).canvas._problem == "There is no answer to compare."


def test_panes_wait_and_say_so(panes, qtbot) -> None:
    cancelled = []
    panes.cancel_wanted.connect(lambda: cancelled.append(True))
    panes.begin(("net",), SCALE, Protocol(), upper)
    assert {pane.canvas._problem for pane in panes.grid.panes} == {"Working..."}
    panes.show_progress(30, 100, 12.0)
    assert panes._working.isVisible()
    assert "12 s left" in panes._working._text.text()
    panes._working.cancel_button.click()
    assert cancelled == [True]
    panes.end()
    assert not panes._working.isVisible()
    assert {pane.canvas._problem for pane in panes.grid.panes} == {"Not compared."}


def test_more_models_than_have_room_are_refused(panes) -> None:
    panes.begin(("bicubic", "a", "b", "c", "d"), SCALE, Protocol(), upper)
    with pytest.raises(ValueError, match="no more than 4"):
        panes.begin(("a", "b", "c", "d", "e"), SCALE, Protocol(), upper)


def test_of_the_models_offered_only_so_many_can_be_chosen(panes) -> None:
    chosen: list[tuple[str, ...]] = []
    panes.models_chosen.connect(chosen.append)
    panes.offer_models([(model, model, model == "a") for model in "abc"], 2)
    actions = panes.toolbar.models_button.menu().actions()
    actions[2].trigger()
    assert chosen == [("a", "c")]
    assert [action.isEnabled() for action in actions] == [True, False, True]
    actions[0].trigger()
    assert [action.isEnabled() for action in actions] == [True, True, True]


# --- steering -------------------------------------------------------------------------------------------------------


def test_all_panes_follow_the_one_that_is_steered(compared, qtbot) -> None:
    zooms: list[float] = []
    compared.grid.zoom_changed.connect(zooms.append)
    third = _pane(compared, 3).canvas
    qtbot.keyClick(third, Qt.Key.Key_Plus)
    qtbot.keyClick(third, Qt.Key.Key_Plus)
    qtbot.keyClick(third, Qt.Key.Key_Right)
    assert len({pane.canvas._viewport for pane in compared.grid.panes}) == 1
    assert len(zooms) == 2
    qtbot.mousePress(third, Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    spot = compared.grid.viewport.to_grid(100, 100)
    _move(_pane(compared, 3), QPointF(80, 90), Qt.MouseButton.LeftButton)
    assert compared.grid.viewport.to_grid(80, 90) == pytest.approx(spot)
    qtbot.mouseRelease(third, Qt.MouseButton.LeftButton, pos=QPoint(80, 90))
    assert {pane.canvas._viewport for pane in compared.grid.panes} == {compared.grid.viewport}
    qtbot.keyClick(third, Qt.Key.Key_A)
    assert zooms[-1] == pytest.approx(1.0)
    qtbot.keyClick(third, Qt.Key.Key_F)
    assert compared.grid.viewport.is_fit


def test_a_number_lets_one_pane_fill_the_place(compared, qtbot) -> None:
    small = _pane(compared, 3).canvas.width()
    _key(compared, qtbot, Qt.Key.Key_3)
    assert compared.grid.enlarged is _pane(compared, 3)
    assert [pane.isVisible() for pane in compared.grid.panes] == [False, False, True, False, False]
    assert _pane(compared, 3).canvas.width() > 2 * small
    _key(compared, qtbot, Qt.Key.Key_2)
    assert compared.grid.enlarged is _pane(compared, 2)
    _key(compared, qtbot, Qt.Key.Key_2)
    assert compared.grid.enlarged is None
    _key(compared, qtbot, Qt.Key.Key_5)
    _key(compared, qtbot, Qt.Key.Key_0)
    assert all(pane.isVisible() for pane in compared.grid.panes)
    _key(compared, qtbot, Qt.Key.Key_8)
    assert compared.grid.enlarged is None


def test_the_crop_follows_the_mouse_until_one_is_marked(compared, qtbot) -> None:
    crops: list[Crop | None] = []
    compared.crop_changed.connect(crops.append)
    compared.toolbar.side_box.setCurrentIndex(0)
    compared.toolbar.side_box.activated.emit(0)
    pane = _pane(compared, 2)
    spot = QPointF(*compared.grid.viewport.to_screen(20.5, 15.5))
    _move(pane, spot)
    assert crops[-1] == Crop(left=12, top=7, width=16, height=16)
    assert {each.canvas._crop for each in compared.grid.panes} == {QRect(12, 7, 16, 16)}
    QApplication.sendEvent(pane.canvas, QEvent(QEvent.Type.Leave))
    assert crops[-1] is None
    _key(compared, qtbot, Qt.Key.Key_Return)
    assert crops[-1] == Crop(left=16, top=10, width=16, height=16)
    _move(pane, spot)
    assert crops[-1] == Crop(left=16, top=10, width=16, height=16)
    _key(compared, qtbot, Qt.Key.Key_Right, SHIFT)
    _key(compared, qtbot, Qt.Key.Key_Down, SHIFT)
    assert crops[-1] == Crop(left=18, top=12, width=16, height=16)
    assert compared.toolbar.strip_button.isEnabled()
    _key(compared, qtbot, Qt.Key.Key_Delete)
    assert crops[-1] == Crop(left=12, top=7, width=16, height=16)
    assert not compared.toolbar.strip_button.isEnabled()


@pytest.mark.parametrize("how", ["shift", "selecting"])
def test_a_drag_marks_a_crop(how, compared, qtbot) -> None:
    if how == "selecting":
        _key(compared, qtbot, Qt.Key.Key_S)
    modifier = SHIFT if how == "shift" else Qt.KeyboardModifier.NoModifier
    pane = _pane(compared, 3)
    canvas, viewport = pane.canvas, compared.grid.viewport
    first, second = (QPointF(*viewport.to_screen(*spot)).toPoint() for spot in ((30.5, 20.5), (10.5, 9.5)))
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, modifier, first)
    _move(pane, second.toPointF(), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, modifier, second)
    assert compared.crop == Crop(left=10, top=9, width=21, height=12)
    assert compared.grid.viewport == viewport
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, modifier, second)
    assert compared.crop == Crop.around(10, 9, 64, width=WIDTH, height=HEIGHT)


def test_a_marked_crop_stays_for_the_next_comparison(compared, tmp_path) -> None:
    compared._pin(QRect(4, 6, 16, 12))
    compared.begin(("net",), SCALE, Protocol(), upper)
    compared.show_truth(truth_shown(tmp_path, request=2))
    assert compared.crop == Crop(left=4, top=6, width=16, height=12)
    compared.clear()
    assert compared.crop is None
    assert compared.grid.panes == ()


def test_a_crop_never_leaves_the_picture() -> None:
    mark = MarkedCrop(16)
    mark.hover(3, 3)
    assert mark.crop is None
    mark.set_picture(40, 10)
    assert mark.crop == Crop(left=0, top=0, width=16, height=10)
    mark.pin(QRect(30, 2, 8, 8))
    for _ in range(9):
        mark.move(1, 1)
    assert mark.crop == Crop(left=32, top=2, width=8, height=8)
    mark.set_picture(36, 10)
    assert mark.crop == Crop(left=0, top=0, width=16, height=10)


def test_the_marked_crop_is_seen_in_every_pane(compared) -> None:
    before = [_pixels(pane) for pane in compared.grid.panes]
    compared._pin(QRect(10, 10, 20, 16))
    assert all((_pixels(pane) != old).any() for pane, old in zip(compared.grid.panes, before, strict=True))


def test_every_control_has_a_name_and_a_tip(compared) -> None:
    bar = compared.toolbar
    controls = [*bar.findChildren(QToolButton), bar.error_box, bar.gain_box, bar.side_box]
    assert len(controls) >= 12
    assert all(control.accessibleName() and control.toolTip() for control in controls)
    assert all(pane.canvas.accessibleName() and pane.canvas.accessibleDescription() for pane in compared.grid.panes)


@pytest.mark.parametrize("size", [(330, 300), (1600, 400), (500, 1400)])
def test_panes_fit_every_shape(size, compared) -> None:
    compared.resize(*size)
    QApplication.processEvents()
    area = compared.grid.rect()
    assert all(area.contains(pane.geometry()) for pane in compared.grid.panes)
    assert all(
        not one.geometry().intersects(other.geometry())
        for one in compared.grid.panes
        for other in compared.grid.panes
        if one is not other
    )
