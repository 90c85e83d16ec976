"""The first patches that a job feeds, as pictures to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadImage, CannotWrite
from sr_desktop.core.messages.trainer import Preview
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.training.job import JobSpec
from trainer.pictures.cutting import cut_plane
from trainer.pictures.detail import Detail
from trainer.pictures.examples import Problem, examine
from trainer.pictures.pairs import Pair, PairKind, PairMaker
from trainer.pictures.picture_files import PictureFile
from trainer.pictures.recolour import draw_changes, recolour
from trainer.pictures.sampling import Sampler

COUNT = 8


@dataclass(frozen=True, kw_only=True)
class Used:
    """A training picture and the pairs that it gives."""

    file: PictureFile
    kinds: Sequence[PairKind]


def save_patches(job: JobSpec, maker: PairMaker, training: Sequence[Used], folder: Path) -> Iterator[Preview]:
    """Write the first patches of step 1 into `folder`; `training` holds all pictures that are learned from, in order.

    Only the pairs that are cut, or looked at for it, are made. A network's input is shown at the size of its truth, each of
    its pixels as a square. Raises CannotWrite, or BadImage for a picture that has been changed since it was looked at.
    """
    numbers = [(used, index) for used in training for index in range(len(used.kinds))]
    sizes = [used.kinds[index].size for used, index in numbers]
    sampler = Sampler(sizes, patch=job.data.patch, augment=job.data.augment, seed=job.seed, even=job.data.even)
    detail = Detail(lambda pair: _make(job, maker, *numbers[pair]).high, patch=job.data.patch, factor=maker.factor)
    candidates = job.data.candidates
    drawn = sampler.draw(1, job.optim.batch * candidates)[: COUNT * candidates]
    for number, cut in enumerate(detail.best(drawn, candidates), start=1):
        used, index = numbers[cut.pair]
        pair = _make(job, maker, used, index)
        low = cut_plane(pair.low, cut, job.data.patch)
        high = cut_plane(pair.high, cut, job.data.patch, maker.factor)
        low, high = _recoloured(job, number - 1, low, high)
        low = low.repeat(maker.factor, axis=0).repeat(maker.factor, axis=1)
        path = _save(folder / f"patch-{number}.png", low)
        truth = _save(folder / f"patch-{number}-truth.png", high)
        scale = float(used.kinds[index].scale)
        yield Preview(step=1, path=str(path), kind="patch", number=number, scale=scale, truth=str(truth))


def _recoloured(job: JobSpec, place: int, low: FloatArray, high: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The patch at `place` of the first step as `data.recolour` shows it."""
    count = job.optim.batch * job.optim.accumulate
    changes = draw_changes(job.data.recolour, job.seed, 1, count, high.shape[2]).part(place, place + 1)
    batch = recolour((_as_batch(low), _as_batch(high)), changes)
    return batch[0][0].permute(1, 2, 0).numpy(), batch[1][0].permute(1, 2, 0).numpy()


def _as_batch(patch: FloatArray) -> torch.Tensor:
    return torch.from_numpy(np.array(patch))[None].permute(0, 3, 1, 2)


def _make(job: JobSpec, maker: PairMaker, used: Used, index: int) -> Pair:
    found = examine(used.file, job.data, job.scales)
    pair = None if isinstance(found, Problem) else next(islice(maker.pairs(found), index, None), None)
    if pair is None:
        raise BadImage(path=str(used.file.path), detail="it has been changed in the meantime")
    return pair[1]


def _save(path: Path, patch: FloatArray) -> Path:
    pixels = to_8_bit(patch).astype(np.uint8)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(path.parent), detail=error.strerror or str(error)) from None
    with atomic_write(path) as file:
        Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).save(file, "PNG")
    return path
