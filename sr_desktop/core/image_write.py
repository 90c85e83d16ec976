"""Pictures to files: never over an original, complete and checked before they get their name."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyvips
from PIL import Image

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import CannotWrite, FormatLimit, OutputExists, OutputIsInput
from sr_desktop.core.image_read import read_picture
from sr_desktop.core.naming import numbered
from sr_desktop.core.picture import Picture, Pixels
from sr_desktop.core.protocol import OnExists
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_LIMITS = {"jpeg": 65535, "webp": 16383}
_FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp", ".tif": "tiff", ".tiff": "tiff"}
_MM_PER_INCH = 25.4
_WHITE = 255
_ROUNDED = QT_TRANSLATE_NOOP("notes", "{format} holds 8 bits a channel; the 16 of the picture were rounded.")
_ON_WHITE = QT_TRANSLATE_NOOP("notes", "JPEG holds no transparency; the picture was laid on white.")

_NO_EXIF = QT_TRANSLATE_NOOP("notes", "The EXIF block of the picture is not written to TIFF; PNG, JPEG and WebP keep it.")


@dataclass(frozen=True, kw_only=True)
class WrittenFile:
    """Where the picture is, and sentences about what the format could not keep."""

    path: Path
    notes: tuple[Note, ...] = ()


def check_target(path: Path, source: Path | None, on_exists: OnExists, width: int, height: int) -> None:
    """Raise before any work what `write_picture` would after it: OutputIsInput, OutputExists, FormatLimit, CannotWrite."""
    kind = _format_of(path)
    limit = _LIMITS.get(kind)
    if limit and max(width, height) > limit:
        raise FormatLimit(format=kind.upper(), width=width, height=height, limit=limit)
    if source is not None and _same_file(path, source):
        raise OutputIsInput(path=str(path))
    if on_exists == "skip" and path.exists():
        raise OutputExists(path=str(path))
    if not path.parent.is_dir():
        raise CannotWrite(path=str(path), detail="its folder does not exist")


def write_picture(
    picture: Picture, path: Path, *, quality: int = 95, on_exists: OnExists = "rename", source: Path | None = None
) -> WrittenFile:
    """Write `picture` in the format of the suffix (png, jpg, webp, tif) with its metadata; quality 1..100 for jpg and webp.

    JPEG keeps full colour resolution (4:4:4). Raises as `check_target` does.
    """
    check_target(path, source, on_exists, picture.width, picture.height)
    kind = _format_of(path)
    fitting, notes = _fit(picture, kind)
    data = _ENCODERS[kind](_to_vips(fitting), quality)

    def verify(temporary: Path) -> None:
        _check_written(temporary, fitting, path)

    if on_exists == "replace":
        with atomic_write(path, verify=verify) as file:
            file.write(data)
        return WrittenFile(path=path, notes=notes)
    return WrittenFile(path=_write_free(path, data, verify, on_exists), notes=notes)


def _write_free(path: Path, data: bytes, verify: Callable[[Path], None], on_exists: OnExists) -> Path:
    candidate, number = path, 1
    while True:
        # Links are names that are taken, whatever they point to.
        if not os.path.lexists(candidate):
            try:
                with atomic_write(candidate, replace=False, verify=verify) as file:
                    file.write(data)
            except FileExistsError:
                pass
            else:
                return candidate
        if on_exists == "skip":
            raise OutputExists(path=str(path))
        candidate, number = numbered(path, number), number + 1


def _format_of(path: Path) -> str:
    kind = _FORMATS.get(path.suffix.lower())
    if kind is None:
        raise CannotWrite(
            path=str(path), detail=f"the format {path.suffix or '(none)'} cannot be written; use {', '.join(_FORMATS)}"
        )
    return kind


def _same_file(path: Path, source: Path) -> bool:
    try:
        return path.samefile(source)
    except OSError:
        # One of them does not exist (yet); on a case-blind file system the names still may meet.
        return os.path.normcase(path.absolute()).casefold() == os.path.normcase(source.absolute()).casefold()


def _fit(picture: Picture, kind: str) -> tuple[Picture, tuple[Note, ...]]:
    notes = []
    pixels, alpha = picture.pixels, picture.alpha
    if picture.bits == 16 and kind in ("jpeg", "webp"):
        pixels, alpha = _to_8_bits(pixels), None if alpha is None else _to_8_bits(alpha)
        notes.append(Note(template=_ROUNDED, values={"format": kind.upper()}))
    if alpha is not None and kind == "jpeg":
        pixels, alpha = _on_white(pixels, alpha), None
        notes.append(Note(template=_ON_WHITE))
    if picture.metadata.exif and kind == "tiff":
        notes.append(Note(template=_NO_EXIF))
    return Picture(pixels=pixels, alpha=alpha, metadata=picture.metadata, format=kind), tuple(notes)


def _to_8_bits(pixels: Pixels) -> Pixels:
    result: Pixels = ((pixels.astype(np.uint32) + 128) // 257).astype(np.uint8)
    return result


def _on_white(pixels: Pixels, alpha: Pixels) -> Pixels:
    share = alpha[:, :, None].astype(np.float32) / _WHITE
    result: Pixels = np.floor(pixels * share + _WHITE * (1 - share) + 0.5).astype(np.uint8)
    return result


def _to_vips(picture: Picture) -> Any:  # noqa: ANN401 - pyvips is untyped
    array: Any = picture.pixels
    if picture.alpha is not None:
        array = np.concatenate([picture.pixels, picture.alpha[:, :, None]], axis=2)
    names = {(True, 8): "b-w", (False, 8): "srgb", (True, 16): "grey16", (False, 16): "rgb16"}
    image = pyvips.Image.new_from_array(array, interpretation=names[picture.is_grey, picture.bits])
    metadata = picture.metadata
    changes = {}
    if metadata.dpi:
        changes = {"xres": metadata.dpi[0] / _MM_PER_INCH, "yres": metadata.dpi[1] / _MM_PER_INCH}
    image = image.copy(**changes)
    if metadata.exif:
        _copy_exif(metadata.exif, image)
    for name, blob in (("icc-profile-data", metadata.icc), ("xmp-data", metadata.xmp)):
        if blob:
            image.set_type(pyvips.GValue.blob_type, name, blob)
    return image


def _copy_exif(exif: bytes, image: Any) -> None:  # noqa: ANN401
    # libvips writes only those entries that it parsed itself into fields; a tiny JPEG around the block makes it parse.
    carrier = io.BytesIO()
    Image.new("L", (1, 1)).save(carrier, "JPEG", exif=exif)
    parsed = pyvips.Image.jpegload_buffer(carrier.getvalue())
    for name in parsed.get_fields():
        if name.startswith("exif-"):
            image.set_type(parsed.get_typeof(name), name, parsed.get(name))


_ENCODERS: dict[str, Callable[[Any, int], bytes]] = {
    "png": lambda image, quality: image.pngsave_buffer(compression=6),
    "jpeg": lambda image, quality: image.jpegsave_buffer(Q=quality, subsample_mode="off", optimize_coding=True),
    "webp": lambda image, quality: image.webpsave_buffer(Q=quality, smart_subsample=True),
    "tiff": lambda image, quality: image.tiffsave_buffer(compression="deflate", predictor="horizontal"),
}


def _check_written(temporary: Path, wanted: Picture, path: Path) -> None:
    written = read_picture(temporary)
    if (written.width, written.height, written.bits) != (wanted.width, wanted.height, wanted.bits):
        raise CannotWrite(path=str(path), detail="what was written is not what was meant; the file was removed")
