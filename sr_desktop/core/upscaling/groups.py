"""Parts of a picture for a processor: several at a time, by all of its threads while the network waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Self

import numpy as np

from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling.strips import by_strips

_PIXELS = 1 << 18
"""Of a group: enough for some strips (strips.py), and some megabytes."""


class Groups:
    """A Supply of neighbouring boxes in one piece."""

    def __init__(self, fetch: Callable[[Box], FloatArray], store: Callable[[Box, FloatArray], None]) -> None:
        self._fetch, self._store = fetch, store
        self._kept: list[tuple[Box, FloatArray]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._put_away()

    def inputs(self, boxes: Sequence[Box]) -> Iterator[FloatArray]:
        """See Supply."""
        for group in _grouped(boxes):
            around = group[0].joined(group[-1])
            planes = self._fetched(around)
            for box in group:
                yield planes[:, :, box.left - around.left : box.right - around.left]

    def _fetched(self, box: Box) -> FloatArray:
        strips: dict[int, FloatArray] = {}

        def fetch(strip: Box) -> None:
            strips[strip.top] = self._fetch(strip)

        by_strips(box, fetch)
        return np.concatenate([strips[top] for top in sorted(strips)], axis=1) if len(strips) > 1 else strips[box.top]

    def store(self, box: Box, planes: FloatArray) -> None:
        """See Supply."""
        self._kept.append((box, planes))
        if sum(each.height * each.width for each, _ in self._kept) >= _PIXELS:
            self._put_away()

    def _put_away(self) -> None:
        if not self._kept:
            return
        try:
            around = self._kept[0][0].joined(self._kept[-1][0])
            planes = np.concatenate([each for _, each in self._kept], axis=2)
            by_strips(around, lambda strip: self._store(strip, planes[:, strip.top - around.top : strip.bottom - around.top]))
            self._kept.clear()
        except MemoryError:
            # One by one they may find enough; those that do not stay.
            while self._kept:
                self._store(*self._kept[0])
                del self._kept[0]


def _grouped(boxes: Sequence[Box]) -> Iterator[list[Box]]:
    group: list[Box] = []
    for box in boxes:
        group.append(box)
        if sum(each.height * each.width for each in group) >= _PIXELS:
            yield group
            group = []
    if group:
        yield group
