"""Pictures from files, by libvips where it can; the content decides, never the suffix."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyvips

from sr_desktop.core.errors import BadImage, ImageTruncated, ImageUnreadable, SourceTooLarge, SrError
from sr_desktop.core.pictures.bmp import stored_size
from sr_desktop.core.pictures.file_colour import profile_fault
from sr_desktop.core.pictures.kinds import animation_frames, open_image
from sr_desktop.core.pictures.metadata import read_metadata
from sr_desktop.core.pictures.picture import Metadata, Picture, Pixels
from sr_desktop.core.pictures.pillow import read_bmp, read_lab_tiff
from sr_desktop.core.pictures.values import Values, to_values
from sr_desktop.core.pictures.vips_stream import VipsStream
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom, bands, release
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.upscaling.size import MAX_OUTPUT_PIXELS

MAX_SOURCE_PIXELS = MAX_OUTPUT_PIXELS
"""So that every result can be opened."""
MAX_WHOLE_PIXELS = 400_000_000
"""Where all of it has to be in memory, for the caller or for the decoder: RGB of 8 bits takes 1.2 GB."""

_TURNED_BYTES, _TURNED_COLUMNS = 64_000_000, 512
# "error" refuses truncated files, too; warnings (a stray byte between two JPEG markers) are let pass.
_OPTIONS: dict[str, Any] = {"fail_on": "error", "access": "sequential"}
_DAMAGED = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, OverflowError, struct.error)

_FIRST_OF_MANY = QT_TRANSLATE_NOOP("notes", "The file holds {count} pictures; the first one is used.")


def read_picture(path: Path, room: Workroom = IN_MEMORY, cancel: CancelToken | None = None) -> Picture:
    """Decode the (first) picture in a JPEG, PNG, WebP, TIFF, AVIF, GIF or BMP file, upright, into `room`.

    8 and 16 bits and grey stay; CMYK and Lab become sRGB, other values 16 bits, each with a note. Raises ImageMissing,
    ImageEmpty, ImageUnreadable, NotAnImage, ImageTruncated, SourceTooLarge or BadImage; NoRoom, RoomLost and Cancelled.
    """
    check, check_whole = _SizeCheck(path, room), _SizeCheck(path, IN_MEMORY)
    with open_image(path) as (file, kind), _decoding(path):
        if kind == "bmp":
            return _kept(read_bmp(file, check_whole), room)
        frames = animation_frames(file) if kind == "png" else 1
        stream = VipsStream(file)
        with stream.errors():
            try:
                image = _load(stream, kind)
            except pyvips.Error as error:
                # libvips 8.18 refuses Lab of 8 bits a channel, even that which it wrote itself.
                if "labq" not in str(error):
                    raise
                return _kept(read_lab_tiff(file, check_whole), room)
            check(image.width, image.height)
            metadata, notes = read_metadata(image, file, kind)
            orientation = _number(image, "orientation")
            frames = max(frames, _number(image, "n-pages"))
            values = _upright(to_values(image, room, cancel), orientation, room)
            return _picture(values, metadata, notes, frames=frames, kind=kind)


def decoded_size(path: Path, watch: Callable[[], None] | None = None) -> tuple[int, int, int, int]:
    """(width, height, channels, bits) of a file that decodes from its first to its last byte, without keeping the pixels.

    The picture may be of any size. watch: called again and again, and may raise Cancelled. Raises as `read_picture`.
    """
    with open_image(path) as (file, kind), _decoding(path):
        if kind == "bmp":
            return stored_size(file)
        stream = VipsStream(file, watch)
        with stream.errors():
            image = _load(stream, kind)
            image.avg()
            return image.width, image.height, image.bands, 16 if image.format == "ushort" else 8


class _SizeCheck:
    def __init__(self, path: Path, room: Workroom) -> None:
        self._path = path
        self._most = MAX_SOURCE_PIXELS if room.folder else min(MAX_SOURCE_PIXELS, MAX_WHOLE_PIXELS)

    def __call__(self, width: int, height: int) -> None:
        if width * height > self._most:
            raise SourceTooLarge(path=str(self._path), width=width, height=height, limit=self._most // 1_000_000)


@contextmanager
def _decoding(path: Path) -> Iterator[None]:
    try:
        yield
    except (SrError, Cancelled):
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


def _kept(picture: Picture, room: Workroom) -> Picture:
    alpha = None if picture.alpha is None else room.kept(picture.alpha)
    return replace(picture, pixels=room.kept(picture.pixels), alpha=alpha)


def _picture(values: Values, metadata: Metadata, notes: tuple[Note, ...], *, frames: int, kind: str) -> Picture:
    if frames > 1:
        notes = (Note(template=_FIRST_OF_MANY, values={"count": frames}), *notes)
    if not values.same_colours:
        metadata = replace(metadata, icc=None)
    elif metadata.icc and (fault := profile_fault(metadata.icc, values.pixels.shape[2])):
        metadata, notes = replace(metadata, icc=None), (*notes, fault)
    return Picture(pixels=values.pixels, alpha=values.alpha, metadata=metadata, format=kind, notes=(*notes, *values.notes))


def _upright(values: Values, orientation: int, room: Workroom) -> Values:
    alpha = None if values.alpha is None else _turned(values.alpha, orientation, room)
    return replace(values, pixels=_turned(values.pixels, orientation, room), alpha=alpha)


def _turned(pixels: Pixels, orientation: int, room: Workroom) -> Pixels:
    """EXIF's eight ways to hold a camera; any other number means upright."""
    if orientation not in range(2, 9):
        return pixels
    turned: npt.NDArray[Any] = pixels.swapaxes(0, 1) if orientation in (5, 6, 7, 8) else pixels
    if orientation in (3, 4, 7, 8):
        turned = turned[::-1]
    if orientation in (2, 3, 6, 7):
        turned = turned[:, ::-1]
    shelf = room.shelf(turned.shape, turned.dtype)
    for top, bottom in bands(turned, most_bytes=_TURNED_BYTES):
        shelf.put(_copied(turned[top:bottom]))
    upright: Pixels = shelf.taken()
    return upright


def _copied(band: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """`band`, piece by piece: its columns may be the rows of something on the disk, each of which is a page or more."""
    copy = np.empty(band.shape, band.dtype)
    for left in range(0, band.shape[1], _TURNED_COLUMNS):
        copy[:, left : left + _TURNED_COLUMNS] = band[:, left : left + _TURNED_COLUMNS]
        release(band)
    return copy


def _number(image: Any, name: str) -> int:  # noqa: ANN401
    return int(image.get(name)) if image.get_typeof(name) else 1
