"""Convolutions by torch on a processor, weights in the order that oneDNN likes, rectifiers inside.

By operations that torch's compiler makes use of and nobody documents; the release of torch is fixed in pyproject.toml, and
tests compare each answer with plain torch.
"""

from __future__ import annotations

import torch
from torch import nn

from sr_desktop.core.backends.plan import Step
from sr_desktop.core.upscaling.settings import LayerKind

_SIDE = 256
"""Pixels a side of a usual input, for which weights are laid; others take them as well."""
_PAYS = 1.3
"""How much better vectors must be filled before a layer is computed by blocks."""


def can_pack() -> bool:
    """Whether this build of torch has oneDNN and the operations that torch's own compiler uses of it."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and hasattr(torch.ops.mkldnn, "_convolution_pointwise")


class Convolution:
    """One "conv" of a plan, of columns that come with what lies beside them.

    margin: rows and columns around a picture that do not belong to it; they are zeros, or repeat its border where it
    `replicates`. Such rows must come with it, those of zeros need not. wide: columns of the kernel. kind: how it is computed;
    type: what its input must be. Raises ValueError for margins of two sizes in one direction.
    """

    def __init__(self, step: Step, kind: LayerKind = "fp32") -> None:
        if step.weight is None or step.bias is None:
            raise ValueError("a convolution without weights")
        top, bottom, left, right = step.margin
        if (top, left) != (bottom, right):
            raise ValueError("a convolution with margins of two sizes")
        self.margin, self.replicates = (top, left), step.replicates
        self._zeros = 0 if step.replicates else top
        self._out, _, high, self.wide = step.weight.shape
        self._lost = high - 1 - 2 * self._zeros
        self._block = list(_block(self._out, high, self.wide))
        self.kind, self.type = kind, torch.float32 if kind == "fp32" else torch.bfloat16
        weight, bias = torch.from_numpy(step.weight), torch.from_numpy(step.bias)
        weight = weight if kind == "fp32" else _rounded(weight)
        weight = _spread(weight, *self._block).contiguous(memory_format=torch.channels_last)
        bias = bias.repeat_interleave(self._block[0] * self._block[1])
        self._packed, self._bias = self._laid(weight), bias.to(self.type)
        if kind == "split":
            # Negated, since sums can be added to, and not taken from.
            self._minus, self._minus_bias = self._laid(-weight), -self._bias
            self._rest = bias - self._bias
        self._slope = step.slope

    def __call__(self, picture: torch.Tensor, low: torch.Tensor | None = None) -> torch.Tensor:
        """1 x C x H x W of `type` to 1 x C' x H' x (W - wide + 1). low: what is lacking of `picture`, where it is split."""
        rows, columns = picture.shape[2] - self._lost, picture.shape[3] - (self.wide - 1)
        more = (0, -columns % self._block[1], 0, -rows % self._block[0])
        if any(more):
            picture, low = nn.functional.pad(picture, more), None if low is None else nn.functional.pad(low, more)
        answer = self._split(picture, low) if self.kind == "split" else self._plain(picture)
        return answer if self._block == _ONES else _gathered(answer, self._out, *self._block)[:, :, :rows, :columns]

    def _laid(self, weight: torch.Tensor) -> torch.Tensor:
        shape = [1, weight.shape[1], _SIDE, _SIDE]
        laid: torch.Tensor = torch.ops.mkldnn._reorder_convolution_weight(
            weight, [self._zeros, 0], self._block, _ONES, 1, shape
        )
        return laid

    def _plain(self, picture: torch.Tensor) -> torch.Tensor:
        rectifier = "none" if self._slope is None else "leaky_relu" if self._slope else "relu"
        answer: torch.Tensor = torch.ops.mkldnn._convolution_pointwise(
            picture, self._packed, self._bias, *self._layout, rectifier, [self._slope] if self._slope else [], ""
        )
        return answer

    def _split(self, high: torch.Tensor, low: torch.Tensor | None) -> torch.Tensor:
        sums = torch.ops.mkldnn._convolution_pointwise(high, self._packed, self._bias, *self._layout, "none", [], "")
        # Less the same sums before they were rounded, and less those of what is lacking.
        over = torch.ops.mkldnn._convolution_pointwise.binary(high, sums, self._minus, self._minus_bias, *self._layout, *_ADD)
        if low is not None:
            torch.ops.mkldnn._convolution_pointwise_.binary(over, low, self._minus, None, *self._layout, *_ADD)
        answer = sums.float().sub_(over.float()).add_(self._rest[:, None, None])
        return answer if self._slope is None else nn.functional.leaky_relu_(answer, self._slope)

    @property
    def _layout(self) -> tuple[list[int], list[int], list[int], int]:
        return [self._zeros, 0], self._block, _ONES, 1


_ADD: tuple[str, float, None, list[float], None] = ("add", 1.0, None, [], None)
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
