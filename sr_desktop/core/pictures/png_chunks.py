"""Chunks of PNG files that libvips writes with cut keywords, or not whole (standard library only)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

HEADER_BYTES = 33
"""The signature and the first chunk, which is always the header; texts go behind them."""
_MOST_KEYWORD = 79


def text_chunks(texts: Iterable[tuple[str, str]]) -> bytes:
    """The texts with their keywords as chunks, compressed where that pays."""
    return b"".join(_chunk(key, text) for key, text in texts)


def exif_chunk(block: bytes) -> bytes:
    """An EXIF block, without its mark, as a chunk."""
    return _framed(b"eXIf", block)


def _chunk(key: str, text: str) -> bytes:
    keyword = key.encode("latin-1", "replace")[:_MOST_KEYWORD] + b"\0"
    try:
        plain = text.encode("latin-1")
    except UnicodeEncodeError:
        return _framed(b"iTXt", keyword + b"\0\0\0\0" + text.encode("utf-8", "replace"))
    packed = zlib.compress(plain)
    if len(packed) < len(plain):
        return _framed(b"zTXt", keyword + b"\0" + packed)
    return _framed(b"tEXt", keyword + plain)


def _framed(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
