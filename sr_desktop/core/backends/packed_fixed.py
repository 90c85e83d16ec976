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

from math import ceil, isfinite

import torch

from sr_desktop.core.backends.plan import Step

USUAL_SIDE = 256
"""Pixels a side of a usual input, for which weights are laid; others take them as well."""
_BYTE, _MIDDLE, _HIGHEST = 256, 128, 127
_UNITS = 32_000
"""Between the smallest and the largest number, so that a zero of whole bytes fits below the first."""
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

    def __call__(self, picture: torch.Tensor) -> torch.Tensor:
        """1 x I x H x W in channels-last order to 1 x O x H' x W'; nothing but NaN where a number of the picture is none."""
        _, channels, high, wide = picture.shape
        # As they lie in memory: along four dimensions the smallest and largest take twenty times as long to find.
        flat = picture.permute(0, 2, 3, 1).reshape(-1)
        least, most = (float(each) for each in torch.aminmax(flat))
        unit = max((max(most, 0) - min(least, 0)) / _UNITS, _TINY)
        if not isfinite(least) or not isfinite(most):
            return self._sums(torch.zeros_like(flat, dtype=torch.int16), (high, wide, channels), 1.0, 0).fill_(torch.nan)
        # Zero is a number of whole bytes, so that zeros stay exactly what they are.
        zero = ceil(-min(least, 0) / unit / _BYTE)
        # Positive numbers are cut to the next smaller one, and rounded so by a half.
        numbers = torch.rsub(flat, _BYTE * zero + _MIDDLE + 0.5, alpha=-1 / unit).to(torch.int16)
        return self._sums(numbers, (high, wide, channels), unit, zero)

    def _sums(self, numbers: torch.Tensor, shape: tuple[int, int, int], unit: float, zero: int) -> torch.Tensor:
        """shape: rows, columns, channels; zero: the high byte of what stands for it."""
        highs = torch.bitwise_right_shift(numbers, 8).to(torch.uint8).view(1, *shape).permute(0, 3, 1, 2)
        both = numbers.view(torch.uint8).view(1, *shape[:2], 2 * shape[2]).permute(0, 3, 1, 2)
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


_ALONE = ([1, 1], [0, 0], [1, 1], 1)
"""Steps of one pixel, no margins, no holes in the kernel, one group of channels."""
