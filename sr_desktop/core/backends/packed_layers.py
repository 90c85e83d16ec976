"""What computes the layers of a plan; a layer that sees the picture and a mixed one behind it are taken apart.

A mixed layer takes all but its leading channels in bf16. Where they come straight from a layer that sees the picture, that one
makes them in bf16 as well, of a picture that is told in two numbers of bf16 each, the second one what the first leaves; its
leading channels are computed by themselves in fp32. So what is most of the answer is never written in fp32.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import torch

from sr_desktop.core.backends.levels import flat_levels
from sr_desktop.core.backends.packed_conv import Convolution, convolution_of, tensors_of
from sr_desktop.core.backends.packed_mixed import Leads, Mixed, leads_of
from sr_desktop.core.backends.packed_plan import FEW
from sr_desktop.core.backends.packed_products import Inputs, Part, Products
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.settings import LayerKind


class Layers:
    """The steps of a plan with its convolutions in some kinds, and for each step its convolution, if it is one.

    Raises ValueError for a kind that a layer is not fit for.
    """

    def __init__(self, steps: tuple[Step, ...], kinds: Sequence[LayerKind]) -> None:
        levels = flat_levels(steps)
        kind_of = dict(zip((number for number, step in enumerate(steps) if step.op == "conv"), kinds, strict=True))
        leads_behind = _taken_apart(steps, kind_of, levels)
        self.steps: list[Step] = []
        self.convs: list[Convolution | None] = []
        places, leading = {-1: -1}, dict[int, int]()
        for number, step in enumerate(steps):
            inputs = tuple(places[each] for each in step.inputs)
            leads = leads_behind.get(number)
            if leads:
                leading[number] = self._add(*_leading(step, leads), inputs)
                places[number] = self._add(step, _others(step), inputs)
            elif step.inputs[0] in leading:
                leads = leads_behind[step.inputs[0]]
                both = Convolution(step, Mixed(*tensors_of(step), step.slope, leads, apart=True))
                places[number] = self._add(step, both, (*inputs, leading[step.inputs[0]]))
            else:
                conv = convolution_of(step, kind_of[number], levels[step.inputs[0]]) if step.op == "conv" else None
                places[number] = self._add(step, conv, inputs)

    def _add(self, step: Step, conv: Convolution | None, inputs: tuple[int, ...]) -> int:
        self.steps.append(replace(step, inputs=inputs))
        self.convs.append(conv)
        return len(self.steps) - 1


def _taken_apart(
    steps: tuple[Step, ...], kind_of: Mapping[int, LayerKind], levels: Mapping[int, FloatArray]
) -> Mapping[int, Leads]:
    """Layers that see the picture, with the leading channels of the mixed one that alone reads what they make of it."""
    result: dict[int, Leads] = {}
    for step in (steps[number] for number, kind in kind_of.items() if kind == "mixed"):
        before = step.inputs[0]
        leads = None if step.weight is None else leads_of(step.weight, levels[before])
        readers = sum(each.inputs.count(before) for each in steps)
        # Others that are what differs from the leading ones would need those in fp32 as well.
        if leads and leads.told is None and readers == 1 and kind_of.get(before) == "fp32" and _sees_it(steps[before]):
            result[before] = leads
    return result


def _sees_it(step: Step) -> bool:
    return step.weight is not None and step.weight.shape[1] <= FEW


def _leading(step: Step, leads: Leads) -> tuple[Step, Convolution]:
    weight, bias = (each[list(leads.channels)] for each in tensors_of(step))
    part = replace(step, weight=weight.numpy(), bias=bias.numpy())
    return part, Convolution(part, Products(weight, bias, step.slope, torch.float32))


def _others(step: Step) -> Convolution:
    return Convolution(step, _OfHalves(*tensors_of(step), step.slope))


class _OfHalves:
    """A convolution without margins in bf16 but for what it takes, which is told in two numbers of bf16 each."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, slope: float | None) -> None:
        products = Products(torch.cat([weight, weight], dim=1), bias, slope, torch.bfloat16)
        self.convolve = products.convolve
        self.inputs: Inputs = ((Part(channels=2 * weight.shape[1], type=torch.bfloat16, write=_write_halves),),)


def _write_halves(place: torch.Tensor, rows: torch.Tensor) -> None:
    channels = rows.shape[1]
    place[:, :channels].copy_(rows)
    torch.sub(rows, place[:, :channels], out=place[:, channels:])
