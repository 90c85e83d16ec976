"""How a convolution's weights get their gradient on a processor.

oneDNN, which torch calls, reaches a third of the machine's matrix product there (two cores with AVX2: 66 of 170 GFLOP/s for
64 channels, 12 for a first layer), half of what it reaches for the other two passes. The same sum as matrix products, one for
each row of the kernel, is 1.1 to 1.7 times as fast, for first layers 4 times (`tests/perf/weight_gradient.py`).
"""

from __future__ import annotations

from typing import Protocol, cast

import torch
from torch import nn
from torch.autograd.function import once_differentiable

_LEAST_OUT = 32
"""Channels of an answer from which on the products are faster: with few, vectors stay empty."""


class ProductConv2d(nn.Conv2d):
    """A convolution, with stride 1 and equal zero margins, whose weights' gradient is made of matrix products."""

    def _conv_forward(self, input: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None) -> torch.Tensor:
        if input.dtype != torch.float32 or torch.is_autocast_enabled("cpu"):
            answer: torch.Tensor = super()._conv_forward(input, weight, bias)
            return answer
        return cast(torch.Tensor, _Convolution.apply(input, weight, bias, int(self.padding[0])))  # type: ignore[no-untyped-call]


def use_products(module: nn.Module) -> None:
    """Make every convolution of `module` that gains by it a ProductConv2d: same parameters, same names, same answers.

    For networks that learn on a processor whose torch has oneDNN; what another library reaches was not measured.
    """
    if not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call]
        return
    for layer in module.modules():
        if type(layer) is nn.Conv2d and _gains(layer):
            layer.__class__ = ProductConv2d


def kernel_gradient(given: torch.Tensor, gradient: torch.Tensor, size: tuple[int, int], margin: int) -> torch.Tensor:
    """Of a stride-1 convolution's kernel, O x C x *size: from its input, N x C x H x W, and the gradient of its answer,
    N x O x h x w. Any memory order; channels last is copied least."""
    high, wide = size
    rows = nn.functional.pad(given.permute(0, 2, 3, 1), (0, 0, margin, margin, margin, margin)).contiguous()
    count, height, _, channels = rows.shape
    _, out, down, across = gradient.shape
    steps = (*rows.stride()[:2], channels, 1)
    # A kernel's row sees `wide` neighbouring pixels, which lie behind one another in memory.
    seen = rows.as_strided((count, height, across, wide * channels), steps).reshape(count, height * across, wide * channels)
    wanted = gradient.permute(0, 2, 3, 1).reshape(count, down * across, out)
    parts = [
        torch.bmm(seen[:, row * across : (row + down) * across].transpose(1, 2), wanted).sum(0).view(wide, channels, out)
        for row in range(high)
    ]
    return torch.stack(parts).permute(3, 2, 0, 1)


class _Context(Protocol):
    """What torch hands to the two passes of a function."""

    saved_tensors: tuple[torch.Tensor, ...]
    needs_input_grad: tuple[bool, ...]
    margin: int

    def save_for_backward(self, *tensors: torch.Tensor) -> None: ...


class _Convolution(torch.autograd.Function):
    @staticmethod
    def forward(
        context: _Context, given: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor | None, margin: int
    ) -> torch.Tensor:
        context.save_for_backward(given, weight)
        context.margin = margin
        return nn.functional.conv2d(given, weight, bias, padding=margin)

    @staticmethod
    @once_differentiable
    def backward(
        context: _Context, gradient: torch.Tensor
    ) -> tuple[torch.Tensor | None, torch.Tensor | None, torch.Tensor | None, None]:
        given, weight = context.saved_tensors
        wants_given, wants_weight, wants_bias, _ = context.needs_input_grad
        to_given = _input_gradient(given, weight, gradient, context.margin) if wants_given else None
        to_weight = (
            kernel_gradient(given, gradient, (weight.shape[2], weight.shape[3]), context.margin) if wants_weight else None
        )
        return to_given, to_weight, gradient.sum((0, 2, 3)) if wants_bias else None, None


def _input_gradient(given: torch.Tensor, weight: torch.Tensor, gradient: torch.Tensor, margin: int) -> torch.Tensor:
    margins, ones, zeros = [margin, margin], [1, 1], [0, 0]
    result: torch.Tensor = torch.ops.aten.convolution_backward(
        gradient, given, weight, None, ones, margins, ones, False, zeros, 1, [True, False, False]
    )[0]
    return result


def _gains(layer: nn.Conv2d) -> bool:
    plain = layer.stride == layer.dilation == (1, 1) and layer.groups == 1 and layer.padding_mode == "zeros"
    return plain and not isinstance(layer.padding, str) and len(set(layer.padding)) == 1 and layer.out_channels >= _LEAST_OUT
