"""What each file format is given of a picture, and how it is encoded."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import pyvips
from PIL import Image

from sr_desktop.core.picture import Metadata, Picture
from sr_desktop.core.provenance import Provenance, with_provenance
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.upscale_settings import FileRules
from sr_desktop.core.vips_stream import VipsStream

_MM_PER_INCH = 25.4
_USUAL_DPI = (72.0, 72.0)
"""The formats want a resolution; this one is taken for "unknown" everywhere."""
_CLASSIC_TIFF_BYTES = 2_000_000_000
_JPEG_XMP_BYTES = 65_502

_ROUNDED = QT_TRANSLATE_NOOP("notes", "{format} holds 8 bits a channel; the 16 of the picture were rounded.")
_ON_WHITE = QT_TRANSLATE_NOOP("notes", "JPEG holds no transparency; the picture was laid on white.")
_NO_EXIF = QT_TRANSLATE_NOOP("notes", "The EXIF block of the picture is not written to TIFF; PNG, JPEG and WebP keep it.")
_NO_XMP = QT_TRANSLATE_NOOP("notes", "The XMP block of the picture is too long for JPEG; PNG, TIFF and WebP keep it.")

_INTERPRETATIONS = {(True, 8): "b-w", (False, 8): "srgb", (True, 16): "grey16", (False, 16): "rgb16"}


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """A picture fitted to a format. size: (width, height, channels, bits) that the file must turn out to have."""

    image: Any
    format: str
    quality: int
    size: tuple[int, int, int, int]
    notes: tuple[Note, ...]


def prepare(picture: Picture, kind: str, rules: FileRules, made: Provenance | None) -> Encoding:
    """Fit `picture` to the format "png", "jpeg", "webp" or "tiff"; pixels are computed only when they are written."""
    image, notes = _fit(_join(picture), picture, kind)
    told = with_provenance(picture.metadata.xmp, made if rules.provenance else None)
    metadata = replace(picture.metadata, xmp=told)
    image = _with_metadata(image, metadata)
    if metadata.exif and kind == "tiff":
        notes.append(Note(template=_NO_EXIF))
    if metadata.xmp and len(metadata.xmp) > _JPEG_XMP_BYTES and kind == "jpeg":
        notes.append(Note(template=_NO_XMP))
    # WebP knows no grey: it comes back as RGB.
    channels = image.bands + 2 if kind == "webp" and image.bands < 3 else image.bands
    bits = 16 if image.format == "ushort" else 8
    size = (image.width, image.height, channels, bits)
    return Encoding(image=image, format=kind, quality=rules.quality, size=size, notes=tuple(notes))


def encode(encoding: Encoding, file: BinaryIO) -> None:
    """Write the picture into `file`, open for reading and writing. Raises the file's OSError, or pyvips.Error."""
    stream = VipsStream(file)
    with stream.errors():
        _SAVERS[encoding.format](encoding, stream.target())


def _join(picture: Picture) -> Any:  # noqa: ANN401 - pyvips is untyped
    image = pyvips.Image.new_from_array(picture.pixels)
    if picture.alpha is not None:
        image = image.bandjoin(pyvips.Image.new_from_array(picture.alpha))
    return image.copy(interpretation=_INTERPRETATIONS[picture.is_grey, picture.bits])


def _fit(image: Any, picture: Picture, kind: str) -> tuple[Any, list[Note]]:  # noqa: ANN401
    notes = []
    if picture.alpha is not None and kind == "jpeg":
        image = image.flatten(background=[picture.peak], max_alpha=picture.peak)
        notes.append(Note(template=_ON_WHITE))
    if picture.bits == 16 and kind in ("jpeg", "webp"):
        image = (image / 257).rint().cast("uchar").copy(interpretation=_INTERPRETATIONS[picture.is_grey, 8])
        notes.append(Note(template=_ROUNDED, values={"format": kind.upper()}))
    return image, notes


def _with_metadata(image: Any, metadata: Metadata) -> Any:  # noqa: ANN401
    xres, yres = (dots / _MM_PER_INCH for dots in metadata.dpi or _USUAL_DPI)
    image = image.copy(xres=xres, yres=yres)
    image.set_type(pyvips.GValue.gstr_type, "resolution-unit", "in")
    if metadata.exif:
        _copy_exif(metadata.exif, image)
    for name, blob in (("icc-profile-data", metadata.icc), ("xmp-data", metadata.xmp)):
        if blob:
            image.set_type(pyvips.GValue.blob_type, name, blob)
    return image


def _copy_exif(exif: bytes, image: Any) -> None:  # noqa: ANN401
    # libvips writes only those entries that it parsed itself into fields; a tiny PNG around the block makes it parse.
    carrier = io.BytesIO()
    Image.new("L", (1, 1)).save(carrier, "PNG", exif=exif)
    parsed = pyvips.Image.pngload_buffer(carrier.getvalue())
    for name in parsed.get_fields():
        if name.startswith("exif-"):
            image.set_type(parsed.get_typeof(name), name, parsed.get(name))


def _save_png(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    # Choosing a filter for each row halves the size of a photograph and costs next to no time.
    encoding.image.pngsave_target(target, compression=6, filter="all")


def _save_jpeg(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    # Without optimize_coding, which saves a few percent but keeps the coefficients of the whole picture in memory.
    encoding.image.jpegsave_target(target, Q=encoding.quality, subsample_mode="off")


def _save_webp(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    encoding.image.webpsave_target(target, Q=encoding.quality, smart_subsample=True)


def _save_tiff(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    width, height, channels, bits = encoding.size
    big = width * height * channels * bits // 8 > _CLASSIC_TIFF_BYTES
    encoding.image.tiffsave_target(target, compression="deflate", predictor="horizontal", resunit="inch", bigtiff=big)


_SAVERS: dict[str, Callable[[Encoding, Any], None]] = {
    "png": _save_png,
    "jpeg": _save_jpeg,
    "webp": _save_webp,
    "tiff": _save_tiff,
}
