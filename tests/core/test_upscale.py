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
from sr_desktop.core.backends.packed_backend import PackedBackend, _PackedFlow
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.models.catalog import BICUBIC, LANCZOS, NEAREST, ModelFolders, list_models
from sr_desktop.core.models.checkpoint import config_json, save_weights
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.weights_header import WeightsInfo
from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.resize import CUBIC, Box, imresize
from sr_desktop.core.upscale import Upscaler, interpolate
from sr_desktop.core.upscaling.enlarge import whole_box
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.core.upscaling.size_errors import PassTooLarge


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
    upscaler, whole = Upscaler(card, device="cpu"), whole_box((96, 96))
    # As a part, which may be black, as what networks of random weights make of a plain grey is.
    answer = upscaler.part(Picture(pixels=pixels, alpha=alpha), size, whole).picture
    flat = upscaler.part(plain, size, whole).picture
    assert answer.alpha is not None
    seen = answer.alpha > 0
    np.testing.assert_array_equal(answer.pixels[seen], flat.pixels[seen])


def test_vdsr_runs_at_fractional_factors_itself(tmp_path) -> None:
    upscaler = Upscaler(_card(vdsr.SPEC, tmp_path), device="cpu")
    assert upscaler.factors(2.5) == (2.5,)
    assert upscaler.factors(1.5) == (2.0,)
    assert upscaler.factors(8.0) == (2.0, 4.0)


def test_srcnn_takes_the_next_larger_weights(tmp_path) -> None:
    for scale in (2.0, 3.0, 4.0):
        save_net(tmp_path, srcnn.SPEC, scales=(scale,))
    card = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    upscaler = Upscaler(card, device="cpu")
    wanted = {1.2: (2.0,), 2.0: (2.0,), 2.1: (3.0,), 3.0: (3.0,), 3.3: (4.0,), 6.0: (2.0, 3.0), 7.0: (2.0, 4.0)}
    assert {scale: upscaler.factors(scale) for scale in wanted} == wanted


def test_a_larger_factor_is_the_model_run_twice(card) -> None:
    if not card.scales:
        pytest.skip("interpolation reaches every factor at once")
    source = _picture(7, 5, kind=np.uint16)
    upscaler = Upscaler(card, device="cpu")
    factors = upscaler.factors(8.0)
    assert len(factors) == 2
    once = upscaler.upscale(source, TargetSize(value=factors[0]).resolve(5, 7)).picture
    twice = upscaler.upscale(once, TargetSize(value=factors[1]).resolve(once.width, once.height)).picture
    at_once = upscaler.upscale(source, TargetSize(value=8).resolve(5, 7)).picture
    assert (at_once.width, at_once.height) == (40, 56)
    if np.prod(factors) == 8.0:
        np.testing.assert_array_equal(at_once.pixels, twice.pixels)
    else:
        shape, rest = (at_once.height, at_once.width), 8.0 / float(np.prod(factors))
        np.testing.assert_array_equal(at_once.pixels, interpolate(twice, shape, rest, CUBIC).pixels)


def test_what_a_pass_would_make_too_large_is_refused_before_any_work() -> None:
    source = Picture(pixels=np.zeros((3000, 4000, 3), dtype=np.uint8))
    # Only a factor of 4: six times is sixteen times on the way.
    card = ModelCard(id="four", title="Four", arch="srresnet", scales=(4.0,), files=("/none",))
    with pytest.raises(PassTooLarge, match="Four would go through 64000 x 48000"):
        Upscaler(card, device="cpu").upscale(source, TargetSize(value=6).resolve(4000, 3000))


@pytest.mark.parametrize("scale", [1.37, 4.0, 4.3])
def test_a_part_is_what_the_whole_has_there(card, scale) -> None:
    source = _picture(31, 23, alpha=True)
    size = TargetSize(value=scale).resolve(source.width, source.height)
    upscaler = Upscaler(card, device="cpu", tile=16)
    whole = upscaler.upscale(source, size).picture
    assert whole.alpha is not None
    middle = Box(size.height // 3, size.height // 2, 5, size.width - 7)
    for box in (Box(0, 9, 0, 11), middle, Box(size.height - 3, size.height, 2, size.width)):
        part = upscaler.part(source, size, box).picture
        assert part.alpha is not None
        for got, wanted in ((part.pixels, box.of(whole.pixels)), (part.alpha, box.of(whole.alpha))):
            assert got.shape == wanted.shape
            # Tiles elsewhere: a difference in the seventh digit may be rounded to another level.
            assert int(np.abs(got.astype(int) - wanted.astype(int)).max()) <= 1
            assert float(np.mean(got != wanted)) < 0.01


def test_a_part_costs_as_much_as_it_is_large(tmp_path) -> None:
    card = _card(srcnn.SPEC, tmp_path)
    source, done = _picture(400, 400), []
    size = TargetSize(value=2).resolve(400, 400)
    Upscaler(card, device="cpu", tile=64).part(source, size, Box(300, 340, 300, 340), progress=lambda *at: done.append(at))
    assert done == [(1, 1)]


def test_the_ensemble_asks_eight_times(card, monkeypatch) -> None:
    asked = []
    if card.scales:
        # Every run of the packed backend is a flow as well.
        flow, run = PackedBackend.flow, TorchBackend.run
        monkeypatch.setattr(PackedBackend, "flow", lambda self: asked.append(1) or flow(self))
        monkeypatch.setattr(TorchBackend, "run", lambda *given: asked.append(1) or run(*given))
    source, size = _picture(6, 5), TargetSize(value=4).resolve(5, 6)
    plain = Upscaler(card, device="cpu").upscale(source, size).picture.pixels
    once = len(asked)
    mean = Upscaler(card, device="cpu", ensemble=True).upscale(source, size).picture.pixels
    assert len(asked) - once == 8 * once
    # Interpolation has no direction: its mean is itself.
    assert np.array_equal(plain, mean) == (not card.scales)


def test_print_sizes_name_their_dots_per_inch(card) -> None:
    source = replace(_picture(10, 15), metadata=Metadata(icc=b"profile", dpi=(72.0, 72.0)))
    size = TargetSize(kind="print", value=0.635, dpi=240).resolve(15, 10)
    result = Upscaler(card, device="cpu").upscale(source, size).picture
    assert (result.width, result.height) == (60, 40)
    assert result.metadata == Metadata(icc=b"profile", dpi=(240.0, 240.0))


def test_sixteen_bits_stay_fine(card) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)
    source = Picture(pixels=np.tile(ramp[None, :, None], (8, 1, 1)))
    answer = Upscaler(BICUBIC, device="cpu").upscale(source, TargetSize(value=8).resolve(256, 8)).picture
    assert len(np.unique(answer.pixels)) > 1500


def test_a_lack_of_memory_is_told_with_the_result(tmp_path, monkeypatch) -> None:
    push = _PackedFlow.push

    def limited(self, planes, last, cancel=None):
        if planes.shape[1] > 100:
            raise OutOfMemory(device="cpu")
        return push(self, planes, last, cancel)

    upscaler, source = Upscaler(_card(srcnn.SPEC, tmp_path), device="cpu"), _picture(90, 80)
    size = TargetSize(value=2).resolve(80, 90)
    plain = upscaler.upscale(source, size)
    monkeypatch.setattr(_PackedFlow, "push", limited)
    result = upscaler.upscale(source, size)
    assert np.array_equal(result.picture.pixels, plain.picture.pixels)
    assert plain.notes == ()
    assert [note.values["after"] for note in result.notes] == [result.tile]
    assert upscaler.upscale(source, size).notes == ()
