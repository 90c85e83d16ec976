"""What files say about their pictures besides pixels: read, fitted to a result, and handed to the encoder."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from fractions import Fraction
from typing import Any, BinaryIO

import pyvips
from PIL import Image

from sr_desktop.core.pictures import exif_block, iptc_block
from sr_desktop.core.pictures.formats import ImageFormat
from sr_desktop.core.pictures.picture import Metadata
from sr_desktop.core.pictures.png_chunks import HEADER_BYTES, exif_chunk, text_chunks
from sr_desktop.core.pictures.provenance import Provenance, with_provenance
from sr_desktop.core.pictures.webp_exif import add_exif
from sr_desktop.core.pictures.xmp_block import upright_xmp, xmp_for_result
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.upscaling.settings import FileRules

_MM_PER_INCH = 25.4
_USUAL_DPI = (72.0, 72.0)
"""The formats want a resolution; this one is taken for "unknown" everywhere."""
_SEGMENT_BYTES = 65_400
"""What a JPEG file holds of EXIF, XMP and IPTC each, a little rounded down."""
_JPEG_START = 2
_PNG_TEXT = "png-comment-"
_FILE_DATES = "date:"

_BAD_EXIF = QT_TRANSLATE_NOOP("notes", "The EXIF block of the file is damaged and is left out.")
_NOT_HELD = QT_TRANSLATE_NOOP("notes", "{format} files cannot hold all of the picture's metadata; left out: {blocks}.")
_HIDDEN = QT_TRANSLATE_NOOP("notes", "The XMP block could not be searched for places and is left out.")


def read_metadata(image: Any, file: BinaryIO, kind: str) -> tuple[Metadata, tuple[Note, ...]]:  # noqa: ANN401 - pyvips is untyped
    """What the libvips `image`, just opened from `file`, carries; upright, as the pixels will be."""

    def blob(name: str) -> bytes | None:
        return bytes(image.get(name)) if image.get_typeof(name) else None

    exif, notes = _exif_of_tiff(file) if kind == "tiff" else _upright_exif(blob("exif-data"))
    texts = _texts(image)
    iptc, xmp = blob("iptc-data") or blob("photoshop-data"), blob("xmp-data")
    return Metadata(
        icc=blob("icc-profile-data"),
        exif=exif,
        xmp=None if xmp is None else upright_xmp(xmp),
        iptc=iptc_block.datasets(iptc) if iptc else iptc_block.of_png_text(texts.pop(iptc_block.PNG_KEY, "")),
        texts=tuple((key, text) for key, text in texts.items() if not key.startswith(("Raw profile", _FILE_DATES))),
        dpi=_dpi(image, kind),
    ), notes


def for_result(
    metadata: Metadata,
    form: ImageFormat,
    rules: FileRules,
    made: Provenance | None,
    *,
    width: int,
    height: int,
    srgb: bool,
) -> tuple[Metadata, list[Note]]:
    """What a result of `width` x `height` pixels in the format `form` carries, and what it cannot.

    made: how it was made, told where the rules want it; None for not known, so that an earlier word of it stays.
    srgb: its colours were converted to sRGB.
    """
    notes: list[Note] = []
    if rules.metadata == "none":
        metadata = Metadata(icc=metadata.icc, dpi=metadata.dpi)
    location = rules.metadata == "keep"
    exif, iptc = metadata.exif, metadata.iptc
    if exif or (metadata.dpi and form.kind == "webp"):
        # WebP has no other place for the resolution.
        tree = exif_block.read_block(exif) if exif else exif_block.ExifTree()
        tree = exif_block.for_result(tree, width=width, height=height, location=location, srgb=srgb)
        exif = exif_block.block(exif_block.with_resolution(tree, metadata.dpi, told_anyway=form.kind == "webp"))
    if iptc and not location:
        iptc = iptc_block.without_place(iptc) or None
    xmp = metadata.xmp
    if xmp:
        xmp = xmp_for_result(xmp, width=width, height=height, location=location)
        notes += [] if xmp else [Note(template=_HIDDEN)]
    fitted, left_out = _fitted(replace(metadata, exif=exif, iptc=iptc, xmp=xmp), form)
    if left_out:
        notes.append(Note(template=_NOT_HELD, values={"format": form.title, "blocks": ", ".join(left_out)}))
    if form.xmp and not (rules.provenance and made is None):
        fitted = replace(fitted, xmp=with_provenance(fitted.xmp, made if rules.provenance else None))
    return fitted, notes


def attach(image: Any, metadata: Metadata, form: ImageFormat) -> Any:  # noqa: ANN401
    """`image` with all that libvips writes whole of `metadata`; the rest is for `head` and `tail` of the file."""
    xres, yres = (dots / _MM_PER_INCH for dots in metadata.dpi or _USUAL_DPI)
    image = image.copy(xres=xres, yres=yres)
    image.set_type(pyvips.GValue.gstr_type, "resolution-unit", "in")
    if metadata.exif and form.kind == "avif":
        _copy_exif(metadata.exif, image)
    iptc = iptc_block.as_resource(metadata.iptc) if metadata.iptc and form.kind == "jpeg" else None
    for name, blob in (("icc-profile-data", metadata.icc), ("xmp-data", metadata.xmp), ("iptc-data", iptc)):
        if blob:
            image.set_type(pyvips.GValue.blob_type, name, blob)
    return image


def head(metadata: Metadata, form: ImageFormat) -> tuple[bytes, int]:
    """What a file has of `metadata` near its beginning, besides what libvips writes, and where."""
    if form.kind == "png":
        iptc = ((iptc_block.PNG_KEY, iptc_block.as_png_text(metadata.iptc)),) if metadata.iptc else ()
        exif = exif_chunk(metadata.exif.removeprefix(exif_block.MARK)) if metadata.exif else b""
        return exif + text_chunks((*metadata.texts, *iptc)), HEADER_BYTES
    if form.kind == "jpeg":
        exif = b"\xff\xe1" + struct.pack(">H", len(metadata.exif) + 2) + metadata.exif if metadata.exif else b""
        return _jfif(metadata.dpi) + exif, _JPEG_START
    return b"", 0


def _jfif(dpi: tuple[float, float] | None) -> bytes:
    """The segment that says "JPEG as everybody means it" and how large it is in print; libvips leaves it to EXIF."""
    across, down = (min(65535, max(1, round(dots))) for dots in dpi or _USUAL_DPI)
    return b"\xff\xe0\0\x10JFIF\0\1\1" + struct.pack(">BHHBB", 1, across, down, 0, 0)


def add_tail(file: BinaryIO, metadata: Metadata, form: ImageFormat, width: int, height: int) -> None:
    """Add to a finished file of `width` x `height` pixels what of `metadata` belongs to its end. Raises the file's OSError."""
    if form.kind == "webp" and metadata.exif:
        add_exif(file, metadata.exif.removeprefix(exif_block.MARK), width, height)
    if form.kind == "tiff" and (metadata.exif or metadata.iptc):
        tree = exif_block.read_block(metadata.exif) if metadata.exif else exif_block.ExifTree()
        exif_block.add_to_tiff(file, tree, metadata.iptc)


