"""Which files hold a picture, and of what kind: the content decides, never the suffix (standard library only)."""

from __future__ import annotations

import io
import stat
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal

from sr_desktop.core.errors import BadImage, ImageEmpty, ImageMissing, ImageUnreadable, NotAnImage

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_HEAD = 64
# Sizes of the header that follows a BMP file's own; "BM" alone begins many a text, too.
_BMP_HEADERS = {12, 16, 40, 52, 56, 64, 108, 124}
_SUBFILE_TYPE, _ORIENTATION, _DNG_VERSION = 254, 274, 50706
_TIFF_SIZES = {1: 1, 3: 2}
"""Bytes of a value by its type (byte, short); the rest have four, or more somewhere else."""
_IS_PREVIEW = 1


@contextmanager
def open_image(path: Path) -> Iterator[tuple[BinaryIO, str]]:
    """The file at `path`, open at its beginning, and its kind: "jpeg", "png", "webp", "tiff", "avif", "bmp" or "gif".

    Raises ImageMissing, ImageUnreadable, ImageEmpty, NotAnImage, or BadImage for a camera's raw file.
    """
    with _open(path) as file:
        try:
            head = file.read(_HEAD)
            file.seek(0)
            kind = sniff(head)
            whole = _checked_tiff(path, file, head) if kind == "tiff" else file
        except OSError as error:
            raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
        if kind is None:
            raise NotAnImage(path=str(path))
        yield whole, kind


def sniff(head: bytes) -> str | None:
    """The format that the first 64 bytes announce, None for one that is not read."""
    if head[4:8] == b"ftyp" and _brands(head) & {b"avif", b"avis"}:
        return "avif"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[:2] == b"BM" and len(head) >= 18 and struct.unpack_from("<I", head, 14)[0] in _BMP_HEADERS:
        return "bmp"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)


def _brands(head: bytes) -> set[bytes]:
    """What a file of the family of MP4 says it is: the main brand and those it agrees with, as far as 64 bytes tell."""
    end = min(len(head), int.from_bytes(head[:4], "big"))
    return {head[8:12], *(head[at : at + 4] for at in range(16, end - 3, 4))}


def animation_frames(file: BinaryIO) -> int:
    """How many frames the PNG in `file` has; the file is at its beginning again afterwards."""
    file.seek(8)
    frames = 1
    while len(head := file.read(8)) == 8 and head[4:] != b"IDAT":
        if head[4:] == b"acTL":
            frames = int.from_bytes(file.read(4), "big")
            break
        file.seek(int.from_bytes(head[:4], "big") + 4, 1)
    file.seek(0)
    return frames


def _open(path: Path) -> BinaryIO:
    try:
        status = path.stat()
        # Opening a pipe would wait for ever for somebody to write into it.
        if not stat.S_ISREG(status.st_mode):
            detail = "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no ordinary file"
            raise ImageUnreadable(path=str(path), detail=detail)
        if status.st_size == 0:
            raise ImageEmpty(path=str(path))
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        # ValueError: a name with a zero byte in it, which no file can have.
        raise ImageMissing(path=str(path)) from None
    except OSError as error:
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None


@dataclass(frozen=True, kw_only=True)
class _Entry:
    tag: int
    value: int
    at: int
    """Where in the file the value is."""


def _first_directory(file: BinaryIO, head: bytes) -> tuple[str, list[_Entry]]:
    """The byte order ("little" or "big") and the entries of a classic TIFF file's first directory; none if it is BigTIFF."""
    order: Literal["little", "big"] = "little" if head[:2] == b"II" else "big"
    if int.from_bytes(head[2:4], order) != 42:
        return order, []
    start = int.from_bytes(head[4:8], order)
    file.seek(start)
    count = int.from_bytes(file.read(2), order)
    data = file.read(12 * count)
    file.seek(0)
    entries = []
    for at in range(0, len(data) - 11, 12):
        size = _TIFF_SIZES.get(int.from_bytes(data[at + 2 : at + 4], order), 4)
        value = int.from_bytes(data[at + 8 : at + 8 + size], order)
        entries.append(_Entry(tag=int.from_bytes(data[at : at + 2], order), value=value, at=start + 2 + at + 8))
    return order, entries


def _checked_tiff(path: Path, file: BinaryIO, head: bytes) -> BinaryIO:
    """The file itself, or a mended copy of it. Raises BadImage for raw files, whose first picture is a thumbnail."""
    order, entries = _first_directory(file, head)
    preview = any(entry.tag == _SUBFILE_TYPE and entry.value & _IS_PREVIEW for entry in entries)
    if head[8:10] == b"CR" or preview or any(entry.tag == _DNG_VERSION for entry in entries):
        raise BadImage(path=str(path), detail="it is a camera's raw file, whose first picture is only a preview")
    wrong = next((entry.at for entry in entries if entry.tag == _ORIENTATION and entry.value not in range(1, 9)), None)
    if wrong is None:
        return file
    # libtiff refuses a file for this one tag, which some programs write as 0.
    data = bytearray(file.read())
    data[wrong : wrong + 2] = b"\1\0" if order == "little" else b"\0\1"
    return io.BytesIO(data)
