"""How far networks move flat colours: told exactly, out of sight of the borders, and small in the weights that ship."""

from __future__ import annotations

import dataclasses

import pytest
import torch
from nets import save_net

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.models.checkpoint import LoadedNet, load_net, save_weights
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.paths import resources_dir
from trainer.colour_shift import colour_shift

_SHIPPED = resources_dir() / "weights"
_LUMINANCE = sorted([*_SHIPPED.glob("srcnn_*.safetensors"), *_SHIPPED.glob("vdsr*.safetensors")])


def _silent(spec, tmp_path, **config) -> LoadedNet:
    """A network of `spec` whose tensors are all 0: it answers its input if it adds that, else middle grey."""
    net = load_net(save_net(tmp_path, spec, scales=spec.scales(spec.config()) or (2.0,), config=spec.config(**config)))
    for tensor in net.module.state_dict().values():
        tensor.zero_()
    return net


def test_what_adds_nothing_moves_nothing(tmp_path) -> None:
    assert colour_shift(_silent(vdsr.SPEC, tmp_path, depth=3)) == 0.0


def test_what_adds_a_level_moves_by_it(tmp_path) -> None:
    net = _silent(vdsr.SPEC, tmp_path, depth=3)
    biases = [tensor for name, tensor in net.module.state_dict().items() if name.endswith("bias")]
    biases[-1].fill_(3 / 255)
    assert colour_shift(net) == pytest.approx(3.0, abs=0.01)


def test_what_answers_grey_is_off_by_half_the_range(tmp_path) -> None:
    assert colour_shift(_silent(srresnet.SPEC, tmp_path, blocks=1)) == 127.5


def test_what_happens_at_borders_is_no_shift(tmp_path) -> None:
    """A layer that adds up its neighbours and takes off the pixel itself sees zeros outside of the picture."""
    net = _silent(vdsr.SPEC, tmp_path, depth=3)
    kernels = [tensor for name, tensor in net.module.state_dict().items() if name.endswith("weight")]
    kernels[0][0] = 1 / 8
    kernels[0][0, 0, 1, 1] = -1.0
    kernels[0][1] = -kernels[0][0]
    kernels[1][0, 0, 1, 1] = kernels[1][1, 1, 1, 1] = 1.0
    kernels[2][0, :2, 1, 1] = 1.0
    assert float((net.module(torch.full((1, 1, 9, 9), 0.5)) - 0.5).abs().max()) > 0.1
    assert colour_shift(net) < 0.01


def test_what_looks_at_single_pixels_is_measured_as_well(tmp_path) -> None:
    assert colour_shift(_silent(srcnn.SPEC, tmp_path, kernels=(1, 1), widths=(2,))) == pytest.approx(235.0 - 16.0, abs=0.01)


@pytest.mark.parametrize("path", _LUMINANCE, ids=lambda path: path.stem)
def test_shipped_networks_on_luminance_keep_tones(path) -> None:
    assert colour_shift(load_net(path)) < 0.5


def test_a_file_tells_what_was_measured(tmp_path) -> None:
    path = save_net(tmp_path, vdsr.SPEC, scales=(2.0,))
    net = load_net(path)
    assert net.info.colour_shift is None
    save_weights(path, net.module.state_dict(), dataclasses.replace(net.info, colour_shift=0.25))
    assert read_info(path).colour_shift == 0.25
