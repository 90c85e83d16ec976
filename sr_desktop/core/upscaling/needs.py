"""What a picture takes while it is worked on: told before the first tile."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from pathlib import Path

from sr_desktop.core.pictures.formats import ImageFormat
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.workroom import MB, Workroom
from sr_desktop.core.resize import Shape

_AT_WORK = 200 * MB
"""Tiles, bands and what a network computes between them, about."""
_ENCODER_BYTES = 8
"""For each pixel where a format's encoder wants the picture whole."""
_ON_THE_WAY = 16
_SHOWN_BYTES = 4 * 4 / 3
"""For each pixel of what the window shows: RGBA, with all its smaller levels."""


@dataclass(frozen=True, kw_only=True)
class Needs:
    """Bytes. disk: in the room's folder; memory: about, beside the model and the program itself."""

    disk: int
    memory: int


def needs_of(source: Picture, shapes: Sequence[Shape], room: Workroom, form: ImageFormat, *, shown: bool = False) -> Needs:
    """For results of these rows, columns, one after the other, of which the last is written in the format `form`.

    shown: the window shows source, result and plain interpolation.
    """
    low, last = (source.height, source.width), len(shapes)
    depths = [source.bits, *(source.bits if number == last else _ON_THE_WAY for number in range(1, last + 1))]
    channels = (source.pixels.shape[2], *(() if source.alpha is None else (1,)))
    sizes = [prod(shape) * each * bits // 8 for shape, bits in zip((low, *shapes), depths, strict=True) for each in channels]
    disk = sum(size for size in sizes if not room.holds(size))
    pixels = prod(shapes[-1])
    pictures = int((prod(low) + 2 * pixels) * _SHOWN_BYTES) if shown else 0
    encoder = pixels * _ENCODER_BYTES if form.whole else 0
    return Needs(disk=disk + pictures, memory=sum(size for size in sizes if room.holds(size)) + _AT_WORK + encoder)


def free_space(folder: Path) -> int | None:
    """Bytes that the disk of `folder`, or of what is there of it, has left; None where it does not tell."""
    present = next((each for each in (folder, *folder.parents) if each.is_dir()), None)
    try:
        return None if present is None else shutil.disk_usage(present).free
    except OSError:
        # A disk that does not tell (a share, a tape) is written to all the same, and a full one is an error then.
        return None
