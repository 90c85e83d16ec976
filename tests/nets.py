"""Networks with weights that make every pixel of the receptive field count."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.models.checkpoint import LoadedNet, config_json, save_weights
from sr_desktop.core.models.weights_header import WeightsInfo
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.inference import TiledNet


def lively_net(spec: ArchSpec, config: Any = None) -> nn.Module:
    """`spec` built with He weights: the default ones of torch fade out over 20 layers and would hide seams."""
    torch.manual_seed(5)
    module = spec.build(config or spec.config())
    for layer in module.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        if isinstance(layer, nn.BatchNorm2d):
            layer.running_var.uniform_(0.5, 2.0)
            layer.running_mean.uniform_(-0.2, 0.2)
    return module.eval()


def loaded_net(spec: ArchSpec) -> LoadedNet:
    """`lively_net` as if a file had held it."""
    config = spec.config()
    info = WeightsInfo(model=spec.id, title=spec.title, arch=spec.id, config="{}", scales=(2.0,))
    return LoadedNet(module=lively_net(spec, config), spec=spec, config=config, info=info)


def save_net(folder: Path, spec: ArchSpec, *, scales: tuple[float, ...], config: Any = None, model: str = "") -> Path:
    """A weights file of `lively_net`; returns its path."""
    config = config or spec.config()
    name = model or spec.id
    path = folder / f"{name}_x{scales[0]:g}.safetensors"
    info = WeightsInfo(model=name, title=spec.title, arch=spec.id, config=config_json(config), scales=scales)
    save_weights(path, lively_net(spec, config).state_dict(), info)
    return path


class _Function:
    name, device, precision = "torch", "cpu", "fp32"

    def __init__(self, function: Callable[..., FloatArray]) -> None:
        self.run = function


def run_by(net: TiledNet, function: Callable[..., FloatArray]) -> None:
    """Let a function of planes and a cancel token stand for the network."""
    net.ladder._own.backend = _Function(function)
