"""Pictures from files, by libvips and for BMP by Pillow; the content decides, never the suffix."""

from __future__ import annotations

import io
import os
import struct
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

# libvips prints warnings about odd files on stderr; what matters arrives as an error.
os.environ.setdefault("VIPS_WARNING", "1")

import numpy as np
import pyvips
from PIL import Image

from sr_desktop.core.errors import (
    BadImage,
    ImageEmpty,
    ImageMissing,
    ImageTooLarge,
    ImageTruncated,
    ImageUnreadable,
    NotAnImage,
)
from sr_desktop.core.picture import Metadata, Picture
from sr_desktop.core.size import MAX_OUTPUT_PIXELS
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

if TYPE_CHECKING:
    from sr_desktop.core.picture import Pixels

_ORIENTATION = 0x0112
_MM_PER_INCH = 25.4
# "error" refuses truncated files, too; warnings (a stray byte between two JPEG markers) are let pass.
_STRICT: dict[str, Any] = {"fail_on": "error"}

_FIRST_OF_MANY = QT_TRANSLATE_NOOP("notes", "The file holds {count} pictures; the first one is used.")
_BAD_EXIF = QT_TRANSLATE_NOOP("notes", "The EXIF block of the file is damaged and is left out.")
_FROM_CMYK = QT_TRANSLATE_NOOP("notes", "CMYK was converted to RGB through its colour profile.")
_FROM_LAB = QT_TRANSLATE_NOOP("notes", "The colours were converted to RGB, 16 bits.")
_FROM_FLOAT = QT_TRANSLATE_NOOP("notes", "Floating-point values were brought to 16 bits; what lies outside 0 to 1 was clipped.")

_Loader = Callable[[bytes], Any]
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
)
_LOADERS: dict[str, _Loader] = {
    "jpeg": lambda data: pyvips.Image.jpegload_buffer(data, **_STRICT),
    "png": lambda data: pyvips.Image.pngload_buffer(data, **_STRICT),
    "webp": lambda data: pyvips.Image.webpload_buffer(data, **_STRICT),
    "tiff": lambda data: pyvips.Image.tiffload_buffer(data, **_STRICT),
    "gif": lambda data: pyvips.Image.gifload_buffer(data, **_STRICT),
}


def read_picture(path: Path) -> Picture:
    """Decode the (first) picture in a JPEG, PNG, WebP, TIFF, GIF or BMP file, upright.

    8 and 16 bits and grey stay; CMYK and Lab become sRGB, float becomes 16 bits, each with a note. Raises ImageMissing,
    ImageEmpty, ImageUnreadable, NotAnImage, ImageTruncated, ImageTooLarge or BadImage.
    """
    data = _read_bytes(path)
    kind = sniff(data)
    if kind is None:
        raise NotAnImage(path=str(path))
    if kind == "bmp":
        return _read_bmp(path, data)
    with _decoding(path):
        image = _LOADERS[kind](data)
        _check_size(path, image.width, image.height)
        notes = _page_notes(image)
        metadata, metadata_notes = _metadata(image)
        image = image.autorot()
        image, colour_notes, same_colours = _to_plain_colours(image)
        pixels, alpha = _to_arrays(image)
    if not same_colours:
        metadata = Metadata(exif=metadata.exif, xmp=metadata.xmp, dpi=metadata.dpi)
    notes = (*notes, *metadata_notes, *colour_notes)
    return Picture(pixels=pixels, alpha=alpha, metadata=metadata, format=kind, notes=notes)


