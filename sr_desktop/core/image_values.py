"""From what a decoder gave to grey or RGB values of 8 or 16 bits and straight alpha."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from sr_desktop.core.image_colour import profile_fault
from sr_desktop.core.picture import Pixels
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


@dataclass(frozen=True, kw_only=True)
class Values:
    """Pixels and alpha as `Picture` wants them. same_colours: whether the file's colour profile still holds for them."""

    pixels: Pixels
    alpha: Pixels | None
    notes: tuple[Note, ...] = ()
    same_colours: bool = True


def to_values(image: Any) -> Values:  # noqa: ANN401 - pyvips is untyped
    """Decode a libvips image; CMYK, Lab and the like become sRGB, floats and odd integers 16 bits, each with a note.

    Raises pyvips.Error for damaged files and ValueError for values that are no picture (complex numbers).
    """
    kind = image.interpretation
    if kind == "cmyk":
        image, notes = _without_cmyk(image)
        return _split(image, notes, same_colours=False)
    if kind.startswith(("lab", "xyz", "lch", "cmc", "hsv", "yxy")):
        # Lab in files is under D50, as ICC has it: LittleCMS knows the way, `colourspace` would take it for D65.
        rgb = image.colourspace("lab").icc_export(output_profile="srgb", depth=16, intent="relative")
        return _split(rgb, (Note(template=_FROM_LAB),), same_colours=False)
    return _split(image, ())


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


def _split(image: Any, notes: tuple[Note, ...], *, same_colours: bool = True) -> Values:  # noqa: ANN401
    array = np.asarray(image.numpy()).reshape(image.height, image.width, image.bands)
    colours = 3 if image.bands >= 3 and image.interpretation not in ("b-w", "grey16") else 1
    # The channels of a file that says nothing about them are transparency only where their number leaves no doubt.
    has_alpha = image.bands in (2, 4) if image.interpretation == "multiband" else image.bands > colours
    if image.bands > colours + has_alpha:
        notes = (*notes, Note(template=_MORE_CHANNELS, values={"count": image.bands}))
    pixels, pixel_notes = _of_picture_type(array[:, :, :colours])
    alpha = _of_picture_type(array[:, :, colours])[0] if has_alpha else None
    return Values(pixels=pixels, alpha=alpha, notes=(*notes, *pixel_notes), same_colours=same_colours)


def _of_picture_type(array: npt.NDArray[Any]) -> tuple[Pixels, tuple[Note, ...]]:
    if array.dtype in (np.uint8, np.uint16):
        return np.ascontiguousarray(array), ()
    if np.iscomplexobj(array):
        raise ValueError("its values are complex numbers")
    finite = np.nan_to_num(array.astype(np.float32), nan=0.0, posinf=1.0, neginf=0.0)
    white, note = _white_of(finite, whole=array.dtype.kind in "iu")
    scaled = np.clip(finite / np.float32(white) * np.float32(65535) + np.float32(0.5), 0, 65535)
    return scaled.astype(np.uint16), (note,)


def _white_of(values: npt.NDArray[np.float32], *, whole: bool) -> tuple[float, Note]:
    sample = values.reshape(-1)[:: max(1, values.size // 1_000_000)]
    if not whole and float(np.percentile(sample, 99.9)) <= _OVERSHOOT:
        return 1.0, Note(template=_CLIPPED)
    top = max(1.0, float(values.max()))
    return top, Note(template=_SCALED, values={"top": f"{top:.4g}"})
