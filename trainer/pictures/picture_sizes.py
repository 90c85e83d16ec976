"""How much there is to learn from and to validate by, told from the heads of picture files alone."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.bench.truth import list_pictures
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.training.job import JobSpec
from trainer.evaluate import LEARNED
from trainer.pictures.examples import Example, examine
from trainer.pictures.pairs import PairMaker
from trainer.pictures.picture_files import PictureFile, folders_text

_LOOKED_AT = 200
"""Files whose sizes are read, spread evenly over all of them."""
_TRIED = 10


class PictureSizes:
    """A job's pictures, roughly. Raises BadDataset where a folder is missing or empty, or too few can be read.

    pixels: of a mean picture. validated: pictures that a validation measures. memory_mb: of all that is learned from,
    as it is kept in memory; 0 where it is kept on disk.
    """

    def __init__(self, job: JobSpec, space: InputSpace) -> None:
        data = job.data
        files = [path for name in data.folders for path in list_pictures(Path(data.root) / name)]
        sampled = files[:: max(1, len(files) // _LOOKED_AT)]
        areas = [area for area in map(_area, sampled) if area]
        if not areas or len(files) <= data.validation:
            detail = f"of its {len(files)} pictures, {data.validation} cannot be held out"
            raise BadDataset(path=folders_text(data), detail=detail)
        self.pixels = sum(areas) / len(areas)
        self.validated = data.validation + min(LEARNED, data.validation)
        learned = min(len(files) - data.validation, data.limit or len(files))
        self.memory_mb = 0.0
        if data.cache == "memory":
            self.memory_mb = learned * self.pixels * _bytes_a_pixel(job, space, sampled) / 1e6


def _area(path: Path) -> int:
    """Pixels of a picture, 0 where its head cannot be read: the run itself will say so."""
    try:
        with Image.open(path) as image:
            return image.width * image.height
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError, SyntaxError, ValueError):
        return 0


def _bytes_a_pixel(job: JobSpec, space: InputSpace, files: Sequence[Path]) -> float:
    """Of all pairs that are made of one picture, the first one that gives some; 0 where none of the first does."""
    # Low-resolution pictures that are given take as much memory as those that are made.
    made = dataclasses.replace(job, data=dataclasses.replace(job.data, low=()))
    for path in files[:_TRIED]:
        example = examine(PictureFile(path=path, digest=b""), made.data, made.scales)
        if isinstance(example, Example):
            pairs = [pair for _, pair in PairMaker(made, space).pairs(example)]
            # Pairs share their truths.
            planes = {id(plane): plane.nbytes for pair in pairs for plane in (pair.low, pair.high)}
            return float(sum(planes.values()) / (example.pixels.shape[0] * example.pixels.shape[1]))
    return 0.0
