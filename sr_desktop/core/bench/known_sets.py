"""The published sets: where they come from, and whether a folder holds them picture by picture. No network here.

A picture is recognised by the bytes of its file or by its decoded pixels, whatever it is called, so that a set that was
renamed or stored again without loss counts, and one that was resized, cropped or compressed once more does not.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sr_desktop.core.bench.truth import list_pictures, read_stored
from sr_desktop.core.errors import BadDataset, BadImage, SrError
from sr_desktop.core.models.published import PICTURES, known_name
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

DIGITS = 32
"""Hexadecimal digits of SHA-256 that are kept of each picture."""
SetState = Literal["complete", "differs", "unchecked", "own", "missing"]


@dataclass(frozen=True, kw_only=True)
class KnownSet:
    """A published set. page: its authors' page; archive: an address that gives its pictures in one file, "" for none."""

    name: str
    count: int
    paper: str
    page: str
    archive: str = ""


KNOWN_SETS: tuple[KnownSet, ...] = (
    KnownSet(
        name="Set5",
        count=PICTURES["Set5"],
        paper="Bevilacqua, Roumy, Guillemot, Alberi-Morel: Low-complexity single-image super-resolution, BMVC 2012",
        page="http://people.rennes.inria.fr/Aline.Roumy/results/SR_BMVC12.html",
        archive="https://huggingface.co/datasets/eugenesiow/Set5/resolve/main/data/Set5_HR.tar.gz",
    ),
    KnownSet(
        name="Set14",
        count=PICTURES["Set14"],
        paper="Zeyde, Elad, Protter: On single image scale-up using sparse-representations, Curves and Surfaces 2010",
        page="https://sites.google.com/site/romanzeyde/research-interests",
        archive="https://huggingface.co/datasets/eugenesiow/Set14/resolve/main/data/Set14_HR.tar.gz",
    ),
    KnownSet(
        name="B100",
        count=PICTURES["B100"],
        paper="Martin, Fowlkes, Tal, Malik: A database of human segmented natural images, ICCV 2001 (its 100 test pictures)",
        page="https://www2.eecs.berkeley.edu/Research/Projects/CS/vision/bsds/",
        archive="https://www2.eecs.berkeley.edu/Research/Projects/CS/vision/bsds/BSDS300-images.tgz",
    ),
    KnownSet(
        name="Urban100",
        count=PICTURES["Urban100"],
        paper="Huang, Singh, Ahuja: Single image super-resolution from transformed self-exemplars, CVPR 2015",
        page="https://github.com/jbhuang0604/SelfExSR",
    ),
)
_BY_NAME = {each.name: each for each in KNOWN_SETS}


@dataclass(frozen=True, kw_only=True)
class PictureSum:
    """What a published picture is recognised by: the first digits of SHA-256 of its file and of its pixels."""

    file: str
    pixels: str


SetSums = Mapping[str, Mapping[str, PictureSum]]
"""By set, then by the picture's name; sets whose pictures are not known here have no entry."""


@dataclass(frozen=True, kw_only=True)
class SetCheck:
    """What a folder holds. complete: exactly the published pictures; differs: see note; unchecked: a published name and
    the right number of pictures, which cannot be checked; own: no published set.
    """

    name: str
    folder: str
    count: int
    state: SetState
    note: Note | None = None


_COUNT = QT_TRANSLATE_NOOP("notes", "{count} pictures; the published set has {expected}.")
_OTHERS = QT_TRANSLATE_NOOP("notes", "{count} of its pictures are not those of the published set, for example {example}.")
_NO_SUMS = QT_TRANSLATE_NOOP("notes", "The number of pictures is right; their checksums are not known here.")


def known_set(name: str) -> KnownSet | None:
    """The published set of this name, by any of its spellings."""
    return _BY_NAME.get(known_name(name))


def read_sums(path: Path) -> SetSums:
    """The sums that came with the program."""
    plain: dict[str, dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: {picture: PictureSum(file=file, pixels=pixels) for picture, (file, pixels) in pictures.items()}
        for name, pictures in plain.items()
    }


def check_set(name: str, folder: Path, sums: SetSums, cancel: CancelToken | None = None) -> SetCheck:
    """Look into a folder: how many pictures, and whether they are the published ones. Raises Cancelled."""
    known = known_set(name)
    try:
        pictures = list_pictures(folder)
    except BadDataset as error:
        return _checked(name, folder, 0, "missing", Note(template=error.message_template, values=dict(error.values)))
    count = len(pictures)
    if known is None:
        return _checked(name, folder, count, "own")
    if count != known.count:
        return _checked(name, folder, count, "differs", Note(template=_COUNT, values={"count": count, "expected": known.count}))
    if known.name not in sums:
        return _checked(name, folder, count, "unchecked", Note(template=_NO_SUMS))
    others = [path for path in pictures if not is_published(path, sums[known.name], cancel)]
    if others:
        values: dict[str, str | int | float] = {"count": len(others), "example": others[0].name}
        return _checked(name, folder, count, "differs", Note(template=_OTHERS, values=values))
    return _checked(name, folder, count, "complete")


def is_published(path: Path, pictures: Mapping[str, PictureSum], cancel: CancelToken | None = None) -> bool:
    """Whether a file is one of these pictures; False for one that cannot be read. Raises Cancelled."""
    if cancel:
        cancel.raise_if_cancelled()
    try:
        if file_sum(path) in {each.file for each in pictures.values()}:
            return True
        return pixel_sum(path) in {each.pixels for each in pictures.values()}
    except (OSError, BadImage):
        # It is no published picture then; measuring tells what is wrong with it.
        return False


def file_sum(path: Path) -> str:
    """The first digits of SHA-256 of a file's bytes. Raises OSError."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS]


def pixel_sum(path: Path) -> str:
    """The first digits of SHA-256 of a picture's size and pixels, as they are measured. Raises BadImage."""
    pixels = read_stored(path)
    digest = hashlib.sha256(f"{pixels.shape} {pixels.dtype}".encode())
    digest.update(pixels.tobytes())
    return digest.hexdigest()[:DIGITS]


def sets_in(root: Path) -> list[Path]:
    """The folder itself where it holds pictures, else those of its folders that do, published sets first in the order of
    the papers' tables. Raises BadDataset where none does."""
    if _has_pictures(root):
        return [root]
    try:
        folders = sorted((path for path in root.iterdir() if path.is_dir() and _has_pictures(path)), key=_place)
    except OSError as error:
        raise BadDataset(path=str(root), detail=error.strerror or str(error)) from None
    if not folders:
        raise BadDataset(path=str(root), detail="neither it nor any folder in it holds pictures")
    return folders


def _place(folder: Path) -> tuple[int, str]:
    known = list(_BY_NAME)
    name = known_name(folder.name)
    return (known.index(name) if name in known else len(known), folder.name)


def _has_pictures(folder: Path) -> bool:
    try:
        return bool(list_pictures(folder))
    except SrError:
        return False


def _checked(name: str, folder: Path, count: int, state: SetState, note: Note | None = None) -> SetCheck:
    return SetCheck(name=name, folder=str(folder), count=count, state=state, note=note)
