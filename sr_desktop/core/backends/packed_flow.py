"""The steps of a plan for a picture that comes in rows from top to bottom.

Each step keeps what it still needs of the rows that came, so that none is computed twice, and gives what is complete by
now: None where that is nothing. It gives as many rows in all as for the whole picture at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

import torch
from torch import nn

from sr_desktop.core.backends.packed_conv import Convolution
from sr_desktop.core.backends.packed_sight import Sight, Workspace
from sr_desktop.core.backends.plan import Margin, Step

Rows = torch.Tensor | None
"""1 x C x H x W, or nothing yet."""
Stage = Callable[[Sequence[Rows], bool], Rows]
"""Takes the new rows of each input, and whether they are the last ones."""


def stage_of(step: Step, conv: Convolution | None, room: Workspace) -> Stage:
    """One step of one picture. conv: what computes a "conv", which pictures may share; room: of all steps of this one."""
    if conv is not None:
        return _ConvStage(conv, room)
    if step.op == "pad":
        return _PadStage(step.margin)
    if step.op == "add":
        return _AddStage()
    return _each(_function(step))


def _function(step: Step) -> Callable[[torch.Tensor], torch.Tensor]:
    number = step.number
    if step.op == "rectify" and step.weight is not None:
        slopes = torch.from_numpy(step.weight)
        return lambda rows: nn.functional.prelu(rows, slopes)
    if step.op == "shuffle":
        return lambda rows: nn.functional.pixel_shuffle(rows, int(number))
    return (lambda rows: rows + number) if step.op == "plus" else (lambda rows: rows * number)


def _each(function: Callable[[torch.Tensor], torch.Tensor]) -> Stage:
    """What looks at one row at a time."""
    return lambda given, _: None if given[0] is None else function(given[0])


class _ConvStage:
    def __init__(self, conv: Convolution, room: Workspace) -> None:
        self._conv, self._sights = conv, [Sight(conv, parts, room) for parts in conv.inputs]

    def __call__(self, given: Sequence[Rows], last: bool) -> Rows:
        # Where it takes two pictures, they are of the same size and come together.
        shown = [sight.show(rows, last) for sight, rows in zip(self._sights, given, strict=True)]
        parts = [part for each in shown if each is not None for part in each]
        return self._conv.convolve(parts) if parts else None


class _PadStage:
    """Continues the picture's borders."""

    def __init__(self, margin: Margin) -> None:
        self._top, self._bottom, self._left, self._right = margin
        self._begun = False
        self._edge: Rows = None

    def __call__(self, given: Sequence[Rows], last: bool) -> Rows:
        new = given[0]
        if new is not None:
            top, self._begun = 0 if self._begun else self._top, True
            self._edge = new[:, :, -1:].clone()
            return self._padded(new, top, self._bottom if last else 0)
        if not last or self._edge is None or not self._bottom:
            return None
        return self._padded(self._edge, 0, self._bottom - 1)

    def _padded(self, rows: torch.Tensor, top: int, bottom: int) -> torch.Tensor:
        return nn.functional.pad(rows, (self._left, self._right, top, bottom), mode="replicate")


class _AddStage:
    """Waits for the input that comes later, as that of a residual block does."""

    def __init__(self) -> None:
        self._waiting: list[Rows] = [None, None]

    def __call__(self, given: Sequence[Rows], _: bool) -> Rows:
        both = [[each for each in pair if each is not None] for pair in zip(self._waiting, given, strict=True)]
        ready = min(sum(each.shape[2] for each in pieces) for pieces in both)
        answer = _sum(both, ready) if ready else None
        self._waiting = [_rest(pieces, ready, place) for pieces, place in zip(both, self._waiting, strict=True)]
        return answer


def _sum(both: list[list[torch.Tensor]], ready: int) -> torch.Tensor:
    """Of the first rows, by the more exact type of the two."""
    # To write the less exact one first costs less than adding tensors of two types.
    first, second = sorted(both, key=lambda pieces: pieces[0].dtype != torch.bfloat16)
    _, channels, _, width = first[0].shape
    answer = torch.empty((1, channels, ready, width), dtype=second[0].dtype, memory_format=torch.channels_last)
    for place, piece in _placed(first, answer):
        place.copy_(piece)
    for place, piece in _placed(second, answer):
        place.add_(piece)
    return answer


def _placed(pieces: list[torch.Tensor], answer: torch.Tensor) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    """Pieces that stand one behind the other, each with its place in the answer, as far as that goes."""
    start = 0
    for piece in pieces:
        rows = min(piece.shape[2], answer.shape[2] - start)
        yield answer[:, :, start : start + rows], piece[:, :, :rows]
        start += rows


def _rest(pieces: list[torch.Tensor], ready: int, place: Rows) -> Rows:
    """A copy of what comes behind the first rows: several sums may wait for the same, and each keeps its own later.

    In `place`, where that is as large: small pieces that come and go between large ones would leave the allocator holes that
    fit neither.
    """
    skipped = accumulate((each.shape[2] for each in pieces), initial=0)
    parts = [each[:, :, max(0, ready - before) :] for each, before in zip(pieces, skipped, strict=False)]
    rest = [each for each in parts if each.shape[2]]
    if not rest:
        return None
    if len(rest) > 1:
        return torch.cat(rest, dim=2)
    if place is None or place.shape != rest[0].shape:
        return rest[0].clone(memory_format=torch.channels_last)
    return place.copy_(rest[0])
