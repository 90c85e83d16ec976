"""Windows of one band of rows through a backend, from left to right."""

from __future__ import annotations

from typing import Protocol

import numpy as np

from sr_desktop.core.backends.face import Backend, FlowingBackend
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.tiling import Window


class Band(Protocol):
    """Takes a band's windows in turn."""

    def run(self, window: Window, planes: FloatArray, cancel: CancelToken | None) -> FloatArray:
        """What `window.reads` shows to the answer (C x H x W) at `window.keeps`. Raises as Backend.run does."""
        ...

    def side(self, window: Window) -> int:
        """Pixels that decide how much memory the window takes, as the ladder counts them."""
        ...


class TiledBand:
    """A Band of windows that know nothing of each other."""

    def __init__(self, backend: Backend, factor: int) -> None:
        self._backend, self._factor = backend, factor

    def run(self, window: Window, planes: FloatArray, cancel: CancelToken | None) -> FloatArray:
        """See Band."""
        answer = self._backend.run(planes, cancel)
        inner = window.keeps.relative_to(window.reads).times(self._factor)
        return answer[:, inner.top : inner.bottom, inner.left : inner.right]

    def side(self, window: Window) -> int:
        """See Band."""
        return max(window.reads.height, window.reads.width)


class FlowingBand:
    """A Band of which each window shows columns that are new, and keeps what they complete."""

    def __init__(self, backend: FlowingBackend, windows: list[Window], factor: int) -> None:
        self._flow, self._factor = backend.flow(), factor
        self._last, self._left = windows[-1], windows[0].reads.left * factor
        self._waiting: list[FloatArray] = []

    def run(self, window: Window, planes: FloatArray, cancel: CancelToken | None) -> FloatArray:
        """See Band."""
        answer = self._flow.push(planes, window is self._last, cancel)
        columns = np.concatenate([*self._waiting, *([] if answer is None else [answer])], axis=2)
        keeps = window.keeps.times(self._factor)
        top = keeps.top - window.reads.top * self._factor
        kept = columns[:, top : top + keeps.height, keeps.left - self._left : keeps.right - self._left]
        self._waiting, self._left = [columns[:, :, keeps.right - self._left :]], keeps.right
        return kept

    def side(self, window: Window) -> int:
        """See Band."""
        return window.reads.height
