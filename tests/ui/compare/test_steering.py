"""Fingers, keys and lost files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import plan_levels, write_pixel_file
from sr_desktop.ui.compare import CompareMode, CompareView
from sr_desktop.ui.compare.pixel_source import PixelSource

SHIFT = Qt.KeyboardModifier.ShiftModifier


def _plain(folder: Path, grey: int, width: int = 120, height: int = 90) -> PixelFile:
    pixels = np.full((height, width, 3), grey, np.uint8)
    return write_pixel_file(Picture(pixels=pixels), folder / f"{grey}-{width}")


@pytest.fixture
def view(qtbot):
    view = CompareView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


def _grey(view: CompareView, x: int = 200, y: int = 250) -> int:
    return view.grab().toImage().pixelColor(x, y).red()


@pytest.fixture
def differing(view, tmp_path):
    view.show_original(_plain(tmp_path, 100, 40, 30), "Original")
    view.show_result(_plain(tmp_path, 100), _plain(tmp_path, 103), "Upscaled")
    view.set_mode(CompareMode.DIFFERENCE)
    return view


def test_the_difference_is_amplified_as_asked(differing) -> None:
    assert _grey(differing) == 12
    differing.set_difference_gain(10)
    assert _grey(differing) == 30
    for gain in (0, -1, 33):
        with pytest.raises(ValueError, match="amplified"):
            differing.set_difference_gain(gain)
    assert _grey(differing) == 30


def test_keys_amplify_the_difference_between_1_and_32_times(differing, qtbot) -> None:
    label = differing.grab(differing.rect().adjusted(0, 0, 0, -250)).toImage()
    qtbot.keyClick(differing, Qt.Key.Key_Up, SHIFT)
    assert _grey(differing) == 24
    assert differing.grab(differing.rect().adjusted(0, 0, 0, -250)).toImage() != label
    for _ in range(5):
        qtbot.keyClick(differing, Qt.Key.Key_Up, SHIFT)
    assert _grey(differing) == 96
    for _ in range(9):
        qtbot.keyClick(differing, Qt.Key.Key_Down, SHIFT)
    assert _grey(differing) == 3


def test_the_factor_stays_where_no_difference_is_shown(differing, qtbot) -> None:
    differing.set_mode(CompareMode.SPLIT)
    qtbot.keyClick(differing, Qt.Key.Key_Up, SHIFT)
    differing.set_mode(CompareMode.DIFFERENCE)
    assert _grey(differing) == 12


@pytest.fixture
def touch(view, qtbot):
    screen = QTest.createTouchDevice()
    qtbot.waitExposed(view)

    def step(**fingers: list[tuple[int, int]]) -> None:
        event = QTest.touchEvent(view, screen, False)
        number = 0
        for kind, points in fingers.items():
            for point in points:
                getattr(event, kind)(number, QPoint(*point), view)
                number += 1
        event.commit()

    return step


@pytest.fixture
def zooms(view, tmp_path):
    view.show_original(_plain(tmp_path, 100, 1600, 1200), "")
    told: list[float] = []
    view.zoom_changed.connect(told.append)
    return told


def test_two_fingers_zoom_by_as_much_as_they_part_and_carry_the_picture(view, zooms, touch) -> None:
    view.zoom_actual()
    touch(press=[(150, 150), (250, 150)])
    under_middle = view._viewport.to_grid(200, 150)
    for step in range(1, 6):
        touch(move=[(150 - step * 20, 150 + step * 4), (250 + step * 4, 150 + step * 4)])
    touch(release=[(50, 170), (270, 170)])
    assert zooms == sorted(zooms)
    assert zooms[-1] == pytest.approx(2.2)
    assert view._viewport.to_grid(160, 170) == pytest.approx(under_middle)


def test_fingers_come_and_go_without_a_leap(view, zooms, touch) -> None:
    view.zoom_actual()
    spot = view._viewport.to_grid(150, 150)
    touch(press=[(150, 150)])
    touch(move=[(150, 150)], press=[(250, 150)])
    touch(move=[(140, 150), (240, 150)])
    assert view._viewport.to_grid(140, 150) == pytest.approx(spot)
    touch(move=[(140, 150)], release=[(240, 150)])
    touch(move=[(140, 150)])
    assert view._viewport.to_grid(140, 150) == pytest.approx(spot)
    touch(move=[(110, 140)])
    assert view._viewport.to_grid(110, 140) == pytest.approx(spot)
    touch(release=[(110, 140)])
    assert zooms == pytest.approx([1.0])


def test_one_finger_moves_the_divider(view, differing, touch) -> None:
    differing.set_mode(CompareMode.SPLIT)
    assert (_grey(view, 190), _grey(view, 210)) == (103, 100)
    touch(press=[(200, 150)])
    touch(move=[(250, 150)])
    touch(move=[(300, 150)])
    touch(release=[(300, 150)])
    assert (_grey(view, 290), _grey(view, 310)) == (103, 100)


def test_a_double_tap_goes_to_100_percent_and_back(view, zooms, touch) -> None:
    for _ in range(4):
        touch(press=[(60, 60)])
        touch(release=[(60, 60)])
    assert zooms == pytest.approx([1.0, 0.25])


def test_two_strokes_are_no_double_tap(view, zooms, touch) -> None:
    for _ in range(2):
        touch(press=[(60, 60)])
        touch(move=[(160, 60)])
        touch(move=[(60, 60)])
        touch(release=[(60, 60)])
    assert zooms == []


def test_after_a_lost_result_the_original_can_be_seen_again(view, tmp_path) -> None:
    view.show_original(_plain(tmp_path, 100, 40, 30), "")
    lost = _plain(tmp_path, 200)
    Path(lost.path).unlink()
    view.show_result(lost, lost, "")
    assert _grey(view, 20, 40) != 100
    view.clear_result()
    assert _grey(view, 20, 40) == 100


def test_clearing_the_result_does_not_hide_that_the_original_is_lost(view, tmp_path) -> None:
    lost = _plain(tmp_path, 100, 40, 30)
    Path(lost.path).unlink()
    view.show_original(lost, "")
    sentence = view.grab().toImage()
    view.clear_result()
    assert view.grab().toImage() == sentence


@pytest.mark.parametrize("mode", list(CompareMode))
def test_of_a_huge_picture_only_what_is_visible_is_read(mode, view, tmp_path, monkeypatch) -> None:
    levels = plan_levels(20_000, 15_000)
    path = tmp_path / "huge"
    with path.open("wb") as file:
        file.truncate(levels[-1].offset + levels[-1].width * levels[-1].height * 4)
    huge = PixelFile(path=str(path), levels=tuple(levels), opaque=True)
    view.show_original(huge, "")
    view.show_result(huge, huge, "")
    view.set_mode(mode)
    read: list[int] = []
    part = PixelSource.part

    def counted(source, wished, level, kind):
        image, inside = part(source, wished, level, kind)
        read.append(image.width() * image.height())
        return image, inside

    monkeypatch.setattr(PixelSource, "part", counted)
    canvas = QImage(view.size(), QImage.Format.Format_RGB32)
    pictures = 2 if mode is CompareMode.DIFFERENCE else 1
    for zoom in (0.0, 0.011, 0.02, 0.3, 0.51, 1.0, 3.7, 32.0):
        view._zoom_to(zoom) if zoom else view.zoom_fit()
        read.clear()
        view.render(canvas)
        # At most two by two pixels of the right level for one of the screen's, and a border around each piece.
        assert 0 < sum(read) <= pictures * (2 * 400 + 8) * (2 * 300 + 16), zoom
