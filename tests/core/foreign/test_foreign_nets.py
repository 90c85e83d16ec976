"""Networks of other programs answer here as they do there, whole and in tiles."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import pytest
import torch
from foreign_files import compact_net, compact_state, save_old_pth, save_pth, save_safetensors, swinir_net

from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.foreign.architectures import registry
from sr_desktop.core.foreign.messages import ModelAdded
from sr_desktop.core.foreign.net import build_from, try_out
from sr_desktop.core.foreign.reader import answer_for, model_name
from sr_desktop.core.foreign.state import State
from sr_desktop.core.models.catalog import ModelFolders, find_model, list_models
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.size import TargetSize

NETS = {"swinir": swinir_net, "compact": compact_net}


@pytest.fixture
def no_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """In this process nothing may be limited for good; the limits are tested on a process of their own."""
    monkeypatch.setattr("sr_desktop.core.foreign.reader.limit_this_process", lambda size: None)
    monkeypatch.setattr("sr_desktop.core.foreign.reader.leave_at", lambda seconds, farewell: None)
    threads = torch.get_num_threads()
    monkeypatch.setattr(torch, "set_num_threads", lambda count: None)
    assert torch.get_num_threads() == threads


def _added(path: Path, folder: Path) -> Path:
    out = folder / f"{path.stem}.safetensors"
    folder.mkdir(exist_ok=True)
    answer = answer_for(path, out)
    assert isinstance(answer, ModelAdded), answer
    return out


def _card(folder: Path) -> ModelCard:
    cards = list_models(ModelFolders(shipped=folder / "none", user=folder))
    (card,) = [each for each in cards if each.source == "user"]
    assert find_model(cards, card.id) is card
    return card


def _direct(state: State, picture: torch.Tensor) -> torch.Tensor:
    """What spandrel itself answers."""
    registry()
    from spandrel import MAIN_REGISTRY  # noqa: PLC0415 - after the stand-in for torchvision

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = MAIN_REGISTRY.load(dict(state))
    found.model.eval()
    return found(picture)


@pytest.mark.usefixtures("no_limits")
@pytest.mark.parametrize("save", [save_pth, save_old_pth, save_safetensors])
@pytest.mark.parametrize("name", NETS)
def test_the_kept_network_answers_as_spandrel_does(tmp_path, name: str, save) -> None:
    state = dict(NETS[name]().state_dict())
    kept = load_net(_added(save(tmp_path / f"{name}.pth", state), tmp_path / "models"))
    picture = torch.rand(1, 3, 37, 50)
    with torch.inference_mode():
        difference = (kept.module(picture) - _direct(state, picture)).abs().max().item()
    assert difference <= 1e-5


@pytest.mark.usefixtures("no_limits")
@pytest.mark.parametrize("name", NETS)
def test_a_picture_goes_through_it(tmp_path, name: str) -> None:
    state = dict(NETS[name]().state_dict())
    _added(save_pth(tmp_path / f"{name}.pth", {"params_ema": state}), tmp_path / "models")
    card = _card(tmp_path / "models")
    pixels = np.random.default_rng(1).integers(0, 256, (37, 50, 3), dtype=np.uint8)
    factor = card.scales[0]
    source = Picture(pixels=pixels, alpha=None, format="PNG")
    result = Upscaler(card, device="cpu").upscale(source, TargetSize(value=factor).resolve(50, 37))
    direct = _direct(state, torch.from_numpy(pixels).permute(2, 0, 1)[None].float() / 255)
    wanted = np.floor(direct[0].permute(1, 2, 0).numpy() * 255 + 0.5)
    assert result.picture.pixels.shape == wanted.shape
    assert np.abs(result.picture.pixels.astype(int) - wanted).max() <= 1


@pytest.mark.usefixtures("no_limits")
@pytest.mark.parametrize("name", NETS)
def test_tiles_show_no_seams(tmp_path, name: str) -> None:
    _added(save_pth(tmp_path / f"{name}.pth", NETS[name]().state_dict()), tmp_path / "models")
    card = _card(tmp_path / "models")
    low = np.random.default_rng(2).random((130, 147, 3), dtype=np.float32)
    factor = card.scales[0]
    whole = Upscaler(card, device="cpu", tile=512).net(factor).enhance(low, factor)
    tiled = Upscaler(card, device="cpu", tile=96).net(factor).enhance(low, factor)
    assert np.abs(whole - tiled).max() < 1 / 255


@pytest.mark.usefixtures("no_limits")
def test_a_grey_network_gets_luminance_at_low_resolution(tmp_path) -> None:
    _added(save_pth(tmp_path / "grey.pth", compact_state(channels=1, scale=2)), tmp_path / "models")
    card = _card(tmp_path / "models")
    assert (card.channels, card.scales) == (1, (2.0,))
    pixels = np.random.default_rng(1).integers(0, 256, (20, 30, 3), dtype=np.uint8)
    source = Picture(pixels=pixels, alpha=None, format="PNG")
    result = Upscaler(card, device="cpu").upscale(source, TargetSize(value=3).resolve(30, 20))
    assert result.picture.pixels.shape == (60, 90, 3)


@pytest.mark.usefixtures("no_limits")
def test_a_network_that_only_cleans_is_a_model_of_scale_one(tmp_path) -> None:
    _added(save_pth(tmp_path / "1x_clean.pth", compact_state(scale=1)), tmp_path / "models")
    card = _card(tmp_path / "models")
    assert card.scales == (1.0,)
    pixels = np.full((20, 30, 3), 90, dtype=np.uint8)
    source = Picture(pixels=pixels, alpha=None, format="PNG")
    result = Upscaler(card, device="cpu").upscale(source, TargetSize(value=2).resolve(30, 20))
    assert result.picture.pixels.shape == (40, 60, 3)


@pytest.mark.usefixtures("no_limits")
def test_the_card_says_what_is_known(tmp_path) -> None:
    source = save_pth(tmp_path / "4x UltraSharp.pth", compact_state())
    kept = _added(source, tmp_path / "models")
    card, info = _card(tmp_path / "models"), read_info(kept)
    assert (card.id, card.title, card.origin) == ("4x-ultrasharp", "4x UltraSharp", "4x UltraSharp.pth")
    assert card.architecture == "RealESRGAN Compact"
    assert (card.scales, card.channels, card.params) == ((4.0,), 3, info.params)
    assert card.size_bytes == kept.stat().st_size
    assert (card.licence, card.commercial) == ("", "unknown")
    assert len(info.origin_sha256) == 64


@pytest.mark.usefixtures("no_limits")
def test_a_flipped_bit_in_the_kept_file_is_noticed(tmp_path) -> None:
    kept = _added(save_pth(tmp_path / "net.pth", compact_state()), tmp_path / "models")
    data = bytearray(kept.read_bytes())
    data[-100] ^= 1
    kept.write_bytes(data)
    with pytest.raises(BadCheckpoint):
        load_net(kept)


def test_size_rules_are_met_by_reflection(tmp_path) -> None:
    config, net = build_from(tmp_path, dict(swinir_net(window=7).state_dict()))
    assert (config.minimum, config.tiling) == (16, "discouraged")
    assert config.step % 7 == 0
    try_out(tmp_path, config, net)
    assert net(torch.rand(1, 3, 5, 9)).shape == (1, 3, 10, 18)


def test_names_for_the_command_line() -> None:
    assert model_name(Path("4x-UltraSharp.pth")) == "4x-ultrasharp"
    assert model_name(Path("RealESRGAN_x4plus (1).pth")) == "realesrgan-x4plus-1"
    assert model_name(Path("超分.pth")) == "超分"
    assert model_name(Path("---.pth")) == "model"
