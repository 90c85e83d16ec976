"""Convolutions by oneDNN, next to plain torch: over the shapes that it has programs of their own for."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from sr_desktop.core.backends.packed_products import Products, rounded
from sr_desktop.core.devices import computes_bf16

KERNELS = [(1, 1), (3, 3), (5, 5), (9, 9), (5, 1), (1, 5), (13, 13)]


def _errors(kind: torch.dtype, out: int, channels: int, kernel: tuple[int, int]) -> tuple[float, float]:
    """Of a convolution, and of one that is added to zeros, as shares of the largest answer."""
    chance = torch.Generator().manual_seed(out + channels)
    weight = torch.randn((out, channels, *kernel), generator=chance) / (channels * kernel[0] * kernel[1]) ** 0.5
    pixels = torch.rand((1, channels, 17, 131), generator=chance).to(kind).contiguous(memory_format=torch.channels_last)
    exact = rounded(weight) if kind == torch.bfloat16 else weight
    wanted = nn.functional.conv2d(pixels.double(), exact.double())
    layer = Products(weight, torch.zeros(out), None, kind)
    sums = layer.onto(torch.zeros_like(layer.blocks(pixels)), pixels)
    answers = layer.convolve([pixels]), layer.pixels(sums, pixels)
    once, onto = (float((each - wanted).abs().max() / wanted.abs().max()) for each in answers)
    return once, onto


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 8, 12, 16, 24, 32, 48])
def test_products_of_fp32(channels: int, kernel: tuple[int, int]) -> None:
    for out in (1, 2, 3, 12, 32):
        assert max(_errors(torch.float32, out, channels, kernel)) < 1e-5, out


@pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 8, 12, 16, 24, 32, 48])
def test_products_of_bf16(channels: int, kernel: tuple[int, int]) -> None:
    """oneDNN is not right for all of them where a pixel's neighbours are channels."""
    for out in (1, 2, 3, 12, 32):
        assert max(_errors(torch.bfloat16, out, channels, kernel)) < 2**-8, out
