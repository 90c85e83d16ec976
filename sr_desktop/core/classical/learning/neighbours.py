"""The samples most like each anchor, among millions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.classical.face import StageProgress
from sr_desktop.core.pictures.picture import FloatArray

SEARCHING = "finding neighbours"
_AT_ONCE = 1024
"""Samples compared with all anchors at a time: the products stay in the processor's cache."""
_MOST_WAITING = 1_000_000

Rows = npt.NDArray[np.intp]


def find_neighbours(features: FloatArray, anchors: FloatArray, count: int, progress: StageProgress) -> Rows:
    """anchors x count: the samples (rows of n x d, n >= count) of largest absolute correlation with each anchor."""
    nearest = _Nearest(len(anchors), count)
    likeness = np.empty((len(anchors), _AT_ONCE), dtype=np.float32)
    starts = range(0, len(features), _AT_ONCE)
    for done, start in enumerate(starts, start=1):
        part = features[start : start + _AT_ONCE]
        found = np.matmul(anchors, part.T, out=likeness[:, : len(part)])
        nearest.add(np.abs(found, out=found), start)
        progress(SEARCHING, done, len(starts))
    return nearest.rows()


class _Nearest:
    """For each anchor the best so far; candidates wait until there are many, and are then sorted in together."""

    def __init__(self, anchors: int, count: int) -> None:
        self._count = count
        self._likeness = np.full((anchors, count), -1.0, dtype=np.float32)
        self._rows = np.zeros((anchors, count), dtype=np.intp)
        self._worst = np.full((anchors, 1), -1.0, dtype=np.float32)
        self._waiting: list[tuple[Rows, Rows, FloatArray]] = []
        self._how_many = 0

    def add(self, likeness: FloatArray, first: int) -> None:
        """anchors x m for the samples from `first` on."""
        anchors, columns = np.nonzero(likeness > self._worst)
        self._waiting.append((anchors, columns + first, likeness[anchors, columns]))
        self._how_many += len(anchors)
        if self._how_many > _MOST_WAITING:
            self._sort_in()

    def rows(self) -> Rows:
        """anchors x count."""
        self._sort_in()
        return self._rows

    def _sort_in(self) -> None:
        if not self._waiting:
            return
        anchors, rows, likeness = (np.concatenate(parts) for parts in zip(*self._waiting, strict=True))
        order = np.argsort(anchors, kind="stable")
        cuts = np.searchsorted(anchors[order], np.arange(len(self._rows) + 1))
        for anchor in np.flatnonzero(np.diff(cuts)):
            new = order[cuts[anchor] : cuts[anchor + 1]]
            all_likeness = np.concatenate([self._likeness[anchor], likeness[new]])
            best = np.argpartition(-all_likeness, self._count - 1)[: self._count]
            self._likeness[anchor] = all_likeness[best]
            self._rows[anchor] = np.concatenate([self._rows[anchor], rows[new]])[best]
        self._worst = self._likeness.min(axis=1, keepdims=True)
        self._waiting, self._how_many = [], 0
