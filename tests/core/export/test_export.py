"""Models for other programs answer there as here."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
import safetensors
import torch
from foreign_files import compact_state, save_pth, swinir_net
from nets import save_net
from safetensors.torch import load_file

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.errors import OutputExists
from sr_desktop.core.export.errors import ExportDiffers, ExportNeedsPackages, NothingToExport, WhichScale
from sr_desktop.core.export.export import TOLERANCE, ExportWish, export_model
from sr_desktop.core.foreign.architectures import registry
from sr_desktop.core.foreign.messages import ModelAdded
from sr_desktop.core.foreign.reader import answer_for
from sr_desktop.core.models.catalog import BICUBIC, ModelFolders, list_models
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.model_card import ModelCard


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process nothing may be limited for good."""
    monkeypatch.setattr("sr_desktop.core.foreign.reader.limit_this_process", lambda size: None)
    monkeypatch.setattr("sr_desktop.core.foreign.reader.leave_at", lambda seconds, farewell: None)
    monkeypatch.setattr(torch, "set_num_threads", lambda count: None)


def _card(folder: Path) -> ModelCard:
    (card,) = [each for each in list_models(ModelFolders(shipped=folder / "none", user=folder)) if each.source == "user"]
    assert card.problem is None
    return card


def _foreign(folder: Path, state: dict[str, torch.Tensor]) -> ModelCard:
    models = folder / "models"
    models.mkdir()
    answer = answer_for(save_pth(folder / "net.pth", state), models / "net.safetensors")
    assert isinstance(answer, ModelAdded), answer
    return _card(models)


SPECS = {
    "srcnn": (srcnn.SPEC, None, (2.0,)),
    "vdsr": (vdsr.SPEC, vdsr.VdsrConfig(depth=4), (2.0, 3.0)),
    "srresnet": (srresnet.SPEC, srresnet.SrresnetConfig(scale=2, blocks=2, width=8), (2.0,)),
}


@pytest.mark.parametrize("name", SPECS)
def test_our_networks_as_onnx_take_any_size(tmp_path, name: str) -> None:
    onnx, runtime = pytest.importorskip("onnx"), pytest.importorskip("onnxruntime")
    spec, config, scales = SPECS[name]
    weights = save_net(tmp_path, spec, scales=scales, config=config)
    path = tmp_path / "net.onnx"
    done = export_model(_card(tmp_path), ExportWish(path=path))
    assert (done.path, done.difference <= TOLERANCE) == (str(path), True)
    facts = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    assert (facts["title"], facts["licence"]) == (spec.title, "MIT")
    session = runtime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    picture = np.random.default_rng(1).random((1, spec.channels, 31, 45), dtype=np.float32)
    (answer,) = session.run(None, {session.get_inputs()[0].name: picture})
    wanted = load_net(weights).module(torch.from_numpy(picture)).numpy()
    assert np.abs(answer - wanted).max() <= TOLERANCE


@pytest.mark.usefixtures("no_limits")
def test_a_network_with_windows_says_which_sizes_it_takes(tmp_path) -> None:
    onnx, runtime = pytest.importorskip("onnx"), pytest.importorskip("onnxruntime")
    card = _foreign(tmp_path, dict(swinir_net().state_dict()))
    path = tmp_path / "net.onnx"
    export_model(card, ExportWish(path=path))
    facts = {entry.key: entry.value for entry in onnx.load(path).metadata_props}
    side = 5 * int(facts["sides_are_multiples_of"])
    session = runtime.InferenceSession(path.read_bytes(), providers=["CPUExecutionProvider"])
    picture = np.random.default_rng(1).random((1, 3, side, side), dtype=np.float32)
    (answer,) = session.run(None, {"rgb": picture})
    wanted = load_net(Path(card.files[0])).module(torch.from_numpy(picture)).numpy()
    assert np.abs(answer - wanted).max() <= TOLERANCE


@pytest.mark.usefixtures("no_limits")
def test_a_foreign_network_as_safetensors_is_what_its_own_programs_know(tmp_path) -> None:
    state = compact_state()
    path = tmp_path / "net.safetensors"
    export_model(_foreign(tmp_path, state), ExportWish(path=path))
    kept = load_file(path)
    assert {name: tensor.shape for name, tensor in kept.items()} == {name: tensor.shape for name, tensor in state.items()}
    found = registry().load(dict(kept))
    assert found.architecture.id == "Compact"
    with safetensors.safe_open(path, framework="pt") as file:
        assert file.metadata()["format"] == "pt"


def test_our_network_as_safetensors_is_its_weights_by_name(tmp_path) -> None:
    weights = save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    path = tmp_path / "out" / "net.safetensors"
    path.parent.mkdir()
    assert export_model(_card(tmp_path), ExportWish(path=path)).difference == 0.0
    module = srcnn.SPEC.build(srcnn.SrcnnConfig())
    module.load_state_dict(load_file(path))
    picture = torch.rand(1, 1, 20, 20)
    assert torch.equal(module.eval()(picture), load_net(weights).module(picture))


def test_what_has_no_network_is_told(tmp_path) -> None:
    with pytest.raises(NothingToExport):
        export_model(BICUBIC, ExportWish(path=tmp_path / "net.safetensors"))


def test_one_network_of_many_must_be_named(tmp_path) -> None:
    for scale in (2.0, 3.0):
        save_net(tmp_path, srcnn.SPEC, scales=(scale,))
    card = _card(tmp_path)
    with pytest.raises(WhichScale, match="2, 3"):
        export_model(card, ExportWish(path=tmp_path / "net.onnx"))
    path = tmp_path / "elsewhere" / "net.safetensors"
    path.parent.mkdir()
    export_model(card, ExportWish(path=path, scale=3.0))
    assert path.is_file()


def test_an_existing_file_is_replaced_only_when_asked(tmp_path) -> None:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    card = _card(tmp_path)
    path = tmp_path / "elsewhere" / "net.safetensors"
    path.parent.mkdir()
    path.write_bytes(b"mine")
    with pytest.raises(OutputExists):
        export_model(card, ExportWish(path=path))
    assert path.read_bytes() == b"mine"
    export_model(card, ExportWish(path=path, replace=True))
    assert path.read_bytes() != b"mine"


def test_a_file_that_answers_otherwise_is_never_written(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    monkeypatch.setattr("sr_desktop.core.export.plain_weights.PlainWeights.answer", lambda self, picture: picture + 1)
    with pytest.raises(ExportDiffers):
        export_model(_card(tmp_path), ExportWish(path=tmp_path / "out.safetensors"))
    assert not (tmp_path / "out.safetensors").exists()


def test_missing_packages_are_named(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    monkeypatch.setitem(sys.modules, "onnx", None)
    monkeypatch.setattr("sr_desktop.core.export.onnx_file.find_spec", lambda name: None)
    with pytest.raises(ExportNeedsPackages) as error:
        export_model(_card(tmp_path), ExportWish(path=tmp_path / "net.onnx"))
    assert "pip install onnx onnxruntime" in error.value.hint
