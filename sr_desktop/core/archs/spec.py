"""What the program must know of a network to run, train, save and show it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from torch import nn


class InputSpace(Enum):
    """What a network is fed with."""

    LUMA_UPSCALED = "luma-upscaled"
    """1 channel, Y, already brought to the wished size by bicubic; the answer has the input's size."""
    RGB_LOW = "rgb-low"
    """3 channels, RGB in 0..1 at low resolution; the answer is `scale` times as large."""


@dataclass(frozen=True, kw_only=True)
class ArchSpec:
    """One entry of ARCHS. Functions take the architecture's own Config.

    scales: the factors that weights of this configuration serve; empty: whatever they were trained for.
    radius: pixels of the input on each side that one output pixel depends on. adds_input: whether the answer is the
    input plus what the network predicts, so that there is a residual to look at.
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

    @property
    def channels(self) -> int:
        """Channels of input and output."""
        return 1 if self.input_space is InputSpace.LUMA_UPSCALED else 3
