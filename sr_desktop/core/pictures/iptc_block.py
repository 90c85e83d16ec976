"""IPTC's older form (IIM), as JPEG, TIFF and PNG files wrap it (standard library only)."""

from __future__ import annotations

import struct

_PHOTOSHOP = b"Photoshop 3.0\0"
_RESOURCE, _IPTC = b"8BIM", 0x0404
_MARK = 0x1C
_PLACES = {(2, 26), (2, 27), (2, 90), (2, 92), (2, 95), (2, 100), (2, 101)}
PNG_KEY = "Raw profile type iptc"
"""The PNG text in which exiftool, ImageMagick and others keep the block."""


def datasets(raw: bytes) -> bytes | None:
    """The plain records of what a file holds: bare, or among Photoshop's resources; None where there are none."""
    if raw[:1] == bytes([_MARK]):
        return raw
    at = len(_PHOTOSHOP) if raw.startswith(_PHOTOSHOP) else 0
    while raw[at : at + 4] == _RESOURCE and len(raw) >= at + 12:
        number, name = struct.unpack_from(">HB", raw, at + 4)
        # The name is padded to an even length, its length byte counted in.
        at += 6 + (name + 2) // 2 * 2
        size = struct.unpack_from(">I", raw.ljust(at + 4, b"\0"), at)[0]
        if number == _IPTC:
            return raw[at + 4 : at + 4 + size] or None
        at += 4 + size + size % 2
    return None


def as_resource(records: bytes) -> bytes:
    """The records as a JPEG's APP13 segment holds them."""
    padding = b"\0" * (len(records) % 2)
    return _PHOTOSHOP + _RESOURCE + struct.pack(">HHI", _IPTC, 0, len(records)) + records + padding


def without_place(records: bytes) -> bytes:
    """The records without city, country and the like; what follows a damaged record is left out as well."""
    kept, at = b"", 0
    while at + 5 <= len(records) and records[at] == _MARK:
        record, number, size = struct.unpack_from(">BBH", records, at + 1)
        header = 5
        if size & 0x8000:
            more = size & 0x7FFF
            header += more
            size = int.from_bytes(records[at + 5 : at + 5 + more], "big")
        end = at + header + size
        if end > len(records):
            break
        if (record, number) not in _PLACES:
            kept += records[at:end]
        at = end
    return kept


def as_png_text(records: bytes) -> str:
    """The records as the PNG text `PNG_KEY` holds them."""
    resource = as_resource(records).removeprefix(_PHOTOSHOP)
    digits = resource.hex()
    lines = "\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return f"\niptc\n{len(resource):>8}\n{lines}\n"


def of_png_text(text: str) -> bytes | None:
    """The records in a PNG text, None where it is damaged or has none."""
    lines = text.split("\n", 3)
    try:
        return datasets(bytes.fromhex(lines[3])) if len(lines) == 4 else None
    except ValueError:
        return None
