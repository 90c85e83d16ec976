"""Convolutions by oneDNN, next to plain torch: over the shapes that it has programs of their own for."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from sr_desktop.core.backends.packed_products import Products, rounded
from sr_desktop.core.devices import computes_bf16

KERNELS = [(1, 1), (3, 3), (5, 5), (9, 9), (5, 1), (1, 5), (13, 13)]


def _example(
    kind: torch.dtype, out: int, channels: int, kernel: tuple[int, int]
) -> tuple[Products, torch.Tensor, torch.Tensor]:
    """A convolution, a picture for it, and its answer by plain torch."""
    chance = torch.Generator().manual_seed(out + channels)
    weight = torch.randn((out, channels, *kernel), generator=chance) / (channels * kernel[0] * kernel[1]) ** 0.5
    bias = torch.randn(out, generator=chance)
    pixels = torch.rand((1, channels, 17, 131), generator=chance).to(kind).contiguous(memory_format=torch.channels_last)
    exact = rounded(weight) if kind == torch.bfloat16 else weight
    wanted = nn.functional.conv2d(pixels.double(), exact.double(), bias.double())
    return Products(weight, bias, None, kind), pixels, wanted


def _error(answer: torch.Tensor, wanted: torch.Tensor) -> float:
    return float((answer - wanted).abs().max() / wanted.abs().max())


@pytest.mark.parametrize("kernel", KERNELS, ids=str)
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 8, 12, 16, 24, 32, 48])
def test_products_of_fp32(channels: int, kernel: tuple[int, int]) -> None:
    for out in (1, 2, 3, 12, 32):
        layer, pixels, wanted = _example(torch.float32, out, channels, kernel)
        assert _error(layer.convolve([pixels]), wanted) < 1e-5, out
        sums = layer.onto(torch.ones_like(layer.blocks(pixels)), pixels)
        assert _error(layer.pixels(sums, pixels), wanted + 1) < 1e-5, out


@pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
@pytest.mark.parametrize("kernel", KERNELS, ids=str)
@pytest.mark.parametrize("channels", [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48])
def test_products_of_bf16(channels: int, kernel: tuple[int, int]) -> None:
    """oneDNN is not right for all of them where a pixel's neighbours are channels."""
    for out in (1, 2, 3, 12, 32, 64):
        layer, pixels, wanted = _example(torch.bfloat16, out, channels, kernel)
        assert _error(layer.convolve([pixels]), wanted) < 2**-8, out


@pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
def test_the_bias_is_not_rounded_before_it_is_added() -> None:
    """1 and a 260th is rounded down, and up with a thousandth more."""
    layer = Products(torch.full((1, 32, 1, 1), 1e-3 / 32), torch.tensor([1.0038]), None, torch.bfloat16)
    answer = layer.convolve([torch.ones((1, 32, 4, 4), dtype=torch.bfloat16).contiguous(memory_format=torch.channels_last)])
    assert answer.unique().tolist() == [1.0078125]
