"""Convolutions by torch on a processor, weights in the order that oneDNN likes, rectifiers inside.

By operations that torch's compiler makes use of and nobody documents; the release of torch is fixed in pyproject.toml, and
tests compare each answer with plain torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import torch
from torch import nn

from sr_desktop.core.backends.packed_fixed import USUAL_SIDE, FixedPoint, fits
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.upscaling.settings import LayerKind

_PAYS = 1.3
"""How much better vectors must be filled before a layer is computed by blocks."""


def can_pack() -> bool:
    """Whether this build of torch has oneDNN and the operations that torch's own compiler uses of it."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and hasattr(torch.ops.mkldnn, "_convolution_pointwise")


class Form(Protocol):
    """How a convolution takes rows that come together, and what it makes of them."""

    nothing: int
    """What stands for zero."""

    def write(self, place: torch.Tensor, rows: torch.Tensor) -> None:
        """Fill a part of what `convolve` is called with."""
        ...

    def convolve(self, picture: torch.Tensor) -> torch.Tensor:
        """1 x C x H x W, margins included, to 1 x C' x H' x W' without."""
        ...


class Convolution:
    """One "conv" of a plan, of rows that come with what lies around them: zeros at the sides cost oneDNN a third more time.

    margin: rows above and below a picture, and columns at its sides, that do not belong to it. They are zeros, or repeat its
    border where it `replicates`. high: rows of the kernel. kind: how it is computed; type: of what it takes.
    Raises ValueError for margins of two sizes in one direction, and for a kind that the layer or the processor is not fit for.
    """

    def __init__(self, step: Step, kind: LayerKind = "fp32") -> None:
        if step.weight is None or step.bias is None:
            raise ValueError("a convolution without weights")
        if kind == "fixed" and not fits(step):
            raise ValueError("a convolution that cannot be computed in fixed point")
        top, bottom, left, right = step.margin
        if (top, left) != (bottom, right):
            raise ValueError("a convolution with margins of two sizes")
        self.margin, self.replicates = (top, left), step.replicates
        self.high, self.type = step.weight.shape[2], _TYPES[kind]
        weight, bias = torch.from_numpy(step.weight), torch.from_numpy(step.bias)
        self._layer = (
            FixedPoint(weight, bias, step.slope) if kind == "fixed" else _Products(weight, bias, step.slope, self.type)
        )

    def form_of(self, rows: Sequence[torch.Tensor]) -> Form:
        """For pieces that are to be written, channels first, in channels-last order."""
        return self._layer.form_of(rows)


class _Products:
    """A convolution by products in a type, of which each row has the same form: itself."""

    nothing = 0

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, slope: float | None, kind: torch.dtype) -> None:
        self._out, _, self._high, self._wide = weight.shape
        self._block = list(_block(self._out, self._high, self._wide))
        self._layout = [0, 0], self._block, _ONES, 1
        self._rectifier = ("none" if slope is None else "leaky_relu" if slope else "relu", [slope] if slope else [], "")
        self._bias = bias.repeat_interleave(self._block[0] * self._block[1]).to(kind)
        spread = _spread(_rounded(weight) if kind == torch.bfloat16 else weight, *self._block)
        shape = [1, weight.shape[1], USUAL_SIDE, USUAL_SIDE]
        self._packed = torch.ops.mkldnn._reorder_convolution_weight(
            spread.contiguous(memory_format=torch.channels_last), *self._layout, shape
        )

    def form_of(self, _: Sequence[torch.Tensor]) -> Form:
        """See Convolution."""
        return self

    def write(self, place: torch.Tensor, rows: torch.Tensor) -> None:
        """See Form."""
        place.copy_(rows)

    def convolve(self, picture: torch.Tensor) -> torch.Tensor:
        """See Form."""
        rows, columns = picture.shape[2] - (self._high - 1), picture.shape[3] - (self._wide - 1)
        more = (0, -columns % self._block[1], 0, -rows % self._block[0])
        answer: torch.Tensor = torch.ops.mkldnn._convolution_pointwise(
            nn.functional.pad(picture, more) if any(more) else picture,
            self._packed,
            self._bias,
            *self._layout,
            *self._rectifier,
        )
        return answer if self._block == _ONES else _gathered(answer, self._out, *self._block)[:, :, :rows, :columns]


_TYPES = {"fp32": torch.float32, "fixed": torch.int16, "bf16": torch.bfloat16}
_ONES = [1, 1]


def _block(out: int, high: int, wide: int) -> tuple[int, int]:
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


def _rounded(weight: torch.Tensor) -> torch.Tensor:
    """A kernel in bf16 that does to an even area what the exact one does.

    What rounding takes of a number is given to the next smaller one of the same kernel. Numbers that are rounded by themselves
    make all of a picture lighter or darker, since what layers see is even over a few pixels for the most part.
    """
    taps = weight.flatten(2)
    order = taps.abs().argsort(dim=2, descending=True)
    falling = taps.gather(2, order)
    result = torch.empty_like(falling, dtype=torch.bfloat16)
    carry = torch.zeros_like(falling[..., 0])
    for number, exact in enumerate(falling.unbind(2)):
        # Zeros stay, so that a kernel reaches as far as before.
        wanted = torch.where(exact == 0, 0, exact + carry)
        result[..., number] = wanted.to(torch.bfloat16)
        carry = carry + exact - result[..., number].float()
    return torch.empty_like(result).scatter_(2, order, result).reshape(weight.shape)


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
