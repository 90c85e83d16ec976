"""EXIF blocks in finished WebP files (standard library only)."""

from __future__ import annotations

import io
import struct
from typing import BinaryIO

_HEADER, _EXTENDED = 12, b"VP8X"
_HAS_EXIF = 0x08


def add_exif(file: BinaryIO, block: bytes, width: int, height: int) -> None:
    """Add an EXIF block without its mark to a WebP file of `width` x `height` pixels, open for reading and writing.

    Raises the file's OSError.
    """
    file.seek(_HEADER)
    if file.read(4) != _EXTENDED:
        # A file in the simple form, which has pixels without transparency and nothing else.
        pixels = b"VP8 " + file.read()
        sizes = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        file.seek(_HEADER)
        file.write(_EXTENDED + struct.pack("<II", 10, 0) + sizes + pixels)
    flags = _HEADER + 8
    file.seek(flags)
    (before,) = file.read(1)
    file.seek(flags)
    file.write(bytes([before | _HAS_EXIF]))
    file.seek(0, io.SEEK_END)
    file.write(b"EXIF" + struct.pack("<I", len(block)) + block + b"\0" * (len(block) % 2))
    length = file.tell()
    file.seek(4)
    file.write(struct.pack("<I", length - 8))
    file.seek(0, io.SEEK_END)
