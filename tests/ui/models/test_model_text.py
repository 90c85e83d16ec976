"""What the window says of a model's making and of its colours."""

from __future__ import annotations

import dataclasses

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.training_story import TrainingStory
from sr_desktop.ui.models import text as model_text

_FIRST = TrainingStory(job="vdsr", recipe="supervised", folders=("T91", "BSDS400"), steps=30_000, device="cpu", seconds=7200.0)
_SECOND = dataclasses.replace(_FIRST, folders=("T91",), steps=2_000, seconds=600.0, before=_FIRST)


def test_a_training_tells_of_those_before_it() -> None:
    assert model_text.training(_FIRST) == "30,000 steps on cpu in 2 h 0 min"
    assert model_text.training(_SECOND) == "2,000 steps on cpu in 10 min 0 s, after 30,000 in 2 h 0 min"
    third = dataclasses.replace(_SECOND, steps=50, before=_SECOND)
    assert model_text.training(third).endswith("after 32,000 in 2 h 10 min")
    assert third.all_folders == ("T91", "BSDS400")


def test_what_nobody_timed_has_no_time() -> None:
    untimed = dataclasses.replace(_FIRST, seconds=0.0)
    assert model_text.training(dataclasses.replace(_SECOND, before=untimed)) == "2,000 steps on cpu in 10 min 0 s, after 30,000"


def test_colours_are_told_of_where_they_were_measured() -> None:
    card = ModelCard(id="one", title="One", arch="vdsr")
    assert model_text.colour_shift(card) == ""
    assert model_text.colour_shift(dataclasses.replace(card, colour_shift=0.0)) == "kept within 0 of 255"
    assert model_text.colour_shift(dataclasses.replace(card, colour_shift=37.88)) == "kept within 37.88 of 255"
