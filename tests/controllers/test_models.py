"""The Models page: models come in, are described, exported and thrown away."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from fake_client import CARDS, FakeClient
from foreign_files import compact_state, save_pth
from nets import save_net
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox

import sr_desktop.controllers.bench.parts  # noqa: F401 - the window loads it in the background, slowly on a busy machine
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.archs import srcnn
from sr_desktop.core.export.messages import ModelExported
from sr_desktop.core.foreign.errors import ModelEmpty, ModelIsWebPage
from sr_desktop.core.foreign.messages import AddingEnded, AddingModel, ModelAdded, refusal
from sr_desktop.core.messages.base import Message
from sr_desktop.core.messages.measure import MeasureModel, ModelMeasured
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.protocol import ListModels, Working, encode
from sr_desktop.core.upscaling.speed import Speed
from sr_desktop.jobs.launch import Launch
from sr_desktop.paths import models_dir
from sr_desktop.ui.models.edit_dialog import ModelEditDialog
from sr_desktop.ui.models.page import ModelsPage

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
_FAKE = Path(__file__).resolve().parents[1] / "fake_says.py"
Says = Callable[..., None]


@pytest.fixture
def page(desktop: Desktop, client: FakeClient) -> ModelsPage:
    client.be_ready()
    desktop.window.show_page("models")
    found = desktop.window.findChild(ModelsPage)
    assert found is not None
    return found


@pytest.fixture
def says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Says:
    """Let the processes say these events; with `waits` they go on until they are ended."""

    def prepare(*events: Message, waits: bool = False) -> None:
        lines = tmp_path / "lines"
        lines.write_text("".join(encode(event) for event in events), encoding="utf-8")
        arguments = (str(_FAKE), str(lines), *(("wait",) if waits else ()))
        launch = Launch(program=sys.executable, arguments=arguments, environment=dict(os.environ))
        monkeypatch.setattr("sr_desktop.controllers.models.adding.launch_adding", lambda files: launch)
        monkeypatch.setattr("sr_desktop.controllers.models.keeping.launch_export", lambda model, path, scale: launch)

    return prepare


def _drop(desktop: Desktop, *paths: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    take = desktop.window._entries["models"].take_drop
    assert take is not None
    take(mime)


def _own_card() -> ModelCard:
    """A model in the user's folder, with its file."""
    path = save_net(models_dir(), srcnn.SPEC, scales=(2.0,), model="mine")
    return ModelCard(
        id="mine",
        title="Mine",
        arch="srcnn",
        architecture="SRCNN",
        scales=(2.0,),
        source="user",
        files=(str(path),),
        licence="MIT",
        commercial="yes",
        is_network=True,
    )


# --- adding ------------------------------------------------------------------------------------------------------------


def test_a_dropped_model_is_read_and_looked_at(
    desktop: Desktop, client: FakeClient, page: ModelsPage, says: Says, qtbot
) -> None:
    card = _own_card()
    says(
        AddingModel(path="/x/4x_net.pth", number=1, count=1),
        ModelAdded(path="/x/4x_net.pth", file=card.files[0], title="Mine", architecture="SRCNN", scale=2),
        AddingEnded(added=1, failed=0),
    )
    before = client.count(ListModels)
    _drop(desktop, "/x/4x_net.pth")
    assert page.strip.isVisible()
    qtbot.waitUntil(lambda: client.count(ListModels) > before, timeout=30_000)
    client.tell_models((*CARDS, card))
    assert page.current == "mine"
    assert not page.strip.isVisible()
    assert not page.banner.isVisible()


def test_what_is_no_model_is_said_in_the_banner(desktop: Desktop, page: ModelsPage, says: Says, qtbot) -> None:
    bad = Path("/x/page.pth")
    says(
        AddingModel(path=str(bad), number=1, count=1),
        refusal(bad, ModelIsWebPage(path=str(bad))),
        AddingEnded(added=0, failed=1),
    )
    _drop(desktop, str(bad))
    qtbot.waitUntil(page.banner.isVisible, timeout=30_000)
    assert "is a web page and no model" in page.banner.message


