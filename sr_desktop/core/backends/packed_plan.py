"""A plan as a processor likes it best: the picture lies on its side, and is put together from blocks at the very end."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from sr_desktop.core.backends.plan import Step
from sr_desktop.core.backends.turning import turned_plan
from sr_desktop.core.pictures.picture import FloatArray

FEW = 4
"""Channels of a picture, and not of what layers tell each other."""

_ON_ITS_SIDE = 5
"""The orientation in which columns are rows, from left to right as from top to bottom."""


def lying_plan(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The network for pictures whose columns are rows. Raises ValueError where no plan says that.

    A band of rows flows through its columns, and what belongs together should lie together in memory.
    """
    lying = turned_plan(packed_plan(steps), _ON_ITS_SIDE)
    if lying is None:
        raise ValueError("a plan that cannot be turned")
    return lying


def packed_plan(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The same network, with its convolutions in the same order.

    A convolution that makes few channels of a shuffle's many pixels becomes one before the shuffle, which makes a block of
    pixels at a time: the vectors of a processor are filled, and few channels are shuffled in place of many. Borders that are
    repeated for one convolution become a part of it.
    """
    return _without_pads(_with_late_shuffles(steps))


def _with_late_shuffles(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    result = list(steps)
    for number, (shuffle, conv) in enumerate(pairwise(steps)):
        if shuffle.op == "shuffle" and conv.op == "conv" and conv.inputs == (number,) and _may_move(steps, conv):
            result[number] = replace(_of_blocks(conv, int(shuffle.number)), inputs=shuffle.inputs)
            result[number + 1] = Step(op="shuffle", inputs=(number,), number=shuffle.number)
    return tuple(result)


def _without_pads(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    folded = {number for number, step in enumerate(steps) if step.op == "pad" and _is_for_one_conv(steps, number)}
    kept: list[Step] = []
    places = {-1: -1}
    for number, step in enumerate(steps):
        if number in folded:
            places[number] = places[step.inputs[0]]
            continue
        padded = folded.intersection(step.inputs)
        edges = replace(step, margin=steps[step.inputs[0]].margin, replicates=True) if padded else step
        kept.append(replace(edges, inputs=tuple(places[each] for each in step.inputs)))
        places[number] = len(kept) - 1
    return tuple(kept)


def _is_for_one_conv(steps: tuple[Step, ...], number: int) -> bool:
    """A convolution without a margin of its own, and the pad the same on both sides."""
    top, bottom, left, right = steps[number].margin
    readers = [step for step in steps if number in step.inputs]
    return (top, left) == (bottom, right) and [(each.op, any(each.margin)) for each in readers] == [("conv", False)]


def _may_move(steps: tuple[Step, ...], conv: Step) -> bool:
    """Few channels, zeros all around so that the picture keeps its size, and nothing else that reads the shuffle."""
    if conv.weight is None or conv.weight.shape[0] > FEW:
        return False
    high, wide = conv.weight.shape[2:]
    keeps_size = conv.margin == (high // 2, high // 2, wide // 2, wide // 2) and high % 2 == wide % 2 == 1
    return keeps_size and sum(each.inputs.count(conv.inputs[0]) for each in steps) == 1


def _of_blocks(conv: Step, factor: int) -> Step:
    """The convolution on channels that are to become blocks of factor x factor pixels, to channels of the same kind."""
    if conv.weight is None or conv.bias is None:
        raise ValueError("a convolution without weights")
    weight = _along(_along(conv.weight, factor, axis=3), factor, axis=2)
    # Now out, in, three of rows, three of columns.
    out, channels, *_ = weight.shape
    weight = weight.transpose(0, 2, 5, 1, 3, 6, 4, 7)
    high, wide = weight.shape[-2:]
    return replace(
        conv,
        weight=np.ascontiguousarray(weight.reshape(out * factor**2, channels * factor**2, high, wide)),
        bias=np.repeat(conv.bias, factor**2),
        margin=(high // 2, high // 2, wide // 2, wide // 2),
    )


def _along(weight: FloatArray, factor: int, *, axis: int) -> FloatArray:
    """One axis of a kernel as three: pixel of the answer in its block, pixel of the input in its own, and cells between."""
    taps = weight.shape[axis]
    margin = taps // 2
    reach = -(-margin // factor)
    result = np.zeros((factor, factor, 2 * reach + 1, *np.moveaxis(weight, axis, 0).shape[1:]), dtype=np.float32)
    for pixel in range(factor):
        for tap in range(taps):
            cell, within = divmod(pixel + tap - margin, factor)
            result[pixel, within, cell + reach] = np.take(weight, tap, axis=axis)
    return np.moveaxis(result, (0, 1, 2), (axis, axis + 1, axis + 2))
