"""Convolutions by oneDNN: weights in the order that it likes, rectifiers inside, blocks of pixels where channels are few.

By operations that torch's compiler makes use of and nobody documents; the release of torch is fixed in pyproject.toml, and
tests compare each answer with plain torch.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import nn

_USUAL_SIDE = 256
"""Pixels a side of a usual input, for which weights are laid; others take them as well."""
_PAYS = 1.3
"""How much better vectors must be filled before a layer is computed by blocks."""
_ONES = [1, 1]

LEAST_FOR_BLOCKS = 32
"""Channels from which on a convolution in bf16 may be computed by blocks, as those in fp32 are."""

Write = Callable[[torch.Tensor, torch.Tensor], object]
"""Fills the first, which lies in one block of memory, with what a convolution takes of the second: 1 x C x H x W."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """One of the pictures that a convolution is called with: its channels, their type, and how it is made of rows."""

    channels: int
    type: torch.dtype
    write: Write


Inputs = tuple[tuple[Part, ...], ...]


class Products:
    """A convolution without margins by products in one type. slope: of negative answers, None for as they are.

    inputs: for each picture that it takes, the parts that are made of it.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, slope: float | None, kind: torch.dtype) -> None:
        self._out, channels, self._high, self._wide = weight.shape
        # oneDNN 3.12 gives wrong answers for blocks of bf16 with some kernels of fewer channels, on processors with AMX.
        in_blocks = kind != torch.bfloat16 or channels >= LEAST_FOR_BLOCKS
        self._block = list(_block(self._out, self._high, self._wide)) if in_blocks else _ONES
        self._layout, self._slope = ([0, 0], self._block, _ONES, 1), slope
        self._rectifier = ("none" if slope is None else "leaky_relu" if slope else "relu", [slope] if slope else [], "")
        self.inputs: Inputs = ((Part(channels=channels, type=kind, write=torch.Tensor.copy_),),)
        # In fp32 in any case: it is added before the sum is rounded.
        self._bias = bias.repeat_interleave(self._block[0] * self._block[1])
        spread = _spread(rounded(weight) if kind == torch.bfloat16 else weight, *self._block)
        shape = [1, channels, _USUAL_SIDE, _USUAL_SIDE]
        self._packed = torch.ops.mkldnn._reorder_convolution_weight(
            spread.contiguous(memory_format=torch.channels_last), *self._layout, shape
        )

    def convolve(self, shown: Sequence[torch.Tensor]) -> torch.Tensor:
        """1 x C x H x W, margins included, to 1 x C' x H' x W' without."""
        return self.pixels(self.blocks(shown[0]), shown[0])

    def blocks(self, picture: torch.Tensor) -> torch.Tensor:
        """The answer as oneDNN gives it: a block's pixels are channels."""
        answer: torch.Tensor = torch.ops.mkldnn._convolution_pointwise(
            self._whole(picture), self._packed, self._bias, *self._layout, *self._rectifier
        )
        return answer

    def onto(self, blocks: torch.Tensor, picture: torch.Tensor) -> torch.Tensor:
        """The sum of an answer to a kernel of the same size and this one's, rectified; in place of the former."""
        rectifier = "relu" if self._slope == 0 else None
        answer: torch.Tensor = torch.ops.mkldnn._convolution_pointwise_.binary(
            blocks, self._whole(picture), self._packed, self._bias, *self._layout, "add", 1.0, rectifier, [], ""
        )
        return nn.functional.leaky_relu_(answer, self._slope) if self._slope else answer

    def pixels(self, blocks: torch.Tensor, picture: torch.Tensor) -> torch.Tensor:
        """Of the blocks that a picture was made: the pixels of its answer."""
        if self._block == _ONES:
            return blocks
        rows, columns = self._size(picture)
        return _gathered(blocks, self._out, *self._block)[:, :, :rows, :columns]

    def _whole(self, picture: torch.Tensor) -> torch.Tensor:
        """With as many rows and columns as whole blocks take."""
        rows, columns = self._size(picture)
        more = (0, -columns % self._block[1], 0, -rows % self._block[0])
        return nn.functional.pad(picture, more) if any(more) else picture

    def _size(self, picture: torch.Tensor) -> tuple[int, int]:
        return picture.shape[2] - (self._high - 1), picture.shape[3] - (self._wide - 1)


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


def rounded(weight: torch.Tensor) -> torch.Tensor:
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
