"""Where patches are cut: a pure function of the seed and the step, the same on every device and in every process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

Size = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Cut:
    """One patch: its pair, its upper left corner in the low-resolution picture, quarter turns (0 to 3), then a mirror."""

    pair: int
    top: int
    left: int
    turns: int = 0
    mirrored: bool = False


class Sampler:
    """Draws patches; each place of each pair is as likely as any other, or, `even`, each pair.

    sizes: height and width of every pair's low-resolution picture, each at least `patch`.
    """

    def __init__(self, sizes: Sequence[Size], *, patch: int, augment: bool, seed: int, even: bool = False) -> None:
        self._augment, self._seed = augment, seed
        counts = np.array([1 if even else places(size, patch) for size in sizes], dtype=np.float64)
        self._up_to = (counts / counts.sum()).cumsum()
        self._up_to /= self._up_to[-1]
        # How many rows and columns a patch can begin at.
        self._room = np.array(sizes, dtype=np.int64).reshape(-1, 2) - patch + 1

    def draw(self, step: int, count: int) -> list[Cut]:
        """The `count` patches of a step. More of them begin with the same pairs, but are cut at other places."""
        rng = np.random.default_rng([self._seed, step])
        # What `rng.choice(..., p=...)` does, without adding up all probabilities at every step.
        chosen = self._up_to.searchsorted(rng.random(count), side="right")
        # All at once, since several processes each draw the patches of all: the same numbers as one by one, in this order.
        bounds = (
            np.concatenate([self._room[chosen], np.tile([4, 2], (count, 1))], axis=1) if self._augment else self._room[chosen]
        )
        numbers = rng.integers(bounds.ravel()).reshape(bounds.shape)
        drawn = zip(chosen.tolist(), numbers.tolist(), strict=True)
        if not self._augment:
            return [Cut(pair=pair, top=top, left=left) for pair, (top, left) in drawn]
        return [
            Cut(pair=pair, top=top, left=left, turns=turns, mirrored=mirrored > 0)
            for pair, (top, left, turns, mirrored) in drawn
        ]


def places(size: Size, patch: int) -> int:
    """How many different patches of `patch` x `patch` pixels a picture of this height and width has."""
    return max(0, size[0] - patch + 1) * max(0, size[1] - patch + 1)
