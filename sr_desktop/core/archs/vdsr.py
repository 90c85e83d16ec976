"""VDSR: Kim, Lee, Lee, "Accurate Image Super-Resolution Using Very Deep Convolutional Networks", CVPR 2016."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise

import torch
from torch import nn

from sr_desktop.core.archs.deepening import State, deepen_chain, kept_places
from sr_desktop.core.archs.interpolation import open_first_channel
from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.options import Bounds, check_config, option


@dataclass(frozen=True, kw_only=True)
class VdsrConfig:
    """The layers (section 3). Raises ValueError."""

    depth: int = field(
        default=20,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Depth"),
            QT_TRANSLATE_NOOP("Job", "Weight layers, the paper's D of 5 to 20."),
            group="network",
            bounds=Bounds(least=2, most=64),
        ),
    )
    width: int = field(
        default=64,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Width"),
            QT_TRANSLATE_NOOP("Job", "Filters of each layer but the last."),
            group="network",
            bounds=Bounds(least=1, most=1024),
        ),
    )
    residual: bool = field(
        default=True,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Residual"),
            QT_TRANSLATE_NOOP("Job", "The input is added to the answer, so that only the difference is learned."),
            group="network",
        ),
    )

    def __post_init__(self) -> None:
        check_config(self)


class Vdsr(nn.Module):
    """Y on the upscaled grid in, Y out: 3 x 3 convolutions with zero padding and ReLU between (section 3.1)."""

    def __init__(self, config: VdsrConfig) -> None:
        super().__init__()
        self.residual = config.residual
        self._config = config
        widths = (1, *[config.width] * (config.depth - 1), 1)
        self.layers = nn.ModuleList(nn.Conv2d(before, after, 3, padding=1) for before, after in pairwise(widths))
        self.use_depth(None)

    def start_as_interpolation(self) -> None:
        """Add nothing to the input; without the sum, pass the input on by one channel."""
        layers = [layer for layer in self.layers if isinstance(layer, nn.Conv2d)]
        if self.residual:
            nn.init.zeros_(layers[-1].weight)
        else:
            open_first_channel(layers)

    @property
    def depth(self) -> int:
        """See Deepens."""
        return len(self.layers)

    def deepened(self, shallower: Mapping[str, torch.Tensor]) -> State:
        """See Deepens."""
        return deepen_chain(shallower, len(self.layers))

    def shallower(self, depth: int) -> Vdsr:
        """See Deepens."""
        return Vdsr(replace(self._config, depth=depth))

    def use_depth(self, depth: int | None) -> None:
        """See Deepens."""
        whole = len(self.layers)
        self._used = range(whole) if depth is None else kept_places(depth, whole)

    def forward(self, luma: torch.Tensor) -> torch.Tensor:
        """N x 1 x H x W in 0..1, the same shape out."""
        answer = luma
        for number in self._used:
            answer = self.layers[number](nn.functional.relu(answer) if number else answer)
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
    adds_input=lambda config: bool(config.residual),
)
