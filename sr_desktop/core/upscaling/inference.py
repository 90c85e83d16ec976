"""Running a model over a picture in tiles: the one way that pictures, benchmarks and validation share."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.backends.face import Backend
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.resize import Box, Shape, imresize
from sr_desktop.core.upscaling.ladder import LEAST_TILE, Ladder, Remake
from sr_desktop.core.upscaling.tiling import Window, plan_windows

Fetch = Callable[[Box], FloatArray]
"""Gives the network's input (C x H x W) for a box of its input grid."""
Store = Callable[[Box, FloatArray], None]
"""Takes the answer (C x H x W) for a box of the output grid."""

AUTO_TILE = {InputSpace.LUMA_UPSCALED: 320, InputSpace.RGB_LOW: 192, InputSpace.LUMA_LOW: 192}


class TiledNet:
    """A network, or a classical method, with its backend and tile size. name: what errors call it.

    remake: loads it for another device or precision, for runs that cannot go on as they began (core/upscaling/ladder.py).
    """

    def __init__(
        self, *, geometry: Geometry, backend: Backend, tile: int = 0, name: str = "", remake: Remake | None = None
    ) -> None:
        self.space, self.radius, self.factor = geometry.space, geometry.radius, geometry.factor
        self._step = geometry.step
        self.channels = geometry.channels
        # A tile must have room inside its halos; a wish below that is met as nearly as it can be.
        room = 3 * self.radius + geometry.step
        self._planned = max(tile or AUTO_TILE[geometry.space], room)
        self.ladder = Ladder(backend, tile=self._planned, least=max(LEAST_TILE, room), name=name, remake=remake)
        self._name = name

    @property
    def backend(self) -> Backend:
        """What runs the network at present."""
        return self.ladder.backend

    @property
    def tile(self) -> int:
        """The side of the largest tiles at present, in pixels of the network's input, halos included."""
        return self.ladder.tile

    def windows(self, shape: Shape, within: Box | None = None) -> list[Window]:
        """The tiles that `run` goes through; each is cut into smaller ones where the memory does not suffice."""
        return self._plan(shape, self._planned, within)

    def run(
        self,
        shape: Shape,
        fetch: Fetch,
        store: Store,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
        within: Box | None = None,
    ) -> None:
        """Cover an input grid of `shape` rows, columns, or its part `within`. Raises Cancelled, BadOutput, OutOfMemory."""
        windows = self.windows(shape, within)
        for done, window in enumerate(windows, start=1):
            waiting = [window]
            while waiting:
                piece = waiting.pop(0)
                if cancel:
                    cancel.raise_if_cancelled()
                if self._is_too_large(piece) or not self._done(piece, fetch, store, cancel):
                    waiting = self._plan(shape, self.tile, piece.keeps) + waiting
            progress(done, len(windows))

    def _plan(self, shape: Shape, size: int, within: Box | None) -> list[Window]:
        return plan_windows(*shape, size=size, halo=self.radius, step=self._step, within=within)

    def _is_too_large(self, window: Window) -> bool:
        # The last tile of a row or column may be larger than asked by less than a step.
        return max(window.reads.height, window.reads.width) >= self.tile + self._step

    def _done(self, window: Window, fetch: Fetch, store: Store, cancel: CancelToken | None) -> bool:
        """Do one window; False where it is to be done again in the ladder's new way."""
        device = ""
        try:
            answer = self.backend.run(fetch(window.reads), cancel)
            inner = window.keeps.relative_to(window.reads).times(self.factor)
            kept = answer[:, inner.top : inner.bottom, inner.left : inner.right]
            if np.isfinite(kept).all():
                store(window.keeps.times(self.factor), kept)
                return True
        except OutOfMemory as error:
            device = str(error.values["device"])
        except MemoryError:
            device = "cpu"
        # Here and not above, where the error would still hold what the tile has taken.
        if device:
            self.ladder.after_lack_of_memory(max(window.reads.height, window.reads.width), device)
        else:
            self.ladder.after_no_numbers()
        return False

    def enhance(
        self,
        low: FloatArray,
        scale: float,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> FloatArray:
        """A low-resolution H x W x C float array in 0..1 to its answer, unrounded: the path of every measurement.

        C is 1 (Y) for models on luminance, 3 (RGB) for others. Where the model enlarges by itself, `scale` must be its own;
        else bicubic brings the array to size first. Raises Cancelled, BadOutput, OutOfMemory.
        """
        if self.space is InputSpace.LUMA_UPSCALED:
            grid = imresize(low, scale)
        elif scale == self.factor:
            grid = low
        else:
            raise ValueError(f"{self._name} upscales by {self.factor}, not {scale}")
        height, width, channels = grid.shape
        answer = np.empty((height * self.factor, width * self.factor, channels), dtype=np.float32)

        def fetch(box: Box) -> FloatArray:
            return np.moveaxis(grid[box.top : box.bottom, box.left : box.right], 2, 0)

        def store(box: Box, planes: FloatArray) -> None:
            answer[box.top : box.bottom, box.left : box.right] = np.moveaxis(planes, 0, 2)

        self.run((height, width), fetch, store, progress=progress, cancel=cancel)
        return answer
