"""The form of a job: everything has a name and a place, follows language and theme, and fits."""

from __future__ import annotations

from itertools import pairwise

import pytest
from job_form_steps import VDSR, box, choose, line, spin, type_into
from PySide6.QtCore import QPoint, QPointF, Qt, QTranslator
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QWidget

from sr_desktop.ui.job_form import JobForm
from sr_desktop.ui.theme import ThemeChoice, apply_theme


def controls(form: JobForm) -> list[QWidget]:
    kinds = (QAbstractButton, QAbstractSpinBox, QComboBox, QLineEdit)
    found = [widget for kind in kinds for widget in form.findChildren(kind)]
    return [widget for widget in found if not isinstance(widget.parentWidget(), QAbstractSpinBox)]


def test_every_control_has_a_name_a_tip_and_a_place(form: JobForm) -> None:
    found = controls(form)
    assert len(found) > 90
    assert [widget for widget in found if not widget.accessibleName() or not widget.toolTip()] == []
    # Of buttons of which one is chosen, Tab visits one.
    others = [widget for widget in found if widget not in form.header.presets.buttons.values()]
    assert [widget for widget in others if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus] == []


def test_tab_goes_down_the_form(form: JobForm) -> None:
    form.activateWindow()
    form.show_preset("modern")
    spin(form, "optim.batch").setValue(8)
    form.header.presets.buttons["modern"].setFocus()
    QApplication.processEvents()
    heights: list[tuple[int, str]] = []
    seen: list[QWidget] = []
    for _ in range(200):
        widget = QApplication.focusWidget()
        if widget is None or widget in seen or not form.isAncestorOf(widget):
            break
        seen.append(widget)
        heights.append((widget.mapTo(form, QPoint(0, widget.height() // 2)).y(), widget.accessibleName()))
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    shown = [row for row in form.rows.values() if row.isVisible() and row.field.option.use != "card"]
    assert {row.editor.control for row in shown} <= set(seen)
    assert form.rows["optim.batch"].reset in seen
    assert form.advanced.heading in seen
    assert [(before, after) for before, after in pairwise(heights) if after[0] - before[0] <= -40] == []


def test_the_wheel_scrolls_and_changes_nothing_without_focus(form: JobForm) -> None:
    for control in (spin(form, "optim.batch"), box(form, "optim.loss")):
        control.clearFocus()
        middle = QPointF(control.rect().center())
        event = QWheelEvent(
            middle, control.mapToGlobal(middle), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(control, event)
    assert form.job() == VDSR


def test_a_press_on_a_name_goes_to_its_control(form: JobForm) -> None:
    form.activateWindow()
    QTest.mouseClick(form.rows["title"].name, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is line(form, "title")


def test_the_form_fits_a_narrow_panel(form: JobForm) -> None:
    type_into(line(form, "scales"), "1")
    assert form.minimumSizeHint().width() <= 270


class Reversed(QTranslator):
    """A language in which every word is written backwards."""

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's name
        return False

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        if context not in ("Job", "JobForm", "FieldRow", "PresetHeader"):
            return text
        assert text, "an empty text was sent to the translators"
        return text if "{" in text else text[::-1]


def test_the_language_can_change_at_any_time(form: JobForm, qapp: QApplication) -> None:
    choose(form, "optim.schedule", "step")
    spin(form, "optim.steps").setValue(1)
    spin(form, "optim.warmup").setValue(5)
    translator = Reversed()
    assert qapp.installTranslator(translator)
    try:
        QApplication.processEvents()
        assert form.rows["optim.lr"].name.text() == "etar gninraeL"
        assert form.rows["optim.lr"].editor.control.accessibleName() == "etar gninraeL"
        assert box(form, "optim.schedule").currentText() == "sporD"
        assert box(form, "optim.schedule").currentData() == "step"
        assert form.rows["optim.warmup"].problem.text() == "Allowed: 0 to under spetS."
        assert form.problem == "spets pu-mraW: Allowed: 0 to under spetS."
        assert spin(form, "data.patch").suffix() == " slexip"
        assert form.advanced.heading.text() == "decnavdA"
        assert form.header.presets.buttons["paper"].text() == "repaP"
    finally:
        qapp.removeTranslator(translator)
    QApplication.processEvents()
    assert form.rows["optim.lr"].name.text() == "Learning rate"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_icons_follow_the_theme(form: JobForm, qapp: QApplication, theme: ThemeChoice) -> None:
    spin(form, "seed").setValue(3)
    apply_theme(qapp, theme)
    try:
        shown = form.rows["seed"].reset.icon().pixmap(16, 16).toImage()
        dark = [
            shown.pixelColor(x, y).lightness() for x in range(16) for y in range(16) if shown.pixelColor(x, y).alpha() > 200
        ]
        assert dark
        assert (max(dark) < 128) == (theme == "light")
    finally:
        apply_theme(qapp, "light")
        qapp.setStyleSheet("")
