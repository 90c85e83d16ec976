"""What the program must know of a network to run, train, save and show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import torch
from torch import nn


class InputSpace(Enum):
    """What a network is fed with."""

    LUMA_UPSCALED = "luma-upscaled"
    """1 channel, Y, already brought to the wished size by bicubic; the answer has the input's size."""
    RGB_LOW = "rgb-low"
    """3 channels, RGB in 0..1 at low resolution; the answer is `scale` times as large."""
    LUMA_LOW = "luma-low"
    """1 channel, Y at low resolution; the answer is `scale` times as large: classical methods, foreign grey networks."""


@dataclass(frozen=True, kw_only=True)
class Geometry:
    """What tiling must know of a model: what it is fed with, how far an answer's pixel sees, and how much it enlarges.

    radius: pixels of the input on each side. factor: output pixels per input pixel of the model itself. step: tiles begin
    at multiples of it, for networks that divide a picture into a grid of their own.
    """

    space: InputSpace
    radius: int
    factor: int
    step: int = 1

    @property
    def channels(self) -> int:
        """Channels of input and output."""
        return 3 if self.space is InputSpace.RGB_LOW else 1


@dataclass(frozen=True, kw_only=True)
class ArchSpec:
    """One entry of ARCHS. Functions take the architecture's own Config.

    scales: the factors that weights of this configuration serve; empty: whatever they were trained for.
    radius: pixels of the input on each side that one output pixel depends on. adds_input: whether the answer is the
    input plus what the network predicts, so that there is a residual to look at. step: see Geometry. rebuild: for networks
    whose weights decide what is built, in place of `build`: config, tensors by name, and the file for messages.
    """

    id: str
    title: str
    summary: str
    paper: str
    config: type[Any]
    build: Callable[[Any], nn.Module]
    input_space: InputSpace
    radius: Callable[[Any], int]
    scales: Callable[[Any], tuple[float, ...]]
    any_scale: bool = False
    adds_input: Callable[[Any], bool] = lambda config: False
    step: Callable[[Any], int] = lambda config: 1
    rebuild: Callable[[Any, dict[str, torch.Tensor], Path], nn.Module] | None = None

    @property
    def channels(self) -> int:
        """Channels of input and output."""
        return 3 if self.input_space is InputSpace.RGB_LOW else 1

    def geometry(self, config: Any) -> Geometry:  # noqa: ANN401 - each architecture has its own
        """What tiling must know of a network of this configuration."""
        factor = 1 if self.input_space is InputSpace.LUMA_UPSCALED else int(self.scales(config)[0])
        return Geometry(space=self.input_space, radius=self.radius(config), factor=factor, step=self.step(config))
