"""Pictures for the screen as files to map: straight RGBA, 8 bit, full size and ever smaller halves."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from sr_desktop.core.messages.engine import PixelFile, PixelLevel
from sr_desktop.core.pictures.file_colour import for_screen
from sr_desktop.core.pictures.picture import Picture, in_8_bits
from sr_desktop.core.pictures.workroom import release_picture
from sr_desktop.core.progress import CancelToken

SMALLEST = 512
"""The last level has no side longer than this."""
_BAND_PIXELS = 1 << 18
"""Pixels at work at a time: what is needed beside the picture stays under 16 MB however large that is."""

Rgba = npt.NDArray[np.uint8]


def write_pixel_file(picture: Picture, path: Path, *, cancel: CancelToken | None = None) -> PixelFile:
    """Write `picture` with all its levels to `path`, in sRGB, band by band; what is not complete is removed.

    Raises Cancelled, and OSError where the disk does not take it.
    """
    levels = plan_levels(picture.width, picture.height)
    opaque = True
    rows = max(1, _BAND_PIXELS // picture.width)
    try:
        # Written, not mapped: a mapping that meets a full disk ends the whole process.
        with path.open("wb") as file:
            writer = _LevelWriter(file, levels)
            for top in range(0, picture.height, rows):
                if cancel:
                    cancel.raise_if_cancelled()
                opaque = opaque and _is_opaque(picture, top, top + rows)
                band = _rgba(picture, top, top + rows)
                release_picture(picture)
                writer.push(band, opaque=opaque)
            writer.finish()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return PixelFile(path=str(path), levels=tuple(levels), opaque=opaque)


def plan_levels(width: int, height: int) -> list[PixelLevel]:
    """Sizes and offsets of the levels of a picture: each half the one before, rounded up."""
    levels = [PixelLevel(width=width, height=height, offset=0)]
    while max(levels[-1].width, levels[-1].height) > SMALLEST:
        last = levels[-1]
        offset = last.offset + last.width * last.height * 4
        levels.append(PixelLevel(width=(last.width + 1) // 2, height=(last.height + 1) // 2, offset=offset))
    return levels


class _LevelWriter:
    """Takes the rows of one level from top to bottom, writes them, and hands their halves on to the next level."""

    def __init__(self, file: BinaryIO, levels: Sequence[PixelLevel]) -> None:
        self._file, self._position, self._opaque = file, levels[0].offset, True
        self._smaller = _LevelWriter(file, levels[1:]) if len(levels) > 1 else None
        self._unpaired = np.empty((0, levels[0].width, 4), dtype=np.uint8)

    def push(self, rows: Rgba, *, opaque: bool) -> None:
        """Write rows x width x 4 bytes. opaque: nothing so far could be seen through."""
        self._opaque = opaque
        self._file.seek(self._position)
        self._file.write(rows.data)
        self._position += rows.nbytes
        if self._smaller is None:
            return
        if len(self._unpaired):
            rows = np.concatenate([self._unpaired, rows])
        paired = len(rows) // 2 * 2
        self._unpaired = rows[paired:].copy()
        if paired:
            self._smaller.push(_halved(rows[:paired], opaque=opaque), opaque=opaque)

    def finish(self) -> None:
        """Write what hangs on a last row without a partner: it is paired with itself."""
        if self._smaller is None:
            return
        if len(self._unpaired):
            self._smaller.push(_halved(self._unpaired.repeat(2, axis=0), opaque=self._opaque), opaque=self._opaque)
        self._smaller.finish()


def _rgba(picture: Picture, top: int, bottom: int) -> Rgba:
    colours = for_screen(in_8_bits(picture.pixels[top:bottom]), picture.metadata.icc)
    result = np.empty((*colours.shape[:2], 4), dtype=np.uint8)
    # One by one: three of four bytes at a time take three times as long.
    for channel in range(3):
        result[:, :, channel] = colours[:, :, channel % colours.shape[2]]
    result[:, :, 3] = 255 if picture.alpha is None else in_8_bits(picture.alpha[top:bottom])
    return result


def _is_opaque(picture: Picture, top: int, bottom: int) -> bool:
    return picture.alpha is None or bool(picture.alpha[top:bottom].min() == picture.peak)


def _halved(rows: Rgba, *, opaque: bool) -> Rgba:
    """Means of blocks of 2 x 2; the last column of an odd width is paired with itself."""
    if rows.shape[1] % 2:
        rows = np.concatenate([rows, rows[:, -1:]], axis=1)
    mean = _plain_mean(np.ascontiguousarray(rows))
    if not opaque:
        _weigh_by_opacity(rows, mean)
    return mean


def _plain_mean(rows: Rgba) -> Rgba:
    # Two bytes of a pixel are added at once, each in 16 bits of a 32-bit number: several times faster than one by one.
    words = rows.view(np.uint32)[:, :, 0]
    lanes, halves = np.uint32(0x00FF00FF), np.uint32(0x00020002)
    result = np.zeros((words.shape[0] // 2, words.shape[1] // 2), dtype=np.uint32)
    for shift in (np.uint32(0), np.uint32(8)):
        part = (words >> shift) & lanes
        pairs = part[0::2] + part[1::2]
        result |= (((pairs[:, 0::2] + pairs[:, 1::2] + halves) >> np.uint32(2)) & lanes) << shift
    return result.view(np.uint8).reshape(*result.shape, 4)


def _weigh_by_opacity(rows: Rgba, mean: Rgba) -> None:
    """Let colours of `mean` count by their opacity, else invisible ones would bleed into the edges of what is seen."""
    corners = [rows[y::2, x::2] for y in (0, 1) for x in (0, 1)]
    first = corners[0][:, :, 3]
    mixed = np.logical_or.reduce([corner[:, :, 3] != first for corner in corners[1:]])
    blocks = np.stack([corner[mixed] for corner in corners]).astype(np.float32)
    opacity = blocks[:, :, 3:]
    colours = (blocks[:, :, :3] * opacity).sum(axis=0) / opacity.sum(axis=0)
    mean[mixed, :3] = (colours + np.float32(0.5)).astype(np.uint8)
