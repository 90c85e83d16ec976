"""Ground-truth pictures for measuring and training, read by Pillow so that the trainer needs nothing else."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from sr_desktop.core.colour import rgb_to_luma
from sr_desktop.core.errors import BadDataset, BadImage, ImageMissing, ImageTruncated, ImageUnreadable, NotAnImage
from sr_desktop.core.picture import FloatArray

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"})
_FORMATS = ("PNG", "JPEG", "BMP", "TIFF", "WEBP")


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
    try:
        with Image.open(path, formats=_FORMATS) as image:
            grey = image.mode == "L"
            pixels = np.asarray(image if grey else image.convert("RGB"), dtype=np.float32)
    except FileNotFoundError:
        raise ImageMissing(path=str(path)) from None
    except PermissionError as error:
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    except UnidentifiedImageError:
        raise NotAnImage(path=str(path)) from None
    except Image.DecompressionBombError as error:
        raise BadImage(path=str(path), detail=str(error)) from None
    except (OSError, SyntaxError, ValueError) as error:
        raise ImageTruncated(path=str(path), detail=str(error)) from None
    return pixels.reshape(pixels.shape[0], pixels.shape[1], -1) / np.float32(255.0)


def luma_of(picture: FloatArray) -> FloatArray:
    """H x W luminance of what `read_truth` gives: the one channel as it is, or Y of RGB."""
    return picture[:, :, 0] if picture.shape[2] == 1 else rgb_to_luma(picture)
