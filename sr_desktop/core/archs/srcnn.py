"""SRCNN: Dong, Loy, He, Tang, "Image Super-Resolution Using Deep Convolutional Networks", TPAMI 2016."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class SrcnnConfig:
    """Kernel sizes f1, f2, ... (odd) and widths n1, n2, ... of the layers before the last (section 3.1)."""

    kernels: tuple[int, ...] = (9, 5, 5)
    widths: tuple[int, ...] = (64, 32)

    def __post_init__(self) -> None:
        if not 2 <= len(self.kernels) <= 8 or len(self.widths) != len(self.kernels) - 1:
            raise ValueError(f"kernels {self.kernels} need one width less than themselves, not {self.widths}")
        if any(size % 2 == 0 or not 1 <= size <= 31 for size in self.kernels):
            raise ValueError(f"kernels must be odd and at most 31, not {self.kernels}")
        if any(not 1 <= width <= 1024 for width in self.widths):
            raise ValueError(f"widths must be 1 to 1024, not {self.widths}")


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
