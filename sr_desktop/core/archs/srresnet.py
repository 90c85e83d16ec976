"""SRResNet, the generator of SRGAN: Ledig et al., "Photo-Realistic Single Image Super-Resolution Using a GAN", CVPR 2017."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import cast

import torch
from torch import nn

from sr_desktop.core.archs.interpolation import FAINT, repeat_pixels, smoothing_taps
from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.options import Bounds, check_config, option


@dataclass(frozen=True, kw_only=True)
class SrresnetConfig:
    """The generator (figure 4). Raises ValueError."""

    scale: int = field(
        default=4,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Scale"),
            QT_TRANSLATE_NOOP("Job", "The factor by which the network enlarges."),
            group="network",
            bounds=Bounds(least=2, most=4),
        ),
    )
    blocks: int = field(
        default=16,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Residual blocks"),
            QT_TRANSLATE_NOOP("Job", "How many residual blocks there are, the paper's B of 16."),
            group="network",
            bounds=Bounds(least=1, most=64),
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
    batch_norm: bool = field(
        default=True,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Batch normalisation"),
            QT_TRANSLATE_NOOP(
                "Job", "Normalise after each convolution; off gives the plainer blocks of EDSR (Lim et al. 2017)."
            ),
            group="network",
        ),
    )

    def __post_init__(self) -> None:
        check_config(self)

    @property
    def steps(self) -> tuple[int, ...]:
        """Factors of the sub-pixel stages: two times 2 for x4, as in the paper."""
        return {2: (2,), 3: (3,), 4: (2, 2)}[self.scale]


def _norm(config: SrresnetConfig) -> nn.Module:
    return nn.BatchNorm2d(config.width) if config.batch_norm else nn.Identity()


class ResidualBlock(nn.Module):
    """conv 3x3, BN, PReLU, conv 3x3, BN, sum (figure 4)."""

    def __init__(self, config: SrresnetConfig) -> None:
        super().__init__()
        width, bias = config.width, not config.batch_norm
        self.body = nn.Sequential(
            nn.Conv2d(width, width, 3, padding=1, bias=bias),
            _norm(config),
            nn.PReLU(),
            nn.Conv2d(width, width, 3, padding=1, bias=bias),
            _norm(config),
        )

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """N x width x H x W, the same shape out."""
        return features + self.body(features)  # type: ignore[no-any-return]


class Srresnet(nn.Module):
    """RGB at low resolution in 0..1 in, RGB `scale` times as large out, in 0..1 (the paper trains on -1..1)."""

    def __init__(self, config: SrresnetConfig) -> None:
        super().__init__()
        width = config.width
        self.scale, self.steps = config.scale, config.steps
        self.head = nn.Sequential(nn.Conv2d(3, width, 9, padding=4), nn.PReLU())
        self.blocks = nn.Sequential(*(ResidualBlock(config) for _ in range(config.blocks)))
        self.merge = nn.Sequential(nn.Conv2d(width, width, 3, padding=1, bias=not config.batch_norm), _norm(config))
        stages: list[nn.Module] = []
        for step in config.steps:
            stages += [nn.Conv2d(width, width * step * step, 3, padding=1), nn.PixelShuffle(step), nn.PReLU()]
        self.grow = nn.Sequential(*stages)
        self.tail = nn.Conv2d(width, 3, 9, padding=4)

    @torch.no_grad()
    def start_as_interpolation(self) -> None:
        """Pass R, G and B on by the first three channels: enlarged by repeated pixels, then smoothed by the last layer."""
        entry = cast(nn.Conv2d, self.head[0]).weight
        middle = entry.shape[-1] // 2
        entry[:3].zero_()
        for colour in range(3):
            entry[colour, colour, middle, middle] = 1.0
        # The blocks add nothing at first, whatever is drawn in them.
        last = self.merge[1] if isinstance(self.merge[1], nn.BatchNorm2d) else cast(nn.Conv2d, self.merge[0])
        nn.init.zeros_(last.weight)
        layers = [layer for layer in self.grow if isinstance(layer, nn.Conv2d)]
        for layer, step in zip(layers, self.steps, strict=True):
            repeat_pixels(layer, step, channels=3)
        taps = smoothing_taps(self.scale, self.tail.kernel_size[0])
        nn.init.normal_(self.tail.weight, std=FAINT)
        for colour in range(3):
            # Twice, and 1 less: the answer is on -1..1.
            self.tail.weight[colour, colour] = 2.0 * torch.outer(taps, taps)
        nn.init.constant_(cast(torch.Tensor, self.tail.bias), -1.0)

    def forward(self, rgb: torch.Tensor) -> torch.Tensor:
        """N x 3 x H x W in 0..1 to N x 3 x sH x sW."""
        first = self.head(rgb)
        features = first + self.merge(self.blocks(first))
        # The network works on -1..1; the shift belongs to it, so that callers meet 0..1 only.
        return (self.tail(self.grow(features)) + 1.0) * 0.5  # type: ignore[no-any-return]


def srresnet_radius(config: SrresnetConfig) -> int:
    """40 for the paper's x4 generator: 4 + 2 a block + 1 + the upsampling stages, in low-resolution pixels."""
    radius, grid = 4.0 + 2.0 * config.blocks + 1.0, 1.0
    for step in config.steps:
        radius += 1.0 / grid
        grid *= step
    return math.ceil(radius + 4.0 / grid)


SPEC = ArchSpec(
    id="srresnet",
    title="SRResNet",
    summary=QT_TRANSLATE_NOOP("models", "Deep residual network that works at low resolution: the most faithful details."),
    paper="Ledig et al., CVPR 2017, arXiv:1609.04802",
    config=SrresnetConfig,
    build=Srresnet,
    input_space=InputSpace.RGB_LOW,
    radius=srresnet_radius,
    scales=lambda config: (float(config.scale),),
)
