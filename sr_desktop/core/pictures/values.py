"""From what a decoder gave to grey or RGB values of 8 or 16 bits and straight alpha."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.file_colour import profile_fault
from sr_desktop.core.pictures.picture import Pixels
from sr_desktop.core.pictures.vips_stream import write_raw
from sr_desktop.core.pictures.workroom import IN_MEMORY, Array, Workroom, walk
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_FROM_CMYK = QT_TRANSLATE_NOOP("notes", "CMYK was converted to RGB through its colour profile.")
_FROM_USUAL_CMYK = QT_TRANSLATE_NOOP(
    "notes", "CMYK without a usable colour profile was converted to RGB by the profile of usual print."
)
_FROM_LAB = QT_TRANSLATE_NOOP("notes", "The colours were converted to RGB, 16 bits.")
_CLIPPED = QT_TRANSLATE_NOOP("notes", "Floating-point values were brought to 16 bits; what lies outside 0 to 1 was clipped.")
_SCALED = QT_TRANSLATE_NOOP("notes", "The values go up to {top}; they were scaled to 16 bits so that this is white.")
_MORE_CHANNELS = QT_TRANSLATE_NOOP("notes", "The file holds {count} channels; all but colour and transparency is left out.")

_OVERSHOOT = 1.25
"""Sharpening and resampling bring values a little over white; what lies further out is another range of values."""
_KINDS = {
    "uchar": "u1",
    "char": "i1",
    "ushort": "u2",
    "short": "i2",
    "uint": "u4",
    "int": "i4",
    "float": "f4",
    "complex": "c8",
    "double": "f8",
    "dpcomplex": "c16",
}
"""libvips' names of numbers, and numpy's."""
_SAMPLES = 1_000_000
_BAND_BYTES = 8_000_000


@dataclass(frozen=True, kw_only=True)
class Values:
    """Pixels and alpha as `Picture` wants them. same_colours: whether the file's colour profile still holds for them."""

    pixels: Pixels
    alpha: Pixels | None
    notes: tuple[Note, ...] = ()
    same_colours: bool = True


def to_values(image: Any, room: Workroom = IN_MEMORY, cancel: CancelToken | None = None) -> Values:  # noqa: ANN401 - untyped
    """Decode a libvips image; CMYK, Lab and the like become sRGB, floats and odd integers 16 bits, each with a note.

    Raises pyvips.Error for damaged files, ValueError for values that are no picture (complex numbers), Cancelled, NoRoom and
    RoomLost.
    """
    kind = image.interpretation
    if kind == "cmyk":
        image, notes = _without_cmyk(image)
        return _split(image, notes, room, cancel, same_colours=False)
    if kind.startswith(("lab", "xyz", "lch", "cmc", "hsv", "yxy")):
        # Lab in files is under D50, as ICC has it: LittleCMS knows the way, `colourspace` would take it for D65.
        rgb = image.colourspace("lab").icc_export(output_profile="srgb", depth=16, intent="relative")
        return _split(rgb, (Note(template=_FROM_LAB),), room, cancel, same_colours=False)
    return _split(image, (), room, cancel)


def _without_cmyk(image: Any) -> tuple[Any, tuple[Note, ...]]:  # noqa: ANN401
    depth = 16 if image.format == "ushort" else 8
    notes: tuple[Note, ...] = (Note(template=_FROM_CMYK),)
    name = "icc-profile-data"
    if not image.get_typeof(name):
        notes = (Note(template=_FROM_USUAL_CMYK),)
    elif fault := profile_fault(bytes(image.get(name)), 4):
        image = image.copy()
        image.remove(name)
        notes = (fault, Note(template=_FROM_USUAL_CMYK))
    return image.icc_transform("srgb", embedded=True, input_profile="cmyk", depth=depth), notes


