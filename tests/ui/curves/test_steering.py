"""Reading, zooming and moving by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from sr_desktop.ui.curves import CurvesView, XKind
from sr_desktop.ui.curves.pane import PlotPane


def _x(pane: PlotPane) -> tuple[float, float]:
    assert pane.plot.content is not None
    return pane.plot.content.wish.x.low, pane.plot.content.wish.x.high


def _at(pane: PlotPane, x: float, share: float = 0.5) -> QPoint:
    frame = pane.plot.surface.frame
    assert frame is not None
    return QPoint(round(frame.pixel_x(x)), round(frame.rect.top() + share * frame.rect.height()))


def _wheel(pane: PlotPane, at: QPoint, notches: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    surface, place = pane.plot.surface, QPointF(at)
    event = QWheelEvent(place, surface.mapToGlobal(place), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
                        modifiers, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(surface, event)


def test_hovering_reads_values_in_both_plots(shown: CurvesView, qtbot) -> None:
    qtbot.mouseMove(shown.first.plot.surface, _at(shown.first, 42))
    first, second = shown.first.plot.surface.readout, shown.second.plot.surface.readout
    assert first is not None
    assert second is not None
    assert first.title.startswith("Step 42 ")
    assert first.rows[0].value == f"{1 / 42:.4g}"
    assert [(row.x, row.value) for row in second.rows] == [(50, "34.00 dB")]
    QApplication.sendEvent(shown.first.plot.surface, QEvent(QEvent.Type.Leave))
    assert shown.second.plot.surface.readout is None


def test_the_wheel_zooms_both_plots_around_the_mouse(shown: CurvesView) -> None:
    assert not shown.toolbar.reset_button.isEnabled()
    _wheel(shown.second, _at(shown.second, 60), 5)
    assert _x(shown.first) == _x(shown.second)
    low, high = _x(shown.first)
    assert 0 < low < 60 < high < 100
    assert (60 - low) / (high - low) == pytest.approx(0.6, abs=0.02)
    shown.toolbar.reset_button.click()
    shown.redraw_now()
    assert _x(shown.first) == pytest.approx((-1, 101))


def test_the_range_of_values_follows_what_is_seen_until_it_is_zoomed(shown: CurvesView) -> None:
    assert shown.first.plot.content is not None
    before = shown.first.plot.content.y
    _wheel(shown.first, _at(shown.first, 100), 8)
    assert shown.first.plot.content.y.high < before.high - 1
    _wheel(shown.first, _at(shown.first, 90), 3, Qt.KeyboardModifier.ControlModifier)
    shown.redraw_now()
    zoomed = shown.first.plot.content.y
    _wheel(shown.first, _at(shown.first, 100), -20)
    assert shown.first.plot.content.y == zoomed
    assert not shown.second.plot.is_zoomed


def test_dragging_zooms_into_a_rectangle_and_a_double_click_shows_everything(shown: CurvesView, qtbot) -> None:
    surface = shown.first.plot.surface
    qtbot.mousePress(surface, Qt.MouseButton.LeftButton, pos=_at(shown.first, 20, 0.2))
    _drag(surface, _at(shown.first, 60, 0.7), Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=_at(shown.first, 60, 0.7))
    assert _x(shown.first) == pytest.approx((20, 60), abs=0.3)
    assert shown.first.plot.is_zoomed
    qtbot.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=_at(shown.first, 40))
    shown.redraw_now()
    assert _x(shown.first) == pytest.approx((-1, 101))
    assert not shown.first.plot.is_zoomed


def test_dragging_with_the_right_button_moves(shown: CurvesView, qtbot) -> None:
    _wheel(shown.first, _at(shown.first, 50), 5)
    low, _ = _x(shown.first)
    surface = shown.first.plot.surface
    qtbot.mousePress(surface, Qt.MouseButton.RightButton, pos=QPoint(400, 100))
    _drag(surface, QPoint(300, 100), Qt.MouseButton.RightButton)
    qtbot.mouseRelease(surface, Qt.MouseButton.RightButton, pos=QPoint(300, 100))
    assert _x(shown.first)[0] > low + 1


def _drag(surface, to: QPoint, button: Qt.MouseButton) -> None:
    place = QPointF(to)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        surface.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        button,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(surface, event)


def test_the_keyboard_goes_from_point_to_point_and_zooms(shown: CurvesView, qtbot) -> None:
    surface = shown.second.plot.surface
    surface.setFocus()
    for key, step in ((Qt.Key.Key_Left, 100), (Qt.Key.Key_Left, 75), (Qt.Key.Key_Left, 50), (Qt.Key.Key_Right, 75)):
        qtbot.keyClick(surface, key)
        assert surface.readout is not None
        assert surface.readout.place == step
    assert "35.50 dB" in surface.accessibleName()
    qtbot.keyClick(surface, Qt.Key.Key_Plus)
    assert _x(shown.second)[0] > 0
    before = _x(shown.second)[0]
    qtbot.keyClick(surface, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert _x(shown.second)[0] < before
    qtbot.keyClick(surface, Qt.Key.Key_Home)
    shown.redraw_now()
    assert _x(shown.second) == pytest.approx((-1, 101))


def test_another_bottom_axis_shows_everything_again(shown: CurvesView) -> None:
    _wheel(shown.first, _at(shown.first, 60), 5)
    shown.set_x_kind(XKind.TIME)
    shown.redraw_now()
    assert _x(shown.first) == pytest.approx((-0.5, 50.5))
