"""The description inside a safetensors file, read without torch: safetensors' 8-byte length and JSON header."""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sr_desktop.core.errors import BadCheckpoint, CutWeights, DamagedWeights, ForeignWeights
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain
from sr_desktop.core.models.model_card import Score

FORMAT = "sr-desktop-1"
_MAX_HEADER = 4 << 20
_MAX_TEXT = 16 << 10
"""Characters of all that is told beside the recipe: a title without end would be no card that the window can take."""


@dataclass(frozen=True, kw_only=True)
class WeightsInfo:
    """What a weights file says of itself. config: JSON of the architecture's Config; recipe: JSON of the job, steps,
    device and time; created: ISO 8601; sha256: of the tensors (see checkpoint.digest); params: numbers in the tensors.
    origin, origin_sha256: name and SHA-256 of the file that it was read from, for models from elsewhere; commercial: "yes" or
    "no" where somebody said so, else "". colour_shift: how far flat colours are moved, in levels of 255; None: not measured.
    """

    model: str
    title: str
    arch: str
    config: str
    scales: tuple[float, ...]
    recipe: str = ""
    scores: tuple[Score, ...] = ()
    licence: str = "MIT"
    created: str = ""
    sha256: str = ""
    params: int = 0
    origin: str = ""
    origin_sha256: str = ""
    commercial: str = ""
    colour_shift: float | None = None

    def metadata(self) -> dict[str, str]:
        """The file's metadata: text only, as safetensors asks."""
        scores = [to_plain(score) for score in self.scores]
        return {
            "format": FORMAT,
            "model": self.model,
            "title": self.title,
            "arch": self.arch,
            "config": self.config,
            "scales": json.dumps(list(self.scales)),
            "recipe": self.recipe,
            "scores": json.dumps(scores),
            "licence": self.licence,
            "created": self.created,
            "sha256": self.sha256,
            **{name: value for name, value in self._optional().items() if value},
        }

    def _optional(self) -> dict[str, str]:
        shift = "" if self.colour_shift is None else json.dumps(self.colour_shift)
        told = {"origin": self.origin, "origin_sha256": self.origin_sha256, "commercial": self.commercial}
        return {**told, "colour_shift": shift}


def read_info(path: Path) -> WeightsInfo:
    """The description in `path`. Raises BadCheckpoint where the file is damaged, foreign or not safetensors."""
    header = _read_header(path)
    metadata = header.pop("__metadata__", None)
    if not isinstance(metadata, dict) or metadata.get("format") != FORMAT:
        raise ForeignWeights(path=str(path))
    if sum(len(str(text)) for name, text in metadata.items() if name != "recipe") > _MAX_TEXT:
        raise DamagedWeights(path=str(path))
    try:
        plain: dict[str, Any] = dict(metadata)
        plain["scales"] = json.loads(metadata["scales"])
        plain["scores"] = json.loads(metadata["scores"])
        if "colour_shift" in metadata:
            plain["colour_shift"] = json.loads(metadata["colour_shift"])
        plain["params"] = sum(_count(tensor) for tensor in header.values())
        return from_plain(WeightsInfo, plain)
    except (KeyError, TypeError, ValueError, WireError) as error:
        raise DamagedWeights(path=str(path)) from error


def _count(tensor: dict[str, Any]) -> int:
    count = 1
    for length in tensor["shape"]:
        count *= int(length)
    return count


def _read_header(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            prefix = file.read(8)
            length = struct.unpack("<Q", prefix)[0] if len(prefix) == 8 else 0
            if not 2 <= length <= min(_MAX_HEADER, size - 8):
                raise CutWeights(path=str(path))
            header = json.loads(file.read(length))
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
    except (ValueError, RecursionError):
        raise DamagedWeights(path=str(path)) from None
    if not isinstance(header, dict):
        raise DamagedWeights(path=str(path))
    return header
