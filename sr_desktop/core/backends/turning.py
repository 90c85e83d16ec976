"""Pictures and plans in the eight orientations of a square."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sr_desktop.core.backends.plan import Margin, Step
from sr_desktop.core.pictures.picture import FloatArray


def turned(planes: FloatArray, number: int) -> FloatArray:
    """... x H x W in orientation 0..7: turned by quarters, from 4 on mirrored first."""
    mirrored = planes[..., ::-1] if number >= 4 else planes
    return np.ascontiguousarray(np.rot90(mirrored, number % 4, axes=(-2, -1)))


def turned_back(planes: FloatArray, number: int) -> FloatArray:
    """What `turned` turned, upright."""
    upright = np.rot90(planes, -(number % 4), axes=(-2, -1))
    return upright[..., ::-1] if number >= 4 else upright


def turned_plan(steps: tuple[Step, ...], number: int) -> tuple[Step, ...] | None:
    """What gives of a picture the answer that `steps` give of the turned one, turned back; None where no plan does.

    Each kernel is turned back, and so are the pixels that a shuffle makes of channels.
    """
    result: list[Step] = []
    for given in steps:
        step = replace(given, margin=_turned_margin(given.margin, number))
        if step.op == "conv" and step.weight is not None:
            result.append(replace(step, weight=np.ascontiguousarray(turned_back(step.weight, number))))
        elif step.op == "shuffle":
            (before,) = step.inputs
            users = sum(each.inputs.count(before) for each in steps)
            if before < 0 or steps[before].op != "conv" or users > 1:
                return None
            result[before] = _reordered(result[before], int(step.number), number)
            result.append(step)
        else:
            result.append(step)
    return tuple(result)


def _turned_margin(margin: Margin, number: int) -> Margin:
    top, bottom, left, right = margin
    around = turned_back(np.array([[0, top, 0], [left, 0, right], [0, bottom, 0]], dtype=np.float32), number)
    return int(around[0, 1]), int(around[2, 1]), int(around[1, 0]), int(around[1, 2])


def _reordered(conv: Step, factor: int, number: int) -> Step:
    """A convolution with the channels of each pixel-to-be in the order that the shuffle of a turned picture wants."""
    if conv.weight is None or conv.bias is None:
        raise ValueError("a convolution without weights")
    places = turned_back(np.arange(factor**2, dtype=np.float32).reshape(factor, factor), number).ravel().astype(np.intp)
    order = (np.arange(0, len(conv.bias), factor**2)[:, None] + places).ravel()
    return replace(conv, weight=np.ascontiguousarray(conv.weight[order]), bias=np.ascontiguousarray(conv.bias[order]))
