"""The pictures that libvips does not decode: BMP, and TIFF files in 8-bit Lab."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageOps
from PIL.BmpImagePlugin import BmpImageFile
from PIL.TiffImagePlugin import TiffImageFile

from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_FROM_LAB = QT_TRANSLATE_NOOP("notes", "The Lab colours of the file were converted to RGB.")
CheckSize = Callable[[int, int], None]


def read_bmp(file: BinaryIO, check_size: CheckSize) -> Picture:
    """Decode a BMP file; check_size(width, height) may raise before. Raises OSError, ValueError or SyntaxError if damaged."""
    # Not through Image.open: its limit of pixels is a setting of the whole process.
    with BmpImageFile(file) as image:
        check_size(*image.size)
        wanted = "L" if image.mode in ("1", "L") else "RGBA" if image.mode == "RGBA" else "RGB"
        array = np.asarray(image.convert(wanted))
        dpi = image.info.get("dpi")
    array = array.reshape(array.shape[0], array.shape[1], -1)
    alpha = np.ascontiguousarray(array[:, :, 3]) if wanted == "RGBA" else None
    pixels = np.ascontiguousarray(array[:, :, :3])
    return Picture(pixels=pixels, alpha=alpha, metadata=Metadata(dpi=_plausible(dpi)), format="bmp")


def read_lab_tiff(file: BinaryIO, check_size: CheckSize) -> Picture:
    """Decode a TIFF file in Lab, 8 bits a channel, to sRGB; else as `read_bmp`."""
    file.seek(0)
    with TiffImageFile(file) as image:
        check_size(*image.size)
        if image.mode != "LAB":
            raise ValueError(f"{image.mode} is not Lab")
        profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        upright = ImageOps.exif_transpose(image)
        rgb = ImageCms.applyTransform(upright, ImageCms.buildTransform(*profiles, "LAB", "RGB"))
        dpi = image.info.get("dpi")
    pixels: npt.NDArray[np.uint8] = np.array(_loaded(rgb))
    return Picture(pixels=pixels, metadata=Metadata(dpi=_plausible(dpi)), format="tiff", notes=(Note(template=_FROM_LAB),))


def _loaded(image: Image.Image | None) -> Image.Image:
    if image is None:
        raise ValueError("the colours cannot be converted")
    return image


def _plausible(dpi: tuple[float, float] | None) -> tuple[float, float] | None:
    return (float(dpi[0]), float(dpi[1])) if dpi and min(dpi) > 1 else None
