"""The view as users meet it: by pixels, mouse, keyboard, language and theme."""

from __future__ import annotations

import csv
import io
import math
import time

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QRectF, Qt, QTranslator
from PySide6.QtGui import QColor, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSlider, QToolButton
from run_events import add_steps

from sr_desktop.core.runs.log import RunLog
from sr_desktop.core.runs.table import csv_of
from sr_desktop.ui.curves import CurvesView, PlotKind, ShownRun
from sr_desktop.ui.curves.legend import LegendButton
from sr_desktop.ui.curves.palette import COLOURS
from sr_desktop.ui.curves.pane import PlotPane
from sr_desktop.ui.theme import DARK, LIGHT, Theme, apply_theme


def _is_drawn(view: CurvesView) -> bool:
    # The panes take turns: one timer begins them, another one brings the next.
    return not view._timer.isActive() and not view._turn.isActive()


def _colours(view: CurvesView) -> set[str]:
    image = view.first.plot.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}


def _is_near(a: QColor, b: QColor) -> bool:
    return all(abs(mine - other) < 80 for mine, other in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))


# --- what is there ------------------------------------------------------------------------------------------------


def test_before_training_an_invitation_is_shown(view: CurvesView, log: RunLog) -> None:
    view.redraw_now()
    assert not view.first.isVisible()
    view.show_runs([ShownRun(name="one", log=RunLog())])
    view.redraw_now()
    assert not view.first.isVisible()
    view.show_runs([ShownRun(name="one", log=log)])
    view.redraw_now()
    assert view.first.isVisible()


def test_a_high_view_has_two_plots_and_a_low_one_has_one(shown: CurvesView) -> None:
    assert shown.second.isVisible()
    shown.resize(900, 400)
    assert not shown.second.isVisible()
    shown.toolbar.two_button.click()
    assert shown.second.isVisible()


def test_a_plot_that_gets_room_later_is_as_high_as_the_other(qapp, log: RunLog, qtbot) -> None:
    view = CurvesView()
    qtbot.addWidget(view)
    view.setMinimumSize(300, 200)
    view.resize(900, 400)
    view.show()
    view.show_runs([ShownRun(name="one", log=log)])
    qtbot.waitUntil(lambda: view.first.isVisible() and not view.second.isVisible())
    view.resize(900, 560)
    qtbot.waitUntil(lambda: view.second.isVisible() and abs(view.first.height() - view.second.height()) < 40)


def test_the_curve_is_painted_in_its_colour_over_its_values(shown: CurvesView) -> None:
    shown.toolbar.slider.setValue(0)
    shown.redraw_now()
    image, frame = shown.first.plot.grab().toImage(), shown.first.plot.surface.frame
    assert frame is not None
    for step in (10, 40, 90):
        column = round(frame.pixel_x(step))
        rows = [y for y in range(image.height()) if _is_near(image.pixelColor(column, y), QColor(COLOURS["light"][0]))]
        assert rows
        assert abs(sum(rows) / len(rows) - frame.pixel_y(math.log10(1 / step))) < 3


def test_only_plots_with_values_are_offered(shown: CurvesView, gan_log: RunLog) -> None:
    assert not shown.first.kind_buttons[PlotKind.DISCRIMINATOR].isVisible()
    shown.show_runs([ShownRun(name="gan", log=gan_log)])
    shown.redraw_now()
    shown.first.kind_buttons[PlotKind.DISCRIMINATOR].click()
    shown.redraw_now()
    assert shown.first.kind is PlotKind.DISCRIMINATOR
    assert [button.text() for button in shown.first.legend.buttons] == ["D(real)", "D(fake)"]
    assert not shown.first.log_button.isVisible()


def test_a_name_hides_and_shows_its_curve(shown: CurvesView, gan_log: RunLog) -> None:
    shown.show_runs([ShownRun(name="gan", log=gan_log)])
    shown.redraw_now()
    shown.first.legend.buttons[1].click()
    shown.redraw_now()
    assert shown.first.plot.content is not None
    assert [stroke.series.metric.name for stroke in shown.first.plot.content.strokes] == [
        "discriminator",
        "content",
        "adversarial",
    ]
    shown.first.legend.buttons[1].click()
    shown.redraw_now()
    assert len(shown.first.plot.content.strokes) == 4


