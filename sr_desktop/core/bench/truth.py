"""Ground-truth pictures for measuring and training, read by Pillow so that the trainer needs nothing else."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from sr_desktop.core.colour import rgb_to_luma
from sr_desktop.core.errors import BadDataset, BadImage, ImageMissing, ImageTruncated, ImageUnreadable, NotAnImage
from sr_desktop.core.pictures.picture import FloatArray

Stored = npt.NDArray[np.uint8] | FloatArray
"""H x W x 1 or 3: 0..255 where the file has 8 bits a channel, else 0..1."""

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".bmp", ".tif", ".tiff", ".webp", ".gif"})
FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP", "GIF")
_ORIENTATION = 0x0112
_WHITE_OF_16_BITS = 65535.0
_OVERSHOOT = 1.25
"""Sharpening brings values a little over white; what lies further out is another range of values."""


def list_pictures(folder: Path) -> list[Path]:
    """The picture files right in `folder`, by name. Raises BadDataset where there are none."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES and path.is_file())
    except OSError as error:
        raise BadDataset(path=str(folder), detail=error.strerror or str(error)) from None
    if not found:
        raise BadDataset(path=str(folder), detail="it holds no pictures")
    return found


def read_truth(path: Path) -> FloatArray:
    """H x W x 1 for a file stored as one channel (luminance as it is, full range), else H x W x 3 RGB; float in 0..1.

    Raises ImageMissing, ImageUnreadable, NotAnImage, ImageTruncated or BadImage.
    """
    return as_float(read_stored(path))


def read_stored(path: Path) -> Stored:
    """As `read_truth`, upright, but 8 bits stay bytes. Transparency is left out, of several frames the first is read."""
    try:
        with Image.open(path, formats=FORMATS) as image:
            return pixels_of(image)
    except FileNotFoundError:
        raise ImageMissing(path=str(path)) from None
    except PermissionError as error:
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    except UnidentifiedImageError:
        raise NotAnImage(path=str(path)) from None
    except (Image.DecompressionBombError, ImageCms.PyCMSError) as error:
        raise BadImage(path=str(path), detail=str(error)) from None
    except MemoryError:
        raise BadImage(path=str(path), detail="there is not enough memory to decode it") from None
    except (OSError, SyntaxError, ValueError, struct.error) as error:
        raise ImageTruncated(path=str(path), detail=str(error)) from None


def pixels_of(image: Image.Image) -> Stored:
    """The pixels of an image that Pillow opened, as `read_stored` gives them. Raises what Pillow does for damaged files."""
    turned = ImageOps.exif_transpose(image) if _is_turned(image) else image
    if turned.mode == "L":
        pixels: Stored = np.asarray(turned)
    elif turned.mode.startswith("I") or turned.mode == "F":
        pixels = _deep_grey(np.asarray(turned).astype(np.float32), whole=turned.mode != "F")
    elif turned.mode == "LAB":
        pixels = np.asarray(_lab_to_rgb(turned))
    else:
        pixels = np.asarray(turned.convert("RGB"))
    return pixels.reshape(pixels.shape[0], pixels.shape[1], -1)


def as_float(pixels: Stored) -> FloatArray:
    """Values in 0..1 of what `read_stored` gives."""
    return pixels.astype(np.float32) / np.float32(255.0) if pixels.dtype == np.uint8 else pixels.astype(np.float32, copy=False)


def luma_of(picture: FloatArray) -> FloatArray:
    """H x W luminance of what `read_truth` gives: the one channel as it is, or Y of RGB."""
    return picture[:, :, 0] if picture.shape[2] == 1 else rgb_to_luma(picture)


def _is_turned(image: Image.Image) -> bool:
    try:
        return int(image.getexif().get(_ORIENTATION, 1)) in range(2, 9)
    except (OSError, SyntaxError, ValueError, TypeError, struct.error):
        # A damaged block of EXIF says nothing; the pixels may be sound.
        return False


def _deep_grey(values: FloatArray, *, whole: bool) -> FloatArray:
    """Grey of more than 8 bits to 0..1; what goes up to neither 1 nor 65535 is scaled by its largest value."""
    finite = np.nan_to_num(values, nan=0.0, posinf=0.0, neginf=0.0)
    largest = float(finite.max())
    if whole:
        white = _WHITE_OF_16_BITS if largest <= _WHITE_OF_16_BITS else largest
    else:
        white = 1.0 if float(np.percentile(finite, 99.9)) <= _OVERSHOOT else largest
    shares: FloatArray = np.clip(finite / np.float32(white), 0.0, 1.0)
    return shares


def _lab_to_rgb(image: Image.Image) -> Image.Image:
    profiles = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
    converted = ImageCms.applyTransform(image, ImageCms.buildTransform(*profiles, "LAB", "RGB"))
    if converted is None:
        raise ValueError("its colours cannot be converted")
    return converted
