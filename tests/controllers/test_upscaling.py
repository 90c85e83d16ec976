"""From a picture to a result, and everything that may come between."""

from __future__ import annotations

from pathlib import Path

import pytest
from fake_client import FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.protocol import ImageUpscaled, ListModels, RequestCancelled, SaveResult, UpscaleImage
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.size import TargetSize


def run(desktop: Desktop) -> None:
    desktop.window.actions_of.upscale.trigger()


def said(desktop: Desktop) -> str:
    return desktop.window.status.sentence


def test_nothing_can_be_started_without_a_picture(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    actions = desktop.window.actions_of
    assert not actions.upscale.isEnabled()
    assert not actions.save.isEnabled()
    assert not actions.cancel.isEnabled()
    desktop.upscaling.run()
    assert client.count(UpscaleImage) == 0


def test_a_run_asks_for_what_is_chosen(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    request = client.last(UpscaleImage)
    assert (request.model, request.size) == ("srcnn", TargetSize(kind="scale", value=3.0))
    assert (request.device, request.precision, request.tile) == ("auto", "auto", 0)
    assert not opened.window.actions_of.upscale.isEnabled()
    assert opened.window.actions_of.cancel.isEnabled()


def test_progress_is_told_in_numbers(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.work(7, 28, 75.2)
    assert opened.window.status._numbers.text() == "25 % · tile 7 of 28 · 1 min 15 s left"
    assert opened.window.status.cancel_button.isVisible()


def test_after_the_last_tile_the_view_is_made(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.work(28, 28, 0.0)
    status = opened.window.status
    assert status._numbers.text() == "Getting the view ready"
    assert (status._bar.minimum(), status._bar.maximum()) == (0, 0)
    assert status.cancel_button.isVisible()


def test_the_result_is_shown_and_can_be_saved(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish()
    assert opened.upscaling.result is not None
    assert opened.window.actions_of.save.isEnabled()
    assert said(opened) == "SRCNN ×3: 120 × 90 in 1.5 s (CPU, fp32, 256 px tiles, 0.0072 MP/s). Not saved yet."
    assert not opened.window.status.cancel_button.isVisible()


def test_what_did_not_go_as_it_began_is_told(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish(notes=(Note(template="The precision {precision} gave no numbers.", values={"precision": "fp16"}),))
    assert opened.page.banner.message == "The precision fp16 gave no numbers."
    assert opened.upscaling.result is not None


def test_cancel_asks_nothing_and_drops_the_answer(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    request = client.last(UpscaleImage)
    opened.window.actions_of.cancel.trigger()
    assert client.cancelled == [request.request]
    assert said(opened) == "Cancelled."
    assert opened.window.actions_of.upscale.isEnabled()
    client.answered.emit(RequestCancelled(request=request.request))
    assert said(opened) == "Cancelled."


def test_a_cancelled_run_leaves_the_earlier_result(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish()
    earlier = opened.upscaling.result
    run(opened)
    second = client.last(UpscaleImage)
    opened.window.actions_of.cancel.trigger()
    client.answered.emit(RequestCancelled(request=second.request))
    assert opened.upscaling.result is earlier
    assert opened.window.actions_of.save.isEnabled()


def test_a_late_result_is_not_shown_and_not_saved_as_the_earlier_one(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish()
    run(opened)
    second = client.last(UpscaleImage)
    opened.window.actions_of.cancel.trigger()
    client.finish(second)
    assert opened.upscaling.result is None
    assert not opened.window.actions_of.save.isEnabled()


def test_another_model_ends_the_run(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    stale = client.last(UpscaleImage)
    opened.page.models.buttons["bicubic"].click()
    assert client.cancelled == [stale.request]
    assert "another model" in said(opened)
    run(opened)
    assert client.last(UpscaleImage).model == "bicubic"
    client.finish(stale)
    assert opened.upscaling.running
    assert opened.upscaling.result is None


def test_another_size_ends_the_run(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    stale = client.last(UpscaleImage)
    opened.page.size_section.factors.buttons[2].click()
    assert client.cancelled == [stale.request]
    run(opened)
    assert client.last(UpscaleImage).size == TargetSize(kind="scale", value=2.0)


def test_another_picture_ends_the_run(opened: Desktop, client: FakeClient, tmp_path: Path) -> None:
    run(opened)
    opened.pictures.open_all([tmp_path / "dog.png"])
    assert client.cancelled == [client.last(UpscaleImage).request]
    assert not opened.upscaling.running


def test_a_failed_run_says_what_failed(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.fail(client.last(UpscaleImage), "out_of_memory", device="cuda:0")
    assert opened.page.banner.message == "There is not enough memory for this picture on cuda:0."
    assert opened.page.banner.isVisible()
    assert not opened.upscaling.running


def test_a_crash_is_one_sentence_and_the_window_goes_on(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish()
    run(opened)
    client.crash()
    assert opened.page.banner.message.startswith("The engine stopped unexpectedly (ended by SIGKILL)")
    assert not opened.upscaling.running
    assert opened.upscaling.result is None
    assert opened.pictures.picture is not None
    client.be_ready()
    run(opened)
    client.finish()
    assert opened.upscaling.result is not None


def test_an_engine_that_was_restarted_has_no_result_to_save(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish()
    client.be_ready()
    assert not opened.window.actions_of.save.isEnabled()


def test_the_new_size_is_told_beforehand(opened: Desktop) -> None:
    assert opened.page.size_section._said.text() == "40 × 30 → 120 × 90 (0.0 MP)"


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("width", 20.0, "40 x 30 pixels cannot be upscaled by the factor 0.5; it must be over 1 and at most 16."),
        ("scale", 1.0, "40 x 30 pixels cannot be upscaled by the factor 1; it must be over 1 and at most 16."),
    ],
)
def test_an_impossible_size_is_told_and_cannot_be_started(opened: Desktop, kind, value, sentence) -> None:
    section = opened.page.size_section
    section.set_target(TargetSize(kind=kind, value=value))
    section.changed.emit(section.target)
    assert section._said.text() == sentence
    assert section._said.property("role") == "error"
    assert not opened.window.actions_of.upscale.isEnabled()


def test_every_kind_of_size_can_be_wished(opened: Desktop, client: FakeClient, qtbot) -> None:
    section = opened.page.size_section
    section.factors.buttons[0].click()
    outcomes = {}
    for kind, value in (("width", 100), ("at_least", 100), ("print", 2.54), ("megapixels", 0.03)):
        section.kind.setCurrentIndex(section.kind.findData(kind))
        section.kind.activated.emit(section.kind.currentIndex())
        section.value.setValue(value)
        assert section.dpi.isVisible() == (kind == "print")
        outcomes[kind] = section._said.text()
    assert outcomes == {
        "width": "40 × 30 → 100 × 75 (0.0 MP)",
        "at_least": "40 × 30 → 160 × 120 (0.0 MP)",
        "print": "40 × 30 → 300 × 225 (0.1 MP)",
        "megapixels": "40 × 30 → 200 × 150 (0.0 MP)",
    }


def test_the_dots_of_a_print_are_asked_for_and_remembered(opened: Desktop, client: FakeClient, settings) -> None:
    section = opened.page.size_section
    section._emit(TargetSize(kind="print", value=2.54), free=True)
    section.dpi.setValue(150)
    assert section._said.text() == "40 × 30 → 150 × 113 (0.0 MP)"
    run(opened)
    assert client.last(UpscaleImage).size == TargetSize(kind="print", value=2.54, dpi=150.0)
    assert (settings.size_kind, settings.size_value, settings.size_dpi) == ("print", 2.54, 150.0)


def test_the_ensemble_says_what_it_costs_and_is_asked_for(opened: Desktop, client: FakeClient, settings) -> None:
    box = opened.page.run_form.ensemble
    assert "8 times" in box.text()
    box.click()
    run(opened)
    assert client.last(UpscaleImage).ensemble
    assert settings.ensemble == "on"
    box.click()
    assert settings.ensemble == "off"


def test_models_that_cannot_be_used_are_grey_and_say_why(opened: Desktop) -> None:
    broken = opened.page.models.buttons["broken"]
    assert not broken.isEnabled()
    assert "It is cut short." in broken.accessibleName()


def test_a_card_shows_the_measurement_of_the_chosen_scale(opened: Desktop) -> None:
    card = opened.page.models.buttons["srcnn"]
    assert card._score.text() == "Set5 ×3: 32.6 dB"
    opened.page.size_section.factors.buttons[2].click()
    assert card._score.text() == "Set5 ×2: 36.5 dB"


def test_a_model_that_is_gone_gives_way_to_one_that_is_there(desktop: Desktop, client: FakeClient, settings) -> None:
    settings.model = "vanished"
    client.be_ready()
    assert desktop.page.models.buttons["bicubic"].isChecked()
    assert settings.model == "vanished"


def test_a_list_of_models_that_was_asked_before_the_newest_is_dropped(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    desktop.catalog.refresh()
    old = client.last(ListModels)
    desktop.catalog.refresh()
    assert client.last(ListModels) is not old
    client.tell_models(())
    assert desktop.catalog.cards == ()


def test_choices_are_remembered(opened: Desktop, settings) -> None:
    opened.page.models.buttons["bicubic"].click()
    opened.page.size_section.factors.buttons[4].click()
    assert (settings.model, settings.size_kind, settings.size_value) == ("bicubic", "scale", 4.0)


def test_answers_to_nobody_change_nothing(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    request = client.last(UpscaleImage)
    client.finish()
    result = opened.upscaling.result
    client.finish(request)
    assert opened.upscaling.result is result


def test_closing_ends_the_run_and_the_engine(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    opened.window.close()
    assert client.closed
    assert not opened.upscaling.running


def test_saving_waits_for_its_answer(opened: Desktop, client: FakeClient) -> None:
    run(opened)
    client.finish()
    opened.window.actions_of.save.trigger()
    opened.window.actions_of.save.trigger()
    assert client.count(SaveResult) == 1


def test_labels_follow_the_language(opened: Desktop, client: FakeClient, look) -> None:
    run(opened)
    client.finish()
    assert isinstance(opened.upscaling.result.upscaled, ImageUpscaled)
    look.set_language("zh_CN")
    assert opened.page.compare._scene.result_label == "放大后，SRCNN ×3"
    assert said(opened).endswith("尚未保存。")
