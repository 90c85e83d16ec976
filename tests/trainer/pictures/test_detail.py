"""Choosing places by detail."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from picture_sets import make_job, save_pictures
from PIL import Image

from sr_desktop.core.archs.spec import InputSpace
from trainer.pictures.data import PatchSource
from trainer.pictures.detail import Detail
from trainer.pictures.picture_files import split_files
from trainer.pictures.sampling import Cut

CPU = torch.device("cpu")


def _source(job, space=InputSpace.LUMA_UPSCALED):
    return PatchSource(job, space, split_files(job.data).train, lambda *_: None, cache=job.data.root)


def _half_noise(dtype):
    """80 x 80 pixels: flat on the left, noise on the right."""
    values = np.zeros((80, 80, 1), np.float32)
    values[:, 40:, 0] = np.random.default_rng(0).random((80, 40))
    return (values * 255).astype(np.uint8) if dtype == np.uint8 else values.astype(dtype)


@pytest.mark.parametrize("dtype", [np.uint8, np.float16])
@pytest.mark.parametrize("factor", [1, 2])
def test_of_each_group_the_most_detailed_is_taken(dtype, factor) -> None:
    detail = Detail(lambda _: _half_noise(dtype), patch=16 // factor, factor=factor)
    flat, mixed, noise = (Cut(pair=0, top=8, left=left // factor) for left in (8, 32, 56))
    assert detail.best([flat, noise, mixed, mixed, flat, flat], 3) == [noise, mixed]
    assert detail.best([flat, flat], 2) == [flat]
    assert detail.best([noise, flat], 1) == [noise, flat]


def test_pictures_are_compared_by_what_a_pixel_shows() -> None:
    """Not by their size, and not by how they are kept."""
    truths = [_half_noise(np.float16), _half_noise(np.uint8)[:, 30:]]
    detail = Detail(truths.__getitem__, patch=16, factor=1)
    less, more = Cut(pair=0, top=0, left=32), Cut(pair=1, top=0, left=20)
    assert detail.best([less, more], 2) == detail.best([more, less], 2) == [more]


@pytest.mark.parametrize("shape", [(12, 12), (8, 9), (19, 13)])
def test_pictures_of_hardly_a_patch_have_places_too(shape) -> None:
    detail = Detail(lambda _: np.zeros((*shape, 1), np.uint8), patch=8, factor=1)
    last = Cut(pair=0, top=shape[0] - 8, left=shape[1] - 8)
    assert detail.best([last, Cut(pair=0, top=0, left=0)], 2) == [last]


def _steepness(truths) -> float:
    return float(np.abs(np.diff(truths.numpy(), axis=3)).mean())


def test_a_source_feeds_more_detail(tmp_path) -> None:
    (tmp_path / "pictures").mkdir()
    for number in range(4):
        noise = np.random.default_rng(number).integers(0, 256, (90, 90), dtype=np.uint8)
        noise[:, : 20 * number] = 90
        Image.fromarray(noise).save(tmp_path / "pictures" / f"{number}.png")
    plain = make_job(tmp_path, scales=(2, 3), batch=32)
    chosen = dataclasses.replace(plain, data=dataclasses.replace(plain.data, candidates=4))
    for space in InputSpace:
        job = [dataclasses.replace(each, scales=(2,)) if space is InputSpace.RGB_LOW else each for each in (plain, chosen)]
        first, second = (_source(each, space).batch(1, CPU)[1] for each in job)
        assert _steepness(second) > 1.1 * _steepness(first)


def test_two_processes_share_the_choice_of_one(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 4)
    job = make_job(tmp_path, batch=3, candidates=4)
    halves = [_source(job).batch(9, CPU, rank=rank, ranks=2) for rank in (0, 1)]
    whole = _source(dataclasses.replace(job, optim=dataclasses.replace(job.optim, batch=6))).batch(9, CPU)
    assert all(torch.equal(torch.cat(parts), one) for parts, one in zip(zip(*halves, strict=True), whole, strict=True))
