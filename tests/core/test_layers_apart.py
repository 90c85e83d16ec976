"""A layer that sees the picture and a mixed one behind it, computed as three convolutions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from nets import loaded_net
from torch import nn

from sr_desktop.core.archs import srcnn
from sr_desktop.core.backends.face import Way
from sr_desktop.core.backends.packed_backend import PackedBackend
from sr_desktop.core.backends.packed_layers import Layers
from sr_desktop.core.backends.packed_mixed import Mixed
from sr_desktop.core.backends.packed_plan import lying_plan
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.devices import computes_bf16
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.settings import LayerKind
from sr_desktop.paths import resources_dir

pytestmark = pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
MIXED: tuple[LayerKind, ...] = ("fp32", "mixed", "fp32")


def shipped(name: str) -> tuple[Step, ...]:
    steps = plan_of(load_net(resources_dir() / "weights" / f"{name}.safetensors"))
    assert steps is not None
    return steps


def run(steps: tuple[Step, ...], layers: tuple[LayerKind, ...], planes: FloatArray) -> FloatArray:
    return PackedBackend(steps, Way(backend="torch", device="cpu", precision="bf16", layers=layers)).run(planes)


def picture(*shape: int) -> FloatArray:
    """Bright, with a little noise."""
    return 0.8 + 0.1 * np.random.default_rng(1).random(shape, dtype=np.float32)


@pytest.mark.parametrize("name", ["srcnn_x2", "srcnn_x3", "srcnn_x4"])
def test_it_is_nearly_exact(name: str) -> None:
    steps, planes = shipped(name), picture(1, 40, 90)
    exact, apart, rounded = (run(steps, layers, planes) for layers in (("fp32",) * 3, MIXED, ("fp32", "bf16", "fp32")))
    error = float(np.abs(apart - exact).max())
    assert error < 0.5 / 255
    assert error < float(np.abs(rounded - exact).max()) / 3


def test_the_two_layers_become_three_convolutions() -> None:
    layers = Layers(lying_plan(shipped("srcnn_x2")), MIXED)
    assert [step.op for step in layers.steps] == ["conv"] * 4
    assert [step.inputs for step in layers.steps] == [(-1,), (-1,), (1, 0), (2,)]
    leading = layers.steps[0].weight
    assert leading is not None and leading.shape == (1, 1, 9, 9)
    kinds = [[part.type for parts in conv.inputs for part in parts] for conv in layers.convs if conv]
    assert kinds == [[torch.float32], [torch.bfloat16], [torch.bfloat16, torch.float32], [torch.float32]]


def test_it_flows_as_it_is_whole() -> None:
    backend = PackedBackend(shipped("srcnn_x2"), Way(backend="torch", device="cpu", precision="bf16", layers=MIXED))
    planes = picture(1, 9, 70)
    whole = backend.flow().push(planes, True)
    flow, ends = backend.flow(), (1, 6, 7, 40, 41, 70)
    pieces = [flow.push(planes[:, :, start:end], end == 70) for start, end in zip((0, *ends), ends, strict=False)]
    answer = np.concatenate([each for each in pieces if each is not None], axis=2)
    assert whole is not None and answer.shape == whole.shape
    assert float(np.abs(answer - whole).max()) < 1e-3


@pytest.mark.parametrize(
    "kinds", [("bf16", "mixed", "fp32"), ("fp32", "bf16", "fp32"), ("fp32", "fp32", "mixed")], ids="-".join
)
def test_other_kinds_stay_together(kinds: tuple[LayerKind, ...]) -> None:
    assert len(Layers(lying_plan(shipped("srcnn_x2")), kinds).steps) == 3


class _Forked(nn.Module):
    """What the first layer makes is read twice."""

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second = nn.Conv2d(1, 32, 3, padding=1), nn.Conv2d(32, 32, 3, padding=1)
        with torch.no_grad():
            self.first.weight[0], self.first.bias[:] = 1, 0  # type: ignore[index]

    def forward(self, planes: torch.Tensor) -> torch.Tensor:
        first: torch.Tensor = self.first(planes)
        answer: torch.Tensor = self.second(first) + first
        return answer


def test_what_others_read_stays_whole() -> None:
    steps = plan_of(replace(loaded_net(srcnn.SPEC), module=_Forked().requires_grad_(False)))
    assert steps is not None
    layers = Layers(lying_plan(steps), ("fp32", "mixed"))
    assert [step.op for step in layers.steps] == ["conv", "conv", "add"]
    [mixed] = [conv for conv in layers.convs if conv and len(conv.inputs[0]) == 2]
    assert isinstance(mixed.convolve.__self__, Mixed)  # type: ignore[attr-defined]
