"""The form of a new opinion test."""

from __future__ import annotations

import pytest

from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.mos.study_form import StudyForm

CARDS = (
    ModelCard(id="bicubic", title="Bicubic", arch="bicubic", any_scale=True),
    ModelCard(id="srresnet", title="SRResNet", arch="srresnet", scales=(4.0,), files=("/m/a",)),
)


@pytest.fixture
def form(qtbot) -> StudyForm:
    form = StudyForm()
    qtbot.addWidget(form)
    form.begin(CARDS, ("srresnet",), Protocol())
    return form


def test_it_says_what_is_missing(form: StudyForm) -> None:
    assert not form.create_button.isEnabled()
    form.pictures.add(["/p/a.png", "/p/a.png", "/p/b.png"])
    assert form.create_button.isEnabled()
    assert form.wish.pictures == ("/p/a.png", "/p/b.png")
    assert "6 pictures" in form._summary.text()


def test_a_model_without_the_scale_cannot_be_chosen(form: StudyForm) -> None:
    assert form.wish.methods == ("HR", "bicubic", "srresnet")
    form.scales.buttons[2].click()
    assert form.wish.methods == ("HR", "bicubic")
    form.scales.buttons[4].click()
    assert "srresnet" in form.wish.methods


def test_an_example_is_no_picture_to_rate(form: StudyForm) -> None:
    form.pictures.add(["/p/a.png"])
    form.examples.add(["/p/a.png", "/p/c.png"])
    assert form.wish.calibration == ("/p/c.png",)
