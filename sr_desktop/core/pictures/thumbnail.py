"""Small pictures of pictures for lists, kept in a folder; decoded as small as the file's format allows."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import pyvips

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadImage, ImageMissing
from sr_desktop.core.pictures.kinds import open_image
from sr_desktop.core.pictures.pillow import read_bmp
from sr_desktop.core.pictures.read import MAX_SOURCE_PIXELS, MAX_WHOLE_PIXELS
from sr_desktop.core.pictures.vips_stream import VipsStream

SIDE = 96
"""Pixels of the longer side: enough for 48 on a screen of double density."""
_MOST_BYTES = 64 * 1024 * 1024
_KEPT_SHARE = 0.75
_QUALITY = 85
_LYING_DOWN = 5
"""From this of EXIF's orientations on, width and height change places."""


@dataclass(frozen=True, kw_only=True)
class Thumbnail:
    """A JPEG or PNG file for a picture, upright, no side over SIDE; width and height are the picture's own, upright."""

    file: Path
    width: int
    height: int


class ThumbnailFolder:
    """Keeps thumbnails in `folder`, which is made if missing, under names that change with their pictures.

    Raises OSError.
    """

    def __init__(self, folder: Path, *, most_bytes: int = _MOST_BYTES) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._trim(most_bytes)
        self._known = {path.name.partition("-")[0]: path.name for path in folder.iterdir() if path.suffix in (".jpg", ".png")}

    def thumbnail(self, path: Path) -> Thumbnail:
        """The picture's thumbnail, made where there is none yet.

        Raises BadImage where the picture cannot be decoded, CannotWrite where the folder does not take it.
        """
        name = _name(path)
        if name in self._known:
            known = self._folder / self._known[name]
            across, down = known.stem.rpartition("-")[2].split("x")
            return Thumbnail(file=known, width=int(across), height=int(down))
        with open_image(path) as (file, kind):
            try:
                small, width, height = _shrunk(file, kind, path)
                suffix, data = _encoded(small)
            except (pyvips.Error, OSError, ValueError, SyntaxError, MemoryError) as error:
                raise BadImage(
                    path=str(path), detail=str(error).strip().splitlines()[-1] if str(error) else "damaged"
                ) from None
        target = self._folder / f"{name}-{width}x{height}{suffix}"
        with atomic_write(target, replace=True) as out:
            out.write(data)
        self._known[name] = target.name
        return Thumbnail(file=target, width=width, height=height)

    def _trim(self, most_bytes: int) -> None:
        """Remove the oldest where the folder has grown too large."""
        files = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.path) for entry in os.scandir(self._folder))
        excess = sum(size for _, size, _ in files)
        if excess <= most_bytes:
            return
        excess -= int(most_bytes * _KEPT_SHARE)
        for _, size, path in files:
            if excess <= 0:
                return
            Path(path).unlink(missing_ok=True)
            excess -= size


def _name(path: Path) -> str:
    """What tells this state of this picture from all others."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        raise ImageMissing(path=str(path)) from None
    state = f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0{SIDE}"
    return hashlib.sha256(state.encode("utf-8", "surrogateescape")).hexdigest()[:32]


def _shrunk(file: BinaryIO, kind: str, path: Path) -> tuple[Any, int, int]:
    """The small picture, and the width and height of the whole one."""
    if kind == "bmp":
        picture = read_bmp(file, lambda width, height: _check(width, height, path, MAX_WHOLE_PIXELS))
        whole = pyvips.Image.new_from_array(picture.pixels)
        return whole.thumbnail_image(SIDE, height=SIDE, size="down"), picture.width, picture.height
    header = VipsStream(file)
    with header.errors():
        image = pyvips.Image.new_from_source(header.source(), "", access="sequential")
        _check(image.width, image.height, path)
        orientation = int(image.get("orientation")) if image.get_typeof("orientation") else 1
        size = (image.height, image.width) if orientation >= _LYING_DOWN else (image.width, image.height)
    file.seek(0)
    stream = VipsStream(file)
    with stream.errors():
        small = pyvips.Image.thumbnail_source(stream.source(), SIDE, height=SIDE, size="down", export_profile="srgb")
        return small.copy_memory(), *size


def _check(width: int, height: int, path: Path, most: int = MAX_SOURCE_PIXELS) -> None:
    if width * height > most:
        raise BadImage(path=str(path), detail="it is too large")


def _encoded(small: Any) -> tuple[str, bytes]:  # noqa: ANN401 - pyvips is untyped
    small = small.colourspace("srgb").cast("uchar")
    if small.hasalpha():
        return ".png", bytes(small.pngsave_buffer(keep="none"))
    return ".jpg", bytes(small.jpegsave_buffer(Q=_QUALITY, keep="none"))
