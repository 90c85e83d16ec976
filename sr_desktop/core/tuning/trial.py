"""Trying a backend with tiles of one size."""

from __future__ import annotations

import time
from collections.abc import Sequence
from math import inf

import numpy as np

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.backends.face import Backend
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.tuning.race import LEAST_ROUNDS
from sr_desktop.core.upscaling.inference import AUTO_TILE, TiledNet, flowing

_SIDE, _GLANCE_S = 64, 0.2
_BRIEF_ROWS, _BRIEF_COLUMNS = 256, 8
_CPU_TILES, _GPU_TILES, _FLOWS = (96, 128, 192, 256, 320, 512), (128, 256, 384, 512, 768), (256, 512, 768)


class Clock:
    """Seconds that are left of a budget which begins now."""

    def __init__(self, seconds: float) -> None:
        self._end = time.perf_counter() + seconds

    def __call__(self) -> float:
        """Less than 0 when it is used up."""
        return self._end - time.perf_counter()


class Trial:
    """A Contestant: one tile, or one step of a flow, in seconds for each pixel of the input that is kept of it.

    tile: 0 for the usual one. brief: a small piece stands for it, where there is little time. pixels: of the input that the
    network computes each time; lead: as many as it computes once, before the first time.
    """

    def __init__(
        self, backend: Backend, geometry: Geometry, tile: int = 0, cancel: CancelToken | None = None, *, brief: bool = False
    ) -> None:
        self.tile, self.brief = TiledNet(geometry=geometry, backend=backend, tile=tile).tile, brief
        flows = flowing(geometry, backend)
        inside = self.tile - 2 * geometry.radius
        self._work = self.tile / inside if flows else (self.tile / inside) ** 2
        rows = min(self.tile, _BRIEF_ROWS if flows else _SIDE) if brief else self.tile
        columns = rows if flows is None else _BRIEF_COLUMNS if brief else flows.columns(rows)
        self.pixels = rows * columns
        self._flow, self._backend, self._cancel = flows.flow() if flows else None, backend, cancel
        self._input: FloatArray = np.full((geometry.channels, rows, columns), 0.5, dtype=np.float32)
        # Layers of a flow have their work one after another, until as many columns have come as an answer's pixel sees.
        self._ahead = -(-geometry.radius // columns) if flows else 0
        self.lead = self._ahead * self.pixels / 2

    def expected(self, a_pixel: float) -> float:
        """What it would cost where a pixel of the input takes `a_pixel` seconds."""
        return a_pixel * self._work

    def __call__(self) -> float:
        """Raises Cancelled; a tile that is too large costs infinitely much."""
        try:
            while self._ahead:
                self._once()
                self._ahead -= 1
            began = time.perf_counter()
            self._once()
        except OutOfMemory:
            return inf
        return (time.perf_counter() - began) / self.pixels * self._work

    def _once(self) -> None:
        if self._flow is None:
            self._backend.run(self._input, self._cancel)
        else:
            self._flow.push(self._input, False, self._cancel)


def seconds_a_pixel(net: TiledNet, cancel: CancelToken | None = None) -> float:
    """About how long a pixel of the network's input takes, by a tile so small that even a slow network is soon done."""
    side = max(_SIDE, 2 * net.radius)
    planes: FloatArray = np.full((net.channels, side, side), 0.5, dtype=np.float32)
    net.backend.run(planes, cancel)  # the first time is that of compiling
    left, best = Clock(_GLANCE_S), inf
    while left() > 0:
        began = time.perf_counter()
        net.backend.run(planes, cancel)
        # Whatever else the machine does only adds to it.
        best = min(best, time.perf_counter() - began)
    return best / (side * side)


def tiles_worth_trying(geometry: Geometry, backend: Backend) -> tuple[int, ...]:
    """Sizes besides the usual one; a network that enlarges needs much memory for large tiles."""
    least = 3 * geometry.radius + geometry.step
    if flowing(geometry, backend):
        return tuple(rows for rows in _FLOWS if rows >= least)
    if backend.device != "cpu":
        return _GPU_TILES
    most = max(_CPU_TILES) if geometry.space is InputSpace.LUMA_UPSCALED else AUTO_TILE[geometry.space]
    return tuple(side for side in _CPU_TILES if least <= side <= most)


def affordable(trials: Sequence[Trial], a_pixel: float, seconds: float) -> int:
    """How many of `trials`, in this order, can be made often enough in that time if a pixel takes `a_pixel` seconds."""
    rounds, left = LEAST_ROUNDS + 1, seconds
    for number, trial in enumerate(trials):
        left -= a_pixel * (trial.lead + rounds * trial.pixels)
        if left < 0:
            return number
    return len(trials)
