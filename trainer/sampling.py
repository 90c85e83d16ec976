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
    """Draws patches; each place of each pair is as likely as any other.

    sizes: height and width of every pair's low-resolution picture, each at least `patch`.
    """

    def __init__(self, sizes: Sequence[Size], *, patch: int, augment: bool, seed: int) -> None:
        self._sizes, self._patch, self._augment, self._seed = sizes, patch, augment, seed
        counts = np.array([places(size, patch) for size in sizes], dtype=np.float64)
        self._up_to = (counts / counts.sum()).cumsum()
        self._up_to /= self._up_to[-1]

    def draw(self, step: int, count: int) -> list[Cut]:
        """The `count` patches of a step. More of them begin with the same pairs, but are cut at other places."""
        rng = np.random.default_rng([self._seed, step])
        # What `rng.choice(..., p=...)` does, without adding up all probabilities at every step.
        chosen = self._up_to.searchsorted(rng.random(count), side="right")
        return [self._cut(int(pair), rng) for pair in chosen]

    def _cut(self, pair: int, rng: np.random.Generator) -> Cut:
        height, width = self._sizes[pair]
        top, left = int(rng.integers(height - self._patch + 1)), int(rng.integers(width - self._patch + 1))
        if not self._augment:
            return Cut(pair=pair, top=top, left=left)
        return Cut(pair=pair, top=top, left=left, turns=int(rng.integers(4)), mirrored=bool(rng.integers(2)))


def places(size: Size, patch: int) -> int:
    """How many different patches of `patch` x `patch` pixels a picture of this height and width has."""
    return max(0, size[0] - patch + 1) * max(0, size[1] - patch + 1)
