"""Weights as models of the user's: copied into the models folder under a name of their own, described. No torch, no Qt."""

from __future__ import annotations

import json
import shutil
import struct
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import BinaryIO

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadCheckpoint, SrError
from sr_desktop.core.models.licence_terms import Commercial
from sr_desktop.core.models.weights_header import WeightsInfo, read_info
from sr_desktop.core.pictures.naming import numbered

_SUFFIX = ".safetensors"


def use_weights(weights: Path, models: Path) -> Path:
    """Copy a run's weights into the folder `models` and return the copy's path; a copy that is there already is that one.

    Where weights of the same model and factor are there, the copy is another model ("srcnn-2"), since files of one model
    belong together. Nothing is ever overwritten. Raises BadCheckpoint, CannotWrite.
    """
    info = read_info(weights)
    present = _models(models)
    for path, known in present.items():
        if info.sha256 and (known.sha256, known.arch, known.config) == (info.sha256, info.arch, info.config):
            return path
    named = _with_free_name(info, list(present.values()))
    factors = "-".join(f"{scale:g}" for scale in info.scales)
    first = models / f"{named.model}_x{factors}{_SUFFIX}"
    for number in count():
        path = numbered(first, number) if number else first
        try:
            with atomic_write(path, replace=False) as file:
                _copy(weights, file, {"model": named.model, "title": named.title})
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers do not end")


def describe_weights(files: Sequence[Path], *, title: str, licence: str, commercial: Commercial) -> None:
    """Write into each of a model's files what it is called, its licence, and whether it may be used for money.

    The tensors stay as they are, and each file is old or new, never half. Raises BadCheckpoint, CannotWrite.
    """
    stated = "" if commercial == "unknown" else commercial
    for path in files:
        read_info(path)
        with atomic_write(path) as file:
            _copy(path, file, {"title": title, "licence": licence, "commercial": stated})


def _models(folder: Path) -> dict[Path, WeightsInfo]:
    found = {}
    for path in sorted(folder.glob(f"*{_SUFFIX}")):
        try:
            found[path] = read_info(path)
        except SrError:
            # The picker shows what is wrong with it; it takes no model's name.
            continue
    return found


def _with_free_name(info: WeightsInfo, present: list[WeightsInfo]) -> WeightsInfo:
    taken = {known.model for known in present if known.arch != info.arch or set(known.scales) & set(info.scales)}
    if info.model not in taken:
        return info
    every = {known.model for known in present}
    number = next(number for number in count(2) if f"{info.model}-{number}" not in every)
    return replace(info, model=f"{info.model}-{number}", title=f"{info.title} ({number})")


def _copy(weights: Path, file: BinaryIO, changes: Mapping[str, str]) -> None:
    """The tensors as they are, after a header with these changes to its description."""
    try:
        with weights.open("rb") as source:
            (length,) = struct.unpack("<Q", source.read(8))
            header = json.loads(source.read(length))
            header["__metadata__"] |= changes
            text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
            # Tensors begin at a multiple of eight bytes, as safetensors lays them.
            text += b" " * (-len(text) % 8)
            file.write(struct.pack("<Q", len(text)) + text)
            shutil.copyfileobj(source, file)
    except (struct.error, ValueError, KeyError, TypeError) as error:
        raise BadCheckpoint(path=str(weights), detail=f"it changed while it was copied ({error})") from error
