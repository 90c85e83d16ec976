"""The fidelity meter: a result that is shrunk again should be the picture that it was made from."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from sr_desktop.core.colour import rgb_to_ycbcr
from sr_desktop.core.messages.meter import Closeness
from sr_desktop.core.pictures.picture import FloatArray, Picture
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom, release, walk
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import Box, Resampler

_BAND_PIXELS = 1 << 18
"""Pixels of the result at work at a time."""
_LEAST_DB: tuple[tuple[float, Closeness], ...] = ((45.0, "faithful"), (38.0, "close"), (30.0, "loose"))
"""On four photographs at x2 and x4, networks trained for PSNR reached 48 to 66 dB, bicubic, which blurs, 39 to 53."""


@dataclass(frozen=True, kw_only=True)
class Fidelity:
    """psnr: dB, infinite where nothing differs; difference: |Y of the shrunk result - Y of the source|, H x W in 0..1."""

    psnr: float
    difference: FloatArray

    @property
    def closeness(self) -> Closeness:
        """The figure in words."""
        return next((word for least, word in _LEAST_DB if self.psnr >= least), "far")


def measure_fidelity(
    source: Picture, result: Picture, scale: float, cancel: CancelToken | None = None, room: Workroom = IN_MEMORY
) -> Fidelity:
    """Compare `source` with `result`, which is `scale` times as large, on the source's grid.

    room: where the difference lies. Raises Cancelled, NoRoom, RoomLost.

    Y of BT.601 as everywhere (16..235 of 255), not rounded, of every pixel, with peak 255.
    """
    resampler = Resampler((result.height, result.width), (source.height, source.width), 1.0 / scale)
    shelf, error = room.shelf((source.height, source.width), np.dtype(np.float32)), 0.0
    rows = max(1, int(_BAND_PIXELS / (result.width * scale)))
    for top in range(0, source.height, rows):
        if cancel:
            cancel.raise_if_cancelled()
        band = Box(top, min(top + rows, source.height), 0, source.width)
        needed = resampler.source_box(band)
        small = resampler.region(_luma(result, needed), band)
        difference = np.abs(small - _luma(source, band))
        error += float(np.sum(difference.astype(np.float64) ** 2)) / (source.height * source.width)
        shelf.put(difference)
        release(source.pixels, result.pixels)
    return Fidelity(psnr=math.inf if error == 0 else -10.0 * math.log10(error), difference=shelf.taken())


def heat_picture(found: Fidelity, room: Workroom = IN_MEMORY) -> Picture:
    """The difference as a grey picture of 8 bits. Raises NoRoom, RoomLost."""
    shelf = room.shelf((*found.difference.shape, 1), np.dtype(np.uint8))
    for top, bottom in walk(found.difference):
        shelf.put(np.floor(found.difference[top:bottom, :, None] * np.float32(255) + np.float32(0.5)).astype(np.uint8))
    return Picture(pixels=shelf.taken())


def _luma(picture: Picture, box: Box) -> FloatArray:
    part: FloatArray = picture.pixels[box.top : box.bottom, box.left : box.right].astype(np.float32)
    part /= picture.peak
    return part[:, :, 0] if picture.is_grey else rgb_to_ycbcr(part)[:, :, 0]
