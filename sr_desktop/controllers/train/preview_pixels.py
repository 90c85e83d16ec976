"""Pictures of the trainer as pixel files for the comparison."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
from PIL import Image, UnidentifiedImageError

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file

_KEPT = 200


class PreviewPixels:
    """Decodes small PNG files into `folder`; the newest two hundred stay. To be used on one thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, PixelFile] = {}

    def of(self, path: str, *, keep: bool = False) -> PixelFile:
        """The pixel file of a picture; keep: it never changes, so that it is not read again. Raises OSError."""
        known = self._files.get(path)
        if known and keep:
            return known
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            with Image.open(path) as image:
                pixels = np.asarray(image.convert("RGB"), dtype=np.uint8)
        except UnidentifiedImageError as error:
            raise OSError(f"{path} is no picture") from error
        target = self._folder / f"{sha256(path.encode()).hexdigest()[:16]}.rgba"
        # What is on the screen is a mapping of a file before it: a new one must be another file.
        target.unlink(missing_ok=True)
        file = write_pixel_file(Picture(pixels=np.ascontiguousarray(pixels)), target)
        self._files[path] = file
        while len(self._files) > _KEPT:
            oldest = next(iter(self._files))
            Path(self._files.pop(oldest).path).unlink(missing_ok=True)
        return file
