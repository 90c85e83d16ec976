"""SRGAN's discriminator: Ledig et al., CVPR 2017, section 2.1.1 and figure 4."""

from __future__ import annotations

import torch
from torch import nn

_PLAN = ((64, 1), (64, 2), (128, 1), (128, 2), (256, 1), (256, 2), (512, 1), (512, 2))
_SLOPE = 0.2


class Discriminator(nn.Module):
    """RGB patches in 0..1, N x 3 x S x S, to logits N: how real they look. S: a multiple of 16 (96 in the paper)."""

    def __init__(self, side: int = 96) -> None:
        super().__init__()
        if side % 16 or side < 16:
            raise ValueError(f"the side of a patch must be a multiple of 16, not {side}")
        layers: list[nn.Module] = []
        before = 3
        for number, (width, stride) in enumerate(_PLAN):
            layers.append(nn.Conv2d(before, width, 3, stride, 1, bias=number == 0))
            if number:
                layers.append(nn.BatchNorm2d(width))
            layers.append(nn.LeakyReLU(_SLOPE))
            before = width
        self.features = nn.Sequential(*layers)
        self.judge = nn.Sequential(
            nn.Flatten(), nn.Linear(512 * (side // 16) ** 2, 1024), nn.LeakyReLU(_SLOPE), nn.Linear(1024, 1)
        )

    def forward(self, rgb: torch.Tensor) -> torch.Tensor:
        """One logit a patch; the sigmoid of the paper is a part of the loss, where it is numerically safe."""
        return self.judge(self.features(rgb * 2.0 - 1.0)).squeeze(1)  # type: ignore[no-any-return]
