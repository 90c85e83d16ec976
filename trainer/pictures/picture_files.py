"""Which picture files a job learns from and which it holds out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.bench.truth import list_pictures
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.training.job import DataOptions

_FACTOR_IN_NAME = re.compile(r"x[2-8]$")
"""DIV2K and Flickr2K name the low-resolution picture of 0801.png 0801x4.png."""


@dataclass(frozen=True, kw_only=True)
class PictureFile:
    """A picture to learn from. digest: SHA-256 of its content; low: the file with its low-resolution picture.

    The digest of a file that cannot be read is empty. `low` is None, too, where the job has folders of such pictures and
    none of this name is there.
    """

    path: Path
    digest: bytes
    low: Path | None = None


@dataclass(frozen=True, kw_only=True)
class Split:
    """Picture files for learning and for validation, each in the order of folders and names."""

    train: tuple[PictureFile, ...]
    validation: tuple[PictureFile, ...]


def split_files(options: DataOptions) -> Split:
    """Hold out `options.validation` pictures, chosen by the hash of their content so that renaming changes nothing.

    Of the others, `options.limit` are kept (0: all); which ones are held out does not depend on it. Raises BadDataset
    where a folder is missing or empty, or nothing would be left to learn from.
    """
    files = picture_files(options)
    if len(files) <= options.validation:
        detail = f"{len(files)} pictures are too few to hold out {options.validation}"
        raise BadDataset(path=folders_text(options), detail=detail)
    ranked = sorted(files, key=lambda file: (not _can_be_measured(file, options), file.digest))
    held = {file.path for file in ranked[: options.validation]}
    learned = {file.path for file in ranked[options.validation :][: options.limit or None]}
    return Split(
        train=tuple(file for file in files if file.path in learned),
        validation=tuple(file for file in files if file.path in held),
    )


def picture_files(options: DataOptions) -> list[PictureFile]:
    """Every picture file of the job's folders. Raises BadDataset where a folder is missing or empty."""
    root = Path(options.root)
    found = []
    for number, name in enumerate(options.folders):
        lows = _by_stem(list_pictures(root / options.low[number])) if options.low else {}
        for path in list_pictures(root / name):
            found.append(PictureFile(path=path, digest=digest_of(path), low=lows.get(path.stem)))
    return found


def folders_text(options: DataOptions) -> str:
    """The job's folders, for a message."""
    return ", ".join(str(Path(options.root) / name) for name in options.folders)


def digest_of(path: Path) -> bytes:
    """SHA-256 of a file's content; empty where it cannot be read, which reading its picture will report."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError:
        return b""


def _can_be_measured(file: PictureFile, options: DataOptions) -> bool:
    return bool(file.digest) and (file.low is not None or not options.low)


def _by_stem(paths: Sequence[Path]) -> dict[str, Path]:
    """Files by the name of the picture that they belong to; the very same name wins."""
    named = {_FACTOR_IN_NAME.sub("", path.stem): path for path in paths}
    return named | {path.stem: path for path in paths}
