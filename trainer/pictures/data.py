"""Batches of patches for a job. A batch is a pure function of the seed and the step, so that a resumed run sees exactly
what an uninterrupted one would have."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.training.job import JobSpec
from trainer.pictures.cutting import Batch, DevicePatches, SlicedPatches, device_patches_fit
from trainer.pictures.detail import Detail
from trainer.pictures.examples import Warn, read_good
from trainer.pictures.pair_store import DiskPairs, MemoryPairs, PairStore
from trainer.pictures.pairs import Census, Pair, PairMaker
from trainer.pictures.picture_files import PictureFile, digest_of
from trainer.pictures.recolour import draw_changes, recolour
from trainer.pictures.sampling import Sampler

_CACHE_VERSION = 1
"""To be raised when the same files and options give other pairs than before."""


class PatchSource:
    """All training pictures, ready to be cut: decoded once, a network's input made once for each picture and factor.

    They are in memory, or in files of the folder `cache` where `data.cache` is "disk"; those are found again by the
    content of the pictures and the options. Raises BadDataset where no picture can be used, and CannotWrite.
    """

    def __init__(self, job: JobSpec, space: InputSpace, files: Sequence[PictureFile], warn: Warn, *, cache: Path) -> None:
        self._job = job
        self._maker = PairMaker(job, space)
        self._files: DiskPairs | None = None
        if job.data.cache == "disk":
            self._files = DiskPairs(cache, _key(job, space, files))
            if not self._files.found():
                self._files.write(self._pairs(files, warn))
        self._store: PairStore = self._files or MemoryPairs(self._pairs(files, warn))
        options, sizes = job.data, self._store.sizes
        self._sampler = Sampler(sizes, patch=options.patch, augment=options.augment, seed=job.seed, even=options.even)
        self._detail = Detail(lambda number: self._store.pair(number).high, patch=options.patch, factor=self._maker.factor)
        self.pixels = sum(height * width for height, width in sizes) * self._maker.factor**2
        self._cutter: SlicedPatches | DevicePatches | None = None

    def batch(self, step: int, device: torch.device, *, rank: int = 0, ranks: int = 1) -> Batch:
        """Inputs N x C x P x P and truths N x C x fP x fP of a step, float32, channels last.

        N is `optim.batch` times `optim.accumulate`. Of several processes each takes its part of one batch that is `ranks`
        times as large: what a single process with `optim.batch` that much larger would see.
        """
        count, candidates = self._job.optim.batch * self._job.optim.accumulate, self._job.data.candidates
        drawn = self._sampler.draw(step, count * candidates * ranks)
        mine = drawn[rank * count * candidates : (rank + 1) * count * candidates]
        batch = self._cutter_for(device).batch(self._detail.best(mine, candidates), device)
        share = self._job.data.recolour
        if not share:
            return batch
        changes = draw_changes(share, self._job.seed, step, count * ranks, batch[1].shape[1])
        return recolour(batch, changes.part(rank * count, (rank + 1) * count))

    def discard(self) -> None:
        """Remove the files on disk, if any; for a run that has ended and will need no batch any more."""
        if self._files:
            self._cutter = None
            self._files.remove()

    def _cutter_for(self, device: torch.device) -> SlicedPatches | DevicePatches:
        if self._cutter is None:
            patch, factor = self._job.data.patch, self._maker.factor
            if device_patches_fit(self._store, device):
                self._cutter = DevicePatches(self._store, device, patch=patch, factor=factor)
            else:
                self._cutter = SlicedPatches(self._store, patch=patch, factor=factor)
        return self._cutter

    def _pairs(self, files: Sequence[PictureFile], warn: Warn) -> Iterator[Pair]:
        census = Census(self._job, self._maker.factor)
        for example in read_good(files, self._job.data, self._job.scales, warn):
            count = 0
            for _, pair in self._maker.pairs(example):
                count += 1
                yield pair
            census.count((example.pixels.shape[0], example.pixels.shape[1]), count)
        census.report(warn)


def _key(job: JobSpec, space: InputSpace, files: Sequence[PictureFile]) -> str:
    """Of everything that pairs depend on."""
    data = job.data
    made = [data.degradation, data.blur, data.noise, data.jpeg, job.seed]
    options = [_CACHE_VERSION, space.value, job.scales, data.patch, data.shrink, made]
    contents = [[file.digest.hex(), digest_of(file.low).hex() if file.low else ""] for file in files]
    return hashlib.sha256(json.dumps([options, contents]).encode()).hexdigest()[:32]