def sniff(data: bytes) -> str | None:
    """The format that the first bytes announce, None for one that is not read."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return next((kind for magic, kind in _MAGIC if data.startswith(magic)), None)


def _read_bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ImageMissing(path=str(path)) from None
    except IsADirectoryError:
        raise ImageUnreadable(path=str(path), detail="it is a folder") from None
    except OSError as error:
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    if not data:
        raise ImageEmpty(path=str(path))
    return data


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    try:
        yield
    except pyvips.Error as error:
        # The first line names what our call was, the detail of the decoder follows.
        detail = str(error.detail or error.message).strip().splitlines()
        raise ImageTruncated(path=str(path), detail=detail[0] if detail else "unknown") from None
    except MemoryError:
        raise BadImage(path=str(path), detail="there is not enough memory to decode it") from None


def _check_size(path: Path, width: int, height: int) -> None:
    if width * height > MAX_OUTPUT_PIXELS:
        raise ImageTooLarge(path=str(path), width=width, height=height, limit=MAX_OUTPUT_PIXELS // 1_000_000)


def _page_notes(image: Any) -> tuple[Note, ...]:  # noqa: ANN401 - pyvips is untyped
    pages = image.get("n-pages") if image.get_typeof("n-pages") else 1
    if pages < 2:
        return ()
    return (Note(template=_FIRST_OF_MANY, values={"count": pages}),)


def _metadata(image: Any) -> tuple[Metadata, tuple[Note, ...]]:  # noqa: ANN401
    def blob(name: str) -> bytes | None:
        return bytes(image.get(name)) if image.get_typeof(name) else None

    exif, notes = _upright_exif(blob("exif-data"))
    return Metadata(icc=blob("icc-profile-data"), exif=exif, xmp=blob("xmp-data"), dpi=_dpi(image)), notes


def _dpi(image: Any) -> tuple[float, float] | None:  # noqa: ANN401
    if not image.get_typeof("resolution-unit"):
        return None
    if image.get("vips-loader").startswith("webp"):
        # WebP has no resolution of its own, and libvips leaves the one in its EXIF block alone.
        values = [str(image.get(f"exif-ifd0-{axis}Resolution")).partition(" ")[0] for axis in "XY"]
        x, y = (float(Fraction(value)) for value in values)
        return (x, y) if min(x, y) > 0 else None
    return image.xres * _MM_PER_INCH, image.yres * _MM_PER_INCH


def _upright_exif(raw: bytes | None) -> tuple[bytes | None, tuple[Note, ...]]:
    """The block with orientation 1 and without its thumbnail, which would show the old picture."""
    if raw is None:
        return None, ()
    exif = Image.Exif()
    try:
        exif.load(raw)
        exif[_ORIENTATION] = 1
        return exif.tobytes(), ()
    except (SyntaxError, ValueError, TypeError, KeyError, OSError, struct.error, OverflowError):
        return None, (Note(template=_BAD_EXIF),)


def _to_plain_colours(image: Any) -> tuple[Any, tuple[Note, ...], bool]:  # noqa: ANN401
    """(grey or RGB with or without alpha in 8 or 16 bits, notes, whether the embedded profile still holds)."""
    kind = image.interpretation
    if kind == "cmyk":
        converted = image.icc_transform("srgb", embedded=True, input_profile="cmyk", depth=8)
        return converted, (Note(template=_FROM_CMYK),), False
    if kind == "lab" or kind.startswith(("lab", "xyz", "lch", "scrgb")):
        return image.colourspace("rgb16"), (Note(template=_FROM_LAB),), False
    if image.format in ("float", "double"):
        clipped = (image * 65535.0 + 0.5).cast("ushort")
        return clipped.copy(interpretation="grey16" if image.bands < 3 else "rgb16"), (Note(template=_FROM_FLOAT),), True
    if image.format not in ("uchar", "ushort"):
        raise pyvips.Error(f"{image.format} pixels are not supported")
    return image, (), True


def _to_arrays(image: Any) -> tuple[Pixels, Pixels | None]:  # noqa: ANN401
    colours = 3 if image.bands >= 3 else 1
    array = np.asarray(image.numpy()).reshape(image.height, image.width, image.bands)
    pixels = np.ascontiguousarray(array[:, :, :colours])
    alpha = np.ascontiguousarray(array[:, :, colours]) if image.bands > colours else None
    return pixels, alpha


def _read_bmp(path: Path, data: bytes) -> Picture:
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures; our own limit decides below.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=["BMP"])
        _check_size(path, *image.size)
        with image:
            grey = image.mode in ("1", "L")
            array = np.asarray(image.convert("L" if grey else "RGBA" if image.mode == "RGBA" else "RGB"))
    except Image.DecompressionBombError as error:
        raise BadImage(path=str(path), detail=str(error)) from None
    except (OSError, ValueError, SyntaxError, struct.error) as error:
        raise ImageTruncated(path=str(path), detail=str(error)) from None
    array = array.reshape(array.shape[0], array.shape[1], -1)
    alpha = np.ascontiguousarray(array[:, :, 3]) if array.shape[2] == 4 else None
    return Picture(pixels=np.ascontiguousarray(array[:, :, :3]), alpha=alpha, format="bmp")
