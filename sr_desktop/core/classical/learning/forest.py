"""Growing one tree: tests that part patches into groups alike at low and at high resolution (Schulter et al., section 3.2)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

Rows = npt.NDArray[np.intp]
_TESTS = 32
_THRESHOLDS = 8
_SHOWN = 2048
"""Samples of a node by which its tests are compared."""


@dataclass(frozen=True, kw_only=True)
class Growth:
    """depth: tests from the root to a leaf at most. least: samples of a leaf at least."""

    depth: int
    least: int


@dataclass(kw_only=True)
class Tree:
    """Nodes as in rfl.Forest, numbered from 0 for this tree alone, and the samples of each leaf."""

    tests: list[tuple[int, int]] = field(default_factory=list)
    thresholds: list[float] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    leaves: list[Rows] = field(default_factory=list)


def grow_tree(features: FloatArray, outcome: FloatArray, growth: Growth, rng: np.random.Generator) -> Tree:
    """A tree for n x d features. outcome: n x m, what patches of one leaf should be alike in (the lower, the better).

    Nodes are numbered in the order of their depth, so that children come after their parents. A tree has at least one node.
    """
    tree = Tree()
    waiting: deque[tuple[Rows, int, int, int]] = deque([(np.arange(len(features)), 0, -1, 0)])
    while waiting:
        rows, depth, parent, side = waiting.popleft()
        split = _best_split(features, outcome, rows, growth.least, rng) if depth < growth.depth else None
        if split is None and parent >= 0:
            tree.children[parent][side] = -1 - len(tree.leaves)
            tree.leaves.append(rows)
            continue
        test, threshold = split or ((0, features.shape[1]), 0.0)
        over = _values(features[rows], *test) > threshold
        number = len(tree.tests)
        tree.tests.append(test)
        tree.thresholds.append(threshold)
        tree.children.append([0, 0])
        if parent >= 0:
            tree.children[parent][side] = number
        waiting += [(rows[~over], depth + 1, number, 0), (rows[over], depth + 1, number, 1)]
    return tree


def _values(features: FloatArray, first: int, second: int) -> FloatArray:
    return features[:, first] if second == features.shape[1] else features[:, first] - features[:, second]


def _best_split(
    features: FloatArray, outcome: FloatArray, rows: Rows, least: int, rng: np.random.Generator
) -> tuple[tuple[int, int], float] | None:
    """The test after which variance is smallest, of some drawn by chance; None where no test leaves enough on both sides."""
    if len(rows) < 2 * least:
        return None
    shown = rows if len(rows) <= _SHOWN else rng.choice(rows, _SHOWN, replace=False)
    seen, wanted = features[shown], outcome[shown]
    width = features.shape[1]
    # Half of the tests look at one feature, half at the difference of two.
    pairs = [(int(rng.integers(width)), int(rng.integers(width)) if test % 2 else width) for test in range(_TESTS)]
    values = np.stack([_values(seen, first, second) for first, second in pairs])
    quantiles = rng.uniform(0.1, 0.9, (_TESTS, _THRESHOLDS))
    places = (quantiles * (len(shown) - 1)).astype(np.intp)
    thresholds = np.take_along_axis(np.sort(values, axis=1), places, axis=1)
    over = (values[:, None, :] > thresholds[:, :, None]).reshape(_TESTS * _THRESHOLDS, -1)
    gains = _between_groups(over, wanted, share=least / len(rows))
    best = int(gains.argmax())
    pair, threshold = pairs[best // _THRESHOLDS], float(thresholds.ravel()[best])
    count = int((_values(features[rows], *pair) > threshold).sum())
    return (pair, threshold) if np.isfinite(gains[best]) and least <= count <= len(rows) - least else None


def _between_groups(over: npt.NDArray[np.bool_], wanted: FloatArray, *, share: float) -> FloatArray:
    """For each row of `over` the variance that parting removes, up to a constant; -inf under `share` on a side."""
    count = over.sum(axis=1).astype(np.float32)
    rest = np.float32(over.shape[1]) - count
    centred = wanted - wanted.mean(axis=0)
    sums = over.astype(np.float32) @ centred
    gains: FloatArray = (sums**2).sum(axis=1) * (1 / np.maximum(count, 1) + 1 / np.maximum(rest, 1))
    gains[np.minimum(count, rest) < max(1.0, share * over.shape[1])] = -np.inf
    return gains