def _fitted(metadata: Metadata, form: ImageFormat) -> tuple[Metadata, list[str]]:
    """What of it the format holds, and the names of what it does not."""
    held = {"exif": form.exif, "xmp": form.xmp, "iptc": form.iptc, "texts": form.kind == "png"}
    names = {"exif": "EXIF", "xmp": "XMP", "iptc": "IPTC", "texts": "text"}
    left_out = [
        name for name, fits in held.items() if (block := getattr(metadata, name)) and not (fits and _short(block, form))
    ]
    empty: dict[str, Any] = {name: () if name == "texts" else None for name in left_out}
    return replace(metadata, **empty), [names[name] for name in left_out]


def _short(block: Any, form: ImageFormat) -> bool:  # noqa: ANN401 - bytes or texts
    return form.kind != "jpeg" or len(block) <= _SEGMENT_BYTES


def _upright_exif(raw: bytes | None) -> tuple[bytes | None, tuple[Note, ...]]:
    """The block with orientation 1 and without its thumbnail, which would show the old picture."""
    if raw is None:
        return None, ()
    try:
        return exif_block.block(exif_block.upright(exif_block.read_block(raw))), ()
    except ValueError:
        return None, (Note(template=_BAD_EXIF),)


def _exif_of_tiff(file: BinaryIO) -> tuple[bytes | None, tuple[Note, ...]]:
    here = file.tell()
    try:
        tree = exif_block.read_tiff(file)
    except ValueError:
        return None, (Note(template=_BAD_EXIF),)
    finally:
        file.seek(here)
    if not (tree.main or tree.camera or tree.place):
        return None, ()
    return exif_block.block(exif_block.upright(tree)), ()


def _texts(image: Any) -> dict[str, str]:  # noqa: ANN401
    named = [name for name in image.get_fields() if name.startswith(_PNG_TEXT)]
    return {name.removeprefix(_PNG_TEXT).partition("-")[2]: str(image.get(name)) for name in named}


def _dpi(image: Any, kind: str) -> tuple[float, float] | None:  # noqa: ANN401
    if kind in ("webp", "avif"):
        # They have no resolution of their own, and libvips leaves the one in the EXIF block alone.
        return _exif_dpi(image)
    dpi = image.xres * _MM_PER_INCH, image.yres * _MM_PER_INCH
    # What libvips says where the file says nothing: one pixel per millimetre, for PNG 72 dpi.
    return None if any(max(abs(dots - unsaid) for dots in dpi) < 0.05 for unsaid in (_MM_PER_INCH, 72)) else dpi


def _exif_dpi(image: Any) -> tuple[float, float] | None:  # noqa: ANN401
    names = [f"exif-ifd0-{axis}Resolution" for axis in "XY"]
    if not all(image.get_typeof(name) for name in names):
        return None
    try:
        x, y = (float(Fraction(str(image.get(name)).partition(" ")[0])) for name in names)
    except (ValueError, ZeroDivisionError):
        return None
    return (x, y) if min(x, y) > 0 else None


def _copy_exif(exif: bytes, image: Any) -> None:  # noqa: ANN401
    # libvips writes only those entries that it parsed itself into fields, and that libexif knows. A tiny PNG around the block
    # makes it parse. For the other formats the block is written whole, by us.
    carrier = io.BytesIO()
    Image.new("L", (1, 1)).save(carrier, "PNG", exif=exif)
    parsed = pyvips.Image.pngload_buffer(carrier.getvalue())
    for name in parsed.get_fields():
        if name.startswith("exif-"):
            image.set_type(parsed.get_typeof(name), name, parsed.get(name))
