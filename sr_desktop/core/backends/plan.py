"""A network as a straight list of plain operations, for the backends that are not torch.

Batch normalisation is folded into the convolution before it. What such a list cannot say stays with torch.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
import torch
from torch import fx, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray

Op = Literal["conv", "rectify", "pad", "shuffle", "add", "plus", "times"]
Margin = tuple[int, int, int, int]
"""Pixels above, below, on the left and on the right."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """One operation. inputs: numbers of the steps whose answers it takes; -1 is the network's input.

    conv: weight (out x in x h x w), bias, `margin` pixels (top, bottom, left, right) around the input, stride 1; they are
    zeros, or repeat the border where it `replicates` (in packed plans alone); `slope` of a rectifier behind it, 0 for ReLU,
    None for none. rectify: weight holds one slope, or one for each channel.
    pad: replicates `margin` pixels. shuffle: channels to pixels, `number` times larger. plus, times: `number`.
    """

    op: Op
    inputs: tuple[int, ...]
    weight: FloatArray | None = None
    bias: FloatArray | None = None
    margin: Margin = (0, 0, 0, 0)
    replicates: bool = False
    slope: float | None = None
    number: float = 0.0


class _CannotSay(Exception):
    """The network has an operation that is not in `Op`."""


def plan_of(loaded: LoadedNet) -> tuple[Step, ...] | None:
    """The steps of a network, the last one gives the answer; None for what they cannot express.

    Networks of other programs look at a picture's size when they run, which no list can do.
    """
    if loaded.spec.rebuild is not None:
        return None
    try:
        return _fused(_Reader(fx.symbolic_trace(loaded.module)).steps)
    except (fx.proxy.TraceError, _CannotSay):
        return None


class _Reader:
    """Goes through a traced network once."""

    def __init__(self, traced: fx.GraphModule) -> None:
        self._modules = dict(traced.named_modules())
        self._numbers: dict[fx.Node, int] = {}
        self.steps: list[Step] = []
        for node in traced.graph.nodes:
            self._read(node)

    def _read(self, node: fx.Node) -> None:
        if node.op == "placeholder":
            self._numbers[node] = -1
        elif node.op == "output":
            # The answer is the last step; a network that gives another one is none of ours.
            if self._numbers[self._node(node.args[0])] != len(self.steps) - 1:
                raise _CannotSay
        elif node.op == "call_module":
            self._read_module(node, self._modules[str(node.target)])
        elif node.op == "call_function":
            self._add(node, self._function(node))
        else:
            raise _CannotSay

    def _read_module(self, node: fx.Node, module: nn.Module) -> None:
        before = self._node(node.args[0])
        inputs = (self._numbers[before],)
        if isinstance(module, nn.Identity):
            self._numbers[node] = inputs[0]
        elif isinstance(module, nn.BatchNorm2d):
            self._fold(node, before, module)
        elif isinstance(module, nn.Conv2d):
            self._add(node, _conv(module, inputs))
        elif isinstance(module, nn.PReLU):
            self._add(node, Step(op="rectify", inputs=inputs, weight=_array(module.weight)))
        elif isinstance(module, nn.ReLU | nn.LeakyReLU):
            slope = module.negative_slope if isinstance(module, nn.LeakyReLU) else 0.0
            self._add(node, Step(op="rectify", inputs=inputs, weight=np.full(1, slope, np.float32)))
        elif isinstance(module, nn.PixelShuffle):
            self._add(node, Step(op="shuffle", inputs=inputs, number=module.upscale_factor))
        else:
            raise _CannotSay

    def _fold(self, node: fx.Node, before: fx.Node, norm: nn.BatchNorm2d) -> None:
        conv = self._modules.get(str(before.target)) if before.op == "call_module" else None
        if not isinstance(conv, nn.Conv2d) or len(before.users) != 1:
            raise _CannotSay
        number = self._numbers[before]
        self.steps[number] = _conv(fuse_conv_bn_eval(conv, norm), self.steps[number].inputs)
        self._numbers[node] = number

    def _function(self, node: fx.Node) -> Step:
        known = tuple(self._numbers[each] for each in node.args if isinstance(each, fx.Node))
        plain = [each for each in node.args if isinstance(each, int | float)]
        if node.target is nn.functional.relu:
            return Step(op="rectify", inputs=known, weight=np.zeros(1, np.float32))
        if node.target is nn.functional.pad and node.kwargs.get("mode") == "replicate":
            left, right, top, bottom = _four(node.args[1])
            return Step(op="pad", inputs=known, margin=(top, bottom, left, right))
        if node.target is operator.add and len(known) == 2:
            return Step(op="add", inputs=known)
        if node.target in _WITH_NUMBER and len(known) == len(plain) == 1:
            return Step(op=_WITH_NUMBER[node.target], inputs=known, number=float(plain[0]))
        raise _CannotSay

    def _add(self, node: fx.Node, step: Step) -> None:
        self._numbers[node] = len(self.steps)
        self.steps.append(step)

    @staticmethod
    def _node(value: object) -> fx.Node:
        if not isinstance(value, fx.Node):
            raise _CannotSay
        return value


_WITH_NUMBER: dict[Callable[..., Any] | str, Op] = {operator.add: "plus", operator.mul: "times"}


def _conv(layer: nn.Conv2d, inputs: tuple[int, ...]) -> Step:
    plain = layer.stride == layer.dilation == (1, 1) and layer.groups == 1 and layer.padding_mode == "zeros"
    if not plain or isinstance(layer.padding, str):
        raise _CannotSay
    high, wide = layer.padding
    bias = np.zeros(layer.out_channels, np.float32) if layer.bias is None else _array(layer.bias)
    return Step(op="conv", inputs=inputs, weight=_array(layer.weight), bias=bias, margin=(high, high, wide, wide))


def _array(values: torch.Tensor) -> FloatArray:
    result: FloatArray = values.detach().cpu().float().contiguous().numpy()
    return result


def _four(value: object) -> Margin:
    if not isinstance(value, tuple | list) or len(value) != 4 or not all(isinstance(each, int) for each in value):
        raise _CannotSay
    first, second, third, fourth = value
    return first, second, third, fourth


def _fused(steps: list[Step]) -> tuple[Step, ...]:
    """Rectifiers with one slope become a part of the convolution before, where nothing else wants its answer."""
    wanted = [number for step in steps for number in step.inputs]
    kept: list[Step] = []
    places = {-1: -1}
    for number, step in enumerate(steps):
        slope, conv = _one_slope(step), _conv_before(steps, step.inputs[0], wanted)
        if slope is not None and conv >= 0 and kept[places[conv]].slope is None:
            kept[places[conv]] = replace(kept[places[conv]], slope=slope)
            places[number] = places[step.inputs[0]]
        else:
            kept.append(replace(step, inputs=tuple(places[each] for each in step.inputs)))
            places[number] = len(kept) - 1
    return tuple(kept)


def _conv_before(steps: list[Step], number: int, wanted: list[int]) -> int:
    """The convolution whose answer alone the step `number` is, perhaps in another order; -1 where there is none."""
    while number >= 0 and steps[number].op == "shuffle" and wanted.count(number) == 1:
        number = steps[number].inputs[0]
    return number if number >= 0 and steps[number].op == "conv" and wanted.count(number) == 1 else -1


def _one_slope(step: Step) -> float | None:
    single = step.op == "rectify" and step.weight is not None and step.weight.size == 1
    return float(step.weight[0]) if single and step.weight is not None else None
