"""A job, its network's options, and what a person does in its form, for the form's tests."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit

from sr_desktop.core.training.job import DataOptions, JobSpec
from sr_desktop.core.training.net_field import NetField
from sr_desktop.ui.job_form import JobForm

VDSR = JobSpec(name="mine", arch="vdsr", data=DataOptions(folders=("T91",)), net={"depth": 5})
DEPTH = NetField(name="depth", label="Depth", help="Layers.", kind="int", default=20, least=2, most=64)
RESIDUAL = NetField(name="residual", label="Residual", help="Add the input.", kind="bool", default=True)
NET = (DEPTH, RESIDUAL)
SCALE = NetField(name="scale", label="Scale", help="Factor.", kind="int", default=4, least=2, most=4)


def line(form: JobForm, path: str) -> QLineEdit:
    control = form.rows[path].editor.control
    assert isinstance(control, QLineEdit)
    return control


def spin(form: JobForm, path: str) -> QDoubleSpinBox:
    control = form.rows[path].editor.control
    assert isinstance(control, QDoubleSpinBox)
    return control


def box(form: JobForm, path: str) -> QComboBox:
    control = form.rows[path].editor.control
    assert isinstance(control, QComboBox)
    return control


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text) if text else QTest.keyClick(field, Qt.Key.Key_Delete)


def choose(form: JobForm, path: str, value: str) -> None:
    field = box(form, path)
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())
