"""Pictures as BMP files: the one format of ours that libvips does not write."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np

from sr_desktop.core.progress import ProgressCallback, ignore_progress

_BAND_ROWS = 64
_PLAIN, _MASKED = 0, 3
_FILE_HEADER, _HEADER, _HEADER_WITH_MASKS = 14, 40, 108
_MASKS = struct.pack("<4I", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)


def write_bmp(
    image: Any,  # noqa: ANN401 - untyped
    file: BinaryIO,
    watch: Callable[[], None] | None = None,
    progress: ProgressCallback = ignore_progress,
) -> None:
    """Write a libvips image of 8 bits, grey or RGB or RGBA, into `file`. Raises the file's OSError, or pyvips.Error.

    watch: called with every band, and may raise Cancelled; progress: with the rows that are written, and all. Grey takes a
    palette of 256, transparency a header of 108 bytes that says which byte it is.
    """
    bands, width, height = image.bands, image.width, image.height
    stride = (width * bands + 3) // 4 * 4
    header = _header(image, stride)
    palette = b"".join(bytes((level, level, level, 0)) for level in range(256)) if bands == 1 else b""
    start = _FILE_HEADER + len(header) + len(palette)
    file.write(struct.pack("<2sIHHI", b"BM", start + stride * height, 0, 0, start) + header + palette)
    # The last row comes first.
    for bottom in range(height, 0, -_BAND_ROWS):
        if watch:
            watch()
        top = max(0, bottom - _BAND_ROWS)
        rows = np.asarray(image.crop(0, top, width, bottom - top).numpy()).reshape(bottom - top, width, bands)
        stored = np.zeros((bottom - top, stride), dtype=np.uint8)
        order = [0] if bands == 1 else [2, 1, 0, 3][:bands]
        stored[:, : width * bands] = rows[::-1, :, order].reshape(bottom - top, -1)
        file.write(stored.data)
        progress(height - top, height)


def stored_size(file: BinaryIO) -> tuple[int, int, int, int]:
    """(width, height, channels, bits) of a complete file that `write_bmp` wrote. Raises ValueError for one cut short."""
    head = file.read(_FILE_HEADER + _HEADER)
    length, start = struct.unpack_from("<I4xI", head, 2)
    width, height, depth = struct.unpack_from("<ii2xH", head, _FILE_HEADER + 4)
    bands = depth // 8
    if file.seek(0, io.SEEK_END) != length or length != start + (width * bands + 3) // 4 * 4 * height:
        raise ValueError("the file is cut short")
    return width, height, bands, 8


def _header(image: Any, stride: int) -> bytes:  # noqa: ANN401
    masked = image.bands == 4
    size = _HEADER_WITH_MASKS if masked else _HEADER
    per_metre = (round(image.xres * 1000), round(image.yres * 1000))
    colours = 256 if image.bands == 1 else 0
    fields = (size, image.width, image.height, 1, image.bands * 8, _MASKED if masked else _PLAIN)
    header = struct.pack("<IiiHHIIiiII", *fields, stride * image.height, *per_metre, colours, 0)
    # Values in sRGB, no end points and no gammas.
    return header + _MASKS + b"BGRs" + bytes(48) if masked else header
