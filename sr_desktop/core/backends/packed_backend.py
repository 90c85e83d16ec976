"""Networks run by torch on a processor as a plan: packed_conv.py computes its layers, packed_flow.py joins them.

Pictures lie on their side: what comes are columns of a band of rows, and rows of memory lie together.
"""

from __future__ import annotations

from math import prod

import numpy as np
import torch

from sr_desktop.core.backends.face import Flow, Way
from sr_desktop.core.backends.levels import flat_levels
from sr_desktop.core.backends.packed_conv import can_pack
from sr_desktop.core.backends.packed_flow import Rows, stage_of
from sr_desktop.core.backends.packed_layers import Layers
from sr_desktop.core.backends.packed_mixed import leads_of
from sr_desktop.core.backends.packed_plan import FEW, lying_plan
from sr_desktop.core.backends.packed_sight import Workspace
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.backends.turning import turned_plan
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.settings import LayerKind

_PIXELS = 5 << 13
"""What is pushed at a time: so little that a layer finds the answer of the one before it in the cache."""
_LEAST_COLUMNS = 8


def packable_plan(loaded: LoadedNet) -> tuple[Step, ...] | None:
    """What a PackedBackend runs of a network; None where it cannot, or not with this build of torch."""
    steps = plan_of(loaded) if can_pack() else None
    if steps is not None:
        try:
            lying_plan(steps)
        except ValueError:
            return None
    return steps


class PackedBackend:
    """A FlowingBackend of one network on the processor, in fp32 or, where that has instructions for it, in bf16.

    Where nobody chose how each layer is computed, what reads the picture and what makes it stay exact in bf16, too, and so do
    the few channels that bring nearly all of its brightness: they are little work, and their rounding shows most. Raises
    ValueError for what is no `packable_plan`.
    """

    def __init__(self, steps: tuple[Step, ...], way: Way) -> None:
        self.name, self.device = way.backend, way.device
        self.precision: str = way.precision
        self._given, self._way = steps, way
        # What a network enlarges takes the cache where it is large.
        self._pixels = _PIXELS // prod(int(step.number) for step in steps if step.op == "shuffle")
        with torch.inference_mode():
            self._layers = Layers(lying_plan(steps), way.layers or usual_layers(steps, way.precision))

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        width = planes.shape[2]
        stride, flow = self.columns(planes.shape[1]), self.flow()
        # The last part is the larger one: a few columns alone cost more than they are worth.
        starts = range(0, max(1, width - stride + 1), stride)
        parts = []
        for start in starts:
            last = start == starts[-1]
            parts.append(flow.push(planes[:, :, start : width if last else start + stride], last, cancel))
        return np.concatenate([each for each in parts if each is not None], axis=2)

    def columns(self, rows: int) -> int:
        """See FlowingBackend."""
        return max(_LEAST_COLUMNS, self._pixels // rows // 4 * 4)

    def turned(self, number: int) -> PackedBackend | None:
        """See FlowingBackend."""
        steps = turned_plan(self._given, number)
        return None if steps is None else PackedBackend(steps, self._way)

    def flow(self) -> Flow:
        """See FlowingBackend."""
        return _PackedFlow(self._layers, self.device)


def usual_layers(steps: tuple[Step, ...], precision: str) -> tuple[LayerKind, ...]:
    """How the convolutions of a plan are computed in fp32 or bf16, where nothing was measured."""
    levels = flat_levels(steps)
    return tuple(
        _usual(step.weight, levels[step.inputs[0]]) if precision == "bf16" else "fp32"
        for step in steps
        if step.op == "conv" and step.weight is not None
    )


def _usual(weight: FloatArray, levels: FloatArray) -> LayerKind:
    if min(weight.shape[:2]) <= FEW:
        return "fp32"
    leads = leads_of(weight, levels)
    return "mixed" if leads and leads.told is None else "bf16"


class _PackedFlow:
    """See Flow."""

    def __init__(self, layers: Layers, device: str) -> None:
        steps, room = layers.steps, Workspace()
        self._stages = [stage_of(step, conv, room) for step, conv in zip(steps, layers.convs, strict=True)]
        self._inputs = [step.inputs for step in steps]
        self._spent = [_spent(self._inputs, number) for number in range(len(steps))]
        self._device = device

    def push(self, planes: FloatArray, last: bool, cancel: CancelToken | None = None) -> FloatArray | None:
        """See Flow."""
        new = torch.from_numpy(np.ascontiguousarray(planes.transpose(2, 1, 0)))
        answers: dict[int, Rows] = {-1: new.permute(2, 0, 1)[None]}
        try:
            with torch.inference_mode():
                for number, stage in enumerate(self._stages):
                    if cancel:
                        cancel.raise_if_cancelled()
                    answers[number] = stage([answers[each] for each in self._inputs[number]], last)
                    for spent in self._spent[number]:
                        del answers[spent]
        except RuntimeError as error:
            # The CPU allocator has no error class of its own.
            if "not enough memory" in str(error) or "can't allocate memory" in str(error):
                raise OutOfMemory(device=self._device) from None
            raise
        answer = answers[len(self._stages) - 1]
        return None if answer is None else answer[0].transpose(1, 2).float().numpy()


def _spent(inputs: list[tuple[int, ...]], number: int) -> set[int]:
    """Answers that nothing after the step `number` wants."""
    return set(inputs[number]) - {each for later in inputs[number + 1 :] for each in later}
