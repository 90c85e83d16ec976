"""The dataset doctor: what is wrong with the pictures of a job, how they will be used, and the first patches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median_low

import numpy as np
from PIL import Image

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.bench.truth import FORMATS
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import DataFinding, DataReport, FindingCode
from sr_desktop.core.training.job import JobSpec
from trainer.evaluate import can_be_measured
from trainer.pictures.examples import Example, Problem, examine
from trainer.pictures.jpeg_quality import jpeg_quality
from trainer.pictures.leaks import MAX_DISTANCE
from trainer.pictures.pairs import Census, PairMaker
from trainer.pictures.patch_preview import Used, save_patches
from trainer.pictures.picture_files import PictureFile, folders_text, split_files
from trainer.pictures.sampling import Size, places

Emit = Callable[[Event], None]
LOW_JPEG_QUALITY = 75
"""libjpeg's own default. Under it blocks and ringing are plainly seen, and a network would learn to draw them."""


@dataclass(kw_only=True)
class _Totals:
    """What the report counts. training: the files that give pairs, in the order of the job."""

    training: list[Used] = field(default_factory=list)
    validation: int = 0
    sizes: list[Size] = field(default_factory=list)
    modes: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    qualities: list[int] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)


class Doctor:
    """Looks at every picture of a job once and tells what it finds at once.

    Raises BadDataset where the job could not be trained for want of pictures, and CannotWrite.
    """

    def __init__(self, job: JobSpec, space: InputSpace, emit: Emit) -> None:
        self._job, self._emit = job, emit
        self._maker = PairMaker(job, space)
        self._census = Census(job, self._maker.factor)
        self._totals = _Totals()
        self._contents: dict[bytes, Path] = {}
        self._looks = np.empty(0, dtype=np.uint64)
        self._seen: list[Path] = []

    def check(self, out: Path, is_over: Callable[[], bool]) -> bool:
        """Tell every finding, then show patches written into the folder `out`, then report; True.

        Ends early, without a report and False, when `is_over` says so.
        """
        split = split_files(self._job.data)
        held = {file.path for file in split.validation}
        for file in (*split.validation, *split.train):
            if is_over():
                return False
            self._look_at(file, held=file.path in held)
        self._census.refuse_nothing()
        if not self._totals.validation:
            detail = "none of the pictures held out for validation can be measured"
            raise BadDataset(path=folders_text(self._job.data), detail=detail)
        for preview in save_patches(self._job, self._maker, self._totals.training, out):
            self._emit(preview)
        self._emit(self._report())
        return True

    def _look_at(self, file: PictureFile, *, held: bool) -> None:
        found = examine(file, self._job.data, self._job.scales)
        if isinstance(found, Problem):
            self._tell(found.finding, file.path, found.detail)
            return
        self._note_header(file.path)
        self._find_twin(file, found)
        size = (int(found.pixels.shape[0]), int(found.pixels.shape[1]))
        if held:
            usable = can_be_measured(size, self._job.scales)
            self._totals.validation += usable
        else:
            kinds = self._maker.kinds(size)
            usable = bool(kinds)
            self._census.count(size, len(kinds))
            self._totals.training += [Used(file=file, kinds=kinds)] if usable else []
        if usable:
            self._totals.sizes.append(size)
        else:
            self._tell("too_small", file.path, f"{size[1]} x {size[0]}")

    def _note_header(self, path: Path) -> None:
        with Image.open(path, formats=FORMATS) as image:
            self._totals.modes[image.mode] += 1
            self._totals.formats[image.format or ""] += 1
            quality = jpeg_quality(image)
        if quality:
            self._totals.qualities.append(quality)
        if 0 < quality < LOW_JPEG_QUALITY:
            self._tell("low_jpeg_quality", path, str(quality))

    def _find_twin(self, file: PictureFile, example: Example) -> None:
        same = self._contents.setdefault(file.digest, file.path)
        if same != file.path:
            self._tell("duplicate", file.path, f"the same file as {same}")
            return
        distances = np.bitwise_count(self._looks[: len(self._seen)] ^ np.uint64(example.look))
        if len(distances) and distances.min() <= MAX_DISTANCE:
            self._tell("duplicate", file.path, f"looks like {self._seen[int(distances.argmin())]}")
        if len(self._seen) == len(self._looks):
            self._looks = np.concatenate([self._looks, np.zeros(max(64, len(self._looks)), dtype=np.uint64)])
        self._looks[len(self._seen)] = example.look
        self._seen.append(file.path)

    def _tell(self, code: FindingCode, path: Path, detail: str) -> None:
        self._totals.findings[code] += 1
        self._emit(DataFinding(code=code, path=str(path), detail=detail[:1000]))

    def _report(self) -> DataReport:
        totals, patch = self._totals, self._job.data.patch
        return DataReport(
            pictures=len(totals.sizes),
            training=len(totals.training),
            validation=totals.validation,
            modes=dict(totals.modes),
            formats=dict(totals.formats),
            smallest_side=min(min(size) for size in totals.sizes),
            largest_side=max(max(size) for size in totals.sizes),
            megapixels=sum(height * width for height, width in totals.sizes) / 1e6,
            patches=sum(places(kind.size, patch) for used in totals.training for kind in used.kinds),
            findings=dict(totals.findings),
            median_jpeg_quality=median_low(totals.qualities) if totals.qualities else 0,
        )
