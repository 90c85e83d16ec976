"""Networks run by torch on a processor as a plan: weights in the order that oneDNN likes, rectifiers inside convolutions.

By operations that torch's compiler makes use of and nobody documents; the release of torch is fixed in pyproject.toml, and
tests compare each answer with plain torch.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import torch
from torch import nn

from sr_desktop.core.backends.face import Way
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken

_SIDE = 256
"""Pixels a side of a usual tile, for which weights are laid; others take them as well."""
_PAYS = 1.3
"""How much better vectors must be filled before a layer is computed by blocks."""
_Layer = Callable[[list[torch.Tensor]], torch.Tensor]


def can_pack() -> bool:
    """Whether this build of torch has oneDNN and the operations that torch's own compiler uses of it."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and hasattr(torch.ops.mkldnn, "_convolution_pointwise")


class PackedBackend:
    """A Backend of one network, fp32 on the processor."""

    def __init__(self, steps: tuple[Step, ...], way: Way) -> None:
        self.name, self.device = way.backend, way.device
        self.precision: str = way.precision
        with torch.inference_mode():
            self._layers = [_layer(step) for step in steps]
        self._inputs = [step.inputs for step in steps]
        self._spent = [_spent(self._inputs, number) for number in range(len(steps))]

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        batch = torch.from_numpy(np.ascontiguousarray(planes))[None].contiguous(memory_format=torch.channels_last)
        answers = {-1: batch}
        try:
            with torch.inference_mode():
                for number, layer in enumerate(self._layers):
                    if cancel:
                        cancel.raise_if_cancelled()
                    answers[number] = layer([answers[each] for each in self._inputs[number]])
                    for spent in self._spent[number]:
                        del answers[spent]
        except RuntimeError as error:
            # The CPU allocator has no error class of its own.
            if "not enough memory" in str(error) or "can't allocate memory" in str(error):
                raise OutOfMemory(device=self.device) from None
            raise
        result: FloatArray = answers[len(self._layers) - 1][0].numpy()
        return result


def _spent(inputs: list[tuple[int, ...]], number: int) -> set[int]:
    """Answers that nothing after the step `number` wants."""
    return set(inputs[number]) - {each for later in inputs[number + 1 :] for each in later}


def _layer(step: Step) -> _Layer:
    if step.op == "conv" and step.weight is not None and step.bias is not None:
        return _conv(step, torch.from_numpy(step.weight), torch.from_numpy(step.bias))
    if step.op == "rectify" and step.weight is not None:
        slopes = torch.from_numpy(step.weight)
        return lambda given: nn.functional.prelu(given[0], slopes)
    if step.op == "pad":
        top, bottom, left, right = step.margin
        return lambda given: nn.functional.pad(given[0], (left, right, top, bottom), mode="replicate")
    if step.op == "shuffle":
        return lambda given: nn.functional.pixel_shuffle(given[0], int(step.number))
    if step.op == "add":
        return lambda given: given[0] + given[1]
    return lambda given: given[0] + step.number if step.op == "plus" else given[0] * step.number


def _conv(step: Step, weight: torch.Tensor, bias: torch.Tensor) -> _Layer:
    top, bottom, left, right = step.margin
    if (top, left) != (bottom, right):
        raise ValueError("a convolution with margins of two sizes")
    margin, ones, block = [top, left], [1, 1], list(_block(*weight.shape))
    out, high, wide = weight.shape[0], weight.shape[2] - 1 - 2 * top, weight.shape[3] - 1 - 2 * left
    weight, bias = _spread(weight, *block), bias.repeat_interleave(block[0] * block[1])
    shape = [1, weight.shape[1], _SIDE, _SIDE]
    ordered = weight.contiguous(memory_format=torch.channels_last)
    packed = torch.ops.mkldnn._reorder_convolution_weight(ordered, margin, block, ones, 1, shape)
    kind = "none" if step.slope is None else "leaky_relu" if step.slope else "relu"
    numbers = [step.slope] if step.slope else []

    def layer(given: list[torch.Tensor]) -> torch.Tensor:
        rows, columns = given[0].shape[2] - high, given[0].shape[3] - wide
        more = (0, -columns % block[1], 0, -rows % block[0])
        picture = nn.functional.pad(given[0], more) if any(more) else given[0]
        answer: torch.Tensor = torch.ops.mkldnn._convolution_pointwise(
            picture, packed, bias, margin, block, ones, 1, kind, numbers, ""
        )
        return answer if block == ones else _gathered(answer, out, *block)[:, :, :rows, :columns]

    return layer


def _block(out: int, _: int, high: int, wide: int) -> tuple[int, int]:
    """Rows and columns of neighbouring pixels that are best computed as channels of one.

    A processor computes as many channels at once as its vectors are long, so that a picture's one or three leave most of them
    idle. A block makes the kernel larger, by zeros that are multiplied in vain.
    """
    lanes = 16 if torch.backends.cpu.get_cpu_capability().startswith("AVX512") else 8

    def used(block: tuple[int, int]) -> float:
        channels = out * block[0] * block[1]
        return channels / (-(-channels // lanes) * lanes) * high * wide / ((high + block[0] - 1) * (wide + block[1] - 1))

    best = max(((rows, columns) for rows in (1, 2, 4) for columns in (1, 2, 4)), key=used)
    return best if used(best) > _PAYS * used((1, 1)) else (1, 1)


def _spread(weight: torch.Tensor, rows: int, columns: int) -> torch.Tensor:
    """The kernel once for each pixel of a block, moved to its place."""
    out, channels, high, wide = weight.shape
    result = weight.new_zeros(out, rows, columns, channels, high + rows - 1, wide + columns - 1)
    for row in range(rows):
        for column in range(columns):
            result[:, row, column, :, row : row + high, column : column + wide] = weight
    return result.flatten(0, 2)


def _gathered(answer: torch.Tensor, out: int, rows: int, columns: int) -> torch.Tensor:
    """Channels of a block back to pixels."""
    batch, _, high, wide = answer.shape
    blocks = answer.reshape(batch, out, rows, columns, high, wide).permute(0, 1, 4, 2, 5, 3)
    return blocks.reshape(batch, out, high * rows, wide * columns)
