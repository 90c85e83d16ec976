"""Folders of pictures to batches of patches. A batch is a pure function of the seed and the step, so that a resumed run
sees exactly what an uninterrupted one would have."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.bench.protocol import low_resolution, modcrop
from sr_desktop.core.bench.truth import list_pictures, luma_of, read_truth
from sr_desktop.core.errors import BadDataset, BadImage
from sr_desktop.core.job import DataOptions, JobSpec
from sr_desktop.core.picture import FloatArray
from sr_desktop.core.resize import imresize
from trainer.leaks import benchmark_twin

Half = npt.NDArray[np.float16]
Warn = Callable[[str, str], None]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A network's input and its truth, H x W x C in 0..1, the truth `factor` times as large."""

    low: Half
    high: Half


@dataclass(frozen=True, kw_only=True)
class Split:
    """Picture files for learning and for validation."""

    train: tuple[Path, ...]
    validation: tuple[Path, ...]


def split_files(options: DataOptions) -> Split:
    """Hold out `options.validation` pictures, chosen by the hash of their content so that renaming changes nothing.

    Of the others, `options.limit` are kept (0: all); which ones are held out does not depend on it.
    Raises BadDataset where a folder is missing or empty, or nothing would be left to learn from.
    """
    files = [path for folder in options.folders for path in list_pictures(Path(options.root) / folder)]
    if len(files) <= options.validation:
        raise BadDataset(path=options.root, detail=f"{len(files)} pictures are too few to hold out {options.validation}")
    ranked = sorted(files, key=lambda path: hashlib.sha256(path.read_bytes()).digest())
    held = set(ranked[: options.validation])
    learned = set(ranked[options.validation :][: options.limit or None])
    return Split(train=tuple(f for f in files if f in learned), validation=tuple(f for f in files if f in held))


def read_good(files: Sequence[Path], warn: Warn) -> Iterator[FloatArray]:
    """The pictures that can be read and are no benchmark ones, one at a time; a warning for each of the others."""
    for path in files:
        try:
            picture = read_truth(path)
        except BadImage as error:
            warn(error.code, error.text)
            continue
        twin = benchmark_twin(picture)
        if twin:
            warn("benchmark_picture", f"{path} shows the benchmark picture {twin} and is left out.")
        else:
            yield picture


class PatchSource:
    """All training pictures in memory, and batches of patches cut from them.

    Pairs are made once: half precision keeps 11 bits, finer than the 8 of the files, at half the memory of float32.
    """

    def __init__(self, job: JobSpec, space: InputSpace, files: Sequence[Path], warn: Warn) -> None:
        self._space, self._job = space, job
        self._factor = 1 if space is InputSpace.LUMA_UPSCALED else job.scales[0]
        self._pairs: list[Pair] = []
        for picture in read_good(files, warn):
            self._add(picture)
        if not self._pairs:
            raise BadDataset(path=job.data.root, detail=f"no picture is as large as a patch of {job.data.patch} pixels")
        places = np.array([self._places(pair) for pair in self._pairs], dtype=np.float64)
        self._chance = places / places.sum()
        self.pixels = sum(pair.high.shape[0] * pair.high.shape[1] for pair in self._pairs)

    def batch(self, step: int, device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
        """Inputs N x C x P x P and truths N x C x fP x fP of a step, float32, channels last."""
        rng = np.random.default_rng([self._job.seed, step])
        chosen = rng.choice(len(self._pairs), size=self._job.optim.batch, p=self._chance)
        cuts = [self._cut(self._pairs[number], rng) for number in chosen]
        return self._tensor([low for low, _ in cuts], device), self._tensor([high for _, high in cuts], device)

    def _add(self, picture: FloatArray) -> None:
        for shrink in self._job.data.shrink:
            smaller = picture if shrink == 1.0 else np.clip(imresize(picture, shrink), 0, 1)
            for scale in self._job.scales:
                pair = self._pair(modcrop(smaller, scale), scale)
                if min(pair.low.shape[:2]) >= self._job.data.patch:
                    self._pairs.append(pair)

    def _pair(self, truth: FloatArray, scale: int) -> Pair:
        if min(truth.shape[:2]) == 0:
            return Pair(low=np.empty((0, 0, 1), np.float16), high=np.empty((0, 0, 1), np.float16))
        if self._space is InputSpace.LUMA_UPSCALED:
            low = imresize(low_resolution(truth, scale, channels=1), float(scale))
            return Pair(low=low.astype(np.float16), high=luma_of(truth)[:, :, None].astype(np.float16))
        rgb = np.repeat(truth, 3, axis=2) if truth.shape[2] == 1 else truth
        return Pair(low=low_resolution(rgb, scale, channels=3).astype(np.float16), high=rgb.astype(np.float16))

    def _places(self, pair: Pair) -> int:
        patch = self._job.data.patch
        return int((pair.low.shape[0] - patch + 1) * (pair.low.shape[1] - patch + 1))

    def _cut(self, pair: Pair, rng: np.random.Generator) -> tuple[Half, Half]:
        patch, factor = self._job.data.patch, self._factor
        top = int(rng.integers(pair.low.shape[0] - patch + 1))
        left = int(rng.integers(pair.low.shape[1] - patch + 1))
        low = pair.low[top : top + patch, left : left + patch]
        high = pair.high[top * factor : (top + patch) * factor, left * factor : (left + patch) * factor]
        if not self._job.data.augment:
            return low, high
        turns, mirrored = int(rng.integers(4)), bool(rng.integers(2))
        return _turn(low, turns, mirrored), _turn(high, turns, mirrored)

    @staticmethod
    def _tensor(patches: list[Half], device: torch.device) -> torch.Tensor:
        # Stacked as N x H x W x C, so that the permuted view is channels-last without another copy.
        return torch.from_numpy(np.stack(patches)).to(device).float().permute(0, 3, 1, 2)


def _turn(patch: Half, turns: int, mirrored: bool) -> Half:
    turned = np.rot90(patch, turns)
    return turned[:, ::-1] if mirrored else turned
