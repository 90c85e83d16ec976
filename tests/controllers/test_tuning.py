"""What "automatic" stands for, on the Settings page."""

from __future__ import annotations

from dataclasses import replace

from fake_client import FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.protocol import RequestCancelled
from sr_desktop.core.tuning.choice import Asked, Choice, Tuned
from sr_desktop.core.tuning.messages import ModelTuned, TuneModel
from sr_desktop.ui.choices import RunChoices
from sr_desktop.ui.settings.page import SettingsPage


def settings_page(desktop: Desktop) -> SettingsPage:
    desktop.window.show_page("settings")
    page = desktop.window.findChild(SettingsPage)
    assert page is not None
    return page


def _tuned(scale: float, tile: int = 192) -> Tuned:
    choice = Choice(
        asked=Asked(weights="0f", arch="srcnn"), versions={}, backend="torch", device="cpu", precision="bf16", tile=tile,
        megapixels_per_s=1.4,
    )  # fmt: skip
    return Tuned(scale=scale, choice=choice)


def _answer(client: FakeClient, *found: Tuned) -> None:
    request = client.last(TuneModel)
    client.answered.emit(ModelTuned(request=request.request, model=request.model, found=found))


def test_what_was_chosen_before_is_told_and_asked_again_for_other_wishes(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    page = settings_page(desktop)
    assert not client.last(TuneModel).anew
    _answer(client)
    assert "nothing was measured yet" in page.tuning.text
    desktop.preferences.set_run(RunChoices(device="cpu", precision="fp32", tile=128))
    request = client.last(TuneModel)
    assert (request.device, request.precision, request.tile, request.anew) == ("cpu", "fp32", 128, False)
    _answer(client, _tuned(2.0), _tuned(3.0))
    assert page.tuning.text.splitlines()[0] == "SRCNN: CPU, bf16, 192 px tiles, 1.4 MP/s"


def test_measuring_again_shows_its_result_for_each_network(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    page = settings_page(desktop)
    page.tuning.button.click()
    assert client.last(TuneModel).anew
    assert not page.tuning.button.isEnabled()
    assert page.tuning.strip.isVisibleTo(page)
    _answer(client, _tuned(2.0), _tuned(3.0, tile=320))
    assert page.tuning.button.isEnabled()
    assert page.tuning.text.splitlines()[:2] == [
        "SRCNN ×2: CPU, bf16, 192 px tiles, 1.4 MP/s",
        "SRCNN ×3: CPU, bf16, 320 px tiles, 1.4 MP/s",
    ]


def test_where_there_was_no_time_to_compare_it_says_so(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    page = settings_page(desktop)
    found = _tuned(2.0)
    _answer(client, replace(found, choice=replace(found.choice, compared=False)))
    assert "too busy" in page.tuning.text.splitlines()[-1]


def test_measuring_can_be_stopped(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    page = settings_page(desktop)
    page.tuning.button.click()
    number = client.last(TuneModel).request
    page.tuning.strip.cancel_button.click()
    assert page.tuning.button.isEnabled()
    client.answered.emit(RequestCancelled(request=number))
    assert page.tuning.button.isEnabled()
    assert client.last(TuneModel).request != number, "what is known now is asked for"


def test_what_runs_in_one_way_says_so(desktop: Desktop, client: FakeClient) -> None:
    client.be_ready()
    page = settings_page(desktop)
    page.tuning.button.click()
    _answer(client)
    assert "nothing to choose" in page.tuning.text
