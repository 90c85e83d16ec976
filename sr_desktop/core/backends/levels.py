"""What the layers of a network make of flat pictures: black, grey, white and the three colours.

All that a flat picture becomes is flat as well, away from its borders, so that a number for each channel says all of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

import numpy as np

from sr_desktop.core.backends.plan import Step
from sr_desktop.core.pictures.picture import FloatArray

_GREYS = ((0, 0, 0), (0.5, 0.5, 0.5), (1, 1, 1))
_COLOURS = (*_GREYS, (1, 0, 0), (0, 1, 0), (0, 0, 1))


def flat_levels(steps: tuple[Step, ...]) -> Mapping[int, FloatArray]:
    """Pictures x channels for the answer of each step by its number, -1 for the pictures themselves.

    Luminance has no colours, and networks of other numbers of channels have greys alone.
    """
    channels = _channels(steps)
    pictures = _COLOURS if channels == 3 else [[grey[0]] * channels for grey in _GREYS]
    levels: dict[int, FloatArray] = {-1: np.array(pictures, dtype=np.float32)}
    for number, step in enumerate(steps):
        levels[number] = _answer(step, [levels[each] for each in step.inputs])
    return levels


def _channels(steps: tuple[Step, ...]) -> int:
    """Of the picture that a network reads."""
    first = next(number for number, step in enumerate(steps) if step.op == "conv")
    weight = steps[first].weight
    if weight is None:
        raise ValueError("a convolution without weights")
    return int(weight.shape[1]) * prod(int(step.number) ** 2 for step in steps[:first] if step.op == "shuffle")


def _answer(step: Step, given: list[FloatArray]) -> FloatArray:
    levels = given[0]
    if step.op == "conv" and step.weight is not None and step.bias is not None:
        sums: FloatArray = step.weight.sum(axis=(2, 3))
        return _rectified(levels @ sums.T + step.bias, step.slope)
    if step.op == "rectify" and step.weight is not None:
        return _rectified(levels, step.weight)
    if step.op == "shuffle":
        # Channels that become the pixels of a block: what is flat in all of it is their mean.
        even: FloatArray = levels.reshape(len(levels), -1, int(step.number) ** 2).mean(axis=2)
        return even
    if step.op == "add":
        return levels + given[1]
    return {"plus": levels + step.number, "times": levels * step.number}.get(step.op, levels)


def _rectified(levels: FloatArray, slope: FloatArray | float | None) -> FloatArray:
    return levels if slope is None else np.where(levels < 0, levels * slope, levels)
