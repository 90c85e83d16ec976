"""The file formats of results: names, limits, and what each can hold (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.errors import CannotWrite, FormatLimit
from sr_desktop.core.pictures.result_errors import FileTooLarge
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.upscaling.settings import OutputFormat

_NOT_KEPT = QT_TRANSLATE_NOOP("notes", "{format} holds 256 colours only; the result is a PNG file.")
_TOO_LARGE = QT_TRANSLATE_NOOP("notes", "The result is too large for {format}; it is a PNG file.")
_TOO_LARGE_FOR_CHOSEN = QT_TRANSLATE_NOOP("notes", "The result is too large for {format}; choose PNG or TIFF.")
_FOUR_GB = (1 << 32) - 4096


@dataclass(frozen=True, kw_only=True)
class ImageFormat:
    """A format that results can be written in.

    kind: what `Picture.format` calls it; suffixes: the usual one first; most_side: pixels a side, most_bytes: of a file
    without compression, 0 for no limit; bits: the most for a channel; quality: whether it loses by a chosen quality;
    alpha, profile, exif, xmp, iptc: whether it holds these; few_colours: it cannot hold a photograph; whole: what writes it
    must have all of the picture in memory.
    """

    name: OutputFormat
    title: str
    kind: str
    suffixes: tuple[str, ...]
    most_side: int = 0
    most_bytes: int = 0
    bits: int = 8
    quality: bool = False
    alpha: bool = True
    profile: bool = True
    exif: bool = True
    xmp: bool = True
    iptc: bool = False
    few_colours: bool = False
    whole: bool = False

    def too_large(self, width: int, height: int) -> bool:
        """Whether a picture of so many pixels does not go in."""
        return bool(self.most_side and max(width, height) > self.most_side) or self.too_heavy(width, height)

    def too_heavy(self, width: int, height: int) -> bool:
        """Whether the file would be larger than the format allows."""
        return bool(self.most_bytes and width * height * 4 > self.most_bytes)


FORMATS: tuple[ImageFormat, ...] = (
    ImageFormat(name="png", title="PNG", kind="png", suffixes=(".png",), bits=16, iptc=True),
    # 65,535 fit into its header; libjpeg, with which nearly every program reads and writes it, stops at 65,500.
    ImageFormat(
        name="jpg",
        title="JPEG",
        kind="jpeg",
        suffixes=(".jpg", ".jpeg", ".jpe", ".jfif"),
        most_side=65500,
        quality=True,
        alpha=False,
        iptc=True,
    ),
    ImageFormat(name="webp", title="WebP", kind="webp", suffixes=(".webp",), most_side=16383, quality=True, whole=True),
    ImageFormat(name="tiff", title="TIFF", kind="tiff", suffixes=(".tif", ".tiff"), bits=16, iptc=True),
    ImageFormat(
        name="avif", title="AVIF", kind="avif", suffixes=(".avif",), most_side=16384, bits=12, quality=True, whole=True
    ),
    ImageFormat(
        name="bmp", title="BMP", kind="bmp", suffixes=(".bmp",), most_bytes=_FOUR_GB, profile=False, exif=False, xmp=False
    ),
    ImageFormat(
        name="gif",
        title="GIF",
        kind="gif",
        suffixes=(".gif",),
        most_side=65535,
        profile=False,
        exif=False,
        xmp=False,
        few_colours=True,
        whole=True,
    ),
)
FORMAT_BY_NAME = {each.name: each for each in FORMATS}
SUFFIXES = frozenset(suffix for each in FORMATS for suffix in each.suffixes)
"""Of the files that are written, and of those that are looked for in folders: every format goes both ways."""
_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BY_KIND = {each.kind: each for each in FORMATS}
_PNG = FORMAT_BY_NAME["png"]


@dataclass(frozen=True, kw_only=True)
class ChosenFormat:
    """How the result of a picture is stored.

    note: why that is not the format of the picture, where it was to be kept; or that it does not fit, where it was chosen.
    """

    format: ImageFormat
    suffix: str
    note: Note | None = None


def choose_format(source: Path, kind: str, wished: OutputFormat, width: int = 1, height: int = 1) -> ChosenFormat:
    """The format for a result of `width` x `height` pixels of the file `source`, whose content is of the kind `kind`.

    "keep" keeps what can hold the result, with the source's own suffix where that is a right one, and is PNG otherwise.
    kind: `Picture.format`; "" for not known yet: the suffix is believed.
    """
    if wished != "keep":
        chosen = FORMAT_BY_NAME[wished]
        too_large = Note(template=_TOO_LARGE_FOR_CHOSEN, values={"format": chosen.title})
        note = too_large if chosen.too_large(width, height) else None
        return ChosenFormat(format=chosen, suffix=chosen.suffixes[0], note=note)
    suffix = source.suffix
    own = _BY_KIND.get(kind) if kind else _BY_SUFFIX.get(suffix.lower())
    if own is None:
        return ChosenFormat(format=_PNG, suffix=_PNG.suffixes[0])
    if own.few_colours or own.too_large(width, height):
        template = _NOT_KEPT if own.few_colours else _TOO_LARGE
        note = Note(template=template, values={"format": own.title})
        return ChosenFormat(format=_PNG, suffix=_PNG.suffixes[0], note=note)
    return ChosenFormat(format=own, suffix=suffix if suffix.lower() in own.suffixes else own.suffixes[0])


def format_of(path: Path) -> ImageFormat:
    """The format that the suffix of `path` asks for. Raises CannotWrite for one that is not written."""
    found = _BY_SUFFIX.get(path.suffix.lower())
    if found is None:
        usual = ", ".join(suffix for each in FORMATS for suffix in each.suffixes)
        detail = f"the format {path.suffix or '(none)'} cannot be written; use {usual}"
        raise CannotWrite(path=str(path), detail=detail)
    return found


def check_format_limit(path: Path, width: int, height: int) -> None:
    """Raise FormatLimit or FileTooLarge if the format of `path` cannot hold so many pixels, CannotWrite for an unknown one."""
    wanted = format_of(path)
    if wanted.most_side and max(width, height) > wanted.most_side:
        raise FormatLimit(format=wanted.title, width=width, height=height, limit=wanted.most_side)
    if wanted.too_heavy(width, height):
        raise FileTooLarge(format=wanted.title, width=width, height=height)
