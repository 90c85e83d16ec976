"""Plans as a processor likes them, and layers that are computed less than exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from nets import loaded_net
from torch import nn

from sr_desktop.core.archs import ARCHS, srcnn, vdsr
from sr_desktop.core.backends.choice import make_backend
from sr_desktop.core.backends.face import Way
from sr_desktop.core.backends.levels import flat_levels
from sr_desktop.core.backends.packed_backend import PackedBackend, packable_plan, usual_layers
from sr_desktop.core.backends.packed_mixed import leads_of
from sr_desktop.core.backends.packed_plan import lying_plan, packed_plan
from sr_desktop.core.backends.packed_products import rounded
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.devices import computes_bf16
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.settings import LayerKind
from sr_desktop.paths import resources_dir

CPU = Way(backend="torch", device="cpu")
IN_BF16 = pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")


def plan(*layers: nn.Module) -> tuple[Step, ...]:
    steps = plan_of(replace(loaded_net(srcnn.SPEC), module=nn.Sequential(*layers).requires_grad_(False)))
    assert steps is not None
    return steps


def wanted(layers: nn.Sequential, planes: FloatArray) -> FloatArray:
    with torch.inference_mode():
        result: FloatArray = layers(torch.from_numpy(planes)[None])[0].numpy()
    return result


@pytest.mark.parametrize("factor", [2, 3, 4])
@pytest.mark.parametrize("kernel", [(1, 1), (3, 5), (9, 9)], ids=str)
def test_a_picture_is_put_together_at_the_end(factor: int, kernel: tuple[int, int]) -> None:
    torch.manual_seed(factor)
    margin = (kernel[0] // 2, kernel[1] // 2)
    layers = nn.Sequential(nn.PixelShuffle(factor), nn.Conv2d(5, 3, kernel, padding=margin), nn.LeakyReLU(0.3))
    steps = packed_plan(plan(*layers))
    assert [step.op for step in steps] == ["conv", "shuffle"]
    assert steps[0].weight is not None and steps[0].weight.shape[0] == 3 * factor**2
    planes = np.random.default_rng(1).random((5 * factor**2, 6, 13), dtype=np.float32)
    assert np.allclose(PackedBackend(plan(*layers), CPU).run(planes), wanted(layers.requires_grad_(False), planes), atol=1e-4)


@pytest.mark.parametrize(
    "layer",
    [nn.Conv2d(8, 32, 3, padding=1), nn.Conv2d(8, 3, 3), nn.Conv2d(8, 3, (3, 2), padding=(1, 1))],
    ids=["many channels", "smaller than the picture", "larger than the picture"],
)
def test_other_convolutions_stay_behind_the_shuffle(layer: nn.Module) -> None:
    assert [step.op for step in packed_plan(plan(nn.PixelShuffle(2), layer))] == ["shuffle", "conv"]


def test_what_others_read_is_shuffled_first() -> None:
    class Twice(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.shuffle, self.conv = nn.PixelShuffle(2), nn.Conv2d(3, 3, 3, padding=1)

        def forward(self, planes: torch.Tensor) -> torch.Tensor:
            large: torch.Tensor = self.shuffle(planes)
            answer: torch.Tensor = self.conv(large) + large
            return answer

    assert [step.op for step in packed_plan(plan(Twice()))] == ["shuffle", "conv", "add"]


def test_lopsided_borders_lie_on_their_side_with_the_picture() -> None:
    torch.manual_seed(2)
    layers = nn.Sequential(nn.ReplicationPad2d((1, 2, 3, 0)), nn.Conv2d(2, 9, (4, 2)))
    steps = (
        Step(op="pad", inputs=(-1,), margin=(3, 0, 1, 2)),
        replace(plan(layers[1])[0], inputs=(0,)),
    )
    planes = np.random.default_rng(4).random((2, 6, 13), dtype=np.float32)
    assert np.allclose(PackedBackend(steps, CPU).run(planes), wanted(layers.requires_grad_(False), planes), atol=1e-5)


def test_what_cannot_be_turned_is_run_by_plain_torch() -> None:
    """A shuffle of what no convolution made: its channels could not be given another order."""
    loaded = replace(loaded_net(srcnn.SPEC), module=nn.Sequential(nn.PixelShuffle(2), nn.Conv2d(1, 9, 3)).requires_grad_(False))
    assert packable_plan(loaded) is None
    backend = make_backend(loaded, CPU)
    assert isinstance(backend, TorchBackend)
    with pytest.raises(ValueError, match="turned"):
        PackedBackend(plan(*loaded.module), CPU)


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_convolutions_keep_their_order(spec) -> None:
    steps = plan_of(loaded_net(spec))
    assert steps is not None
    before, after = ([step for step in each if step.op == "conv"] for each in (steps, packed_plan(steps)))
    assert len(before) == len(after) == len(usual_layers(steps, "bf16"))
    assert all(np.isclose(np.abs(a.bias).max(), np.abs(b.bias).max()) for a, b in zip(before, after, strict=True))


def test_repeated_borders_are_a_part_of_the_convolution() -> None:
    steps = plan_of(loaded_net(srcnn.SPEC))
    assert steps is not None
    packed = packed_plan(steps)
    assert "pad" in {step.op for step in steps} and "pad" not in {step.op for step in packed}
    assert all(step.replicates == any(step.margin) for step in packed if step.op == "conv")


def test_in_bf16_the_ends_and_what_carries_brightness_stay_exact_where_nobody_chose() -> None:
    steps = plan_of(load_net(resources_dir() / "weights" / "srresnet_x4.safetensors"))
    assert steps is not None
    layers = usual_layers(steps, "bf16")
    assert (layers[0], layers[1], layers[-1]) == ("fp32", "mixed", "fp32")
    assert set(layers[2:-3]) == {"bf16"}
    assert set(usual_layers(steps, "fp32")) == {"fp32"}


def test_layers_share_one_place_and_keep_no_more_than_a_kernel_needs() -> None:
    """A deep network would else hold as many pieces of a picture as it has layers."""
    steps = plan_of(loaded_net(vdsr.SPEC))
    assert steps is not None
    flow = PackedBackend(steps, CPU).flow()
    planes = np.zeros((1, 40, 64), dtype=np.float32)
    for last in (False, False, True):
        flow.push(planes, last)
    sights = [stage._sights[0] for stage in flow._stages if hasattr(stage, "_sights")]  # type: ignore[attr-defined]
    (room,) = {sight._room for sight in sights}
    assert len(sights) == 20
    assert sum(place.numel() for place in room._flat.values()) <= 64 * 40 * (64 + 2 * 20)
    assert {sight._kept.shape[2] for sight in sights} == {2}


def test_rounded_kernels_make_an_even_area_neither_lighter_nor_darker() -> None:
    weight = torch.rand((16, 16, 5, 5), generator=torch.Generator().manual_seed(7))
    plainly, kept = (each.float().sum(dim=(2, 3)) - weight.sum(dim=(2, 3)) for each in (weight.bfloat16(), rounded(weight)))
    assert float(kept.abs().max()) < float(plainly.abs().max()) / 10


@IN_BF16
def test_rounding_leaves_zeros_where_they_are() -> None:
    """A kernel shall not reach further than what tiles and bands show it."""
    layer = nn.Conv2d(8, 8, 3, padding=1, bias=False)
    with torch.no_grad():
        layer.weight[:, :, :, 2] = 0
    planes = np.zeros((8, 12, 24), dtype=np.float32)
    planes[:, :, 12] = 1
    answer = PackedBackend(plan(layer), replace(CPU, precision="bf16", layers=("bf16",))).run(planes)
    assert not answer[:, :, :12].any()
    assert answer[:, :, 12:14].any()


def _mixed(steps: tuple[Step, ...], kinds: tuple[LayerKind, ...]) -> tuple[LayerKind, ...]:
    """Those kinds in turns, but bf16 for mixed where a layer has no channels that lead."""
    lying = lying_plan(steps)
    levels = flat_levels(lying)
    layers = [(step.weight, levels[step.inputs[0]]) for step in lying if step.op == "conv" and step.weight is not None]
    wanted = (kinds * len(layers))[: len(layers)]
    return tuple(
        "bf16" if kind == "mixed" and leads_of(weight, level) is None else kind
        for kind, (weight, level) in zip(wanted, layers, strict=True)
    )


@IN_BF16
@pytest.mark.parametrize("widths", [(1,) * 20, (5, 1, 2, 40, 1, 7), (1, 90)], ids=str)
@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_kinds_that_change_from_layer_to_layer_flow_as_well(spec, widths: tuple[int, ...]) -> None:
    steps = plan_of(loaded_net(spec))
    assert steps is not None
    layers = _mixed(steps, ("fp32", "mixed", "bf16", "mixed", "bf16", "bf16"))
    assert "mixed" in layers
    backend = PackedBackend(steps, replace(CPU, precision="bf16", layers=layers))
    planes = np.random.default_rng(6).random((spec.channels, 7, sum(widths)), dtype=np.float32)
    whole = backend.flow().push(planes, True)
    flow, ends = backend.flow(), np.cumsum(widths)
    parts = [flow.push(planes[:, :, end - width : end], end == ends[-1]) for end, width in zip(ends, widths, strict=True)]
    answer = np.concatenate([each for each in parts if each is not None], axis=2)
    assert whole is not None and answer.shape == whole.shape
    # Sums in another order may fall to the other side of a rounding.
    assert float(np.abs(answer - whole).max()) < 0.03 * float(np.abs(whole).max())
