"""Patches in colours and tones that photographs hardly have, so that a network learns to keep those, too.

A network on RGB that has seen photographs only shifts pure colours: an SRResNet of ours changed a flat blue by 24 of 255.
Each channel's values are exchanged, turned over, flattened and moved. All of that is linear, and so passes through the
shrinking: the changed truth, shrunk, is the changed input.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from trainer.pictures.cutting import Batch

_STREAM = 1
"""Keeps the numbers apart from those that choose the places of the same step."""
_ENDS = 0.5
"""Both parameters of the beta distribution of the places: near 0 and 1 more often than between."""


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What becomes of N patches with C channels.

    chosen: N, whether a patch is changed at all. order: N x C, which channel each is taken from. gain: N x C, -1 to 1, what
    the differences in it are multiplied by. place: N x C, 0 (as dark as 0..1 lets it be) to 1 (as light).
    """

    chosen: npt.NDArray[np.bool_]
    order: npt.NDArray[np.int64]
    gain: npt.NDArray[np.float32]
    place: npt.NDArray[np.float32]

    def part(self, first: int, end: int) -> Changes:
        """Those of the patches from `first` to before `end`."""
        rows = slice(first, end)
        return Changes(chosen=self.chosen[rows], order=self.order[rows], gain=self.gain[rows], place=self.place[rows])


def draw_changes(share: float, seed: int, step: int, count: int, channels: int) -> Changes:
    """The changes of a step's `count` patches, about `share` (0..1) of which are chosen: a pure function of the arguments."""
    rng = np.random.default_rng([seed, step, _STREAM])
    shape = (count, channels)
    return Changes(
        chosen=rng.random(count) < share,
        order=rng.permuted(np.tile(np.arange(channels), (count, 1)), axis=1),
        gain=(rng.uniform(-1.0, 1.0, shape) * rng.random((count, 1)) ** 2).astype(np.float32),
        place=rng.beta(_ENDS, _ENDS, shape).astype(np.float32),
    )


def recolour(batch: Batch, changes: Changes) -> Batch:
    """Change the chosen patches of `batch` in place, inputs and truths alike; truths keep within 0..1, inputs are cut to it."""
    low, high = batch
    rows = torch.from_numpy(np.flatnonzero(changes.chosen)).to(high.device)
    if len(rows):
        picked = (changes.order, changes.gain, changes.place)
        order, gain, place = (torch.from_numpy(each[changes.chosen]).to(high.device) for each in picked)
        truth, seen = high[rows[:, None], order], low[rows[:, None], order]
        least, most = truth.amin((2, 3)), truth.amax((2, 3))
        # What the differences are counted from is moved to where all of them have room.
        base = torch.where(gain < 0, most, least)
        offset = place * (1.0 - gain.abs() * (most - least))
        gain, shift = gain[:, :, None, None], (offset - gain * base)[:, :, None, None]
        high[rows] = (truth * gain + shift).clamp(0.0, 1.0)
        low[rows] = (seen * gain + shift).clamp(0.0, 1.0)
    return low, high
