"""Convolutions in fixed point: numbers of 15 bits, multiplied as pairs of bytes.

Processors that multiply bytes do four to sixteen times as many of them as of fp32, and add them up exactly. A number here is
unit * (256 (h - zero) + l - 128) with bytes h and l, a weight scale * (H + L / 256), so that a product is unit * scale times

    256 h H  +  (l H + h L)  +  (l - 128) L / 256

less what stands for zero; the last term is below what was rounded. The first sum is a convolution of the high bytes; the one in
brackets is one of all bytes as they lie in memory, with weights in the same order, and is added by the convolution itself.

By operations that torch's compiler makes use of and nobody documents, like those of packed_conv.py. Two of their abilities
give wrong answers for some shapes (oneDNN 3.12 on processors with AMX): a zero other than 0 beside zeros around the picture,
and kernels of eight columns. Neither is used here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, isfinite, isnan, nan

import torch

from sr_desktop.core.backends.plan import Step

USUAL_SIDE = 256
"""Pixels a side of a usual input, for which weights are laid; others take them as well."""
_BYTE, _MIDDLE, _HIGHEST = 256, 128, 127
_UNITS = 32_000
"""Between the smallest and the largest number, so that a zero of whole bytes fits below the first."""
_AT_ONCE = 1 << 18
"""What is made whole numbers of at a time: so little that what lies between stays in the cache."""
_TINY = 1e-30
"""What is below it counts as zero: fp32 holds one over it as well."""
_SUM = 2**31 // (2 * 255 * _HIGHEST)
"""Numbers that a convolution may add up, so that no sum is larger than what holds it."""
_AS_IT_IS: tuple[float, int, torch.dtype] = (1.0, 0, torch.float32)
"""Of an answer: in fp32, not rounded to bytes again."""


def multiplies_bytes() -> bool:
    """Whether this processor has products of bytes whose sums cannot overflow, and this build of torch uses them."""
    able = torch.cpu.get_capabilities()
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and any(able.get(name, False) for name in ("avx512_vnni", "avx_vnni"))


def fits(step: Step) -> bool:
    """Whether a "conv" can be computed so."""
    if step.weight is None or not multiplies_bytes():
        return False
    _, channels, high, wide = (int(each) for each in step.weight.shape)
    return channels * high * wide <= _SUM and wide % 2 == 1


class FixedPoint:
    """A convolution of fp32 without margins by fixed point, in which all is rounded to 1/32,000 of the largest number.

    weight: O x I x H x W; slope: of negative answers, None for as they are.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor, slope: float | None) -> None:
        self._bias, self._slope = bias, slope
        self._scale = weight.abs().amax(dim=(1, 2, 3)).clamp_min(_TINY) / _HIGHEST
        self._zeros = torch.zeros(len(bias), dtype=torch.int32)
        exact = weight / self._scale[:, None, None, None]
        high = exact.round()
        low = ((exact - high) * _BYTE).round().clamp(-_HIGHEST, _HIGHEST)
        # In memory the low byte of a number comes first; it meets the high byte of the weight.
        self._highs, self._pairs = self._laid(high), self._laid(torch.stack([high, low], dim=2).flatten(1, 2))
        self._of_low, self._of_high = (self._scale * each.sum(dim=(1, 2, 3)) for each in (high, _BYTE * high + low))

    def form_of(self, rows: Sequence[torch.Tensor]) -> Numbers:
        """For pieces of one picture, 1 x I x H x W in channels-last order."""
        # As they lie in memory: along four dimensions the smallest and largest take twenty times as long to find.
        ends = [torch.aminmax(each.permute(0, 2, 3, 1).reshape(-1)) for each in rows if each.numel()]
        least, most = min(float(each.min) for each in ends), max(float(each.max) for each in ends)
        # min and max pass over what is no number, where it does not come first.
        spoilt = not all(isfinite(float(end)) for each in ends for end in each)
        return Numbers(self, nan if spoilt else max((max(most, 0) - min(least, 0)) / _UNITS, _TINY), least)

    def sums(self, numbers: torch.Tensor, unit: float, zero: int) -> torch.Tensor:
        """1 x I x H x W of int16 in channels-last order to 1 x O x H' x W'. zero: the high byte of what stands for it."""
        _, channels, high, wide = numbers.shape
        flat = numbers.permute(0, 2, 3, 1).reshape(-1)
        highs = torch.bitwise_right_shift(flat, 8).to(torch.uint8).view(1, high, wide, channels).permute(0, 3, 1, 2)
        both = flat.view(torch.uint8).view(1, high, wide, 2 * channels).permute(0, 3, 1, 2)
        bias = self._bias - unit * (zero * self._of_high + _MIDDLE * self._of_low)
        sums = torch.ops.onednn.qconv2d_pointwise(
            highs, _BYTE * unit, 0, self._highs, self._scale, self._zeros, bias, *_ALONE, *_AS_IT_IS, "none", [], ""
        )
        rectifier = "relu" if self._slope == 0 else "none"
        answer: torch.Tensor = torch.ops.onednn.qconv2d_pointwise.binary(
            both, unit, 0, self._pairs, self._scale, self._zeros, sums, None, *_ALONE, *_AS_IT_IS, 1.0, 0, "sum", 1.0,
            rectifier, [], "",
        )  # fmt: skip
        return torch.nn.functional.leaky_relu_(answer, self._slope) if self._slope else answer

    def _laid(self, weight: torch.Tensor) -> torch.Tensor:
        shape = [1, weight.shape[1], USUAL_SIDE, USUAL_SIDE]
        laid: torch.Tensor = torch.ops.onednn.qconv_prepack(weight.to(torch.int8), self._scale, 1.0, 0, *_ALONE, shape)
        return laid


class Numbers:
    """The Form of rows in which a whole number is worth `unit`; nothing but NaN comes of rows where that is none.

    least: the smallest number of the rows.
    """

    def __init__(self, layer: FixedPoint, unit: float, least: float) -> None:
        self._layer, self._unit = layer, unit
        # Zero is a number of whole bytes, so that zeros stay exactly what they are.
        self._zero = 0 if isnan(unit) else ceil(-min(least, 0) / unit / _BYTE)
        self.nothing = _BYTE * self._zero + _MIDDLE

    def write(self, place: torch.Tensor, rows: torch.Tensor) -> None:
        """See Form."""
        high = max(1, _AT_ONCE // (rows.shape[1] * rows.shape[3]))
        for part, piece in zip(torch.split(place, high, dim=2), torch.split(rows, high, dim=2), strict=True):
            # Positive numbers are cut to the next smaller one, and rounded so by a half.
            part.copy_(torch.rsub(piece.float(), self.nothing + 0.5, alpha=-1 / self._unit))

    def convolve(self, picture: torch.Tensor) -> torch.Tensor:
        """See Form."""
        if isnan(self._unit):
            return self._layer.sums(torch.zeros_like(picture), 1.0, 0).fill_(torch.nan)
        return self._layer.sums(picture, self._unit, self._zero)


_ALONE = ([1, 1], [0, 0], [1, 1], 1)
"""Steps of one pixel, no margins, no holes in the kernel, one group of channels."""
