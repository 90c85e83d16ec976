"""What feeds a network with the parts of a picture, and puts its answers away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

import torch

from sr_desktop.core.backends.face import Backend
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling.errands import Errands
from sr_desktop.core.upscaling.groups import Groups

Fetch = Callable[[Box], FloatArray]
"""Gives the network's input (C x H x W) for a box of its input grid. For several threads at once, like Store."""
Store = Callable[[Box, FloatArray], None]
"""Takes the answer (C x H x W) for a box of the output grid."""
_MOST = 8
"""Threads that feed one device."""


class Supply(Protocol):
    """Left only when all answers are put away, also where the work on a band ends early."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def inputs(self, boxes: Sequence[Box]) -> Iterator[FloatArray]:
        """The inputs for boxes of one band from left to right. Raises what fetching does, at the latest when its turn comes."""
        ...

    def store(self, box: Box, planes: FloatArray) -> None:
        """Put the answer of a box away, the boxes of a band from left to right; it may be done later.

        Raises MemoryError where an answer, of this box or one before, finds too little; then this box is to be done again.
        """
        ...


def supply_for(backend: Backend, fetch: Fetch, store: Store) -> Supply:
    """While a graphics card computes, processors are free; where they compute themselves, they do one thing after the other."""
    if backend.device == "cpu":
        return Groups(fetch, store)
    return Errands(fetch, store, min(_MOST, torch.get_num_threads()))
