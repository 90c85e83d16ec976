"""Pictures from files, by libvips where it can; the content decides, never the suffix."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyvips

from sr_desktop.core.errors import BadImage, ImageTruncated, ImageUnreadable, SourceTooLarge, SrError
from sr_desktop.core.image_bmp import stored_size
from sr_desktop.core.image_colour import profile_fault
from sr_desktop.core.image_metadata import read_metadata
from sr_desktop.core.image_open import animation_frames, open_image
from sr_desktop.core.image_pillow import read_bmp, read_lab_tiff
from sr_desktop.core.image_values import Values, to_values
from sr_desktop.core.picture import Metadata, Picture, Pixels
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.vips_stream import VipsStream

MAX_SOURCE_PIXELS = 400_000_000
"""Twice the largest camera of a telephone; decoded, RGB of 8 bits takes 1.2 GB."""

# "error" refuses truncated files, too; warnings (a stray byte between two JPEG markers) are let pass.
_OPTIONS: dict[str, Any] = {"fail_on": "error", "access": "sequential"}
_DAMAGED = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError, struct.error)

_FIRST_OF_MANY = QT_TRANSLATE_NOOP("notes", "The file holds {count} pictures; the first one is used.")


def read_picture(path: Path) -> Picture:
    """Decode the (first) picture in a JPEG, PNG, WebP, TIFF, AVIF, GIF or BMP file, upright.

    8 and 16 bits and grey stay; CMYK and Lab become sRGB, other values 16 bits, each with a note. Raises ImageMissing,
    ImageEmpty, ImageUnreadable, NotAnImage, ImageTruncated, SourceTooLarge or BadImage.
    """
    with open_image(path) as (file, kind), _decoding(path):
        if kind == "bmp":
            return read_bmp(file, _SizeCheck(path))
        frames = animation_frames(file) if kind == "png" else 1
        stream = VipsStream(file)
        with stream.errors():
            try:
                image = _load(stream, kind)
            except pyvips.Error as error:
                # libvips 8.18 refuses Lab of 8 bits a channel, even that which it wrote itself.
                if "labq" not in str(error):
                    raise
                return read_lab_tiff(file, _SizeCheck(path))
            _SizeCheck(path)(image.width, image.height)
            metadata, notes = read_metadata(image, file, kind)
            orientation = _number(image, "orientation")
            frames = max(frames, _number(image, "n-pages"))
            return _picture(to_values(image), metadata, notes, orientation=orientation, frames=frames, kind=kind)


def decoded_size(path: Path) -> tuple[int, int, int, int]:
    """(width, height, channels, bits) of a file that decodes from its first to its last byte, without keeping the pixels.

    The picture may be of any size. Raises as `read_picture`.
    """
    with open_image(path) as (file, kind), _decoding(path):
        if kind == "bmp":
            return stored_size(file)
        stream = VipsStream(file)
        with stream.errors():
            image = _load(stream, kind)
            image.avg()
            return image.width, image.height, image.bands, 16 if image.format == "ushort" else 8


class _SizeCheck:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __call__(self, width: int, height: int) -> None:
        if width * height > MAX_SOURCE_PIXELS:
            limit = MAX_SOURCE_PIXELS // 1_000_000
            raise SourceTooLarge(path=str(self._path), width=width, height=height, limit=limit)


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    try:
        yield
    except SrError:
        raise
    except MemoryError:
        raise BadImage(path=str(path), detail="there is not enough memory to decode it") from None
    except pyvips.Error as error:
        # The first line names what our call was, the detail of the decoder follows.
        detail = str(error.detail or error.message).strip().splitlines()
        raise ImageTruncated(path=str(path), detail=detail[0] if detail else "unknown") from None
    except OSError as error:
        if error.errno is None:
            # Pillow's own: a file that ends too early.
            raise ImageTruncated(path=str(path), detail=str(error)) from None
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    except _DAMAGED as error:
        raise BadImage(path=str(path), detail=str(error)) from None


def _load(stream: VipsStream, kind: str) -> Any:  # noqa: ANN401 - pyvips is untyped
    # Each loader by its name: what libvips guesses by itself could be any of its fifty formats.
    loaders = {
        "jpeg": pyvips.Image.jpegload_source,
        "png": pyvips.Image.pngload_source,
        "webp": pyvips.Image.webpload_source,
        "tiff": pyvips.Image.tiffload_source,
        "gif": pyvips.Image.gifload_source,
        "avif": pyvips.Image.heifload_source,
    }
    return loaders[kind](stream.source(), **_OPTIONS)


def _picture(
    values: Values, metadata: Metadata, notes: tuple[Note, ...], *, orientation: int, frames: int, kind: str
) -> Picture:
    if frames > 1:
        notes = (Note(template=_FIRST_OF_MANY, values={"count": frames}), *notes)
    if not values.same_colours:
        metadata = replace(metadata, icc=None)
    elif metadata.icc and (fault := profile_fault(metadata.icc, values.pixels.shape[2])):
        metadata, notes = replace(metadata, icc=None), (*notes, fault)
    return Picture(
        pixels=_upright(values.pixels, orientation),
        alpha=None if values.alpha is None else _upright(values.alpha, orientation),
        metadata=metadata,
        format=kind,
        notes=(*notes, *values.notes),
    )


def _upright(pixels: Pixels, orientation: int) -> Pixels:
    """EXIF's eight ways to hold a camera; any other number means upright."""
    turned: npt.NDArray[Any] = pixels.swapaxes(0, 1) if orientation in (5, 6, 7, 8) else pixels
    if orientation in (3, 4, 7, 8):
        turned = turned[::-1]
    if orientation in (2, 3, 6, 7):
        turned = turned[:, ::-1]
    return np.ascontiguousarray(turned)


def _number(image: Any, name: str) -> int:  # noqa: ANN401
    return int(image.get(name)) if image.get_typeof(name) else 1
