"""Benchmark pictures among the training files, found by what they show (a resized or recompressed copy, too)."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
from PIL import Image

from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.pictures.picture import FloatArray

HASHES = Path(__file__).with_name("benchmark_hashes.json")
"""Names of benchmark pictures (set/file) and their `picture_hash`; made by tests/perf/benchmark_hashes.py."""
MAX_DISTANCE = 6
"""Bits that may differ. Set5's woman is BSDS 302003 made smaller: 3 bits; the nearest other pair differs in over 6."""
_WIDTH, _HEIGHT = 9, 8


def picture_hash(picture: FloatArray) -> int:
    """64 bits: whether brightness rises from each cell to the next one in a row of an 8 x 9 thumbnail (dHash)."""
    thumbnail = Image.fromarray(to_8_bit(luma_of(picture)).astype(np.uint8)).resize((_WIDTH, _HEIGHT), Image.Resampling.BICUBIC)
    cells = np.asarray(thumbnail, dtype=np.int16)
    bits = (cells[:, 1:] > cells[:, :-1]).ravel()
    return int("".join("1" if bit else "0" for bit in bits), 2)


def benchmark_twin(picture: FloatArray) -> str | None:
    """The benchmark picture that `picture` shows, as "Set5/woman", or None."""
    return benchmark_like(picture_hash(picture))


def benchmark_like(look: int) -> str | None:
    """As `benchmark_twin`, by the picture's hash."""
    name, distance = min(((name, (look ^ other).bit_count()) for name, other in _known().items()), key=lambda pair: pair[1])
    return name if distance <= MAX_DISTANCE else None


@cache
def _known() -> dict[str, int]:
    return {name: int(text, 16) for name, text in json.loads(HASHES.read_text(encoding="utf-8")).items()}
