"""Getting a published set on request: an archive is fetched, and of it only the published pictures are kept.

What makes a picture the right one is its own checksum, so that the server need not be trusted, nor the archive be known.
"""

from __future__ import annotations

import shutil
import tarfile
import tempfile
import urllib.parse
import zlib
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from sr_desktop.core.bench.errors import NotThePublishedSet
from sr_desktop.core.bench.known_sets import KnownSet, PictureSum, is_published
from sr_desktop.core.bench.truth import SUFFIXES
from sr_desktop.core.errors import CannotWrite, OutputExists
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.web_stream import TIMEOUT_S, CannotReach, WebStream, unreachable

_MOST_BYTES = 1 << 30
"""Of an archive, and of all pictures in it: what is larger is no test set."""
_MOST_PICTURE = 32 << 20


def fetch_set(
    known: KnownSet,
    pictures: Mapping[str, PictureSum],
    folder: Path,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    timeout_s: float = TIMEOUT_S,
) -> Path:
    """Put the pictures of `known` into a folder of its name in `folder`, all of them or none; returns it.

    progress: bytes that have come, and all (0 while unknown). Raises OutputExists, NoConnection, ServerRefused, CannotWrite,
    NotThePublishedSet, or Cancelled within a fraction of a second.
    """
    target = folder / known.name
    if target.exists():
        raise OutputExists(path=str(target))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".sr-", dir=folder) as scratch:
            archive, unpacked = Path(scratch) / "archive", Path(scratch) / known.name
            with archive.open("wb") as file, closing(WebStream(known.archive, 0, timeout_s)) as stream:
                _fetch(known, stream, file, progress, cancel or CancelToken())
            unpacked.mkdir()
            found = _unpack(archive, unpacked, pictures, cancel or CancelToken())
            if found != known.count:
                raise NotThePublishedSet(host=_host(known), found=found, count=known.count, dataset=known.name)
            unpacked.rename(target)
    except OSError as error:
        raise CannotWrite(path=str(target), detail=error.strerror or str(error)) from error
    return target


def _fetch(known: KnownSet, stream: WebStream, file: BinaryIO, progress: ProgressCallback, cancel: CancelToken) -> None:
    folder = Path(file.name).parent.parent
    name = Path(urllib.parse.urlsplit(known.archive).path).name
    try:
        stream.begin(cancel)
        free = shutil.disk_usage(folder).free
        if free < 2 * stream.length:
            detail = f"{2 * stream.length / 1e6:.0f} MB are needed, {free / 1e6:.0f} MB are free"
            raise CannotWrite(path=str(folder), detail=detail)
        for chunk in stream.chunks(cancel):
            file.write(chunk)
            progress(file.tell(), stream.length)
            if file.tell() > _MOST_BYTES:
                raise NotThePublishedSet(host=_host(known), found=0, count=known.count, dataset=known.name)
        if file.tell() < stream.length:
            raise unreachable(known.archive, name, folder, None)
    except CannotReach as error:
        raise unreachable(known.archive, name, folder, error.reason) from error.reason


def _unpack(archive: Path, folder: Path, pictures: Mapping[str, PictureSum], cancel: CancelToken) -> int:
    """Write the published pictures of an archive to `folder`, each once; returns how many there are. Raises Cancelled."""
    kept: set[str] = set()
    total = 0
    try:
        with tarfile.open(archive) as bundle:
            for member in bundle:
                cancel.raise_if_cancelled()
                # Names within archives are not to be trusted: only the last part is used, of plain files alone.
                name = Path(member.name).name
                if not member.isfile() or Path(name).suffix.lower() not in SUFFIXES or member.size > _MOST_PICTURE:
                    continue
                total += member.size
                source = bundle.extractfile(member)
                if source is None or name in kept or total > _MOST_BYTES:
                    continue
                path = folder / name
                path.write_bytes(source.read())
                if is_published(path, pictures, cancel):
                    kept.add(name)
                else:
                    path.unlink()
    except (tarfile.TarError, EOFError, zlib.error):
        # Cut or no archive at all: what is missing is counted.
        return len(kept)
    return len(kept)


def _host(known: KnownSet) -> str:
    return urllib.parse.urlsplit(known.archive).hostname or ""
