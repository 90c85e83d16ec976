"""Whole pictures through every model: sizes, colours, grey, alpha, bit depth."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from nets import save_net

from sr_desktop.core.archs import ARCHS, srcnn, vdsr
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.catalog import BICUBIC, LANCZOS, NEAREST, ModelFolders, list_models
from sr_desktop.core.checkpoint import config_json, save_weights
from sr_desktop.core.model_card import ModelCard
from sr_desktop.core.picture import Metadata, Picture
from sr_desktop.core.resize import CUBIC, imresize
from sr_desktop.core.size import TargetSize
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.weights_header import WeightsInfo


def _picture(height: int, width: int, *, channels: int = 3, kind: type = np.uint8, alpha: bool = False) -> Picture:
    rng = np.random.default_rng(9)
    peak = np.iinfo(kind).max
    pixels = rng.integers(0, peak, (height, width, channels), endpoint=True).astype(kind)
    return Picture(pixels=pixels, alpha=rng.integers(0, peak, (height, width)).astype(kind) if alpha else None)


def _card(spec: ArchSpec, folder: Path) -> ModelCard:
    config = vdsr.VdsrConfig(depth=4) if spec is vdsr.SPEC else spec.config()
    save_net(folder, spec, scales=spec.scales(config) or (2.0, 4.0), config=config)
    return list_models(ModelFolders(shipped=folder, user=folder / "none"))[-1]


@pytest.fixture(params=["bicubic", "lanczos", "nearest", *ARCHS], ids=lambda value: getattr(value, "id", value))
def card(request, tmp_path) -> ModelCard:
    built_in = {"bicubic": BICUBIC, "lanczos": LANCZOS, "nearest": NEAREST}
    return built_in[request.param] if isinstance(request.param, str) else _card(request.param, tmp_path)


@pytest.mark.parametrize("scale", [1.37, 2.0, 4.0])
@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
def test_every_model_gives_the_asked_size_and_type(card, scale, kind) -> None:
    source = _picture(21, 17, kind=kind, alpha=True)
    size = TargetSize(value=scale).resolve(source.width, source.height)
    result = Upscaler(card, device="cpu").upscale(source, size)
    assert result.picture.pixels.shape == (size.height, size.width, 3)
    assert result.picture.pixels.dtype == kind
    assert result.picture.alpha is not None
    assert result.picture.alpha.shape == (size.height, size.width)
    assert result.scale == scale


def test_a_single_pixel_is_upscaled(card) -> None:
    source = _picture(1, 1)
    result = Upscaler(card, device="cpu").upscale(source, TargetSize(value=4).resolve(1, 1))
    assert result.picture.pixels.shape == (4, 4, 3)


def test_grey_stays_grey(card) -> None:
    result = Upscaler(card, device="cpu").upscale(_picture(12, 9, channels=1), TargetSize(value=4).resolve(9, 12))
    assert result.picture.is_grey


def test_metadata_travels_along(card) -> None:
    source = replace(_picture(8, 8), metadata=Metadata(icc=b"profile", dpi=(300.0, 300.0)), format="jpeg")
    result = Upscaler(card, device="cpu").upscale(source, TargetSize(value=2).resolve(8, 8))
    assert result.picture.metadata == source.metadata
    assert result.picture.format == "jpeg"


def test_the_tile_size_changes_nothing(card) -> None:
    source = _picture(70, 61, alpha=True)
    size = TargetSize(value=4).resolve(61, 70)
    answers = [Upscaler(card, device="cpu", tile=tile).upscale(source, size).picture for tile in (0, 64, 4096)]
    for answer in answers[1:]:
        # Rounding to 8 bits may turn a difference in the seventh digit into one level.
        assert int(np.abs(answer.pixels.astype(int) - answers[0].pixels.astype(int)).max()) <= 1
        assert float(np.mean(answer.pixels != answers[0].pixels)) < 1e-3


def test_colour_goes_around_a_luminance_network(tmp_path) -> None:
    """A network that passes Y on unchanged gives plain bicubic, colours included."""
    config = srcnn.SrcnnConfig(kernels=(3, 3), widths=(1,))
    net = srcnn.Srcnn(config)
    for layer in net.layers:
        torch.nn.init.dirac_(layer.weight)
        torch.nn.init.zeros_(layer.bias)
    info = WeightsInfo(model="pass", title="Pass", arch="srcnn", config=config_json(config), scales=(2.0,))
    save_weights(tmp_path / "pass.safetensors", net.state_dict(), info)
    passing = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    source = _picture(30, 40)
    answer = Upscaler(passing, device="cpu").upscale(source, TargetSize(value=2).resolve(40, 30)).picture
    wanted = imresize(source.pixels.astype(np.float32) / 255, 2.0, CUBIC)
    assert float(np.abs(answer.pixels / 255 - np.clip(wanted, 0, 1)).max()) < 1.01 / 255


def test_transparent_black_leaves_no_dark_fringe(card) -> None:
    pixels = np.zeros((24, 24, 3), dtype=np.uint8)
    alpha = np.zeros((24, 24), dtype=np.uint8)
    pixels[8:16, 8:16], alpha[8:16, 8:16] = 200, 255
    plain = Picture(pixels=np.full((24, 24, 3), 200, dtype=np.uint8))
    size = TargetSize(value=4).resolve(24, 24)
    upscaler = Upscaler(card, device="cpu")
    answer = upscaler.upscale(Picture(pixels=pixels, alpha=alpha), size).picture
    flat = upscaler.upscale(plain, size).picture
    assert answer.alpha is not None
    seen = answer.alpha > 0
    np.testing.assert_array_equal(answer.pixels[seen], flat.pixels[seen])


def test_vdsr_runs_at_fractional_factors_itself(tmp_path) -> None:
    upscaler = Upscaler(_card(vdsr.SPEC, tmp_path), device="cpu")
    assert upscaler.net_scale(2.5) == 2.5
    assert upscaler.net_scale(1.5) == 2.0
    assert upscaler.net_scale(6.0) == 4.0


def test_srcnn_takes_the_next_larger_weights(tmp_path) -> None:
    for scale in (2.0, 3.0, 4.0):
        save_net(tmp_path, srcnn.SPEC, scales=(scale,))
    card = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    upscaler = Upscaler(card, device="cpu")
    assert [upscaler.net_scale(s) for s in (1.2, 2.0, 2.1, 3.0, 3.3, 7.0)] == [2.0, 2.0, 3.0, 3.0, 4.0, 4.0]


def test_sixteen_bits_stay_fine(card) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)
    source = Picture(pixels=np.tile(ramp[None, :, None], (8, 1, 1)))
    answer = Upscaler(BICUBIC, device="cpu").upscale(source, TargetSize(value=8).resolve(256, 8)).picture
    assert len(np.unique(answer.pixels)) > 1500
