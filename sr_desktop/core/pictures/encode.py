"""What each file format is given of a picture, and how it is encoded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, BinaryIO

import pyvips

from sr_desktop.core.pictures.bmp import write_bmp
from sr_desktop.core.pictures.file_colour import in_srgb, needs_conversion, srgb_profile
from sr_desktop.core.pictures.formats import ImageFormat
from sr_desktop.core.pictures.metadata import add_tail, attach, for_result, head
from sr_desktop.core.pictures.picture import Metadata, Picture, Pixels
from sr_desktop.core.pictures.provenance import Provenance
from sr_desktop.core.pictures.vips_stream import VipsStream, tell_progress
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom, release
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.upscaling.settings import FileRules

_CLASSIC_TIFF_BYTES = 2_000_000_000
_ALL_BUT_EXIF = 30
"""Of the blocks that libvips writes: XMP, IPTC, ICC and others."""
_BY_ROWS = ("png", "jpeg", "tiff")
"""Formats whose coders write while they read; the others take the whole picture first, and then tell nothing."""
_AVIF_EFFORT = 3
"""Of 0 (fast) to 9: above this the files get hardly smaller and the writing takes many times as long."""

_ROUNDED = QT_TRANSLATE_NOOP("notes", "{format} holds {bits} bits a channel; the 16 of the picture were rounded.")
_ON_WHITE = QT_TRANSLATE_NOOP("notes", "JPEG holds no transparency; the picture was laid on white.")
_NO_PROFILE = QT_TRANSLATE_NOOP("notes", "{format} holds no colour profile; the colours were converted to sRGB.")
_FEW_COLOURS = QT_TRANSLATE_NOOP(
    "notes", "{format} holds 256 colours and no half transparency; the result was reduced to that."
)

_INTERPRETATIONS = {(True, 8): "b-w", (False, 8): "srgb", (True, 16): "grey16", (False, 16): "rgb16"}


@dataclass(frozen=True, kw_only=True)
class Encoding:
    """A picture fitted to a format. size: (width, height, channels, bits) that the file must turn out to have.

    channels is 0 where the format decides that by itself; arrays: what the image reads its pixels from.
    """

    image: Any
    form: ImageFormat
    quality: int
    size: tuple[int, int, int, int]
    notes: tuple[Note, ...]
    metadata: Metadata
    arrays: tuple[Pixels | None, ...]


def prepare(
    picture: Picture, form: ImageFormat, rules: FileRules, made: Provenance | None, room: Workroom = IN_MEMORY
) -> Encoding:
    """Fit `picture` to the format by `rules`; most pixels are computed only when they are written.

    made: how the picture was made; room: for those that are computed now. Raises NoRoom, RoomLost.
    """
    converts = needs_conversion(picture) and (rules.profile == "srgb" or not form.profile)
    colours = in_srgb(picture, room) if converts else picture.pixels
    image = _join(picture, colours)
    image, notes = _fit(image, picture, form)
    if converts and rules.profile == "keep":
        notes.append(Note(template=_NO_PROFILE, values={"format": form.title}))
    metadata = picture.metadata
    if converts or not form.profile:
        # A grey file without a profile is taken for sRGB's curve everywhere; the profile itself is for three channels.
        metadata = replace(metadata, icc=srgb_profile() if form.profile and not picture.is_grey else None)
    metadata, said = for_result(metadata, form, rules, made, width=picture.width, height=picture.height, srgb=converts)
    return Encoding(
        image=attach(image, metadata, form),
        form=form,
        quality=rules.quality,
        size=(image.width, image.height, _channels(image.bands, form.kind), 16 if image.format == "ushort" else 8),
        notes=(*notes, *said),
        metadata=metadata,
        arrays=(colours, picture.alpha),
    )


def encode(
    encoding: Encoding,
    file: BinaryIO,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> None:
    """Write the picture into `file`, open for reading and writing. Raises the file's OSError, pyvips.Error, or Cancelled.

    progress: called with percent and 100, where the coder takes the rows one after another.
    """

    def watch() -> None:
        release(*encoding.arrays)
        if cancel:
            cancel.raise_if_cancelled()

    if encoding.form.kind == "bmp":
        write_bmp(encoding.image, file, watch, progress)
        return
    form, metadata = encoding.form, encoding.metadata
    stream = VipsStream(file, watch)
    if form.kind in _BY_ROWS:
        tell_progress(encoding.image, progress)
    insert, at = head(metadata, form)
    with stream.errors():
        _SAVERS[form.kind](encoding, stream.target(insert=insert, at=at))
    add_tail(file, metadata, form, encoding.size[0], encoding.size[1])
    if form.kind in _BY_ROWS:
        # libvips does not always tell of the last rows.
        progress(100, 100)


def _join(picture: Picture, colours: Pixels) -> Any:  # noqa: ANN401 - pyvips is untyped
    image = pyvips.Image.new_from_array(colours)
    if picture.alpha is not None:
        image = image.bandjoin(pyvips.Image.new_from_array(picture.alpha))
    return image.copy(interpretation=_INTERPRETATIONS[picture.is_grey, picture.bits])


def _fit(image: Any, picture: Picture, form: ImageFormat) -> tuple[Any, list[Note]]:  # noqa: ANN401
    notes = []
    if picture.alpha is not None and not form.alpha:
        image = image.flatten(background=[picture.peak], max_alpha=picture.peak)
        notes.append(Note(template=_ON_WHITE))
    if picture.bits > form.bits:
        if form.bits == 8:
            image = (image / 257).rint().cast("uchar").copy(interpretation=_INTERPRETATIONS[picture.is_grey, 8])
        notes.append(Note(template=_ROUNDED, values={"format": form.title, "bits": form.bits}))
    if form.few_colours:
        notes.append(Note(template=_FEW_COLOURS, values={"format": form.title}))
    if form.kind == "bmp" and image.bands == 2:
        image = image[0].bandjoin([image[0], image[0], image[1]]).copy(interpretation="srgb")
    return image, notes


def _channels(bands: int, kind: str) -> int:
    """How many come back: WebP and AVIF know no grey, GIF chooses."""
    if kind == "gif":
        return 0
    return bands + 2 if kind in ("webp", "avif") and bands < 3 else bands


def _save_png(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    # Choosing a filter for each row halves the size of a photograph and costs next to no time.
    encoding.image.pngsave_target(target, compression=6, filter="all", keep=_ALL_BUT_EXIF)


def _save_jpeg(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    # Without optimize_coding, which saves a few percent but keeps the coefficients of the whole picture in memory.
    encoding.image.jpegsave_target(target, Q=encoding.quality, subsample_mode="off", keep=_ALL_BUT_EXIF)


def _save_webp(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    encoding.image.webpsave_target(target, Q=encoding.quality, smart_subsample=True, keep=_ALL_BUT_EXIF)


def _save_tiff(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    width, height, channels, bits = encoding.size
    big = width * height * channels * bits // 8 > _CLASSIC_TIFF_BYTES
    encoding.image.tiffsave_target(target, compression="deflate", predictor="horizontal", resunit="inch", bigtiff=big)


def _save_avif(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    bits = encoding.form.bits if encoding.size[3] == 16 else 8
    encoding.image.heifsave_target(
        target, compression="av1", Q=encoding.quality, bitdepth=bits, subsample_mode="off", effort=_AVIF_EFFORT
    )


def _save_gif(encoding: Encoding, target: Any) -> None:  # noqa: ANN401
    encoding.image.gifsave_target(target)


_SAVERS: dict[str, Callable[[Encoding, Any], None]] = {
    "png": _save_png,
    "jpeg": _save_jpeg,
    "webp": _save_webp,
    "tiff": _save_tiff,
    "avif": _save_avif,
    "gif": _save_gif,
}
