"""Convolutions in fixed point, next to plain torch."""

from __future__ import annotations

import pytest
import torch
from nets import loaded_net
from torch import nn

from sr_desktop.core.archs import srcnn
from sr_desktop.core.backends.packed_conv import Convolution
from sr_desktop.core.backends.packed_fixed import FixedPoint, fits, multiplies_bytes
from sr_desktop.core.backends.plan import Step, plan_of

pytestmark = pytest.mark.skipif(not multiplies_bytes(), reason="the processor has no sums of products of bytes")


def weights(out: int, channels: int, high: int, wide: int) -> tuple[torch.Tensor, torch.Tensor]:
    chance = torch.Generator().manual_seed(out + channels)
    weight = torch.randn((out, channels, high, wide), generator=chance) / (channels * high * wide) ** 0.5
    return weight, torch.randn(out, generator=chance)


def picture(channels: int, high: int, wide: int, *, least: float = 0.0) -> torch.Tensor:
    pixels = torch.rand((1, channels, high, wide), generator=torch.Generator().manual_seed(high * wide)) + least
    return pixels.contiguous(memory_format=torch.channels_last)


def answer_of(weight: torch.Tensor, bias: torch.Tensor, pixels: torch.Tensor, slope: float | None = None) -> torch.Tensor:
    form = FixedPoint(weight, bias, slope).form_of([pixels])
    numbers = torch.empty_like(pixels, dtype=torch.int16)
    form.write(numbers, pixels)
    return form.convolve(numbers)


@pytest.mark.parametrize("least", [0.0, -0.3, -1.0, 0.5], ids=str)
@pytest.mark.parametrize("kernel", [(1, 1), (3, 3), (5, 5), (9, 9), (5, 1), (8, 9), (13, 13)], ids=str)
@pytest.mark.parametrize("channels", [1, 3, 8, 24, 32, 48, 64, 100, 128])
def test_it_is_within_half_a_thousandth(channels: int, kernel: tuple[int, int], least: float) -> None:
    """Over the shapes that oneDNN has programs of their own for."""
    for out, high, wide in ((1, 13, 131), (12, 64, 20), (32, 33, 64), (64, 100, 17), (256, 14, 14)):
        weight, bias = weights(out, channels, *kernel)
        pixels = picture(channels, high, wide, least=least)
        wanted = nn.functional.conv2d(pixels, weight, bias)
        answer = answer_of(weight, bias, pixels)
        assert answer.shape == wanted.shape
        assert float((answer - wanted).abs().max()) < 5e-4, (out, high, wide)


@pytest.mark.parametrize("slope", [None, 0.0, 0.2], ids=str)
def test_rectifiers_are_a_part_of_it(slope: float | None) -> None:
    weight, bias = weights(16, 16, 3, 3)
    pixels = picture(16, 20, 30, least=-0.5)
    wanted = nn.functional.conv2d(pixels, weight, bias)
    wanted = wanted if slope is None else nn.functional.leaky_relu(wanted, slope)
    assert torch.allclose(answer_of(weight, bias, pixels, slope), wanted, atol=3e-4)


@pytest.mark.parametrize("largest", [1e-44, 1e-28, 1e-6, 1e6, 1e30])
def test_it_takes_numbers_of_any_size(largest: float) -> None:
    weight, bias = weights(8, 8, 3, 3)
    pixels = largest * picture(8, 12, 12, least=-0.5)
    wanted = nn.functional.conv2d(pixels, weight, bias)
    assert torch.allclose(answer_of(weight, bias, pixels), wanted, rtol=1e-5, atol=3e-4 * largest)


def test_zeros_stay_zeros_beside_negative_numbers() -> None:
    """Else the black around a picture, and all that a rectifier cut off, would shine."""
    weight, _ = weights(8, 8, 3, 3)
    pixels = torch.zeros(1, 8, 12, 12).contiguous(memory_format=torch.channels_last)
    pixels[0, 0, 0, :2] = torch.tensor([-1.0, 1.7])
    answer = answer_of(weight, torch.zeros(8), pixels)
    assert float(answer[:, :, 4:].abs().max()) < 1e-6
    assert float(answer_of(weight, torch.zeros(8), 0 * pixels).abs().max()) < 1e-30


@pytest.mark.parametrize("broken", [float("nan"), float("inf"), float("-inf")], ids=str)
def test_what_is_no_number_spoils_all_of_the_answer(broken: float) -> None:
    """So that it is noticed, wherever it was, and rectifiers do not make zeros of it."""
    weight, bias = weights(8, 8, 3, 3)
    pixels = picture(8, 12, 12)
    pixels[0, 3, 5, 5] = broken
    assert answer_of(weight, bias, pixels, 0.0).isnan().all()


def _step(channels: int, high: int, wide: int) -> Step:
    weight, bias = weights(8, channels, high, wide)
    return Step(op="conv", inputs=(-1,), weight=weight.numpy(), bias=bias.numpy(), margin=(0, 0, 0, 0))


def test_what_it_would_compute_wrongly_it_refuses() -> None:
    for unfit in (_step(4, 3, 8), _step(40_000, 1, 1)):
        assert not fits(unfit)
        with pytest.raises(ValueError, match="fixed point"):
            Convolution(unfit, "fixed")
    assert fits(_step(4, 8, 3))


def test_layers_of_our_networks_fit() -> None:
    steps = plan_of(loaded_net(srcnn.SPEC))
    assert steps is not None
    assert all(fits(step) for step in steps if step.op == "conv")