def test_several_runs_have_names_and_colours(shown: CurvesView, log: RunLog, gan_log: RunLog) -> None:
    assert not shown.run_legend.isVisible()
    shown.show_runs([ShownRun(name="plain", log=log), ShownRun(name="gan", log=gan_log)])
    shown.redraw_now()
    assert [button.text() for button in shown.run_legend.buttons] == ["plain", "gan"]
    shown.run_legend.buttons[0].click()
    shown.redraw_now()
    assert shown.first.plot.content is not None
    assert {stroke.style.colour for stroke in shown.first.plot.content.strokes} == {COLOURS["light"][1]}


def test_smoothing_and_the_logarithm_can_be_chosen(shown: CurvesView) -> None:
    content = shown.first.plot.content
    assert content is not None
    assert content.wish.log
    assert content.wish.weight == pytest.approx(0.9)
    shown.toolbar.slider.setValue(40)
    shown.first.log_button.click()
    shown.redraw_now()
    content = shown.first.plot.content
    assert (content.wish.log, content.wish.weight) == (False, pytest.approx(0.99))
    with pytest.raises(ValueError, match="psnr"):
        shown.second.set_log(True)


# --- speed --------------------------------------------------------------------------------------------------------


def _count_drawings(view: CurvesView, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    drawings: list[float] = []
    draw = PlotPane.show_scene

    def counting(pane: PlotPane, *args, **options) -> None:
        if pane is view.first:
            drawings.append(time.monotonic())
        draw(pane, *args, **options)

    monkeypatch.setattr(PlotPane, "show_scene", counting)
    return drawings


def test_growing_curves_are_drawn_at_most_twenty_times_a_second(shown: CurvesView, log: RunLog, qtbot, monkeypatch) -> None:
    drawings = _count_drawings(shown, monkeypatch)
    began, step = time.monotonic(), 100
    while time.monotonic() - began < 0.5:
        step += 1
        add_steps(log, step, step)
        shown.refresh()
        QApplication.processEvents()
    qtbot.waitUntil(lambda: _is_drawn(shown))
    assert 2 <= len(drawings) <= 11
    assert shown.first.plot.content is not None
    assert shown.first.plot.content.strokes[0].series.curve.steps[-1] == step
    assert shown.first.plot.content.wish.x.high > step


def test_nothing_is_drawn_while_nobody_looks(shown: CurvesView, log: RunLog, qtbot, monkeypatch) -> None:
    shown.hide()
    drawings = _count_drawings(shown, monkeypatch)
    add_steps(log, 101, 110)
    shown.refresh()
    qtbot.wait(120)
    assert drawings == []
    shown.show()
    qtbot.waitUntil(lambda: bool(drawings))
    assert shown.first.plot.content is not None
    assert shown.first.plot.content.wish.x.high > 110


def test_a_million_points_are_drawn_by_few(shown: CurvesView) -> None:
    log = RunLog()
    add_steps(log, 1, 3)
    curve = log.losses["l1"]
    for step in range(4, 120_000):
        curve.add(step, 1.0 + step % 7)
    shown.show_runs([ShownRun(name="long", log=log)])
    shown.redraw_now()
    assert shown.first.plot.content is not None
    (stroke,) = shown.first.plot.content.strokes
    assert len(stroke.x) <= 4 * shown.first.plot.chart.plot_width + 1


# --- files --------------------------------------------------------------------------------------------------------


def test_the_csv_file_holds_every_number(shown: CurvesView) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(csv_of([(run.name, run.log) for run in shown.seen_runs])))))
    assert len(rows) == 100
    assert [float(row["loss_l1"]) for row in rows] == pytest.approx([1 / step for step in range(1, 101)], rel=1e-6)
    measured = {row["step"]: row["psnr_validation_x2"] for row in rows if row["psnr_validation_x2"]}
    assert measured == {"25": "32", "50": "34", "75": "35.5", "100": "35.25"}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_for_print_and_the_screen_stays_as_it_is(shown: CurvesView, qapp, theme) -> None:
    apply_theme(qapp, theme)
    shown.redraw_now()
    before = shown.grab().toImage()
    image = QImage.fromData(shown.to_png(), "png")
    assert image.width() == 2 * shown.first.plot.width()
    assert image.height() > 2 * (shown.first.plot.height() + shown.second.plot.height())
    assert image.pixelColor(3, 3).name() == LIGHT.panel
    colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 3) for y in range(image.height())}
    assert COLOURS["light"][0] in colours
    QApplication.processEvents()
    assert shown.grab().toImage() == before


def test_the_drawing_can_be_read_and_names_what_it_shows(shown: CurvesView) -> None:
    data = shown.to_svg()
    renderer = QSvgRenderer(data)
    assert renderer.isValid()
    text = data.decode()
    assert "PSNR" in text
    assert "Bicubic" in text
    assert text.count("<polyline") + text.count("<path") > 10
    assert "<image" not in text


