"""The authors' MATLAB weights as states of our networks (layouts: docstrings of the two functions)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from scipy.io import loadmat
from torch import nn

from sr_desktop.core.archs.srcnn import Srcnn, SrcnnConfig
from sr_desktop.core.archs.vdsr import Vdsr, VdsrConfig


def load_vdsr(path: Path) -> tuple[nn.Module, VdsrConfig]:
    """`model.weight` and `model.bias`: 20 cells, weights H x W x in x out."""
    model = loadmat(path, squeeze_me=True)["model"][()]
    config = VdsrConfig()
    net = Vdsr(config)
    with torch.no_grad():
        for layer, weight, bias in zip(net.layers, model["weight"][()], model["bias"][()], strict=True):
            full = np.asarray(weight, dtype=np.float32).reshape(3, 3, layer.in_channels, layer.out_channels)
            layer.weight.copy_(torch.from_numpy(full.transpose(3, 2, 0, 1).copy()))
            layer.bias.copy_(torch.from_numpy(np.asarray(bias, dtype=np.float32).reshape(-1)))
    return net.eval(), config


def load_srcnn(path: Path) -> tuple[nn.Module, SrcnnConfig]:
    """`weights_conv1` (81, 64), `weights_conv2` (64, 1, 32), `weights_conv3` (32, 25); kernels in column-major order."""
    values = loadmat(path)
    config = SrcnnConfig(kernels=(9, 1, 5))
    net = Srcnn(config)
    kernels = [
        values["weights_conv1"].reshape(9, 9, 64, order="F").transpose(2, 0, 1)[:, None],
        values["weights_conv2"].reshape(64, 1, 1, 32).transpose(3, 0, 1, 2),
        values["weights_conv3"].reshape(32, 5, 5, order="F")[None],
    ]
    with torch.no_grad():
        for number, (layer, kernel) in enumerate(zip(net.layers, kernels, strict=True), start=1):
            layer.weight.copy_(torch.from_numpy(np.ascontiguousarray(kernel, dtype=np.float32)))
            layer.bias.copy_(torch.from_numpy(values[f"biases_conv{number}"].astype(np.float32).reshape(-1)))
    return net.eval(), config
