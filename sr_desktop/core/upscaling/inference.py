"""Running a model over a picture in tiles: the one way that pictures, benchmarks and validation share."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.backends.face import Backend, FlowingBackend
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.resize import Box, Shape, imresize
from sr_desktop.core.upscaling.bands import Band, FlowingBand, TiledBand
from sr_desktop.core.upscaling.ladder import LEAST_TILE, Ladder, Remake
from sr_desktop.core.upscaling.supply import Fetch, Store, supply_for
from sr_desktop.core.upscaling.tiling import Window, plan_flow, plan_windows

AUTO_TILE = {InputSpace.LUMA_UPSCALED: 320, InputSpace.RGB_LOW: 192, InputSpace.LUMA_LOW: 192}
_FLOW_ROWS = 1024
"""Of flows, whose memory grows with the rows of a band alone: halos are little of so many, and a step is soon done still."""
_BAND_PIXELS = {InputSpace.LUMA_UPSCALED: 1 << 24, InputSpace.RGB_LOW: 1 << 25, InputSpace.LUMA_LOW: 1 << 25}
"""Of the answer, that a band across the whole picture may have: they are together in memory. Very wide ones have more. Networks
that enlarge see few rows of as many pixels, of which halos are soon the most."""


def usual_tile(geometry: Geometry, backend: Backend) -> int:
    """The side of tiles, or the rows of bands, where nobody chose one."""
    return _FLOW_ROWS if flowing(geometry, backend) else AUTO_TILE[geometry.space]


def flowing(geometry: Geometry, backend: Backend) -> FlowingBackend | None:
    """The backend, if it need not compute twice what tiles share."""
    # What divides a picture into a grid of its own wants to see whole cells of it.
    return backend if geometry.step == 1 and isinstance(backend, FlowingBackend) else None


class TiledNet:
    """A network, or a classical method, with its backend and tile size. name: what errors call it.

    remake: loads it for another device or precision, for runs that cannot go on as they began (core/upscaling/ladder.py).
    """

    def __init__(
        self, *, geometry: Geometry, backend: Backend, tile: int = 0, name: str = "", remake: Remake | None = None
    ) -> None:
        self.space, self.radius, self.factor = geometry.space, geometry.radius, geometry.factor
        self.channels = geometry.channels
        self._geometry = geometry
        # A tile must have room inside its halos; a wish below that is met as nearly as it can be.
        self._room = 3 * self.radius + geometry.step
        self._planned = max(tile or usual_tile(geometry, backend), self._room)
        self.ladder = Ladder(backend, tile=self._planned, least=max(LEAST_TILE, self._room), name=name, remake=remake)
        self._name = name

    @property
    def backend(self) -> Backend:
        """What runs the network at present."""
        return self.ladder.backend

    @property
    def tile(self) -> int:
        """The side of the largest tiles, or rows of bands, at present, in pixels of the network's input, halos included."""
        return self.ladder.tile

    def windows(self, shape: Shape, within: Box | None = None) -> list[Window]:
        """The tiles that `run` goes through; the memory may not suffice for them, so that others take their place."""
        return self._plan(shape, self._planned, within)

    def tops(self, shape: Shape, within: Box | None = None) -> list[int]:
        """The first rows that `windows` keep, from top to bottom, without all of the windows, of which there may be many."""
        return [window.keeps.top for window in self._plan(shape, self._planned, within, only_first=True)]

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
        """Cover an input grid of `shape` rows, columns, or its part `within`. Raises Cancelled, BadOutput, OutOfMemory.

        progress: once for each of `windows`, by the area that is done.
        """
        windows = self.windows(shape, within)
        area = _Area(windows, progress)
        waiting = [_around(band) for band in _bands(windows)]
        while waiting:
            band, *more = _bands(self._plan(shape, self.tile, waiting.pop(0)))
            left = self._through(band, fetch, store, area, cancel)
            waiting = [*([_around(left)] if left else []), *(_around(each) for each in more), *waiting]

    def _plan(self, shape: Shape, size: int, within: Box | None, *, only_first: bool = False) -> list[Window]:
        """only_first: of each row of windows."""
        within = within or Box(0, shape[0], 0, shape[1])
        across = within.width * self.factor**2
        if only_first:
            within = Box(within.top, within.bottom, within.left, within.left + 1)
        flows = flowing(self._geometry, self.backend)
        if flows is None:
            return plan_windows(*shape, size=size, halo=self.radius, step=self._geometry.step, within=within)
        rows = max(AUTO_TILE[self.space], self._room, _BAND_PIXELS[self.space] // across)
        return plan_flow(*shape, size=min(size, rows), halo=self.radius, columns=flows.columns, within=within)

    def _through(self, band: list[Window], fetch: Fetch, store: Store, area: _Area, cancel: CancelToken | None) -> list[Window]:
        """Do a band's windows from left to right; those that are to be done again in the ladder's new way are the answer."""
        flows = flowing(self._geometry, self.backend)
        part = FlowingBand(flows, band, self.factor) if flows else TiledBand(self.backend, self.factor)
        with supply_for(self.backend, fetch, store) as supply:
            inputs = supply.inputs([window.reads for window in band])
            for number, window in enumerate(band):
                if cancel:
                    cancel.raise_if_cancelled()
                if not self._done(part, window, inputs, supply.store, cancel):
                    return band[number:]
                area.add(window.keeps)
        return []

    def _done(self, part: Band, window: Window, inputs: Iterator[FloatArray], store: Store, cancel: CancelToken | None) -> bool:
        """Do one window; False where the ladder has a new way."""
        device = ""
        try:
            kept = part.run(window, next(inputs), cancel)
            if np.isfinite(kept).all():
                store(window.keeps.times(self.factor), kept)
                return True
        except OutOfMemory as error:
            device = str(error.values["device"])
        except MemoryError:
            device = "cpu"
        # Here and not above, where the error would still hold what the tile has taken.
        if device:
            self.ladder.after_lack_of_memory(part.side(window), device)
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


class _Area:
    """Tells progress in equal parts, however large those that are done at a time."""

    def __init__(self, windows: list[Window], progress: ProgressCallback) -> None:
        self._whole = sum(window.keeps.height * window.keeps.width for window in windows)
        self._total, self._progress = len(windows), progress
        self._done = self._told = 0

    def add(self, box: Box) -> None:
        self._done += box.height * box.width
        while (self._told + 1) * self._whole <= self._done * self._total:
            self._told += 1
            self._progress(self._told, self._total)


def _bands(windows: list[Window]) -> list[list[Window]]:
    """By rows, from top to bottom."""
    return [list(band) for _, band in groupby(windows, key=lambda window: window.keeps.top)]


def _around(windows: list[Window]) -> Box:
    """What they keep together."""
    return windows[0].keeps.joined(windows[-1].keeps)
