"""The steps of a plan for a picture that comes in columns from left to right.

Each step keeps what it still needs of the columns that came, so that none is computed twice, and gives what is complete by
now: None where that is nothing. It gives as many columns in all as for the whole picture at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import torch
from torch import nn

from sr_desktop.core.backends.packed_conv import Convolution
from sr_desktop.core.backends.plan import Step

Columns = torch.Tensor | None
"""1 x C x H x W, or nothing yet."""
Stage = Callable[[Sequence[Columns], bool], Columns]
"""Takes the new columns of each input, and whether they are the last ones."""


def stage_of(step: Step, conv: Convolution | None) -> Stage:
    """One step of one picture. conv: what computes a "conv", which pictures may share."""
    if conv is not None:
        return _ConvStage(conv)
    if step.op == "pad":
        return _PadStage(step.margin)
    if step.op == "add":
        return _AddStage()
    return _each(_function(step))


def _function(step: Step) -> Callable[[torch.Tensor], torch.Tensor]:
    number = step.number
    if step.op == "rectify" and step.weight is not None:
        slopes = torch.from_numpy(step.weight)
        return lambda columns: nn.functional.prelu(columns, slopes)
    if step.op == "shuffle":
        return lambda columns: nn.functional.pixel_shuffle(columns, int(number))
    return (lambda columns: columns + number) if step.op == "plus" else (lambda columns: columns * number)


def _each(function: Callable[[torch.Tensor], torch.Tensor]) -> Stage:
    """What looks at one column at a time."""
    return lambda given, _: None if given[0] is None else function(given[0])


class _ConvStage:
    def __init__(self, conv: Convolution) -> None:
        self._conv = conv
        self._kept: Columns = None

    def __call__(self, given: Sequence[Columns], last: bool) -> Columns:
        new = given[0]
        if self._kept is None and last and new is not None:
            return self._conv(new)
        kept = self._kept if self._kept is not None or new is None else _zeros(new, self._conv.left)
        if kept is None or (new is None and not last):
            return None
        parts = [kept, *([] if new is None else [new]), *([_zeros(kept, self._conv.right)] if last else [])]
        columns, lacking = torch.cat(parts, dim=3), self._conv.wide - 1
        self._kept = _copy(columns[..., max(0, columns.shape[3] - lacking) :], self._kept)
        return self._conv(columns, whole=False) if columns.shape[3] > lacking else None


class _PadStage:
    """Continues the picture's borders."""

    def __init__(self, margin: tuple[int, int, int, int]) -> None:
        self._top, self._bottom, self._left, self._right = margin
        self._begun = False
        self._edge: Columns = None

    def __call__(self, given: Sequence[Columns], last: bool) -> Columns:
        new = given[0]
        if new is not None:
            left, self._begun = 0 if self._begun else self._left, True
            self._edge = new[..., -1:].clone()
            margin = (left, self._right if last else 0, self._top, self._bottom)
            return nn.functional.pad(new, margin, mode="replicate")
        if not last or self._edge is None or not self._right:
            return None
        margin = (0, self._right - 1, self._top, self._bottom)
        return nn.functional.pad(self._edge, margin, mode="replicate")


class _AddStage:
    """Waits for the input that comes later, as that of a residual block does."""

    def __init__(self) -> None:
        self._waiting: list[Columns] = [None, None]

    def __call__(self, given: Sequence[Columns], _: bool) -> Columns:
        first, second = (_joined(kept, new) for kept, new in zip(self._waiting, given, strict=True))
        if first is None or second is None:
            # Copies: several sums may wait for the same columns, and each keeps its own later.
            self._waiting = [None if each is None else _copy(each, None) for each in (first, second)]
            return None
        ready = min(first.shape[3], second.shape[3])
        pairs = zip((first, second), self._waiting, strict=True)
        self._waiting = [_copy(each[..., ready:], kept) if each.shape[3] > ready else None for each, kept in pairs]
        return first[..., :ready] + second[..., :ready]


def _copy(part: torch.Tensor, place: Columns) -> torch.Tensor:
    """A copy, since a part of a tensor holds all of it in memory; in `place`, where that is as large.

    Small pieces that come and go between large ones would leave the allocator holes that fit neither.
    """
    if place is None or place.shape != part.shape:
        return part.clone(memory_format=torch.channels_last)
    return place.copy_(part)


def _joined(kept: Columns, new: Columns) -> Columns:
    if kept is None or new is None:
        return new if kept is None else kept
    return torch.cat([kept, new], dim=3)


def _zeros(like: torch.Tensor, count: int) -> torch.Tensor:
    return like.new_zeros((*like.shape[:3], count)).contiguous(memory_format=torch.channels_last)
