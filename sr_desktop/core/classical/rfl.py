"""RFL: Schulter, Leistner, Bischof, "Fast and Accurate Image Upscaling with Super-Resolution Forests", CVPR 2015.

Trees sort patches by a few of their features; each leaf holds a linear regressor, and the trees' answers are averaged.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sr_desktop.core.classical.face import Arrays, Learned, Lesson, MethodSpec, StageProgress
from sr_desktop.core.classical.patches import MARGIN, SIDE, WINDOW, overlap_average, padded, surroundings
from sr_desktop.core.classical.regression import Kinds, Regressors
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class RflConfig:
    """trees: how many there are; their roots are the first nodes."""

    trees: int = 10


@dataclass(frozen=True, kw_only=True)
class Forest:
    """All nodes of all trees; the first ones are the roots.

    A patch goes to `children[:, 1]` where its feature `tests[:, 0]`, less its feature `tests[:, 1]` (none where that is the
    number of features), is over `thresholds`, else to `children[:, 0]`. A child c < 0 is the leaf -1 - c.
    """

    tests: npt.NDArray[np.int64]
    thresholds: FloatArray
    children: npt.NDArray[np.int64]

    def leaves(self, features: FloatArray, root: int) -> Kinds:
        """The leaf in which each row of n x d features ends."""
        # A feature that is always 0 makes tests of one feature look like those of two.
        values = np.pad(features, ((0, 0), (0, 1)))
        width, flat = values.shape[1], values.ravel()
        nodes = np.full(len(features), root, dtype=np.int64)
        rows = np.arange(len(features))
        while len(rows):
            at = nodes[rows]
            start = rows * width
            over = flat[start + self.tests[at, 0]] - flat[start + self.tests[at, 1]] > self.thresholds[at]
            nodes[rows] = self.children[at, over.astype(np.int64)]
            rows = rows[nodes[rows] >= 0]
        return -1 - nodes


class RegressionForest:
    """See ClassicalMethod. projection: 81 x d, as for A+. regressors: of one kind per leaf."""

    radius = MARGIN

    def __init__(self, factor: int, projection: FloatArray, forest: Forest, trees: int, regressors: Regressors) -> None:
        self.factor = factor
        self._projection, self._forest, self._trees, self._regressors = projection, forest, trees, regressors

    def enhance(self, low: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See ClassicalMethod; the paper's section 3."""
        around = surroundings(padded(low))
        rows, columns = around.shape[0], around.shape[1]
        features = around.reshape(rows * columns, SIDE * SIDE) @ self._projection
        # The forest learned from features of unit length; flat patches have nothing to be divided by.
        lengths = np.linalg.norm(features, axis=1, keepdims=True)
        units = upright(features / np.maximum(lengths, np.finfo(np.float32).tiny))
        total: FloatArray | None = None
        for root in range(self._trees):
            if cancel:
                cancel.raise_if_cancelled()
            answer = self._regressors.coefficients(features, self._forest.leaves(units, root))
            total = answer if total is None else np.add(total, answer, out=total)
        if total is None:
            raise ValueError("a forest without trees")
        total /= np.float32(self._trees)
        patches = self._regressors.expand(total).reshape(rows, columns, -1)
        return imresize(low, float(self.factor)) + overlap_average(patches, self.factor)


def upright(features: FloatArray) -> FloatArray:
    """Rows of n x d whose first feature is negative turned into their opposites: trees need tell half as many kinds apart.

    A regressor is linear, so it serves a patch and its negative alike (as A+'s anchors do; the paper goes without).
    """
    turned: FloatArray = np.where(features[:, :1] < 0, -features, features)
    return turned


def load(factor: int, config: RflConfig, arrays: Arrays) -> RegressionForest:
    """See MethodSpec."""
    names = {"projection", "tests", "thresholds", "children", "regressors", "basis"}
    if set(arrays) != names:
        raise ValueError(f"it should hold {', '.join(sorted(names))}, not {', '.join(sorted(arrays))}")
    projection, regressors, basis = arrays["projection"], arrays["regressors"], arrays["basis"]
    forest = Forest(
        tests=arrays["tests"].astype(np.int64),
        thresholds=arrays["thresholds"].astype(np.float32),
        children=arrays["children"].astype(np.int64),
    )
    _check_regressors(factor, projection, regressors, basis)
    _check_forest(forest, config.trees, features=projection.shape[1], leaves=len(regressors))
    return RegressionForest(factor, projection.astype(np.float32), forest, config.trees, Regressors(regressors, basis))


def _check_regressors(factor: int, projection: FloatArray, regressors: FloatArray, basis: FloatArray) -> None:
    shapes = (projection.shape, regressors.shape, basis.shape)
    if tuple(map(len, shapes)) != (2, 3, 2) or shapes != (
        (SIDE * SIDE, regressors.shape[1]),
        (regressors.shape[0], projection.shape[1], basis.shape[0]),
        (regressors.shape[2], (WINDOW * factor) ** 2),
    ):
        raise ValueError(f"its arrays do not fit together at x{factor}: {shapes}")


def _check_forest(forest: Forest, trees: int, *, features: int, leaves: int) -> None:
    """A damaged tree must neither send a patch outside of the arrays nor in circles."""
    nodes = len(forest.thresholds)
    sound = forest.tests.shape == forest.children.shape == (nodes, 2) and 1 <= trees <= nodes
    if not sound or forest.tests.min() < 0 or forest.tests.max() > features:
        raise ValueError("its trees are damaged")
    inner = forest.children >= 0
    parents = np.broadcast_to(np.arange(nodes)[:, None], forest.children.shape)
    if (forest.children[inner] <= parents[inner]).any() or forest.children.max() >= nodes or forest.children.min() < -leaves:
        raise ValueError("its trees are damaged")


def _learn(lesson: Lesson, progress: StageProgress) -> Learned:
    from sr_desktop.core.classical.learning.rfl import learn  # noqa: PLC0415 - not needed for upscaling

    return learn(lesson, progress)


SPEC = MethodSpec(
    id="rfl",
    title="RFL",
    summary=QT_TRANSLATE_NOOP("models", "A forest sorts patches into thousands of kinds, each with a linear regressor."),
    paper="Schulter et al., CVPR 2015",
    config=RflConfig,
    load=load,
    learn=_learn,
)
