"""Convolutions in bf16 but for the channels that carry brightness, next to plain torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from sr_desktop.core.backends.packed_conv import convolution_of
from sr_desktop.core.backends.packed_mixed import Leads, Mixed, leads_of
from sr_desktop.core.backends.packed_products import Products, rounded
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.devices import computes_bf16
from sr_desktop.core.pictures.picture import FloatArray

IN_BF16 = pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
GREYS = np.array([[0.0], [0.5], [1.0]], dtype=np.float32)


def chance(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def weights(out: int, channels: int, high: int, wide: int) -> tuple[torch.Tensor, torch.Tensor]:
    weight = torch.randn((out, channels, high, wide), generator=chance(out + channels)) / (channels * high * wide) ** 0.5
    return weight, torch.randn(out, generator=chance(out))


def picture(channels: int, high: int, wide: int) -> torch.Tensor:
    pixels = torch.rand((1, channels, high, wide), generator=chance(high * wide)) - 0.3
    return pixels.contiguous(memory_format=torch.channels_last)


def answer_of(layer: Mixed | Products, pixels: torch.Tensor) -> torch.Tensor:
    shown = []
    for part in (part for parts in layer.inputs for part in parts):
        place = torch.full((1, part.channels, *pixels.shape[2:]), torch.nan, dtype=part.type)
        shown.append(place.contiguous(memory_format=torch.channels_last))
        part.write(shown[-1], pixels)
    return layer.convolve(shown)


def by_hand(weight: torch.Tensor, bias: torch.Tensor, pixels: torch.Tensor, leads: Leads) -> torch.Tensor:
    """The same sums by plain torch, but for how the second of them is rounded."""
    first = list(leads.channels)
    told = torch.zeros(len(first), pixels.shape[1]) if leads.told is None else torch.from_numpy(leads.told)
    loud = torch.einsum("lc,nlhw->nchw", told, pixels[:, first])
    kernel = weight.clone()
    kernel[:, first] = 0
    exact = nn.functional.conv2d(loud, kernel, bias) + nn.functional.conv2d(pixels[:, first], weight[:, first])
    return exact + nn.functional.conv2d((pixels - loud).bfloat16().float(), rounded(kernel).float())


@IN_BF16
@pytest.mark.parametrize("kernel", [(1, 1), (3, 3), (5, 5), (9, 9), (5, 1), (13, 13)], ids=str)
@pytest.mark.parametrize("channels", [32, 40, 48, 64, 100, 128, 256])
def test_both_sums_are_right(channels: int, kernel: tuple[int, int]) -> None:
    """Over the shapes that oneDNN has programs of their own for."""
    shapes = ((1, 17, 131), (3, 40, 33), (12, 64, 20), (32, 33, 64), (64, 100, 17), (256, 16, 16))
    for number, (out, high, wide) in enumerate(shapes):
        weight, bias = weights(out, channels, *kernel)
        pixels, count = picture(channels, high, wide), 1 + number % 4
        told = np.random.default_rng(number).random((count, channels), dtype=np.float32) / count
        first = tuple(range(3, 3 + count))
        told[:, first] = 0
        leads = Leads(channels=first, told=told if number % 2 else None)
        wanted = by_hand(weight, bias, pixels, leads)
        answer = answer_of(Mixed(weight, bias, None, leads), pixels)
        assert answer.shape == wanted.shape and answer.dtype == torch.float32
        assert float((answer - wanted).abs().max()) < 2**-8 * float(wanted.abs().max()), (out, high, wide)


@IN_BF16
@pytest.mark.parametrize("slope", [None, 0.0, 0.2, -0.3], ids=str)
@pytest.mark.parametrize("out", [3, 32])
def test_rectifiers_are_a_part_of_it(slope: float | None, out: int) -> None:
    weight, bias = weights(out, 32, 3, 3)
    pixels = picture(32, 20, 30)
    wanted = nn.functional.conv2d(pixels, weight, bias)
    wanted = wanted if slope is None else nn.functional.leaky_relu(wanted, slope)
    answer = answer_of(Mixed(weight, bias, slope, Leads(channels=(2,), told=None)), pixels)
    assert torch.allclose(answer, wanted, atol=0.02)
    assert slope != 0 or float(answer.min()) == 0


@IN_BF16
@pytest.mark.parametrize("largest", [1e-30, 1e-6, 1e6, 1e30])
def test_it_takes_numbers_of_any_size(largest: float) -> None:
    weight, bias = weights(8, 32, 3, 3)
    pixels = largest * picture(32, 12, 12)
    wanted = nn.functional.conv2d(pixels, weight, largest * bias)
    answer = answer_of(Mixed(weight, largest * bias, None, Leads(channels=(0, 5), told=None)), pixels)
    assert float((answer - wanted).abs().max()) < 0.02 * largest


@IN_BF16
@pytest.mark.parametrize("channel", [0, 5])
def test_what_is_no_number_is_seen_where_it_was(channel: int) -> None:
    weight, bias = weights(8, 32, 3, 3)
    pixels = picture(32, 12, 12)
    pixels[0, channel, 5, 5] = torch.nan
    answer = answer_of(Mixed(weight, bias, None, Leads(channels=(0,), told=None)), pixels)
    assert answer[:, :, 3:6, 3:6].isnan().all()
    assert not answer[:, :, :3].isnan().any()


def _bright(share: FloatArray) -> torch.Tensor:
    """A bright area with a little noise; share: how much of its brightness each channel has."""
    even = torch.from_numpy(share).view(1, -1, 1, 1) * torch.linspace(0.7, 0.9, 60)
    noise = 0.01 * torch.randn((1, len(share), 40, 60), generator=chance(1))
    return (even + noise).contiguous(memory_format=torch.channels_last)


@IN_BF16
@pytest.mark.parametrize("few", [True, False], ids=["one channel", "all channels"])
def test_brightness_is_not_rounded(few: bool) -> None:
    """Whether one channel carries it, as after an identity, or each has a share, as in networks that began by chance."""
    share = np.zeros(64, dtype=np.float32) if few else np.random.default_rng(2).random(64, dtype=np.float32)
    share[9] = 1.1
    weight, bias = weights(32, 64, 5, 5)
    leads = leads_of(weight.numpy(), GREYS * share)
    assert leads is not None and (leads.told is None) == few
    pixels = _bright(share)
    wanted = nn.functional.conv2d(pixels, weight, bias)
    mixed, plain = (
        float((answer_of(layer, pixels).float() - wanted).square().mean().sqrt())
        for layer in (Mixed(weight, bias, None, leads), Products(weight, bias, None, torch.bfloat16))
    )
    assert mixed < plain / 10


def test_the_loudest_channels_lead() -> None:
    weight, _ = weights(8, 32, 3, 3)
    share = np.full(32, 0.01, dtype=np.float32)
    share[[4, 20]] = (1.0, 0.02)
    leads = leads_of(weight.numpy(), GREYS * share)
    assert leads == Leads(channels=(4,), told=None)


def test_channels_that_say_the_same_need_one_that_leads() -> None:
    """As the pixels of a block do, which are channels until they are shuffled."""
    weight, _ = weights(8, 32, 3, 3)
    leads = leads_of(weight.numpy(), GREYS * np.ones(32, dtype=np.float32))
    assert leads is not None and leads.told is not None
    (first,) = leads.channels
    assert leads.told[0, first] == 0
    assert np.allclose(np.delete(leads.told[0], first), 1)


def test_colours_are_led_by_several() -> None:
    weight, _ = weights(8, 32, 3, 3)
    colours = np.eye(3, dtype=np.float32)
    levels = colours @ np.random.default_rng(3).random((3, 32), dtype=np.float32)
    leads = leads_of(weight.numpy(), levels)
    assert leads is not None and leads.told is not None and 2 <= len(leads.channels) <= 3


@pytest.mark.parametrize(
    "levels",
    [np.ones((3, 31), dtype=np.float32), np.zeros((3, 32), dtype=np.float32), np.full((3, 32), np.nan, dtype=np.float32)],
    ids=["few channels", "silence", "no numbers"],
)
def test_where_none_leads_there_is_no_such_layer(levels: FloatArray) -> None:
    weight, bias = weights(8, levels.shape[1], 3, 3)
    assert leads_of(weight.numpy(), levels) is None
    step = Step(op="conv", inputs=(-1,), weight=weight.numpy(), bias=bias.numpy())
    with pytest.raises(ValueError, match="leading"):
        convolution_of(step, "mixed", levels)
