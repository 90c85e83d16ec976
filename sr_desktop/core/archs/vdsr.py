"""VDSR: Kim, Lee, Lee, "Accurate Image Super-Resolution Using Very Deep Convolutional Networks", CVPR 2016."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import torch
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class VdsrConfig:
    """depth: weight layers, the paper's D (5 to 20); residual: whether the input is added to the answer (section 3.2)."""

    depth: int = 20
    width: int = 64
    residual: bool = True

    def __post_init__(self) -> None:
        if not 2 <= self.depth <= 64:
            raise ValueError(f"depth must be 2 to 64, not {self.depth}")
        if not 1 <= self.width <= 1024:
            raise ValueError(f"width must be 1 to 1024, not {self.width}")


class Vdsr(nn.Module):
    """Y on the upscaled grid in, Y out: 3 x 3 convolutions with zero padding and ReLU between (section 3.1)."""

    def __init__(self, config: VdsrConfig) -> None:
        super().__init__()
        self.residual = config.residual
        widths = (1, *[config.width] * (config.depth - 1), 1)
        self.layers = nn.ModuleList(nn.Conv2d(before, after, 3, padding=1) for before, after in pairwise(widths))

    def forward(self, luma: torch.Tensor) -> torch.Tensor:
        """N x 1 x H x W in 0..1, the same shape out."""
        answer = luma
        for number, layer in enumerate(self.layers):
            answer = layer(nn.functional.relu(answer) if number else answer)
        return luma + answer if self.residual else answer


SPEC = ArchSpec(
    id="vdsr",
    title="VDSR",
    summary=QT_TRANSLATE_NOOP(
        "models", "Very deep residual network, one set of weights for every factor, also between whole ones."
    ),
    paper="Kim et al., CVPR 2016, arXiv:1511.04587",
    config=VdsrConfig,
    build=Vdsr,
    input_space=InputSpace.LUMA_UPSCALED,
    radius=lambda config: config.depth,
    scales=lambda config: (),
    any_scale=True,
)