def _split(
    image: Any,  # noqa: ANN401
    notes: tuple[Note, ...],
    room: Workroom,
    cancel: CancelToken | None,
    *,
    same_colours: bool = True,
) -> Values:
    colours = 3 if image.bands >= 3 and image.interpretation not in ("b-w", "grey16") else 1
    # The channels of a file that says nothing about them are transparency only where their number leaves no doubt.
    has_alpha = image.bands in (2, 4) if image.interpretation == "multiband" else image.bands > colours
    if image.bands > colours + has_alpha:
        notes = (*notes, Note(template=_MORE_CHANNELS, values={"count": image.bands}))
    decoded, opacity = _decoded(image, colours, room, cancel, has_alpha=has_alpha)
    pixels, pixel_notes = _of_picture_type(decoded, room)
    alpha = None if opacity is None else _of_picture_type(opacity, room)[0]
    return Values(pixels=pixels, alpha=alpha, notes=(*notes, *pixel_notes), same_colours=same_colours)


def _decoded(
    image: Any,  # noqa: ANN401
    colours: int,
    room: Workroom,
    cancel: CancelToken | None,
    *,
    has_alpha: bool,
) -> tuple[Array, Array | None]:
    """The first channels, and the one behind them, of an image that can be gone through once only."""
    kind = np.dtype(_KINDS[image.format])
    if kind.kind == "c":
        raise ValueError("its values are complex numbers")
    shelf = room.shelf((image.height, image.width, colours), kind)
    alpha_shelf = room.shelf((image.height, image.width), kind) if has_alpha else None

    def put(band: Array) -> None:
        if cancel:
            cancel.raise_if_cancelled()
        shelf.put(band[:, :, :colours])
        if alpha_shelf:
            alpha_shelf.put(band[:, :, colours])

    rows = _Rows((image.width, image.bands), kind, put)
    # In one go: an image that can be gone through once only is lost for whoever begins anew within a strip of its file.
    write_raw(image, rows.take)
    rows.hand_on()
    return shelf.taken(), alpha_shelf.taken() if alpha_shelf else None


class _Rows:
    """Takes raw pixels in pieces of any size and hands them on in whole rows."""

    def __init__(self, row: tuple[int, int], kind: np.dtype[Any], put: Callable[[Array], None]) -> None:
        self._row, self._kind, self._put = row, kind, put
        self._bytes, self._waiting = math.prod(row) * kind.itemsize, bytearray()

    def take(self, piece: bytes) -> None:
        """The next bytes."""
        self._waiting += piece
        if len(self._waiting) >= max(_BAND_BYTES, self._bytes):
            self.hand_on()

    def hand_on(self) -> None:
        """Hand on all whole rows."""
        count = len(self._waiting) // self._bytes
        if count:
            band = np.frombuffer(bytes(self._waiting[: count * self._bytes]), self._kind)
            del self._waiting[: count * self._bytes]
            self._put(band.reshape(count, *self._row))


def _of_picture_type(array: Array, room: Workroom) -> tuple[Pixels, tuple[Note, ...]]:
    if array.dtype in (np.uint8, np.uint16):
        return array, ()
    white, note = _white_of(array)
    shelf = room.shelf(array.shape, np.dtype(np.uint16))
    for top, bottom in walk(array):
        scaled = np.clip(_finite(array[top:bottom]) / np.float32(white) * np.float32(65535) + np.float32(0.5), 0, 65535)
        shelf.put(scaled.astype(np.uint16))
    pixels: Pixels = shelf.taken()
    return pixels, (note,)


def _finite(values: Array) -> npt.NDArray[np.float32]:
    return np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=1.0, neginf=0.0)


def _white_of(values: Array) -> tuple[float, Note]:
    every = max(1, values.size // _SAMPLES)
    sample, top_value, seen = [], 1.0, 0
    for top, bottom in walk(values):
        part = _finite(values[top:bottom]).reshape(-1)
        sample.append(part[-seen % every :: every])
        top_value, seen = max(top_value, float(part.max())), seen + part.size
    if values.dtype.kind not in "iu" and float(np.percentile(np.concatenate(sample), 99.9)) <= _OVERSHOOT:
        return 1.0, Note(template=_CLIPPED)
    return top_value, Note(template=_SCALED, values={"top": f"{top_value:.4g}"})
