"""Polylines cut at a rectangle: drawings (SVG) know no clipping."""

from __future__ import annotations

import numpy as np

from sr_desktop.ui.curves.frame import Range
from sr_desktop.ui.curves.smoothing import FloatArray


def clipped(x: FloatArray, y: FloatArray, x_range: Range, y_range: Range) -> tuple[FloatArray, FloatArray]:
    """What of a polyline (N points) lies within both ranges, M points; NaN between its parts.

    By Liang and Barsky 1984: of each piece, the part that lies on the inner side of all four edges.
    """
    if _inside(x, x_range) and _inside(y, y_range):
        return x, y
    dx, dy = np.diff(x), np.diff(y)
    enter, leave = np.zeros(len(dx)), np.ones(len(dx))
    edges = ((-dx, x[:-1] - x_range.low), (dx, x_range.high - x[:-1]), (-dy, y[:-1] - y_range.low), (dy, y_range.high - y[:-1]))
    with np.errstate(divide="ignore", invalid="ignore"):
        for towards, room in edges:
            share = room / towards
            enter = np.where(towards < 0, np.maximum(enter, share), enter)
            leave = np.where(towards > 0, np.minimum(leave, share), leave)
            leave = np.where((towards == 0) & (room < 0), -1.0, leave)
    kept = np.flatnonzero((enter <= leave) & np.isfinite(dx) & np.isfinite(dy))
    if not len(kept):
        return x[:0], y[:0]
    goes_on = np.append((np.diff(kept) == 1) & (leave[kept[:-1]] == 1) & (enter[kept[1:]] == 0), False)
    parts = np.stack([~np.append(False, goes_on[:-1]), np.ones(len(kept), np.bool_), ~goes_on], axis=1).reshape(-1)

    def joined(values: FloatArray, differences: FloatArray) -> FloatArray:
        starts, ends = values[kept] + enter[kept] * differences[kept], values[kept] + leave[kept] * differences[kept]
        points: FloatArray = np.stack([starts, ends, np.full(len(kept), np.nan)], axis=1).reshape(-1)[parts][:-1]
        return points

    return joined(x, dx), joined(y, dy)


def _inside(values: FloatArray, within: Range) -> bool:
    """Whether all are; NaN, which is a gap, counts as inside."""
    return not np.any((values < within.low) | (values > within.high))
