"""The cards of step 2."""

from __future__ import annotations

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.upscale.model_section import ModelButton

LONG = "as its authors published it; ask them before you pass it on"


def _button(qtbot, title: str, licence: str) -> ModelButton:
    button = ModelButton(ModelCard(id="net", title=title, arch="srcnn", scales=(2.0, 3.0, 4.0), licence=licence))
    qtbot.addWidget(button)
    return button


def test_no_licence_makes_a_card_wider_than_its_place(qtbot) -> None:
    plain, wordy = _button(qtbot, "SRCNN", "MIT"), _button(qtbot, "SRCNN", LONG)
    assert wordy.minimumSizeHint().width() <= max(280, plain.minimumSizeHint().width())
    assert LONG in wordy.toolTip()


def test_a_licence_leaves_room_for_the_name(qtbot) -> None:
    wordy = _button(qtbot, "SRCNN 9-1-5", LONG)
    wordy.resize(280, wordy.sizeHint().height())
    wordy.layout().activate()
    assert wordy._title.width() >= wordy._title.sizeHint().width()
    assert wordy._facts.width() > 0
    assert wordy._facts.geometry().right() <= wordy.width()
