"""The compare view by its pixels."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.ui.compare import BeforeFilter, CompareMode, CompareView

RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)


def _file(folder: Path, name: str, pixels: np.ndarray, alpha: np.ndarray | None = None) -> PixelFile:
    return write_pixel_file(Picture(pixels=pixels.astype(np.uint8), alpha=alpha), folder / name)


def _plain(folder: Path, colour: tuple[int, int, int], width: int = 40, height: int = 30) -> PixelFile:
    return _file(folder, f"{colour}{width}{height}", np.full((height, width, 3), colour))


@pytest.fixture
def view(qtbot):
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


@pytest.fixture
def compared(view, tmp_path):
    view.show_original(_plain(tmp_path, RED), "Original")
    view.show_result(_plain(tmp_path, GREEN, 120, 90), _plain(tmp_path, BLUE, 120, 90), "Upscaled")
    return view


def _pixels(view: CompareView) -> np.ndarray:
    image = view.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : image.width() * 3].reshape(image.height(), image.width(), 3).copy()


def _at(view: CompareView, x: int, y: int) -> tuple[int, ...]:
    return tuple(_pixels(view)[y, x].tolist())


def test_the_original_alone_fills_the_view(view, tmp_path) -> None:
    view.show_original(_plain(tmp_path, RED), "Original")
    assert _at(view, 20, 250) == RED
    assert _at(view, 380, 250) == RED


def test_the_split_is_where_the_divider_is(compared) -> None:
    assert _at(compared, 180, 40) == BLUE
    assert _at(compared, 220, 60) == GREEN
    compared.set_split(0.25)
    assert _at(compared, 90, 60) == BLUE
    assert _at(compared, 110, 60) == GREEN


def test_the_original_is_its_own_pixels_or_bicubic(compared) -> None:
    compared.set_before_filter(BeforeFilter.NEAREST)
    assert _at(compared, 100, 250) == RED
    compared.set_before_filter(BeforeFilter.BICUBIC)
    assert _at(compared, 100, 250) == BLUE


def test_space_shows_the_original_while_it_is_held(compared, qtbot) -> None:
    compared.set_mode(CompareMode.FLICKER)
    assert _at(compared, 300, 250) == GREEN
    qtbot.keyPress(compared, Qt.Key.Key_Space)
    assert _at(compared, 300, 250) == BLUE
    qtbot.keyRelease(compared, Qt.Key.Key_Space)
    assert _at(compared, 300, 250) == GREEN


def test_side_by_side_shows_both(compared) -> None:
    compared.set_mode(CompareMode.SIDE_BY_SIDE)
    assert _at(compared, 100, 150) == BLUE
    assert _at(compared, 300, 150) == GREEN


def test_the_difference_of_equal_pictures_is_black_and_else_amplified(view, tmp_path) -> None:
    view.show_original(_plain(tmp_path, RED), "Original")
    view.set_mode(CompareMode.DIFFERENCE)
    same = _plain(tmp_path, (100, 100, 100), 120, 90)
    view.show_result(same, same, "Upscaled")
    assert _at(view, 200, 250) == (0, 0, 0)
    view.show_result(same, _plain(tmp_path, (90, 100, 130), 120, 90), "Upscaled")
    assert _at(view, 200, 250) == (40, 0, 120)


def _stripes(folder: Path, name: str) -> PixelFile:
    pixels = np.zeros((300, 400, 3))
    pixels[:, ::8] = 255
    pixels[::8] = 255
    return _file(folder, name, pixels)


def _wheel(view: CompareView, x: int, y: int, notches: int) -> None:
    at = QPointF(x, y)
    event = QWheelEvent(at, view.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
                        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view, event)


def test_both_halves_stay_in_step_while_zooming_and_panning(view, tmp_path, qtbot) -> None:
    view.show_original(_stripes(tmp_path, "o"), "")
    view.show_result(_stripes(tmp_path, "r"), _stripes(tmp_path, "b"), "")
    view.set_mode(CompareMode.FLICKER)
    _wheel(view, 300, 200, 5)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(300, 200))
    qtbot.mouseMove(view, QPoint(250, 170))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(250, 170))
    result = _pixels(view)
    qtbot.keyPress(view, Qt.Key.Key_Space)
    np.testing.assert_array_equal(_pixels(view)[60:], result[60:])
    qtbot.keyRelease(view, Qt.Key.Key_Space)


def test_dragging_the_divider_moves_it_and_not_the_picture(compared, qtbot) -> None:
    qtbot.mousePress(compared, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(compared, QPoint(300, 150))
    qtbot.mouseRelease(compared, Qt.MouseButton.LeftButton, pos=QPoint(300, 150))
    assert _at(compared, 270, 250) == BLUE
    assert _at(compared, 330, 250) == GREEN


def test_keys_move_the_divider(compared, qtbot) -> None:
    for _ in range(10):
        qtbot.keyPress(compared, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert _at(compared, 270, 60) == BLUE


def test_zoom_is_told_and_100_percent_is_pixel_for_pixel(view, tmp_path, qtbot) -> None:
    zooms: list[float] = []
    view.zoom_changed.connect(zooms.append)
    noise = np.random.default_rng(0).integers(0, 256, (600, 800, 3))
    view.show_original(_file(tmp_path, "n", noise), "")
    assert zooms[-1] == pytest.approx(0.5)
    view.zoom_actual()
    assert zooms[-1] == pytest.approx(1.0)
    np.testing.assert_array_equal(_pixels(view)[60:290, 10:390], noise[210:440, 210:590])
    view.zoom_fit()
    assert zooms[-1] == pytest.approx(0.5)


def test_large_zoom_shows_square_pixels(view, tmp_path) -> None:
    pixels = np.zeros((3, 4, 3))
    pixels[1, 2] = 255
    view.show_original(_file(tmp_path, "p", pixels), "")
    # 32 screen pixels each, around the middle of 400 x 300.
    assert _at(view, 202, 136) == (255, 255, 255)
    assert _at(view, 198, 136) == (0, 0, 0)
    assert _at(view, 230, 164) == (255, 255, 255)
    assert _at(view, 230, 168) == (0, 0, 0)


def test_transparent_pixels_show_a_checkerboard(view, tmp_path) -> None:
    view.show_original(_file(tmp_path, "t", np.zeros((30, 40, 3)), np.zeros((30, 40), np.uint8)), "")
    shown = {tuple(colour) for colour in _pixels(view)[100:200, 100:200].reshape(-1, 3).tolist()}
    assert shown == {(255, 255, 255), (207, 211, 217)}


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (900, 2)])
@pytest.mark.parametrize("mode", list(CompareMode))
def test_odd_sizes_are_drawn_in_every_mode(size, mode, view, tmp_path) -> None:
    view.show_original(_plain(tmp_path, RED, *size), "o")
    view.show_result(_plain(tmp_path, GREEN, *size), _plain(tmp_path, BLUE, *size), "r")
    view.set_mode(mode)
    for _ in range(30):
        view.zoom_in()
    _pixels(view)


@pytest.mark.parametrize("fault", ["cut", "gone"])
def test_a_file_that_is_short_or_gone_is_a_sentence(fault, view, tmp_path) -> None:
    file = _plain(tmp_path, RED)
    path = Path(file.path)
    path.write_bytes(path.read_bytes()[:-1]) if fault == "cut" else path.unlink()
    view.show_original(file, "Original")
    assert len(np.unique(_pixels(view))) > 2


def test_clearing_the_result_goes_back_to_the_original(compared) -> None:
    compared.clear_result()
    assert _at(compared, 300, 250) == RED


def test_space_shows_the_original_in_both_panes(compared, qtbot) -> None:
    compared.set_mode(CompareMode.SIDE_BY_SIDE)
    qtbot.keyPress(compared, Qt.Key.Key_Space)
    assert (_at(compared, 100, 150), _at(compared, 300, 150)) == (BLUE, BLUE)
    qtbot.keyRelease(compared, Qt.Key.Key_Space)
    assert (_at(compared, 100, 150), _at(compared, 300, 150)) == (BLUE, GREEN)


def test_space_is_let_go_when_the_focus_leaves(compared, qtbot) -> None:
    compared.set_mode(CompareMode.FLICKER)
    qtbot.keyPress(compared, Qt.Key.Key_Space)
    assert _at(compared, 300, 250) == BLUE
    QApplication.sendEvent(compared, QEvent(QEvent.Type.FocusOut))
    assert _at(compared, 300, 250) == GREEN


def test_a_result_keeps_the_spot_and_the_apparent_size(view, tmp_path) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (60, 80, 3))
    view.show_original(_file(tmp_path, "o", noise), "")
    _wheel(view, 310, 90, 4)
    seen = _pixels(view)
    large = _file(tmp_path, "r", noise.repeat(3, 0).repeat(3, 1))
    view.set_mode(CompareMode.FLICKER)
    view.show_result(large, large, "")
    # Where the border of a pixel falls on a screen pixel's middle, rounding decides: a column of 400 may differ.
    assert (_pixels(view) != seen).any(axis=2).mean() < 0.01
    view.clear_result()
    np.testing.assert_array_equal(_pixels(view), seen)


def test_a_lost_result_is_told_and_the_next_picture_is_shown(view, tmp_path) -> None:
    view.show_original(_plain(tmp_path, RED), "")
    lost, baseline = _plain(tmp_path, GREEN, 120, 90), _plain(tmp_path, BLUE, 120, 90)
    Path(lost.path).unlink()
    view.show_result(lost, baseline, "")
    assert _at(view, 20, 40) != RED
    assert len(np.unique(_pixels(view))) > 2
    view.show_original(_plain(tmp_path, RED), "")
    assert _at(view, 20, 40) == RED


def test_pictures_are_unmapped_when_they_are_replaced(view, tmp_path) -> None:
    maps = Path("/proc/self/maps")
    if not maps.exists():
        pytest.skip("this system does not list what a process maps")
    files = [_plain(tmp_path, colour, 120, 90) for colour in (RED, GREEN, BLUE)]

    def mapped() -> list[bool]:
        listing = maps.read_text(encoding="utf-8")
        return [file.path in listing for file in files]

    view.show_original(files[0], "")
    view.show_result(files[1], files[2], "")
    view.set_mode(CompareMode.DIFFERENCE)
    _pixels(view)
    assert mapped() == [True, True, True]
    view.clear_result()
    _pixels(view)
    assert mapped() == [True, False, False]
    view.clear()
    assert mapped() == [False, False, False]


def test_the_pixel_under_the_mouse_is_told(compared, qtbot) -> None:
    told: list[tuple[int, int]] = []
    compared.cursor_moved.connect(lambda x, y: told.append((x, y)))
    compared.set_mode(CompareMode.SIDE_BY_SIDE)
    for x in (100, 302):
        at = QPointF(x, 150)
        move = QMouseEvent(QEvent.Type.MouseMove, at, compared.mapToGlobal(at), Qt.MouseButton.NoButton,
                           Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier)  # fmt: skip
        QApplication.sendEvent(compared, move)
    QApplication.sendEvent(compared, QEvent(QEvent.Type.Leave))
    assert told == [(60, 45), (60, 45), (-1, -1)]


def test_a_double_click_goes_to_100_percent_and_back(view, tmp_path, qtbot) -> None:
    zooms: list[float] = []
    view.zoom_changed.connect(zooms.append)
    view.show_original(_plain(tmp_path, RED, 1600, 1200), "")
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 60))
    qtbot.mouseDClick(view, Qt.MouseButton.LeftButton, pos=QPoint(50, 60))
    assert zooms == pytest.approx([0.25, 1.0, 0.25])


def test_fit_stays_fit_and_another_zoom_stays_when_the_view_is_resized(view, tmp_path) -> None:
    zooms: list[float] = []
    view.show_original(_plain(tmp_path, RED, 1600, 1200), "")
    view.zoom_changed.connect(zooms.append)
    view.resize(800, 600)
    assert zooms == pytest.approx([0.5])
    view.zoom_actual()
    view.resize(400, 300)
    assert zooms == pytest.approx([0.5, 1.0])


def test_keys_zoom_and_pan(view, tmp_path, qtbot) -> None:
    view.show_original(_stripes(tmp_path, "s"), "")
    view.zoom_actual()
    fitted = _pixels(view)
    qtbot.keyClick(view, Qt.Key.Key_Plus)
    assert not np.array_equal(_pixels(view), fitted)
    qtbot.keyClick(view, Qt.Key.Key_Minus)
    np.testing.assert_array_equal(_pixels(view), fitted)
    for _ in range(12):
        qtbot.keyClick(view, Qt.Key.Key_Plus)
    before = _pixels(view)
    qtbot.keyClick(view, Qt.Key.Key_Right)
    np.testing.assert_array_equal(_pixels(view)[60:290, 10:320], before[60:290, 74:384])


def test_keys_of_other_alphabets_are_left_alone(compared) -> None:
    before = _pixels(compared)
    event = QKeyEvent(QEvent.Type.KeyPress, 0x416, Qt.KeyboardModifier.NoModifier, "\u0436")
    QApplication.sendEvent(compared, event)
    np.testing.assert_array_equal(_pixels(compared), before)


def test_zoom_ends_at_3200_percent(view, tmp_path) -> None:
    zooms: list[float] = []
    view.zoom_changed.connect(zooms.append)
    view.show_original(_plain(tmp_path, RED, 400, 300), "")
    for _ in range(40):
        view.zoom_in()
    assert max(zooms) == pytest.approx(32.0)
    for _ in range(80):
        view.zoom_out()
    assert 0 < min(zooms) < 1


def test_the_cursor_says_what_a_press_would_do(compared, qtbot) -> None:
    qtbot.mouseMove(compared, QPoint(200, 100))
    assert compared.cursor().shape() is Qt.CursorShape.SplitHCursor
    qtbot.mouseMove(compared, QPoint(50, 100))
    assert compared.cursor().shape() is Qt.CursorShape.OpenHandCursor
    qtbot.mousePress(compared, Qt.MouseButton.LeftButton, pos=QPoint(50, 100))
    assert compared.cursor().shape() is Qt.CursorShape.ClosedHandCursor
    qtbot.mouseRelease(compared, Qt.MouseButton.LeftButton, pos=QPoint(50, 100))
    assert compared.cursor().shape() is Qt.CursorShape.OpenHandCursor


def test_the_divider_can_be_taken_anywhere_within_16_pixels(compared, qtbot) -> None:
    qtbot.mousePress(compared, Qt.MouseButton.LeftButton, pos=QPoint(215, 40))
    qtbot.mouseMove(compared, QPoint(315, 40))
    qtbot.mouseRelease(compared, Qt.MouseButton.LeftButton, pos=QPoint(315, 40))
    assert _at(compared, 297, 250) == BLUE
    assert _at(compared, 303, 250) == GREEN


@pytest.mark.parametrize("mode", list(CompareMode))
def test_labels_stand_in_their_pane(mode, compared) -> None:
    compared.set_mode(mode)
    texts = _pixels(compared)[12:34].astype(int)
    white = (texts.min(axis=2) > 200).any(axis=0)
    assert white[:190].any()
    assert white[210:].any() == (mode in (CompareMode.SPLIT, CompareMode.SIDE_BY_SIDE))
