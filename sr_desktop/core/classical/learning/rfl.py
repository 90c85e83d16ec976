"""How RFL learns (Schulter et al., CVPR 2015): trees grown on patches drawn by chance, a regressor in every leaf."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from sr_desktop.core.classical.face import Arrays, Learned, Lesson, StageProgress
from sr_desktop.core.classical.learning.forest import Growth, Rows, Tree, grow_tree
from sr_desktop.core.classical.learning.ridge import fit, on_main_components
from sr_desktop.core.classical.learning.samples import Samples, draw_samples, main_components, read_planes
from sr_desktop.core.classical.rfl import RflConfig, upright
from sr_desktop.core.pictures.picture import FloatArray

GROWING = "growing trees"
SAMPLES = 2_000_000
TREES = 10
GROWTH = Growth(depth=10, least=256)
_A_TREES_SHARE = 0.5
_PENALTY = 0.1
_LEAST = 2000
_OUTCOMES = 16
"""Principal components of what is to be predicted by which splits are judged."""


def learn(lesson: Lesson, progress: StageProgress) -> Learned:
    """See face.Learn. Trees are shallower than the paper's 15 tests: figures hold, and the file stays small."""
    planes = read_planes(lesson, progress)
    projection = main_components(planes, lesson.factor)
    limit = lesson.samples or SAMPLES
    samples = draw_samples(planes, projection, lesson, limit=limit, least=_LEAST, progress=progress)
    rng = lesson.random()
    features, outcome = upright(samples.features), _outcome(samples, rng)
    trees, regressors = [], []
    for done in range(1, TREES + 1):
        shown = rng.choice(len(outcome), max(_LEAST, int(len(outcome) * _A_TREES_SHARE)), replace=False)
        tree = grow_tree(features[shown], outcome[shown], GROWTH, rng)
        regressors += [fit(samples.features[rows], samples.missing(rows), _PENALTY) for rows in _leaves(tree, shown)]
        trees.append(tree)
        progress(GROWING, done, TREES)
    weights, basis = on_main_components(np.stack(regressors))
    arrays: Arrays = {
        "projection": projection,
        "regressors": weights.astype(np.float16),
        "basis": basis,
        **_joined(trees),
    }
    return Learned(config=RflConfig(trees=TREES), arrays=arrays, samples=len(outcome))


def _outcome(samples: Samples, rng: np.random.Generator) -> FloatArray:
    """n x m: the main components of what is to be predicted, and features, as one space in which variance is measured.

    Both are of the patches turned upright.
    """
    some = samples.missing(rng.choice(len(samples.features), min(len(samples.features), 20_000), replace=False))
    _, axes = np.linalg.eigh((some.T @ some).astype(np.float64))
    axes = axes[:, ::-1][:, :_OUTCOMES].astype(np.float32)
    starts = range(0, len(samples.features), 65536)
    rows = [np.arange(start, min(start + 65536, len(samples.features))) for start in starts]
    outcome = [np.concatenate([samples.missing(part) @ axes, samples.features[part]], axis=1) for part in rows]
    signs = np.where(samples.features[:, :1] < 0, np.float32(-1), np.float32(1))
    return np.concatenate(outcome) * signs


def _leaves(tree: Tree, shown: Rows) -> Iterator[Rows]:
    """The samples of each leaf, as numbers in the whole pool, in order."""
    for rows in tree.leaves:
        yield np.sort(shown[rows])


def _joined(trees: Sequence[Tree]) -> Arrays:
    """The nodes of all trees as one list: the roots first, then each tree's other nodes; leaves are numbered on."""
    children, node, leaf = [], len(trees) - 1, 0
    for tree in trees:
        own = np.array(tree.children, dtype=np.int32)
        children.append(np.where(own < 0, own - leaf, own + node))
        node += len(tree.tests) - 1
        leaf += len(tree.leaves)
    return {
        "tests": _roots_first([np.array(tree.tests, dtype=np.int16) for tree in trees]),
        "thresholds": _roots_first([np.array(tree.thresholds, dtype=np.float32) for tree in trees]),
        "children": _roots_first(children),
    }


def _roots_first(parts: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    return np.concatenate([*(part[:1] for part in parts), *(part[1:] for part in parts)])
