"""A picture of the Benchmark page beside its truth."""

from __future__ import annotations

from fake_client import CARDS, FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.messages.truth import CompareWithTruth
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.panes import TruthPanes

MORE = tuple(
    ModelCard(id=name, title=name.upper(), arch="vdsr", scales=(2.0,), any_scale=True, files=("/m",)) for name in "abcde"
)


def _page(desktop: Desktop, client: FakeClient) -> tuple[BenchmarkPage, TruthPanes]:
    client.be_ready((*CARDS, *MORE))
    desktop.window.show_page("benchmark")
    page = desktop.window.findChild(BenchmarkPage)
    view = page.findChild(TruthPanes)
    assert page.tabs.indexOf(view) >= 0
    return page, view


def test_a_picture_that_is_opened_is_compared_by_the_pages_protocol(desktop: Desktop, client: FakeClient) -> None:
    page, view = _page(desktop, client)
    assert "double click" in view.grid.accessibleName()
    page.picture_wanted.emit("/sets/Set5/bird.png", 3, ["bicubic", "srcnn"])
    request = client.last(CompareWithTruth)
    assert (request.path, request.scale, request.models) == ("/sets/Set5/bird.png", 3, ("srcnn",))
    assert request.protocol == page.protocol.protocol == Protocol()
    assert page.tabs.currentWidget() is view


def test_of_many_models_the_first_four_are_shown_and_others_can_be_chosen(desktop: Desktop, client: FakeClient) -> None:
    page, view = _page(desktop, client)
    page.picture_wanted.emit("/sets/Set5/bird.png", 2, ["bicubic", "srcnn", "a", "b", "c", "d"])
    assert client.last(CompareWithTruth).models == ("srcnn", "a", "b", "c")
    offered = {action.data(): action for action in view.toolbar.models_button.menu().actions()}
    assert [model for model, action in offered.items() if action.isChecked()] == ["srcnn", "a", "b", "c"]
    assert not offered["d"].isEnabled()
    offered["a"].trigger()
    assert client.last(CompareWithTruth).models == ("srcnn", "b", "c")
    offered = {action.data(): action for action in view.toolbar.models_button.menu().actions()}
    offered["d"].trigger()
    assert client.last(CompareWithTruth).models == ("srcnn", "b", "c", "d")
