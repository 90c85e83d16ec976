"""How far apart the spectra of two batches are: a loss that hears what a network's answers have too little or too much of.

After Durall, Keuper, Keuper, "Watch your Up-Convolution", CVPR 2020 (section 4), which compares the power over all directions
of whole pictures. Here each direction and each place stands for itself: a pattern that VGG's features take for texture lies in
one or two directions, and is seen where the picture is smooth.
"""

from __future__ import annotations

import torch
from torch import nn

SIDE = 32
"""Pixels a side of a tile, and so of the smallest pictures; tiles overlap by half."""
_LUMA = (0.299, 0.587, 0.114)
_ROUNDING = 1.0 / 255.0 / 12**0.5
"""Standard deviation of what rounding to 8 bits adds: less is no detail."""


def spectral_distance(answer: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """Mean Itakura-Saito divergence of the answer's power from the truth's over tiles and frequencies: r - log r - 1 of their
    ratio r, so that ten times too much weighs more than ten times too little (6.7, 1.4). 0 or more.

    Both N x C x H x W in 0..1, C 1 or 3, sides of at least `SIDE`.
    """
    floor = (_ROUNDING * float(torch.hann_window(SIDE).square().sum())) ** 2
    ratio = (_power(answer) + floor) / (_power(truth) + floor)
    return (ratio - ratio.log() - 1.0).mean()


def _power(pictures: torch.Tensor) -> torch.Tensor:
    """Of the luminance: tiles x 32 x 15, means over 3 x 3 neighbouring frequencies, the main lobe of the window."""
    weights = torch.tensor(_LUMA if pictures.shape[1] == len(_LUMA) else (1.0,), device=pictures.device)
    luma = (pictures * weights[:, None, None]).sum(dim=1)
    tiles = luma.unfold(1, SIDE, SIDE // 2).unfold(2, SIDE, SIDE // 2).reshape(-1, 1, SIDE, SIDE)
    window = torch.hann_window(SIDE, device=pictures.device)
    centred = (tiles - tiles.mean(dim=(2, 3), keepdim=True)) * (window[:, None] * window)
    around = nn.functional.pad(torch.fft.rfft2(centred).abs().square(), (0, 0, 1, 1), mode="circular")
    return nn.functional.avg_pool2d(around, 3, stride=1)
