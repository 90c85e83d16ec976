"""Pictures for the screen as files to map: straight RGBA, 8 bit, full size and ever smaller halves."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sr_desktop.core.picture import Picture, Pixels
from sr_desktop.core.protocol import PixelFile, PixelLevel

SMALLEST = 512
"""The last level has no side longer than this."""
_BAND = 256

Rgba = npt.NDArray[np.uint8]


def write_pixel_file(picture: Picture, path: Path) -> PixelFile:
    """Write `picture` with all its levels to `path`, band by band. Raises OSError where the disk does not take it."""
    levels = plan_levels(picture.width, picture.height)
    end = levels[-1].offset + levels[-1].width * levels[-1].height * 4
    with path.open("w+b") as file:
        file.truncate(end)
    pixels = np.memmap(path, dtype=np.uint8, mode="r+", shape=(end,))
    full = _level(pixels, levels[0])
    for top in range(0, picture.height, _BAND):
        full[top : top + _BAND] = _rgba(picture, top, top + _BAND)
    for larger, smaller in pairwise(levels):
        _halve(_level(pixels, larger), _level(pixels, smaller))
    pixels.flush()
    return PixelFile(path=str(path), levels=tuple(levels), opaque=picture.alpha is None)


def plan_levels(width: int, height: int) -> list[PixelLevel]:
    """Sizes and offsets of the levels of a picture: each half the one before, rounded up."""
    levels = [PixelLevel(width=width, height=height, offset=0)]
    while max(levels[-1].width, levels[-1].height) > SMALLEST:
        last = levels[-1]
        offset = last.offset + last.width * last.height * 4
        levels.append(PixelLevel(width=(last.width + 1) // 2, height=(last.height + 1) // 2, offset=offset))
    return levels


def _level(pixels: Rgba, level: PixelLevel) -> Rgba:
    end = level.offset + level.width * level.height * 4
    return pixels[level.offset : end].reshape(level.height, level.width, 4)


def _rgba(picture: Picture, top: int, bottom: int) -> Rgba:
    colours = _to_8_bits(picture.pixels[top:bottom])
    result = np.empty((*colours.shape[:2], 4), dtype=np.uint8)
    result[:, :, :3] = colours
    result[:, :, 3] = 255 if picture.alpha is None else _to_8_bits(picture.alpha[top:bottom])
    return result


def _to_8_bits(pixels: Pixels) -> Rgba:
    if pixels.dtype == np.uint8:
        return pixels.astype(np.uint8, copy=False)
    return ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)


def _halve(source: Rgba, target: Rgba) -> None:
    for top in range(0, target.shape[0], _BAND):
        rows = source[2 * top : 2 * (top + _BAND)]
        target[top : top + _BAND] = _mean_of_blocks(_even(rows))


def _even(rows: Rgba) -> Rgba:
    # The last row and column of odd sizes count twice, so that borders keep their weight.
    pad = ((0, rows.shape[0] % 2), (0, rows.shape[1] % 2), (0, 0))
    return np.pad(rows, pad, mode="edge") if any(sum(side) for side in pad) else rows


def _mean_of_blocks(rows: Rgba) -> Rgba:
    quarters = np.stack([rows[y::2, x::2] for y in (0, 1) for x in (0, 1)]).astype(np.uint16)
    mean: Rgba = ((quarters.sum(axis=0, dtype=np.uint16) + 2) >> 2).astype(np.uint8)
    if not bool((quarters[..., 3] == 255).all()):
        # Colours count by their opacity, else invisible ones would bleed into the edges of what is seen.
        opacity = quarters[..., 3:].astype(np.float32)
        weight, colour = opacity.sum(axis=0), (quarters[..., :3] * opacity).sum(axis=0)
        seen = weight[:, :, 0] > 0
        mean[seen, :3] = (colour[seen] / weight[seen] + 0.5).astype(np.uint8)
    return mean
