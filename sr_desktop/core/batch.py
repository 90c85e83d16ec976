"""Many pictures one after the other: which files, where to, and one outcome for each."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sr_desktop.core.errors import BadDataset, CannotWrite, SrError
from sr_desktop.core.image_io import check_target, read_picture, write_picture
from sr_desktop.core.naming import output_name
from sr_desktop.core.size import TargetSize
from sr_desktop.core.texts import Note
from sr_desktop.core.upscale import Upscaled, Upscaler
from sr_desktop.core.upscale_settings import FileRules, OnExists

SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"})


@dataclass(frozen=True, kw_only=True)
class BatchOptions:
    """How results are sized, named and written. output: a folder, a file (one picture only), or None: beside the source."""

    model: str
    size: TargetSize
    output: Path | None = None
    file: FileRules = field(default_factory=FileRules)
    on_exists: OnExists = "rename"


@dataclass(frozen=True, kw_only=True)
class Source:
    """A picture to do. folder: where it lies below the folder that was named, for the same tree in the output."""

    path: Path
    folder: Path = Path()


@dataclass(frozen=True, kw_only=True)
class Done:
    """A picture that was written."""

    source: Path
    output: Path
    result: Upscaled
    notes: tuple[Note, ...]


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A picture whose result was there already."""

    source: Path
    output: Path


@dataclass(frozen=True, kw_only=True)
class Bad:
    """A picture that could not be done."""

    source: Path
    error: SrError


Outcome = Done | Skipped | Bad


def collect(inputs: Sequence[Path], *, recursive: bool) -> Iterator[Source | Bad]:
    """Files as they are; of folders the pictures in them, by name. A folder without pictures is Bad."""
    for path in inputs:
        if not path.is_dir():
            yield Source(path=path)
            continue
        try:
            found = sorted(file for file in _files(path, recursive=recursive) if file.suffix.lower() in SUFFIXES)
        except OSError as error:
            yield Bad(source=path, error=BadDataset(path=str(path), detail=error.strerror or str(error)))
            continue
        if not found:
            yield Bad(source=path, error=BadDataset(path=str(path), detail="it holds no pictures"))
        for file in found:
            yield Source(path=file, folder=file.parent.relative_to(path))


def names_a_file(output: Path) -> bool:
    """Whether the wished output is one file rather than a folder: it ends like a picture and is no folder."""
    return output.suffix.lower() in SUFFIXES and not output.is_dir()


def run_batch(sources: Sequence[Source | Bad], upscaler: Upscaler, options: BatchOptions) -> Iterator[Outcome]:
    """Do one after the other; a bad picture is told and the rest goes on."""
    for source in sources:
        if isinstance(source, Bad):
            yield source
            continue
        try:
            yield _one(source, upscaler, options)
        except SrError as error:
            yield Bad(source=source.path, error=error)


def _one(source: Source, upscaler: Upscaler, options: BatchOptions) -> Outcome:
    picture = read_picture(source.path)
    size = options.size.resolve(picture.width, picture.height, path=str(source.path))
    target = _target(source, options, size.scale)
    if options.on_exists == "skip" and target.exists():
        return Skipped(source=source.path, output=target)
    check_target(target, source.path, options.on_exists, size.width, size.height)
    result = upscaler.upscale(picture, size)
    written = write_picture(
        result.picture,
        target,
        options.file,
        on_exists=options.on_exists,
        source=source.path,
        made=result.provenance,
    )
    return Done(source=source.path, output=written.path, result=result, notes=(*picture.notes, *written.notes))


def _target(source: Source, options: BatchOptions, scale: float) -> Path:
    name = output_name(source.path, model=options.model, scale=scale, wished=options.file.format)
    if options.output is None:
        return source.path.with_name(name)
    if names_a_file(options.output):
        return options.output
    folder = options.output / source.folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(folder), detail=error.strerror or str(error)) from None
    return folder / name


def _files(folder: Path, *, recursive: bool) -> Iterator[Path]:
    if not recursive:
        yield from (path for path in folder.iterdir() if path.is_file())
        return
    # os.walk's default: links to folders are not followed, so that a loop of links ends.
    for parent, _, names in os.walk(folder):
        yield from (Path(parent) / name for name in names)