def test_many_refusals_are_one_banner(desktop: Desktop, page: ModelsPage, says: Says, qtbot) -> None:
    paths = [Path("/x/a.pth"), Path("/x/b.pth")]
    says(*(refusal(path, ModelEmpty(path=str(path))) for path in paths), AddingEnded(added=0, failed=2))
    _drop(desktop, *(str(path) for path in paths))
    qtbot.waitUntil(page.banner.isVisible, timeout=30_000)
    assert page.banner.message == "2 files are not taken as models."
    assert "a.pth" in page.banner.accessibleName()
    assert "b.pth" in page.banner.accessibleName()


def test_adding_can_be_stopped(desktop: Desktop, page: ModelsPage, says: Says, qtbot) -> None:
    says(AddingModel(path="/x/slow.pth", number=1, count=2), waits=True)
    _drop(desktop, "/x/slow.pth", "/x/other.pth")
    qtbot.waitUntil(lambda: "slow.pth" in page.strip._say(), timeout=30_000)
    page.strip.cancel_button.click()
    qtbot.waitUntil(lambda: not page.strip.isVisible(), timeout=30_000)
    assert not page.banner.isVisible()


def test_closing_the_window_ends_the_reading(desktop: Desktop, page: ModelsPage, says: Says, qtbot) -> None:
    says(AddingModel(path="/x/slow.pth", number=1, count=1), waits=True)
    _drop(desktop, "/x/slow.pth")
    qtbot.waitUntil(lambda: "slow.pth" in page.strip._say(), timeout=30_000)
    desktop.window.close()


def test_the_real_process_adds_a_model(desktop: Desktop, client: FakeClient, page: ModelsPage, tmp_path: Path, qtbot) -> None:
    before = client.count(ListModels)
    _drop(desktop, str(save_pth(tmp_path / "4x_net.pth", compact_state())))
    qtbot.waitUntil(lambda: client.count(ListModels) > before, timeout=120_000)
    (kept,) = models_dir().glob("*.safetensors")
    assert read_info(kept).origin == "4x_net.pth"


# --- what can be done with which ------------------------------------------------------------------------------------------


def _allowed(desktop: Desktop) -> dict[str, bool]:
    actions = desktop.window.actions_of
    named = {
        "edit": actions.model_edit,
        "export": actions.model_export,
        "reveal": actions.model_reveal,
        "delete": actions.model_delete,
    }
    return {name: action.isEnabled() for name, action in named.items()}


def test_only_own_models_are_renamed_and_deleted(desktop: Desktop, client: FakeClient, page: ModelsPage) -> None:
    desktop.catalog.refresh()
    client.tell_models((*CARDS, _own_card()))
    page.list.setCurrentRow(2)
    assert not any(_allowed(desktop).values())
    page.list.setCurrentRow(3)
    assert _allowed(desktop) == {"edit": False, "export": False, "reveal": True, "delete": True}
    page.list.setCurrentRow(0)
    assert all(_allowed(desktop).values())
    desktop.window.show_page("upscale")
    assert not any(_allowed(desktop).values())


def test_the_card_tells_the_licence(desktop: Desktop, client: FakeClient, page: ModelsPage) -> None:
    desktop.catalog.refresh()
    client.tell_models((_own_card(),))
    shown = [label.text() for label in page.details._values if label.isVisible()]
    assert "MIT · commercial use allowed" in shown
    assert "SRCNN" in shown


# --- measuring ----------------------------------------------------------------------------------------------------------


