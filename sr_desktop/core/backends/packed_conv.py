"""Convolutions by torch on a processor, weights in the order that oneDNN likes, rectifiers inside.

By operations that torch's compiler makes use of and nobody documents; the release of torch is fixed in pyproject.toml, and
tests compare each answer with plain torch.
"""

from __future__ import annotations

import torch
from torch import nn

from sr_desktop.core.backends.plan import Step

_SIDE = 256
"""Pixels a side of a usual input, for which weights are laid; others take them as well."""
_PAYS = 1.3
"""How much better vectors must be filled before a layer is computed by blocks."""


def can_pack() -> bool:
    """Whether this build of torch has oneDNN and the operations that torch's own compiler uses of it."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and hasattr(torch.ops.mkldnn, "_convolution_pointwise")


class Convolution:
    """One "conv" of a plan. left, right: columns of zeros that belong before and behind a picture; wide: of the kernel.

    kind: of the arithmetic, fp32 or bf16; the answer is of that kind, too. Raises ValueError for margins of two sizes in one
    direction.
    """

    def __init__(self, step: Step, kind: torch.dtype = torch.float32) -> None:
        if step.weight is None or step.bias is None:
            raise ValueError("a convolution without weights")
        top, bottom, self.left, self.right = step.margin
        if (top, self.left) != (bottom, self.right):
            raise ValueError("a convolution with margins of two sizes")
        self._top, (out, channels, high, self.wide) = top, step.weight.shape
        self._out, self._high = out, high - 1 - 2 * top
        self._block = list(_block(out, high, self.wide))
        self.kind = kind
        weight, bias = torch.from_numpy(step.weight).to(kind), torch.from_numpy(step.bias).to(kind)
        self._bias = bias.repeat_interleave(self._block[0] * self._block[1])
        self._packed = torch.ops.mkldnn._reorder_convolution_weight(
            _spread(weight, *self._block).contiguous(memory_format=torch.channels_last),
            [top, self.left],
            self._block,
            _ONES,
            1,
            [1, channels, _SIDE, _SIDE],
        )
        self._rectifier = "none" if step.slope is None else "leaky_relu" if step.slope else "relu"
        self._numbers = [step.slope] if step.slope else []

    def __call__(self, picture: torch.Tensor, *, whole: bool = True) -> torch.Tensor:
        """1 x C x H x W to 1 x C' x H x W'. whole: the picture has both its sides; else it comes with what lies beside it."""
        picture, left = picture.to(self.kind), self.left if whole else 0
        rows, columns = picture.shape[2] - self._high, picture.shape[3] - (self.wide - 1 - 2 * left)
        more = (0, -columns % self._block[1], 0, -rows % self._block[0])
        answer: torch.Tensor = torch.ops.mkldnn._convolution_pointwise(
            nn.functional.pad(picture, more) if any(more) else picture,
            self._packed,
            self._bias,
            [self._top, left],
            self._block,
            _ONES,
            1,
            self._rectifier,
            self._numbers,
            "",
        )
        return answer if self._block == _ONES else _gathered(answer, self._out, *self._block)[:, :, :rows, :columns]


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
