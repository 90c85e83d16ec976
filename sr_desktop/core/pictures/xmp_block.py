"""Changes to XMP packets, which are XML: made in place, so that all else stays to the letter (standard library only)."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TIFF, _EXIF, _XMP = b"http://ns.adobe.com/tiff/1.0/", b"http://ns.adobe.com/exif/1.0/", b"http://ns.adobe.com/xap/1.0/"
_PHOTOSHOP = b"http://ns.adobe.com/photoshop/1.0/"
_IPTC_CORE = b"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
_IPTC_EXT = b"http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_GAIN_MAP = b"http://ns.adobe.com/hdr-gain-map/1.0/"
_CAMERA = b"http://ns.google.com/photos/1.0/camera/"
_CONTAINER = b"http://ns.google.com/photos/1.0/container/"

_USUAL = {
    _TIFF: b"tiff",
    _EXIF: b"exif",
    _XMP: b"xmp",
    _PHOTOSHOP: b"photoshop",
    _IPTC_CORE: b"Iptc4xmpCore",
    _IPTC_EXT: b"Iptc4xmpExt",
    _GAIN_MAP: b"hdrgm",
    _CAMERA: b"GCamera",
    _CONTAINER: b"Container",
}
_PLACES = (
    (_EXIF, rb"GPS\w+"),
    (_PHOTOSHOP, rb"(?:City|State|Country)"),
    (_IPTC_CORE, rb"(?:Location|CountryCode)"),
    (_IPTC_EXT, rb"(?:LocationShown|LocationCreated)"),
)
_STALE = (
    (_XMP, rb"Thumbnails"),
    # A second picture or a film behind the first one, which results do not carry.
    (_GAIN_MAP, rb"\w+"),
    (_CONTAINER, rb"Directory"),
    (_CAMERA, rb"(?:MotionPhoto|MicroVideo)\w*"),
)


def upright_xmp(xmp: bytes) -> bytes:
    """The packet for an upright picture: a wrong orientation would turn it again."""
    return _set(xmp, _TIFF, b"Orientation", b"1")


def xmp_for_result(xmp: bytes, *, width: int, height: int, location: bool) -> bytes | None:
    """The packet for a result of `width` x `height` pixels, without thumbnails; location: whether places may stay.

    None for a packet that cannot be looked through (UTF-16) where places must not stay.
    """
    if b"\0" in xmp[:64]:
        return xmp if location else None
    for space, name, value in (
        (_TIFF, b"ImageWidth", width),
        (_TIFF, b"ImageLength", height),
        (_EXIF, b"PixelXDimension", width),
        (_EXIF, b"PixelYDimension", height),
    ):
        xmp = _set(xmp, space, name, str(value).encode())
    for space, names in _STALE if location else (*_STALE, *_PLACES):
        xmp = _without(xmp, space, names)
    return xmp


def _prefixes(xmp: bytes, space: bytes) -> Iterable[bytes]:
    """What the packet calls a name space: the usual word, also where a careless program did not declare it, or another."""
    return {_USUAL[space]} | {
        found[1] for found in re.finditer(rb"xmlns:([\w.-]+)\s*=\s*[\"']" + re.escape(space) + rb"[\"']", xmp)
    }


def _set(xmp: bytes, space: bytes, name: bytes, value: bytes) -> bytes:
    for prefix in _prefixes(xmp, space):
        full = re.escape(prefix) + b":" + name
        xmp = re.sub(rb"(\s" + full + rb"\s*=\s*[\"'])[^\"'<]*", rb"\g<1>" + value, xmp)
        xmp = re.sub(rb"(<" + full + rb"\s*>)[^<]*", rb"\g<1>" + value, xmp)
    return xmp


def _without(xmp: bytes, space: bytes, names: bytes) -> bytes:
    """The packet without attributes and elements of these names; a packet can be hostile, so no pattern looks far ahead."""
    for prefix in _prefixes(xmp, space):
        full = rb"(" + re.escape(prefix) + rb":" + names + rb")"
        xmp = re.sub(rb"\s" + full + rb"\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')", b"", xmp)
        xmp = _without_elements(xmp, re.compile(rb"<" + full + rb"(?=[\s/>])[^<>]*>"))
    return xmp


def _without_elements(xmp: bytes, opening: re.Pattern[bytes]) -> bytes:
    kept, at = [], 0
    unclosed: set[bytes] = set()
    for found in opening.finditer(xmp):
        if found.start() < at or found[1] in unclosed:
            continue
        end = found.end()
        if not found[0].endswith(b"/>"):
            closing = b"</" + found[1] + b">"
            closed = xmp.find(closing, end)
            if closed < 0:
                unclosed.add(found[1])
                continue
            end = closed + len(closing)
        kept.append(xmp[at : found.start()])
        at = end
    return b"".join([*kept, xmp[at:]])
