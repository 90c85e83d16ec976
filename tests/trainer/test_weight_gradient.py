"""The gradient of a convolution's weights by matrix products is torch's own, and only convolutions that gain are changed."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from sr_desktop.core.archs.srcnn import Srcnn, SrcnnConfig
from sr_desktop.core.archs.vdsr import Vdsr, VdsrConfig
from trainer.weight_gradient import ProductConv2d, use_products

pytestmark = pytest.mark.skipif(
    not torch.backends.mkldnn.is_available(),  # type: ignore[no-untyped-call]
    reason="this build of torch has no oneDNN, which the products stand in for",
)


@pytest.mark.parametrize("order", [torch.channels_last, torch.contiguous_format])
@pytest.mark.parametrize(("channels", "kernel", "margin"), [(1, (9, 9), 0), (3, (9, 9), 4), (16, (3, 3), 1), (8, (5, 3), 0)])
def test_gradients_are_those_of_torch(channels: int, kernel: tuple[int, int], margin: int, order: torch.memory_format) -> None:
    torch.manual_seed(0)
    plain = nn.Conv2d(channels, 32, kernel, padding=margin).to(memory_format=order)  # type: ignore[call-overload]
    ours = copy.deepcopy(plain)
    use_products(ours)
    assert isinstance(ours, ProductConv2d)
    picture = torch.rand(3, channels, 17, 14).contiguous(memory_format=order)
    for given, wanted in zip(_gradients(ours, picture), _gradients(plain, picture), strict=True):
        torch.testing.assert_close(given, wanted, rtol=1e-4, atol=1e-4)


def _gradients(layer: nn.Module, picture: torch.Tensor) -> list[torch.Tensor]:
    given = picture.clone().requires_grad_(True)
    answer = layer(given)
    weights = torch.linspace(-1, 1, answer.numel()).reshape(answer.shape)
    return list(torch.autograd.grad((answer * weights).sum(), [given, *layer.parameters()]))


def test_a_frozen_kernel_gets_none() -> None:
    layer = nn.Conv2d(4, 32, 3)
    use_products(layer)
    layer.weight.requires_grad_(False)
    given = torch.rand(1, 4, 8, 8, requires_grad=True)
    layer(given).sum().backward()
    assert layer.weight.grad is None
    assert layer.bias is not None and layer.bias.grad is not None and given.grad is not None


@pytest.mark.parametrize(
    ("module", "changed"),
    [
        (Srcnn(SrcnnConfig()), [True, True, False]),
        (Vdsr(VdsrConfig(depth=4)), [True, True, True, False]),
    ],
)
def test_layers_that_gain_are_changed(module: nn.Module, changed: list[bool]) -> None:
    names = list(module.state_dict())
    use_products(module)
    layers = [layer for layer in module.modules() if isinstance(layer, nn.Conv2d)]
    assert [isinstance(layer, ProductConv2d) for layer in layers] == changed
    assert list(module.state_dict()) == names


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(8, 32, 3, stride=2, padding=1),
        nn.Conv2d(8, 32, 3, groups=2),
        nn.Conv2d(8, 32, 3, dilation=2),
        nn.Conv2d(8, 32, 3, padding="same"),
        nn.Conv2d(8, 32, 3, padding=(1, 0)),
        nn.Conv2d(8, 32, 3, padding=1, padding_mode="reflect"),
    ],
)
def test_other_kinds_stay_torchs(layer: nn.Conv2d) -> None:
    use_products(layer)
    assert type(layer) is nn.Conv2d


def test_under_automatic_casts_torch_computes_it() -> None:
    layer = nn.Conv2d(4, 32, 3)
    use_products(layer)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert layer(torch.rand(1, 4, 8, 8)).dtype == torch.bfloat16
