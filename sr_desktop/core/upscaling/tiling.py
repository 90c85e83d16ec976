"""Where tiles lie: pure geometry.

All windows of a picture have one shape. Windows at a border end at the border, so that the network's own padding acts
where it would act on the whole picture; everywhere else a halo of at least the receptive field is cut away. Hence
tiled and untiled results are equal up to float rounding.

Where a backend computes no column twice (core/backends/face.py, Flow), windows are bands of rows cut into columns instead:
halos remain above and below alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sr_desktop.core.resize import Box


@dataclass(frozen=True, kw_only=True)
class Window:
    """`reads` is what the network is shown, `keeps` the part of its answer that is used; both on the network's grid."""

    reads: Box
    keeps: Box


@dataclass(frozen=True, kw_only=True)
class _Span:
    start: int
    stop: int
    keep_start: int
    keep_stop: int


def plan_windows(height: int, width: int, *, size: int, halo: int, step: int = 1, within: Box | None = None) -> list[Window]:
    """Windows that cover a grid of `height` x `width`, or the part `within` of it, at most about `size` pixels a side.

    The sizes include halos. The fewest windows of that size are shrunk to the least that still covers everything, so
    that little is computed twice. They begin at multiples of `step`, and the last of a row or column is larger by less
    than that where it must. Raises ValueError where `size` leaves nothing between two halos.
    """
    if size < 2 * halo + step:
        raise ValueError(f"a tile of {size} pixels has nothing inside its halos of {halo}")
    wanted = within or Box(0, height, 0, width)
    rows = list(_spans_within(wanted.top, wanted.bottom, height, size=size, halo=halo, step=step))
    columns = list(_spans_within(wanted.left, wanted.right, width, size=size, halo=halo, step=step))
    return [
        Window(
            reads=Box(row.start, row.stop, column.start, column.stop),
            keeps=Box(row.keep_start, row.keep_stop, column.keep_start, column.keep_stop),
        )
        for row in rows
        for column in columns
    ]


def plan_flow(
    height: int, width: int, *, size: int, halo: int, columns: Callable[[int], int], within: Box | None = None
) -> list[Window]:
    """Windows as above for flows: bands of at most `size` rows, from left to right in steps of `columns(rows)`.

    Each `reads` holds only columns that the one before it in the band did not, and what `keeps` asks is complete with it.
    Raises ValueError as above.
    """
    if size < 2 * halo + 1:
        raise ValueError(f"a tile of {size} pixels has nothing inside its halos of {halo}")
    wanted = within or Box(0, height, 0, width)
    windows: list[Window] = []
    for row in _spans_within(wanted.top, wanted.bottom, height, size=size, halo=halo, step=1):
        for column in _steps(wanted.left, wanted.right, width, stride=columns(row.stop - row.start), halo=halo):
            reads = Box(row.start, row.stop, column.start, column.stop)
            keeps = Box(row.keep_start, row.keep_stop, column.keep_start, column.keep_stop)
            windows.append(Window(reads=reads, keeps=keeps))
    return windows


def _steps(first: int, last: int, length: int, *, stride: int, halo: int) -> Iterator[_Span]:
    read, kept, end = max(0, first - halo), first, min(length, last + halo)
    while kept < last:
        # A few columns alone cost more than they are worth: the last step is the larger one.
        keep_stop = kept + stride if kept + 2 * stride <= last and kept + stride + halo < end else last
        stop = min(end, keep_stop + halo)
        yield _Span(start=read, stop=stop, keep_start=kept, keep_stop=keep_stop)
        read, kept = stop, keep_stop


def _spans_within(first: int, last: int, length: int, *, size: int, halo: int, step: int) -> Iterator[_Span]:
    """Spans that keep all of first..last and nothing else of a line of `length` pixels."""
    low, high = max(0, first - halo) // step * step, min(length, last + halo)
    for span in _spans(high - low, size=size, halo=halo, step=step):
        keep_start, keep_stop = max(first, span.keep_start + low), min(last, span.keep_stop + low)
        if keep_start < keep_stop:
            yield _Span(start=span.start + low, stop=span.stop + low, keep_start=keep_start, keep_stop=keep_stop)


def _spans(length: int, *, size: int, halo: int, step: int) -> Iterator[_Span]:
    if length <= size:
        yield _Span(start=0, stop=length, keep_start=0, keep_stop=length)
        return
    count = math.ceil((length - 2 * halo) / ((size - 2 * halo) // step * step))
    stride = math.ceil((length - 2 * halo) / count / step) * step
    extent = min(length, stride + 2 * halo)
    # Rounding the strides up may have made the last windows superfluous.
    count = 1 + math.ceil((length - extent) / stride)
    starts = [number * (length - extent) // max(1, count - 1) // step * step for number in range(count)]
    cuts = [0, *[(before + extent + after) // 2 for before, after in pairwise(starts)], length]
    for number, start in enumerate(starts):
        stop = length if number == count - 1 else start + extent
        yield _Span(start=start, stop=stop, keep_start=cuts[number], keep_stop=cuts[number + 1])