def test_a_measured_speed_is_said_and_shown(desktop: Desktop, client: FakeClient, page: ModelsPage) -> None:
    card = _looked_at(desktop, client, page)
    action = desktop.window.actions_of.model_measure
    action.trigger()
    request = client.last(MeasureModel)
    assert request.model == "mine"
    assert page.measuring_strip.isVisible()
    assert not action.isEnabled()
    before = client.count(ListModels)
    client.answered.emit(Working(request=request.request, done=1, total=4, seconds_left=None))
    client.answered.emit(
        ModelMeasured(request=request.request, model="mine", device="cpu", precision="fp32", megapixels_per_s=1.234)
    )
    assert "1.23 megapixels" in desktop.window.status.sentence
    assert client.count(ListModels) == before + 1
    assert not page.measuring_strip.isVisible()
    speed = Speed(model="mine", device="cpu", precision="fp32", megapixels_per_s=1.234, seconds=1.0)
    client.tell_models((replace(card, speeds=(speed,)),))
    assert action.isEnabled()
    assert "1.23 megapixels of result a second on cpu (fp32)" in [label.text() for label in page.details._values]


def test_measuring_can_be_stopped(desktop: Desktop, client: FakeClient, page: ModelsPage) -> None:
    _looked_at(desktop, client, page)
    desktop.window.actions_of.model_measure.trigger()
    page.measuring_strip.cancel_button.click()
    assert client.cancelled == [client.last(MeasureModel).request]
    assert not page.measuring_strip.isVisible()
    assert desktop.window.actions_of.model_measure.isEnabled()


# --- keeping ------------------------------------------------------------------------------------------------------------


def _looked_at(desktop: Desktop, client: FakeClient, page: ModelsPage) -> ModelCard:
    card = _own_card()
    desktop.catalog.refresh()
    client.tell_models((*CARDS, card))
    page.list.setCurrentRow(0)
    return card


def test_a_model_is_renamed_in_its_file(desktop: Desktop, client: FakeClient, page: ModelsPage, qtbot) -> None:
    card = _looked_at(desktop, client, page)
    desktop.window.actions_of.model_edit.trigger()
    dialog = desktop.window.findChild(ModelEditDialog)
    assert dialog is not None
    dialog.licence.setCurrentText("CC-BY-NC-4.0")
    assert dialog.commercial.currentData() == "no"
    dialog.title.setText("Better name")
    before = client.count(ListModels)
    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).click()
    qtbot.waitUntil(lambda: client.count(ListModels) > before, timeout=30_000)
    info = read_info(Path(card.files[0]))
    assert (info.title, info.licence, info.commercial, info.model) == ("Better name", "CC-BY-NC-4.0", "no", "mine")


def test_a_model_without_a_name_is_not_saved(desktop: Desktop, client: FakeClient, page: ModelsPage) -> None:
    _looked_at(desktop, client, page)
    desktop.window.actions_of.model_edit.trigger()
    dialog = desktop.window.findChild(ModelEditDialog)
    assert dialog is not None
    dialog.title.setText("  ")
    assert not dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Save).isEnabled()
    dialog.reject()


def test_a_deleted_model_is_in_the_trash(desktop: Desktop, client: FakeClient, page: ModelsPage, qtbot) -> None:
    card = _looked_at(desktop, client, page)
    desktop.window.actions_of.model_delete.trigger()
    box = QApplication.activeModalWidget() or desktop.window.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    before = client.count(ListModels)
    next(button for button in box.buttons() if "trash" in button.text()).click()
    qtbot.waitUntil(lambda: client.count(ListModels) > before, timeout=30_000)
    assert not Path(card.files[0]).exists()


@pytest.mark.parametrize("works", [True, False])
def test_an_export_tells_how_it_went(
    desktop: Desktop, client: FakeClient, page: ModelsPage, says: Says, qtbot, works: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    _looked_at(desktop, client, page)
    if works:
        says(ModelExported(model="mine", path="/x/mine.onnx", difference=2e-6))
    else:
        says(Failed(code="nothing_to_export", message="m", hint="h", values={"model": "Mine"}, traceback=""))
    monkeypatch.setattr(
        "sr_desktop.controllers.models.keeping.ask_export_target", lambda parent, proposal, answer: answer(f"{proposal}.onnx")
    )
    desktop.window.actions_of.model_export.trigger()
    if works:
        qtbot.waitUntil(lambda: "mine.onnx is written" in desktop.window.status.sentence, timeout=30_000)
    else:
        qtbot.waitUntil(page.banner.isVisible, timeout=30_000)
        assert page.banner.message == "Mine has no network that could be exported."
