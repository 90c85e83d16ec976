"""Which of some places of the training pictures shows most: smooth sky teaches little, edges and texture much.

Drawing several and keeping the most detailed is sampling by importance (SamplingAug, Wang et al. 2021, arXiv 2111.15185),
measured by gradients.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.pictures.pairs import Plane
from trainer.pictures.sampling import Cut

_CELL = 8
"""Pixels a side of what gradients are added up over: a map takes a sixteenth of its picture's memory, and is as sharp as
a choice between patches needs."""

Sums = npt.NDArray[np.float64]


class Detail:
    """Chooses patches of `patch` x `patch` low-resolution pixels by the gradients of their truths.

    truth_of: the truth of a pair by its number; asked for when a patch of it is first looked at, and kept as a map only.
    """

    def __init__(self, truth_of: Callable[[int], Plane], *, patch: int, factor: int) -> None:
        self._truth_of, self._side, self._factor = truth_of, patch * factor, factor
        self._maps: dict[int, npt.NDArray[np.float32]] = {}

    def best(self, cuts: Sequence[Cut], candidates: int) -> list[Cut]:
        """Of each `candidates` cuts in a row the one whose truth changes most from pixel to pixel; of equals the first."""
        if candidates == 1:
            return list(cuts)
        groups = [cuts[begin : begin + candidates] for begin in range(0, len(cuts), candidates)]
        return [max(group, key=self._of) for group in groups]

    def _of(self, cut: Cut) -> float:
        if cut.pair not in self._maps:
            self._maps[cut.pair] = _map(self._truth_of(cut.pair))
        sums = self._maps[cut.pair]
        top, bottom = _cells(cut.top * self._factor, self._side, sums.shape[0])
        left, right = _cells(cut.left * self._factor, self._side, sums.shape[1])
        total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return float(total) / ((bottom - top) * (right - left))


def _cells(begin: int, length: int, places: int) -> tuple[int, int]:
    """The cells nearest to what lies between `begin` and `begin + length`, one at least."""
    last = places - 1
    first = min(round(begin / _CELL), last - 1)
    return first, min(max(round((begin + length) / _CELL), first + 1), last)


def steepness(picture: npt.NDArray[np.floating[Any]]) -> Sums:
    """Of H x W values how much each differs from those above and to the left, both added up; none does from what is outside."""
    steep = np.zeros(picture.shape, dtype=np.float64)
    steep[1:] += np.abs(np.diff(picture, axis=0))
    steep[:, 1:] += np.abs(np.diff(picture, axis=1))
    return steep


def added_up(values: Sums) -> Sums:
    """(H + 1) x (W + 1): sums of all H x W values above and to the left, so that four of them give any window's sum."""
    return np.pad(values.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def _map(plane: Plane) -> npt.NDArray[np.float32]:
    """The gradients of whole cells, added up."""
    values = plane.astype(np.float32).mean(axis=2) / np.float32(255 if plane.dtype == np.uint8 else 1)
    steep = np.pad(steepness(values), [(0, -length % _CELL) for length in values.shape])
    rows, columns = (length // _CELL for length in steep.shape)
    return added_up(steep.reshape(rows, _CELL, columns, _CELL).sum(axis=(1, 3))).astype(np.float32)
