"""The view of filters and atoms: which weights it takes, and what it says without them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from classical_lessons import learn_a_little, save_lesson
from fake_client import FakeClient
from PySide6.QtGui import QImage
from source_tree import ROOT

from sr_desktop.controllers.bench.atoms import BenchmarkAtoms
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.errors import BadCheckpoint, SrError
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.benchmark.atoms_view import AtomsView

SRCNN = str(ROOT / "resources" / "weights" / "srcnn_x2.safetensors")


@pytest.fixture
def cards(tmp_path) -> dict[str, ModelCard]:
    path = save_lesson(tmp_path / "sparse.safetensors", "sparse", learn_a_little("sparse", tmp_path))
    return {
        "srcnn": ModelCard(id="srcnn", title="SRCNN", arch="srcnn", scales=(2.0,), files=(SRCNN,)),
        "sparse": ModelCard(id="sparse", title="Sparse coding", arch="sparse", scales=(2.0,), files=(str(path),)),
    }


@pytest.fixture
def failures() -> list[SrError]:
    return []


@pytest.fixture
def begin(qtbot, desktop: Desktop, client: FakeClient, failures):
    """The view over a list of models; the desktop gives its background calls and its catalog."""

    def start(*cards: ModelCard) -> AtomsView:
        desktop.catalog.cards = cards
        view = AtomsView()
        qtbot.addWidget(view)
        reporter = SimpleNamespace(fail=failures.append, mention=lambda error: pytest.fail(str(error)))
        parts: Any = SimpleNamespace(catalog=desktop.catalog, calls=desktop.calls, reporter=reporter)
        BenchmarkAtoms(view, cast(Context, parts))
        return view

    return start


def _image(view: AtomsView) -> QImage:
    return view.filters._image


def test_both_mosaics_are_shown(qtbot, begin, cards) -> None:
    view = begin(*cards.values())
    qtbot.waitUntil(lambda: not _image(view).isNull())
    assert not view._pictures.isHidden()
    assert view._hint.isHidden()
    assert (_image(view).width(), _image(view).height()) == (81, 81)
    assert not view.atoms._image.isNull()
    view.resize(700, 600)
    drawn = view.grab().toImage()
    assert not drawn.isNull()
    assert view.network_box.isHidden()


def test_without_weights_it_says_what_is_missing(begin, cards) -> None:
    for present in ((), (cards["srcnn"],), (cards["sparse"],), (replace(cards["srcnn"], scales=(3.0,)), cards["sparse"])):
        view = begin(*present)
        assert view._pictures.isHidden()
        assert not view._hint.isHidden()
        assert "SRCNN" in view._hint.text()


def test_another_network_can_be_chosen(qtbot, begin, cards, tmp_path) -> None:
    other = tmp_path / "other.safetensors"
    other.write_bytes(Path(SRCNN).read_bytes())
    view = begin(*cards.values(), replace(cards["srcnn"], id="mine", title="Mine", files=(str(other),)))
    qtbot.waitUntil(lambda: not _image(view).isNull())
    assert not view.network_box.isHidden()
    assert [view.network_box.itemText(row) for row in range(2)] == ["SRCNN", "Mine"]
    first = _image(view).cacheKey()
    view.network_box.setCurrentIndex(1)
    qtbot.waitUntil(lambda: _image(view).cacheKey() != first)


def test_damaged_weights_are_told(qtbot, begin, cards, failures, tmp_path) -> None:
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(Path(SRCNN).read_bytes()[:-10])
    view = begin(replace(cards["srcnn"], files=(str(broken),)), cards["sparse"])
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], BadCheckpoint)
    assert view._pictures.isHidden()


def test_a_list_without_the_network_takes_the_pictures_away(qtbot, begin, cards, desktop: Desktop) -> None:
    view = begin(*cards.values())
    qtbot.waitUntil(lambda: not _image(view).isNull())
    desktop.catalog.cards = (cards["sparse"],)
    desktop.catalog.changed.emit()
    assert view._pictures.isHidden()
