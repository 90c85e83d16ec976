"""Patches in other colours: truth and input change alike, nothing leaves 0..1, the same draw gives the same patches."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
import torch
from picture_sets import make_job, save_pictures

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.errors import BadJob
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import DataOptions
from trainer.pictures.data import PatchSource
from trainer.pictures.picture_files import split_files
from trainer.pictures.recolour import draw_changes, recolour

CPU = torch.device("cpu")


def _batch(count: int, channels: int = 3) -> tuple[torch.Tensor, torch.Tensor]:
    """Smooth truths of 32 x 32, which shrinking does not bring out of 0..1, and their halves."""
    rng = np.random.default_rng(5)
    small = rng.uniform(0.2, 0.8, (count, 4, 4, channels)).astype(np.float32)
    highs = [np.clip(imresize(each, 8.0), 0.0, 1.0) for each in small]
    lows = [imresize(each, 0.5) for each in highs]
    low, high = (torch.from_numpy(np.stack(side)).permute(0, 3, 1, 2) for side in (lows, highs))
    return low, high


def _source(job, space=InputSpace.RGB_LOW):
    return PatchSource(job, space, split_files(job.data).train, lambda *_: None, cache=job.data.root)


@pytest.mark.parametrize("channels", [1, 3])
def test_the_changed_truth_shrunk_is_the_changed_input(channels) -> None:
    low, high = recolour(_batch(40, channels), draw_changes(1.0, 1, 7, 40, channels))
    assert high.min() >= 0.0
    assert high.max() <= 1.0
    for small, large in zip(low, high, strict=True):
        shrunk = imresize(large.permute(1, 2, 0).numpy(), 0.5)
        np.testing.assert_allclose(small.permute(1, 2, 0).numpy(), shrunk.clip(0.0, 1.0), atol=2e-3)


def test_colours_become_pure() -> None:
    def pure(truths: torch.Tensor) -> float:
        means = truths.mean((2, 3))
        return float(((means < 0.1) | (means > 0.9)).all(1).float().mean())

    before = _batch(200)
    assert pure(before[1]) == 0.0
    assert pure(recolour(before, draw_changes(1.0, 1, 7, 200, 3))[1]) > 0.02


def test_channels_are_exchanged_and_turned_over() -> None:
    changes = draw_changes(1.0, 1, 7, 60, 3)
    (_, before), (_, after) = _batch(60), recolour(_batch(60), changes)
    seen = set()
    for patch, channel in zip(*np.nonzero(np.abs(changes.gain) > 0.05), strict=True):
        old, gain = int(changes.order[patch, channel]), changes.gain[patch, channel]
        pair = torch.stack([before[patch, old].ravel(), after[patch, channel].ravel()])
        assert float(torch.corrcoef(pair)[0, 1]) == pytest.approx(np.sign(gain), abs=1e-3)
        seen.add((int(channel), old, bool(gain < 0)))
    assert len(seen) == 18


def test_a_share_is_changed_and_the_rest_stays() -> None:
    low, high = _batch(400)
    changed = (recolour(_batch(400), draw_changes(0.25, 1, 7, 400, 3))[1] != high).flatten(1).any(1)
    assert 0.15 < changed.float().mean() < 0.35
    assert torch.equal(recolour(_batch(400), draw_changes(0.0, 1, 7, 400, 3))[0], low)
    with pytest.raises(BadJob, match=r"data\.recolour"):
        DataOptions(folders=("p",), recolour=1.5)


def test_a_source_feeds_them_the_same_at_every_resume_and_by_two_processes(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 4)
    job = make_job(tmp_path, batch=3, recolour=0.5)
    plain = dataclasses.replace(job, data=dataclasses.replace(job.data, recolour=0.0))
    whole = dataclasses.replace(job, optim=dataclasses.replace(job.optim, batch=6))
    once, again = _source(whole).batch(9, CPU), _source(whole).batch(9, CPU)
    halves = [_source(job).batch(9, CPU, rank=rank, ranks=2) for rank in (0, 1)]
    assert all(torch.equal(one, other) for one, other in zip(once, again, strict=True))
    assert all(torch.equal(torch.cat(parts), one) for parts, one in zip(zip(*halves, strict=True), once, strict=True))
    assert not torch.equal(_source(plain).batch(9, CPU)[1], _source(job).batch(9, CPU)[1])
