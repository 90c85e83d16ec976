"""The form of a job: nothing is lost, what is wrong is said at once, presets can be left and come back to."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from job_form_steps import NET, SCALE, VDSR, box, choose, line, spin, type_into
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QScrollArea

from sr_desktop.core.errors import BadJob
from sr_desktop.core.training.job import DataOptions, JobSpec, OptimOptions
from sr_desktop.core.training.job_file import read_job
from sr_desktop.ui.job_form import JobForm

JOBS = sorted((Path(__file__).resolve().parents[3] / "trainer" / "jobs").glob("*.toml"))


# --- values -----------------------------------------------------------------------------------------------------------


def test_every_ready_job_comes_back_as_it_was(qapp: QApplication) -> None:
    form = JobForm(VDSR)
    ready = {path.stem: read_job(path) for path in JOBS}
    assert len(ready) > 20
    for opened in (False, True):
        form.advanced.heading.setChecked(opened)
        for name, job in ready.items():
            form.set_job(job)
            assert (form.job(), form.problem) == (job, ""), name
    form.deleteLater()


def test_every_field_of_a_job_has_a_row_or_is_the_pages(form: JobForm) -> None:
    shown = set(form.rows) | {"data.root", "data.folders"}
    for table, kind in (("", JobSpec), ("data.", DataOptions), ("optim.", OptimOptions)):
        names = {field.name for field in dataclasses.fields(kind)} - {"data", "optim", "gan"}
        assert {table + name for name in names} <= shown
    assert {"net.depth", "net.residual", "gan.content"} <= shown


def test_edits_of_each_kind_of_control_are_in_the_job(form: JobForm) -> None:
    seen: list[None] = []
    form.changed.connect(lambda: seen.append(None))
    spin(form, "optim.batch").setValue(8)
    type_into(line(form, "optim.lr"), "2e-4")
    type_into(line(form, "scales"), "2, 3")
    type_into(line(form, "title"), "Mine")
    choose(form, "optim.loss", "l2")
    checks = [form.rows[name].editor.control for name in ("data.augment", "net.residual")]
    for check in checks:
        assert isinstance(check, QCheckBox)
        QTest.mouseClick(check, Qt.MouseButton.LeftButton, pos=QPoint(8, check.height() // 2))
    form.put("data.folders", ("BSDS400",))
    job = form.job()
    assert (job.optim.batch, job.optim.lr, job.scales, job.title, job.optim.loss) == (8, 2e-4, (2, 3), "Mine", "l2")
    assert (job.data.augment, job.data.folders) == (False, ("BSDS400",))
    assert job.net == {"depth": 5, "residual": False}
    assert len(seen) >= 8


def test_numbers_keep_their_exact_value(form: JobForm) -> None:
    job = dataclasses.replace(VDSR, seed=2**32 - 1, optim=OptimOptions(lr=0.1 + 0.2, lr_last=1e-7, steps=796_800))
    form.set_job(job, net=NET)
    assert (line(form, "optim.lr").text(), line(form, "optim.lr_last").text()) == ("0.30000000000000004", "1e-7")
    assert spin(form, "seed").value() == 2**32 - 1
    assert form.job() == job


def test_showing_a_job_is_no_change(form: JobForm) -> None:
    seen: list[None] = []
    form.changed.connect(lambda: seen.append(None))
    form.set_job(dataclasses.replace(VDSR, seed=5, scales=(3,)), net=NET)
    assert seen == []


def test_devices_are_offered_and_an_absent_one_is_kept(form: JobForm) -> None:
    form.set_devices(("auto", "cpu", "cuda:0"))
    assert [box(form, "device").itemData(index) for index in range(3)] == ["auto", "cpu", "cuda:0"]
    form.set_job(dataclasses.replace(VDSR, device="cuda:7"), net=NET)
    assert box(form, "device").currentData() == "cuda:7"
    choose(form, "device", "cuda:0")
    assert form.job().device == "cuda:0"


# --- networks ---------------------------------------------------------------------------------------------------------


def test_options_of_the_network_follow_the_network(form: JobForm) -> None:
    assert spin(form, "net.depth").value() == 5
    assert form.rows["net"].isHidden()
    wide = dataclasses.replace(VDSR, arch="new", net={"heads": 4, "kind": "a"})
    form.set_job(wide)
    assert "net.depth" not in form.rows
    assert line(form, "net").text() == 'heads = 4, kind = "a"'
    type_into(line(form, "net"), "heads = 8")
    assert form.job().net == {"heads": 8}
    type_into(line(form, "net"), "heads = ")
    assert not form.is_valid


def test_a_network_for_one_scale_shows_its_scale_once(form: JobForm) -> None:
    job = dataclasses.replace(VDSR, arch="srresnet", scales=(4,), net={"scale": 4})
    form.set_job(job, net=(SCALE,))
    assert form.rows["net.scale"].isHidden()
    type_into(line(form, "scales"), "2")
    assert form.job().net == {"scale": 2}
    type_into(line(form, "scales"), "2, 3")
    assert form.rows["scales"].problem.text() == "Allowed: one factor with this network, 2 to 4."


def test_gan_options_are_shown_for_their_recipe_only(form: JobForm) -> None:
    assert form.groups["gan"].isHidden()
    form.set_job(dataclasses.replace(VDSR, arch="srresnet", recipe="srgan", scales=(4,), net={}))
    assert not form.groups["gan"].isHidden()
    assert form.rows["gan.vgg"].isHidden()
    choose(form, "gan.content", "vgg22")
    assert not form.rows["gan.vgg"].isHidden()


def test_fields_without_effect_are_hidden(form: JobForm) -> None:
    assert form.rows["optim.step_every"].isHidden()
    assert not form.rows["optim.lr_floor"].isHidden()
    choose(form, "optim.schedule", "step")
    assert not form.rows["optim.step_every"].isHidden()
    assert form.rows["optim.lr_floor"].isHidden()
    for method, shown in (("sgd", True), ("adam", False), ("muon", False)):
        choose(form, "optim.method", method)
        assert form.rows["optim.momentum"].isHidden() is not shown


# --- problems ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "sentence"),
    [
        ("optim.lr", "fast", "Allowed: over 0, at most 100."),
        ("optim.lr", "0", "Allowed: over 0, at most 100."),
        ("scales", "1", "Allowed: 2 to 8."),
        ("scales", "", "Allowed: 2 to 8."),
        ("name", "my model", "Allowed: letters, digits, - and _."),
        ("save_every", "-1", "Allowed: over 0 seconds."),
        ("data.low", "a, b", "Allowed: one folder for each of data.folders (1), or none."),
    ],
)
def test_what_is_not_allowed_is_said_at_once(form: JobForm, path: str, text: str, sentence: str) -> None:
    told: list[str] = []
    form.problem_changed.connect(told.append)
    type_into(line(form, path), text)
    row = form.rows[path]
    assert (row.problem.text(), row.problem.isHidden(), form.is_valid) == (sentence, False, False)
    assert form.problem.endswith(sentence)
    assert form.problem.startswith(row.name.text())
    assert told[-1] == form.problem
    assert row.editor.control.accessibleDescription() == sentence
    with pytest.raises(BadJob):
        form.job()
    row.reset.click()
    assert (row.problem.isHidden(), form.is_valid, form.problem, told[-1]) == (True, True, "", "")


def test_a_number_cannot_leave_its_bounds(form: JobForm) -> None:
    patch = spin(form, "data.patch")
    assert (patch.minimum(), patch.maximum()) == (8, 1024)
    patch.setValue(5000)
    assert form.job().data.patch == 1024


def test_a_problem_names_the_other_field_as_the_form_does(form: JobForm) -> None:
    spin(form, "optim.steps").setValue(100)
    spin(form, "optim.warmup").setValue(100)
    assert form.rows["optim.warmup"].problem.text() == "Allowed: 0 to under Steps."
    spin(form, "optim.steps").setValue(101)
    assert form.is_valid


def test_a_problem_in_the_folded_part_unfolds_it(panel: QScrollArea) -> None:
    form = JobForm(dataclasses.replace(VDSR, optim=OptimOptions(warmup=500)))
    panel.setWidget(form)
    panel.show()
    assert "optim.warmup" not in form.rows
    spin(form, "optim.steps").setValue(400)
    assert form.advanced.heading.isChecked()
    assert form.rows["optim.warmup"].problem.isVisible()


def test_a_problem_of_a_field_that_the_page_shows_counts_too(form: JobForm) -> None:
    form.put("data.folders", ())
    assert form.problem == "Folders: Allowed: one folder of pictures or more."


def test_what_the_trainer_found_is_said_until_the_next_edit(form: JobForm) -> None:
    form.point_out("optim.start", "weights of the same network {as} here")
    assert form.rows["optim.start"].problem.text() == "Allowed: weights of the same network {as} here."
    assert not form.is_valid
    spin(form, "seed").setValue(9)
    assert form.is_valid


# --- presets ----------------------------------------------------------------------------------------------------------


def test_marks_say_what_differs_from_the_preset(form: JobForm) -> None:
    form.set_job(dataclasses.replace(VDSR, seed=7), preset=VDSR, net=NET)
    assert [path for path, row in form.rows.items() if row.is_marked] == ["seed"]
    spin(form, "optim.batch").setValue(8)
    row = form.rows["optim.batch"]
    assert row.is_marked
    assert row.name.property("role") == "changed"
    assert row.reset.toolTip() == "Back to the preset: 64"
    spin(form, "optim.batch").setValue(64)
    assert not row.is_marked


def test_one_field_is_reset_by_its_button_and_keeps_the_focus(form: JobForm) -> None:
    type_into(line(form, "optim.lr"), "oh no")
    row = form.rows["optim.lr"]
    row.reset.setFocus()
    QTest.keyClick(row.reset, Qt.Key.Key_Space)
    assert (line(form, "optim.lr").text(), form.job()) == ("0.001", VDSR)
    assert QApplication.focusWidget() is line(form, "optim.lr")


def test_all_fields_are_reset_at_once_but_not_the_pages(form: JobForm) -> None:
    form.put("data.folders", ("mine",))
    form.put("net.depth", 9)
    type_into(line(form, "scales"), "x")
    assert form.header.reset_all.isVisible()
    form.header.reset_all.click()
    assert form.job() == dataclasses.replace(VDSR, data=DataOptions(folders=("mine",)))
    assert not form.header.reset_all.isVisible()


def test_presets_are_wished_and_shown(form: JobForm) -> None:
    wished: list[str] = []
    form.preset_wanted.connect(wished.append)
    for key in ("paper", "modern", "quick"):
        form.header.presets.buttons[key].click()
    form.show_preset("paper", ("paper", "modern"))
    assert wished == ["paper", "modern", "quick"]
    states = {key: (button.isChecked(), button.isEnabled()) for key, button in form.header.presets.buttons.items()}
    assert states == {"paper": (True, True), "modern": (False, True), "quick": (False, False)}
    form.show_preset("")
    assert not any(button.isChecked() for button in form.header.presets.buttons.values())


def test_a_path_is_asked_for_and_put(form: JobForm) -> None:
    asked: list[str] = []
    form.browse_wanted.connect(asked.append)
    button = form.rows["optim.start"].editor.controls()[1]
    assert isinstance(button, QAbstractButton)
    button.click()
    assert asked == ["optim.start"]
    form.put("optim.start", "weights.safetensors")
    assert line(form, "optim.start").text() == "weights.safetensors"
    assert form.job().optim.start == "weights.safetensors"
