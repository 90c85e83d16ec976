"""EXIF blocks, taken apart, changed and put together again with every value as it was (standard library only).

A block is a small TIFF file, and a TIFF file holds the same entries in its own directory: both are read here.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import BinaryIO

MARK = b"Exif\0\0"
CAMERA, PLACE, INTEROP = 0x8769, 0x8825, 0xA005
"""Tags that point to further directories."""
_ORIENTATION, _WIDTH, _HEIGHT, _CAMERA_WIDTH, _CAMERA_HEIGHT, _COLOUR_SPACE = 0x0112, 0x0100, 0x0101, 0xA002, 0xA003, 0xA001
_SHORT, _LONG, _RATIONAL, _UNDEFINED, _LONG8 = 3, 4, 5, 7, 16
_RESOLUTION, _RESOLUTION_UNIT, _INCH = (0x011A, 0x011B), 0x0128, 2
_IPTC = 0x83BB
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of a value by its type."""
_NUMBERS = {3: 2, 4: 4, 5: 4, 8: 2, 9: 4, 10: 4, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
"""Bytes of what byte order turns over in a value."""
_MOST_ENTRIES, _MOST_BYTES = 1000, 8 << 20
_OF_THE_FILE = frozenset(
    {*range(0xFE, 0x10E), 0x111, *range(0x115, 0x11A), 0x11C, *range(0x11D, 0x122), 0x123, 0x124, 0x125, 0x129, 0x12D}
    | {*range(0x13D, 0x13F), *range(0x140, 0x15B), *range(0x200, 0x215), 0x2BC, 0x83BB, 0x8649, 0x8773, 0x828D, 0x828E}
    | {0xC4A5, 0x935C, CAMERA, PLACE, INTEROP}
)
"""Entries of a TIFF file that say how the pixels are stored, or that hold blocks which go their own way."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One value: a tag, its type (EXIF's number for it), how many, and the bytes, little end first."""

    tag: int
    kind: int
    count: int
    data: bytes


@dataclass(frozen=True, kw_only=True)
class ExifTree:
    """The directories of a block: what the picture is, how it was taken, where, and how files interoperate."""

    main: tuple[Entry, ...] = ()
    camera: tuple[Entry, ...] = ()
    place: tuple[Entry, ...] = ()
    interop: tuple[Entry, ...] = ()


@dataclass(frozen=True, kw_only=True)
class _Layout:
    """How a directory is written: classic TIFF, or BigTIFF."""

    order: str
    big: bool

    @property
    def word(self) -> str:
        return "Q" if self.big else "I"

    @property
    def entry_bytes(self) -> int:
        return 20 if self.big else 12

    def unpack(self, kind: str, data: bytes) -> int:
        return int(struct.unpack(self.order + kind, data)[0])


def read_block(raw: bytes) -> ExifTree:
    """The tree of an EXIF block, with or without its mark. Raises ValueError where it is damaged."""
    return _read(io.BytesIO(raw.removeprefix(MARK)))


def read_tiff(file: BinaryIO) -> ExifTree:
    """What the first directory of a TIFF file holds besides the pixels; the file is at its beginning afterwards.

    Raises ValueError where it is damaged.
    """
    tree = _read(file)
    file.seek(0)
    return replace(tree, main=tuple(entry for entry in tree.main if entry.tag not in _OF_THE_FILE))


def for_result(tree: ExifTree, *, width: int, height: int, location: bool, srgb: bool) -> ExifTree:
    """The tree for an upright result of `width` x `height` pixels: sizes that it tells are told anew.

    location: whether it may tell where it was taken; srgb: whether its colours were converted to sRGB.
    """
    main = {_ORIENTATION: (_SHORT, 1), _WIDTH: (_LONG, width), _HEIGHT: (_LONG, height)}
    camera = {_CAMERA_WIDTH: (_LONG, width), _CAMERA_HEIGHT: (_LONG, height)}
    if srgb:
        camera[_COLOUR_SPACE] = (_SHORT, 1)
    return ExifTree(
        main=tuple(_changed(entry, main) for entry in tree.main),
        camera=tuple(_changed(entry, camera) for entry in tree.camera),
        place=tree.place if location else (),
        interop=() if srgb else tree.interop,
    )


def with_resolution(tree: ExifTree, dpi: tuple[float, float] | None, *, told_anyway: bool) -> ExifTree:
    """The tree with the resolution `dpi` where it tells one, or anyway; None: as it is."""
    if dpi is None:
        return tree
    rational = [struct.pack("<II", round(dots * 100), 100) for dots in dpi]
    entries = [Entry(tag=tag, kind=_RATIONAL, count=1, data=data) for tag, data in zip(_RESOLUTION, rational, strict=True)]
    entries.append(Entry(tag=_RESOLUTION_UNIT, kind=_SHORT, count=1, data=struct.pack("<H", _INCH)))
    tags = {entry.tag for entry in entries}
    if not told_anyway and not any(entry.tag in tags for entry in tree.main):
        return tree
    return replace(tree, main=(*(entry for entry in tree.main if entry.tag not in tags), *entries))


def upright(tree: ExifTree) -> ExifTree:
    """The tree with the orientation 1 where it tells one."""
    return replace(tree, main=tuple(_changed(entry, {_ORIENTATION: (_SHORT, 1)}) for entry in tree.main))


def block(tree: ExifTree) -> bytes:
    """The tree as an EXIF block, without a thumbnail."""
    body = io.BytesIO(b"II*\0" + bytes(4))
    at = _append_tree(body, tree, (), _Layout(order="<", big=False))
    body.seek(4)
    body.write(struct.pack("<I", at))
    return MARK + body.getvalue()


def add_to_tiff(file: BinaryIO, tree: ExifTree, iptc: bytes | None = None) -> None:
    """Add the tree and IPTC's records to a finished TIFF file, open for reading and writing.

    What the file says itself already stays. Its directory moves to the end of the file. Raises the file's OSError, ValueError
    for a file that is no TIFF file of little-endian order.
    """
    layout, start = _header(file)
    if layout.order != "<":
        raise ValueError("a TIFF file of big-endian order")
    file.seek(start)
    count = layout.unpack("Q" if layout.big else "H", file.read(8 if layout.big else 2))
    rows = [file.read(layout.entry_bytes) for _ in range(count)]
    taken = {struct.unpack_from("<H", row)[0] for row in rows}
    main = tuple(entry for entry in tree.main if entry.tag not in taken | _OF_THE_FILE)
    if iptc:
        main = (*main, Entry(tag=_IPTC, kind=_UNDEFINED, count=len(iptc), data=iptc))
    at = _append_tree(file, replace(tree, main=main), rows, layout)
    file.seek(8 if layout.big else 4)
    file.write(struct.pack("<" + layout.word, at))
    file.seek(0, io.SEEK_END)


def _append_tree(file: BinaryIO, tree: ExifTree, rows: Sequence[bytes], layout: _Layout) -> int:
    """Write the tree's directories at the end of `file`, the main one with `rows` in it; returns where that begins."""
    interop = _append_directory(file, tree.interop, (), layout) if tree.interop else 0
    below = [_pointer(INTEROP, interop, layout)] if interop else []
    camera = _append_directory(file, (*tree.camera, *below), (), layout) if tree.camera or interop else 0
    place = _append_directory(file, tree.place, (), layout) if tree.place else 0
    pointers = [_pointer(tag, at, layout) for tag, at in ((CAMERA, camera), (PLACE, place)) if at]
    return _append_directory(file, (*tree.main, *pointers), rows, layout)


def _append_directory(file: BinaryIO, entries: Sequence[Entry], rows: Sequence[bytes], layout: _Layout) -> int:
    """Values first, then the directory; returns where that begins."""
    word = struct.calcsize("<" + layout.word)
    made = [*rows]
    for entry in entries:
        inline = entry.data
        if len(inline) > word:
            at = _even_end(file)
            file.write(entry.data)
            inline = struct.pack("<" + layout.word, at)
        made.append(struct.pack("<HH" + layout.word, entry.tag, entry.kind, entry.count) + inline.ljust(word, b"\0"))
    start = _even_end(file)
    made.sort(key=lambda row: int(struct.unpack_from("<H", row)[0]))
    file.write(struct.pack("<Q" if layout.big else "<H", len(made)) + b"".join(made) + bytes(word))
    return start


def _pointer(tag: int, at: int, layout: _Layout) -> Entry:
    return Entry(tag=tag, kind=_LONG8 if layout.big else _LONG, count=1, data=struct.pack("<" + layout.word, at))


def _even_end(file: BinaryIO) -> int:
    file.seek(0, io.SEEK_END)
    if file.tell() % 2:
        file.write(b"\0")
    return file.tell()


def _changed(entry: Entry, values: dict[int, tuple[int, int]]) -> Entry:
    if entry.tag not in values:
        return entry
    kind, value = values[entry.tag]
    return replace(entry, kind=kind, count=1, data=struct.pack("<H" if kind == _SHORT else "<I", value))


def _read(file: BinaryIO) -> ExifTree:
    try:
        layout, start = _header(file)
        main = _directory(file, start, layout)
        camera, place = _below(file, main, CAMERA, layout), _below(file, main, PLACE, layout)
        tree = ExifTree(main=main, camera=camera, place=place, interop=_below(file, camera, INTEROP, layout))
    except (struct.error, OverflowError) as error:
        raise ValueError(f"damaged: {error}") from None
    pointers = {CAMERA, PLACE, INTEROP}
    return ExifTree(
        **{name: tuple(entry for entry in entries if entry.tag not in pointers) for name, entries in vars(tree).items()}
    )


def _header(file: BinaryIO) -> tuple[_Layout, int]:
    file.seek(0)
    head = file.read(16)
    order = {b"II": "<", b"MM": ">"}.get(head[:2])
    if order is None:
        raise ValueError("no byte order")
    magic = struct.unpack_from(order + "H", head, 2)[0]
    layout = _Layout(order=order, big=magic == 43)
    return layout, int(struct.unpack_from(order + layout.word, head, 8 if layout.big else 4)[0])


def _below(file: BinaryIO, entries: tuple[Entry, ...], tag: int, layout: _Layout) -> tuple[Entry, ...]:
    at = next((int.from_bytes(entry.data, "little") for entry in entries if entry.tag == tag), 0)
    if not at:
        return ()
    try:
        return _directory(file, at, layout)
    except (ValueError, struct.error):
        return ()


def _directory(file: BinaryIO, start: int, layout: _Layout) -> tuple[Entry, ...]:
    """The entries at `start`; those that are damaged are left out. Raises ValueError where there is no directory."""
    file.seek(start)
    count = layout.unpack("Q" if layout.big else "H", file.read(8 if layout.big else 2))
    if count > _MOST_ENTRIES:
        raise ValueError(f"{count} entries")
    table = file.read(layout.entry_bytes * count)
    rows = (table[at : at + layout.entry_bytes] for at in range(0, len(table), layout.entry_bytes))
    found = (_entry(file, row, layout) for row in rows if len(row) == layout.entry_bytes)
    return tuple(entry for entry in found if entry is not None)


def _entry(file: BinaryIO, row: bytes, layout: _Layout) -> Entry | None:
    tag, kind, count = struct.unpack_from(layout.order + "HH" + layout.word, row)
    length, inline = _SIZES.get(kind, 0) * count, row[12 if layout.big else 8 :]
    if not 0 < length <= _MOST_BYTES:
        return None
    if length > len(inline):
        file.seek(layout.unpack(layout.word, inline))
        inline = file.read(length)
    data = inline[:length]
    if len(data) < length:
        return None
    return Entry(tag=tag, kind=kind, count=count, data=_turned(data, kind) if layout.order == ">" else data)


def _turned(data: bytes, kind: int) -> bytes:
    size = _NUMBERS.get(kind, 1)
    return b"".join(data[at : at + size][::-1] for at in range(0, len(data), size))
