"""Colour profiles of files: whether they can be used, and the way to sRGB for files, screens and formats without profiles."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
from PIL import ImageCms

from sr_desktop.core.pictures.picture import Picture, Pixels
from sr_desktop.core.pictures.profile import is_srgb, working_colours
from sr_desktop.core.pictures.workroom import Workroom, walk
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_SPACES = {b"GRAY": 1, b"RGB ": 3}
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}

_WRONG_PROFILE = QT_TRANSLATE_NOOP("notes", "The colour profile of the file does not fit its colours and is left out.")
_BAD_PROFILE = QT_TRANSLATE_NOOP(
    "notes", "The colour profile of the file is damaged and is left out; its colours may look different."
)


def profile_fault(icc: bytes, channels: int) -> Note | None:
    """Why a profile cannot serve for values of so many channels (1, 3, or 4 for CMYK), or None where it can."""
    wanted = b"CMYK" if channels == 4 else None
    space = icc[16:20]
    if space != wanted if wanted else _SPACES.get(space) != channels:
        return Note(template=_WRONG_PROFILE if space in (*_SPACES, b"CMYK") else _BAD_PROFILE)
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
        ImageCms.buildTransform(profile, ImageCms.createProfile("sRGB"), _MODES[channels], "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return Note(template=_BAD_PROFILE)
    return None


def srgb_profile() -> bytes:
    """The profile that goes into files whose colours were converted to sRGB."""
    import pyvips  # noqa: PLC0415 - the window imports this file, too, and converts nothing: its bundle has no libvips

    return bytes(pyvips.Image.profile_load("srgb"))


def needs_conversion(picture: Picture) -> bool:
    """Whether the picture has a profile other than that of sRGB."""
    icc = picture.metadata.icc
    return icc is not None and not is_srgb(icc, picture.pixels.shape[2])


def in_srgb(picture: Picture, room: Workroom) -> Pixels:
    """The colours of `picture`, which has a profile, in sRGB; grey stays one channel. Raises NoRoom, RoomLost."""
    icc, channels = picture.metadata.icc, picture.pixels.shape[2]
    colours = working_colours(icc, channels)
    shelf = room.shelf(picture.pixels.shape, picture.pixels.dtype)
    for top, bottom in walk(picture.pixels):
        rows = picture.pixels[top:bottom]
        if colours is None:
            shelf.put(np.asarray(_through_littlecms(rows, icc or b"", depth=picture.bits).numpy()).reshape(rows.shape))
            continue
        # LittleCMS is up to a sixteenth off in the shadows of 16 bits, and more than a level of 8.
        srgb = np.clip(colours.to_working(rows.astype(np.float32) / np.float32(picture.peak)), 0, 1)
        shelf.put(np.rint(srgb * np.float32(picture.peak)).astype(rows.dtype))
    converted: Pixels = shelf.taken()
    return converted


def for_screen(pixels: npt.NDArray[np.uint8], icc: bytes | None) -> npt.NDArray[np.uint8]:
    """H x W x 1 or 3 values of the profile `icc` as screens take them: sRGB, 8 bits."""
    if icc is None or is_srgb(icc, pixels.shape[2]):
        return pixels
    shown: npt.NDArray[np.uint8] = np.asarray(_through_littlecms(pixels, icc, depth=8).numpy()).reshape(pixels.shape)
    return shown


def _through_littlecms(pixels: Pixels, icc: bytes, *, depth: int) -> Any:  # noqa: ANN401
    import pyvips  # noqa: PLC0415 - the window imports this file, too, and converts nothing: its bundle has no libvips

    channels = pixels.shape[2]
    names = {(1, 8): "b-w", (3, 8): "srgb", (1, 16): "grey16", (3, 16): "rgb16"}
    image = pyvips.Image.new_from_array(pixels).copy(interpretation=names[channels, depth])
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", icc)
    srgb = image.icc_transform("srgb", embedded=True, depth=depth, intent="relative")
    return srgb if channels == 3 else srgb[0]
