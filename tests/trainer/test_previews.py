"""What is shown while a network learns: crops, filters, maps, residuals, thinned out over long runs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from nets import lively_net
from PIL import Image
from torch import nn

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.colour import rgb_to_luma, rgb_to_ycbcr
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import DataOptions, JobSpec
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.layer_views import filter_grid, map_grid, watch_first_layers
from trainer.pictures.crops import SIDE, choose_crops, most_textured
from trainer.pictures.examples import Example
from trainer.previews import Previews, around_grey, residual_gain
from trainer.run_dir import RunDir


def _picture(height=240, width=300, seed=1):
    coarse = np.random.default_rng(seed).integers(0, 256, (height // 12, width // 12, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(coarse).resize((width, height), Image.Resampling.BICUBIC))


def _job(spec, scale):
    return JobSpec(name="x", arch=spec.id, scales=(scale,), data=DataOptions(folders=("x",)))


def _net(spec, config):
    module = lively_net(spec, config)
    return module, TiledNet(geometry=spec.geometry(config), backend=TorchBackend(module, device="cpu"))


def _show(folder, spec, config, scale, examples, steps=(7,)):
    crops = choose_crops(examples, _job(spec, scale), spec.channels)
    previews = Previews(crops, RunDir(folder), spec, config)
    module, net = _net(spec, config)
    with torch.no_grad():
        # Lively weights of untrained networks leave 0..1; here pictures shall be comparable.
        list(module.parameters())[-1].zero_()
    return crops, net, [event for step in steps for event in previews.show(step, module, net)]


def _read(path):
    return np.asarray(Image.open(path))


def test_the_most_textured_window_is_found() -> None:
    luma = np.full((200, 300), 0.5, np.float32)
    luma[96:128, 160:192] += np.random.default_rng(0).random((32, 32), dtype=np.float32)
    top, left = most_textured(luma, 48, 16)
    assert top <= 96 and top + 48 >= 128
    assert left <= 160 and left + 48 >= 192
    assert most_textured(np.zeros((64, 64), np.float32), 64, 16) == (0, 0)


@pytest.mark.parametrize("scale", [2, 3, 5])
def test_crops_agree_on_all_grids(scale) -> None:
    example = Example(pixels=_picture(251, 307))
    crop = choose_crops([example], _job(srresnet.SPEC, scale), 3)[0]
    side = SIDE // scale * scale
    assert crop.truth.shape == (side, side, 3)
    assert crop.low.shape == (side // scale, side // scale, 3)
    assert crop.bicubic.shape == crop.truth.shape
    # Smooth pictures: bicubic is near the truth only where both show the same place.
    assert float(np.abs(crop.bicubic - crop.truth).mean()) < 0.01


def test_at_most_four_crops_are_shown_and_small_pictures_whole() -> None:
    crops = choose_crops([Example(pixels=_picture(60, 72, seed)) for seed in range(6)], _job(srcnn.SPEC, 3), 1)
    assert [crop.number for crop in crops] == [0, 1, 2, 3]
    assert crops[0].truth.shape == (60, 60, 3)


def test_luminance_is_shown_with_bicubics_colours() -> None:
    crop = choose_crops([Example(pixels=_picture())], _job(srcnn.SPEC, 3), 1)[0]
    brighter = rgb_to_ycbcr(crop.shown(crop.bicubic + np.float32(0.05)).astype(np.float32) / 255)
    before = rgb_to_ycbcr(crop.shown(crop.bicubic).astype(np.float32) / 255)
    assert float((brighter - before)[..., 0].mean()) == pytest.approx(0.05, abs=0.005)
    chroma = rgb_to_ycbcr(imresize(imresize(crop.truth, 1 / 3), 3.0))[..., 1:]
    inner = slice(12, -12)
    assert float(np.abs(before[inner, inner, 1:] - chroma[inner, inner]).max()) < 0.02
    assert float(np.abs(chroma - 128 / 255).max()) > 0.1


def test_srcnn_shows_crops_filters_and_two_layers(tmp_path) -> None:
    examples = [Example(pixels=_picture()), Example(pixels=_picture(100, 100, 2)[:, :, :1].copy())]
    crops, net, events = _show(tmp_path, srcnn.SPEC, srcnn.SrcnnConfig(), 3, examples)
    assert [(event.kind, event.number) for event in events] == [
        ("crop", 0), ("filters", 0), ("features", 1), ("features", 2), ("crop", 1),
    ]  # fmt: skip
    assert all(event.step == 7 and Path(event.path).parent == tmp_path / "previews" for event in events)
    crop = events[0]
    assert Path(crop.path).name == "00000007-crop-0.png"
    assert Path(crop.input).name == "crop-0-input.png"
    assert (_read(crop.path) == crops[0].shown(net.enhance(crops[0].low, 3.0))).all()
    assert (_read(crop.truth) == np.round(crops[0].truth * 255)).all()
    assert _read(events[1].path).shape == (8 * 36 + 7 * 2, 8 * 36 + 7 * 2, 2)
    assert _read(events[2].path).shape == (4 * 96 + 3 * 2, 4 * 96 + 3 * 2, 2)


def test_srresnet_shows_colour_filters_and_maps_at_low_resolution(tmp_path) -> None:
    config = srresnet.SrresnetConfig(scale=4, blocks=1, width=8)
    _, _, events = _show(tmp_path, srresnet.SPEC, config, 4, [Example(pixels=_picture())])
    assert [event.kind for event in events] == ["crop", "filters", "features", "features"]
    assert _read(events[1].path).shape == (3 * 36 + 2 * 2, 3 * 36 + 2 * 2, 4)
    # 8 maps of 48 x 48 in 3 columns, enlarged to 96.
    assert _read(events[2].path).shape == (3 * 96 + 2 * 2, 3 * 96 + 2 * 2, 2)


def test_vdsr_shows_its_residual_beside_the_missing_one(tmp_path) -> None:
    config = vdsr.VdsrConfig(depth=3, width=4)
    crops, net, events = _show(tmp_path, vdsr.SPEC, config, 3, [Example(pixels=_picture())])
    shown = next(event for event in events if event.kind == "residual")
    added = net.enhance(crops[0].low, 3.0)[..., 0] - crops[0].bicubic[..., 0]
    assert (_read(shown.path) == around_grey(added, shown.gain)).all()
    assert (_read(shown.truth) == around_grey(crops[0].missing, shown.gain)).all()
    assert shown.gain == residual_gain(crops[0].missing)


def test_plain_vdsr_has_no_residual(tmp_path) -> None:
    config = vdsr.VdsrConfig(depth=3, width=4, residual=False)
    _, _, events = _show(tmp_path, vdsr.SPEC, config, 3, [Example(pixels=_picture())])
    assert "residual" not in [event.kind for event in events]


def test_the_gain_keeps_the_missing_residual_in_range() -> None:
    assert residual_gain(np.full((8, 8), 0.09, np.float32)) == 5.0
    assert residual_gain(np.full((8, 8), 0.9, np.float32)) == 1.0
    assert residual_gain(np.zeros((8, 8), np.float32)) == 20.0
    assert around_grey(np.float32([[0.0, 0.1, -0.1]]), 5.0)[0, :, 0].tolist() == [128, 255, 0]


def test_a_network_nobody_has_heard_of_is_looked_into() -> None:
    class Strange(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            # Not in the order in which they are run.
            self.last = nn.Conv2d(5, 3, 3, padding=1)
            self.first = nn.Conv2d(3, 5, 3, padding=1)

        def forward(self, rgb):
            return self.last(torch.sigmoid(self.first(rgb)))

    module = Strange().eval()
    with watch_first_layers(module) as layers, torch.no_grad():
        rgb = torch.rand(1, 3, 16, 20)
        module(rgb)
        wanted = torch.sigmoid(module.first(rgb))[0].numpy()
    assert layers.layers[:2] == [module.first, module.last]
    assert (layers.features()[0] == map_grid(wanted)).all()
    filters = layers.filters()
    assert filters is not None
    assert filters.shape[2] == 4
    assert not module.first._forward_pre_hooks


def test_a_network_that_sees_no_picture_has_no_filters() -> None:
    module = nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(4, 3, 3))
    with watch_first_layers(module) as layers, torch.no_grad():
        module(torch.rand(1, 1, 16, 16))
    assert layers.filters() is None
    assert layers.features() == []


def test_filters_are_ordered_by_variance_and_stretched_each() -> None:
    weak = np.float32([[0, 1], [2, 3]])[:, :, None] * 1e-4
    kernels = np.stack([weak, weak * 1e4, np.zeros_like(weak)])
    grid = filter_grid(kernels)
    assert grid.shape == (74, 74, 2)
    cells = [grid[:36, :36, 0], grid[:36, 38:, 0], grid[38:, :36, 0]]
    assert [cell[::18, ::18].tolist() for cell in cells] == [[[0, 85], [170, 255]]] * 2 + [[[0, 0], [0, 0]]]
    assert grid[36, 0, 1] == 0
    assert not grid[38:, 38:, 1].any()
    strong_first = filter_grid(np.stack([weak, -weak * 1e4]))
    assert strong_first[0, 0, 0] == 255


def test_the_liveliest_maps_are_shown_in_their_order() -> None:
    maps = np.zeros((20, 8, 8), np.float32)
    maps[4:] = np.arange(64).reshape(8, 8)
    maps[4] = maps[4].T * 2
    grid = map_grid(maps)
    assert grid.shape == (4 * 96 + 6, 4 * 96 + 6, 2)
    assert (grid[:96:12, :96:12, 0] == np.round(maps[4] / maps[4].max() * 255)).all()
    assert (grid[:96:12, 98:194:12, 0] == np.round(maps[5] / maps[5].max() * 255)).all()


def test_pictures_of_long_runs_are_thinned_out_evenly(tmp_path) -> None:
    run, pixel = RunDir(tmp_path), np.zeros((1, 1, 3), np.uint8)
    run.save_preview("crop-0-input", pixel)
    for step in range(0, 1000, 10):
        run.save_preview(f"{step:08d}-crop-0", pixel)
        run.save_preview(f"{step:08d}-filters", pixel)
        run.thin_previews(16)
    left = sorted(int(path.name[:8]) for path in (tmp_path / "previews").glob("????????-crop-0.png"))
    assert len(left) == 16
    assert (left[0], left[-1]) == (0, 990)
    gaps = np.diff(left)
    assert gaps.max() <= 4 * np.median(gaps)
    assert gaps.max() <= 2 * 1000 / 16
    assert len(list((tmp_path / "previews").glob("*-filters.png"))) == 16
    assert (tmp_path / "previews" / "crop-0-input.png").exists()


def test_the_missing_residual_is_of_luminance() -> None:
    crop = choose_crops([Example(pixels=_picture())], _job(srresnet.SPEC, 4), 3)[0]
    wanted = rgb_to_luma(crop.truth) - rgb_to_luma(crop.bicubic)
    assert float(np.abs(crop.missing - wanted).max()) < 1e-6
    assert abs(float(crop.missing.mean())) < 0.005