def test_a_drawing_of_a_part_shows_nothing_beyond_its_edges(shown: CurvesView) -> None:
    surface = shown.first.plot.surface
    surface.rectangle_wanted.emit(QRectF(surface.frame.pixel(20, -0.5), surface.frame.pixel(60, -1.5)).normalized())
    shown.to_svg()
    content = shown.first.plot.content
    assert content is not None
    drawn = [curve.getData() for curve in shown.first.plot.chart._curves]
    assert len(drawn) == 2
    for x, y in drawn:
        assert content.wish.x.low - 1e-9 <= np.nanmin(x) <= np.nanmax(x) <= content.wish.x.high + 1e-9
        assert content.y.low - 1e-9 <= np.nanmin(y) <= np.nanmax(y) <= content.y.high + 1e-9


def test_saving_is_asked_for(shown: CurvesView, qtbot) -> None:
    for kind, action in shown.toolbar.save_actions.items():
        with qtbot.waitSignal(shown.save_wanted) as wanted:
            action.trigger()
        assert wanted.args == [kind]


# --- theme, language, accessibility -------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_theme_is_followed(shown: CurvesView, qapp, qtbot, theme: Theme) -> None:
    apply_theme(qapp, "dark" if theme is LIGHT else "light")
    shown.redraw_now()
    apply_theme(qapp, theme.name)
    qtbot.waitUntil(lambda: _is_drawn(shown))
    colours = _colours(shown)
    other = LIGHT if theme is DARK else DARK
    assert {theme.panel, COLOURS[theme.name][0]} <= colours
    assert other.panel not in colours
    assert QColor(COLOURS[other.name][0]).name() not in colours


class _Marked(QTranslator):
    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context, source, disambiguation=None, n=-1) -> str:
        return f"«{source}»" if context in ("Curves", "CurvesView", "CurvesToolbar", "PlotPane", "PlotSurface") else ""


def test_the_language_is_followed(shown: CurvesView, qapp, qtbot) -> None:
    translator = _Marked()
    QCoreApplication.installTranslator(translator)
    QApplication.processEvents()
    qtbot.waitUntil(lambda: _is_drawn(shown))
    tools = [shown.first.kind_buttons[PlotKind.LOSS], shown.first.log_button, shown.toolbar.save_button]
    try:
        assert [button.text() for button in tools] == ["«Loss»", "«Log»", "«Save»"]
        assert shown.toolbar.x_box.itemText(1) == "«Epochs»"
        assert [button.text() for button in shown.second.legend.buttons] == ["«Validation» ×2"]
        assert shown.second.plot.content is not None
        assert shown.second.plot.content.levels[0].text.startswith("«Bicubic»")
        assert shown.first.plot.surface.accessibleDescription().startswith("«Curves. Left")
        assert "«Loss»" in shown.to_svg().decode()
    finally:
        QCoreApplication.removeTranslator(translator)
    QApplication.processEvents()
    assert tools[0].text() == "Loss"


def test_everything_has_a_name_and_can_be_reached_by_the_keyboard(shown: CurvesView, gan_log: RunLog, log: RunLog) -> None:
    shown.show_runs([ShownRun(name="plain", log=log), ShownRun(name="gan", log=gan_log)])
    shown.redraw_now()
    controls = [each for kind in (QAbstractButton, QComboBox, QSlider) for each in shown.findChildren(kind)]
    assert len([each for each in controls if isinstance(each, LegendButton)]) >= 5
    assert len([each for each in controls if isinstance(each, QToolButton)]) >= 15
    assert [each for each in controls if not each.accessibleName() or not each.toolTip()] == []
    reachable = [*controls, shown.first.plot.surface, shown.second.plot.surface]
    assert [each for each in reachable if not each.focusPolicy() & Qt.FocusPolicy.TabFocus] == []
    seen, widget = set(), shown.nextInFocusChain()
    while widget is not shown:
        seen.add(widget)
        widget = widget.nextInFocusChain()
    assert set(reachable) <= seen


def test_a_view_hidden_between_two_turns_is_whole_when_it_is_seen_again(qtbot, view: CurvesView, log: RunLog) -> None:
    view.show_runs([ShownRun(name="one", log=log)])
    qtbot.waitUntil(view._turn.isActive, timeout=5000)
    view.hide()
    view.show()
    qtbot.waitUntil(lambda: _is_drawn(view), timeout=5000)
    for pane in (view.first, view.second):
        assert pane.updatesEnabled()
        assert pane.plot.surface.content is not None
