"""SRCNN: Dong, Loy, He, Tang, "Image Super-Resolution Using Deep Convolutional Networks", TPAMI 2016."""

from __future__ import annotations

from dataclasses import dataclass, field

import torch
from torch import nn

from sr_desktop.core.archs.interpolation import open_first_channel
from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.options import Bounds, check_config, option


@dataclass(frozen=True, kw_only=True)
class SrcnnConfig:
    """The layers (section 3.1). Raises ValueError."""

    kernels: tuple[int, ...] = field(
        default=(9, 5, 5),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Kernel sizes"),
            QT_TRANSLATE_NOOP("Job", "Sides of the kernels f1, f2, ... of the layers, first to last."),
            group="network",
            bounds=Bounds(least=1, most=31, odd=True),
        ),
    )
    widths: tuple[int, ...] = field(
        default=(64, 32),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Widths"),
            QT_TRANSLATE_NOOP("Job", "Filters n1, n2, ... of the layers before the last."),
            group="network",
            bounds=Bounds(least=1, most=1024, one_fewer_than="net.kernels"),
        ),
    )

    def __post_init__(self) -> None:
        check_config(self)
        if len(self.kernels) > 8:
            raise ValueError(f"kernels must be 8 at most, not {self.kernels}")


class Srcnn(nn.Module):
    """Y on the upscaled grid in, Y out.

    In training mode the convolutions have no padding, so that N x 1 x H x W gives N x 1 x (H - 2 r) x (W - 2 r) with
    the radius r; in evaluation mode borders are replicated and the size stays (section 4.1 and the authors' code).
    """

    def __init__(self, config: SrcnnConfig) -> None:
        super().__init__()
        self.kernels = config.kernels
        widths = (1, *config.widths, 1)
        self.layers = nn.ModuleList(
            nn.Conv2d(before, after, size) for before, after, size in zip(widths[:-1], widths[1:], config.kernels, strict=True)
        )

    def start_as_interpolation(self) -> None:
        """Pass the input on by one channel."""
        open_first_channel([layer for layer in self.layers if isinstance(layer, nn.Conv2d)])

    def forward(self, luma: torch.Tensor) -> torch.Tensor:
        """N x 1 x H x W in 0..1."""
        answer = luma
        for number, (layer, size) in enumerate(zip(self.layers, self.kernels, strict=True)):
            if number:
                answer = nn.functional.relu(answer)
            if not self.training:
                margin = size // 2
                answer = nn.functional.pad(answer, (margin,) * 4, mode="replicate")
            answer = layer(answer)
        return answer


def srcnn_radius(config: SrcnnConfig) -> int:
    """6 for 9-1-5, 8 for 9-5-5 (the paper gives the receptive field 2 r + 1)."""
    return sum(size // 2 for size in config.kernels)


SPEC = ArchSpec(
    id="srcnn",
    title="SRCNN",
    summary=QT_TRANSLATE_NOOP("models", "The first convolutional network for the task: small and fast, crisper than bicubic."),
    paper="Dong et al., TPAMI 2016, arXiv:1501.00092",
    config=SrcnnConfig,
    build=Srcnn,
    input_space=InputSpace.LUMA_UPSCALED,
    radius=srcnn_radius,
    scales=lambda config: (),
)
