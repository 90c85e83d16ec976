"""First weights with which a network is plain interpolation: it begins at bicubic's PSNR instead of climbing up to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import torch
from torch import nn

FAINT = 1e-3
"""Standard deviation of what a last layer hears of the channels that hold no picture: enough to learn from."""
_CUBIC = -0.5
"""Keys' parameter, as everywhere here."""


@runtime_checkable
class StartsAsInterpolation(Protocol):
    """A network that can be made plain interpolation."""

    def start_as_interpolation(self) -> None:
        """Change freshly drawn weights so far that the answer is (nearly) the interpolated input."""
        ...


@torch.no_grad()
def open_first_channel(layers: Sequence[nn.Conv2d]) -> None:
    """Let channel 0 of a chain of convolutions with ReLU between pass the picture on: luminance is positive."""
    for layer in layers:
        layer.weight[0].zero_()
        layer.weight[0, 0, layer.kernel_size[0] // 2, layer.kernel_size[1] // 2] = 1.0
    last = layers[-1]
    passed = last.weight[0, 0].clone()
    nn.init.normal_(last.weight, std=FAINT)
    last.weight[0, 0] = passed


@torch.no_grad()
def repeat_pixels(layer: nn.Conv2d, step: int, channels: int) -> None:
    """Let the convolution before a pixel shuffle by `step` enlarge without a pattern, the first `channels` unchanged.

    All pixels that come of one get the same weights (ICNR: Aitken et al. 2017, arXiv 1707.02937).
    """
    layer.weight.copy_(layer.weight[:: step * step].repeat_interleave(step * step, dim=0))
    middle = layer.kernel_size[0] // 2
    layer.weight[: channels * step * step].zero_()
    for number in range(channels * step * step):
        layer.weight[number, number // (step * step), middle, middle] = 1.0


def smoothing_taps(step: int, size: int) -> torch.Tensor:
    """The `size` weights that turn pixels repeated `step` times into nearly what cubic convolution makes of them."""
    places = np.arange(-3 * step, 4 * step)
    wanted = _cubic((places + 0.5) / step - 0.5)
    shifts = np.arange(size) - size // 2
    repeated = np.array([(places - shift >= 0) & (places - shift < step) for shift in shifts], dtype=np.float64)
    taps, *_ = np.linalg.lstsq(repeated.T, wanted, rcond=None)
    return torch.from_numpy(taps / taps.sum()).float()


def _cubic(distance: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    x = np.abs(distance)
    near = (_CUBIC + 2) * x**3 - (_CUBIC + 3) * x**2 + 1
    far = _CUBIC * (x**3 - 5 * x**2 + 8 * x - 4)
    return np.where(x <= 1, near, np.where(x < 2, far, 0.0))
