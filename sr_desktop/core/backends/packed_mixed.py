"""Convolutions in bf16 but for the few channels that carry how bright a picture is.

bf16 rounds numbers to 8 bits, whatever their size. What a layer is told of brightness is large, and the layers of a network
tell each other little else where a picture is even; all that is about edges is small. So the channels that lead are computed
in fp32, and of the others, in bf16, what they are beyond that which the leading ones tell of them: where they are silent in an
even picture, as in networks that began as an identity, all of them as they are; in others, what differs from it. Both sums
are added in fp32. That is as good as exact, at the price of bf16 and a convolution of one to four channels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import torch

from sr_desktop.core.backends.packed_products import LEAST_FOR_BLOCKS, Inputs, Part, Products, Write
from sr_desktop.core.pictures.picture import FloatArray

_MOST_LEADS = 4
_TOLD = 0.98
"""Of the squares of what a layer is told of flat pictures: what the leading channels are to tell."""
_ALONE = 0.8
"""Of the same: where the leading channels have so much of it, the others stay as they are."""

_AT_ONCE = 1 << 18
"""Numbers that are made less of others at a time: so few that what lies between stays in the cache."""


@dataclass(frozen=True, kw_only=True)
class Leads:
    """The channels of a layer that carry brightness.

    told: leads x channels, how much of each channel they tell, zero for themselves; None where the others stay as they are.
    """

    channels: tuple[int, ...]
    told: FloatArray | None

    @property
    def work(self) -> tuple[int, bool]:
        """What makes layers of one shape take different time."""
        return len(self.channels), self.told is None


def leads_of(weight: FloatArray, levels: FloatArray) -> Leads | None:
    """Of a layer by its kernels, O x I x H x W, and what flat pictures become before it, pictures x I.

    None where it has so few channels that none could lead, or hears nothing of flat pictures.
    """
    loudness = np.sqrt(np.square(weight).sum(axis=(0, 2, 3)))
    energy = np.square(levels * loudness).sum(axis=0)
    if weight.shape[1] < LEAST_FOR_BLOCKS or not 0 < energy.sum() < inf:
        return None
    leads, left = list[int](), energy
    while len(leads) < _MOST_LEADS and left.sum() > (1 - _TOLD) * energy.sum():
        leads.append(int(left.argmax()))
        told = np.linalg.lstsq(levels[:, leads], levels, rcond=None)[0].astype(np.float32)
        left = np.square((levels - levels[:, leads] @ told) * loudness).sum(axis=0)
    told[:, leads] = 0
    alone = energy[leads].sum() >= _ALONE * energy.sum()
    return Leads(channels=tuple(leads), told=None if alone else told)


class Mixed:
    """A convolution without margins, by products in bf16 and for its leading channels in fp32, to fp32.

    weight: O x I x H x W; slope: of negative answers, None for as they are; apart: the leading channels are a picture of their
    own, and what the other has in their place does not count; inputs: for each picture, the parts that are made of it.
    """

    def __init__(
        self, weight: torch.Tensor, bias: torch.Tensor, slope: float | None, leads: Leads, *, apart: bool = False
    ) -> None:
        first = list(leads.channels)
        others, exact = weight.clone(), weight[:, first]
        others[:, first] = 0
        write: Write = torch.Tensor.copy_
        if leads.told is not None:
            told = torch.from_numpy(leads.told)
            exact = exact + torch.einsum("lc,ochw->olhw", told, others)
            write = _Less(leads.channels, told)
        self._others = Products(others, torch.zeros_like(bias), None, torch.bfloat16)
        self._exact = Products(exact, bias, slope, torch.float32)
        all_but_leads = Part(channels=weight.shape[1], type=torch.bfloat16, write=write)
        leading = Part(channels=len(first), type=torch.float32, write=torch.Tensor.copy_ if apart else _Only(leads.channels))
        self.inputs: Inputs = ((all_but_leads,), (leading,)) if apart else ((all_but_leads, leading),)

    def convolve(self, shown: Sequence[torch.Tensor]) -> torch.Tensor:
        """The two parts, 1 x C x H x W, margins included, to 1 x O x H' x W' without."""
        others, leading = shown
        return self._exact.pixels(self._exact.onto(self._others.blocks(others).float(), leading), leading)


class _Only:
    """Writes some channels of rows."""

    def __init__(self, channels: tuple[int, ...]) -> None:
        self._channels = channels

    def __call__(self, place: torch.Tensor, rows: torch.Tensor) -> None:
        # One by one: an index_select of channels that lie side by side takes ten times as long.
        for number, channel in enumerate(self._channels):
            place[:, number].copy_(rows[:, channel])


class _Less:
    """Writes rows less what their leading channels tell of them."""

    def __init__(self, channels: tuple[int, ...], told: torch.Tensor) -> None:
        self._told = [(channel, each.view(1, -1, 1, 1)) for channel, each in zip(channels, told, strict=True)]

    def __call__(self, place: torch.Tensor, rows: torch.Tensor) -> None:
        high = max(1, _AT_ONCE // (rows.shape[1] * rows.shape[3]))
        for part, piece in zip(torch.split(place, high, dim=2), torch.split(rows, high, dim=2), strict=True):
            exact = left = piece.float()
            for channel, told in self._told:
                left = torch.addcmul(left, exact[:, channel, None], told, value=-1)
            part.copy_(left)
