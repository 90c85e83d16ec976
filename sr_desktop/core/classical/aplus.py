"""A+: Timofte, De Smet, Van Gool, "A+: Adjusted Anchored Neighborhood Regression for Fast Super-Resolution", ACCV 2014.

A patch is compared with 1024 anchors; the nearest one's regressor, learned from the anchor's neighbours among millions
of patches, predicts what bicubic interpolation lacks.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sr_desktop.core.classical.face import Arrays, Learned, Lesson, MethodSpec, StageProgress
from sr_desktop.core.classical.patches import MARGIN, SIDE, WINDOW, overlap_average, padded, surroundings
from sr_desktop.core.classical.regression import Kinds, Regressors
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.texts import QT_TRANSLATE_NOOP

_AT_ONCE = 512
"""Patches that are compared with the anchors at a time: the products stay in the processor's cache."""


@dataclass(frozen=True, kw_only=True)
class AplusConfig:
    """Nothing that the arrays do not tell."""


class AnchoredRegression:
    """See ClassicalMethod.

    projection: 81 x d, from a patch's surroundings to its features (gradients, reduced to their main components).
    anchors: n x d, of unit length. regressors: of one kind per anchor.
    """

    radius = MARGIN

    def __init__(self, factor: int, projection: FloatArray, anchors: FloatArray, regressors: Regressors) -> None:
        self.factor = factor
        self._projection, self._regressors = projection, regressors
        self._anchors = np.ascontiguousarray(anchors.T)

    def enhance(self, low: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See ClassicalMethod; the paper's section 3.2."""
        around = surroundings(padded(low))
        rows, columns = around.shape[0], around.shape[1]
        features = around.reshape(rows * columns, SIDE * SIDE) @ self._projection
        patches = self._regressors.predict(features, self._nearest(features, cancel))
        missing = overlap_average(patches.reshape(rows, columns, -1), self.factor)
        return imresize(low, float(self.factor)) + missing

    def _nearest(self, features: FloatArray, cancel: CancelToken | None) -> Kinds:
        """The anchor of largest absolute correlation: a regressor is linear, so it serves a patch and its negative."""
        nearest = np.empty(len(features), dtype=np.intp)
        for start in range(0, len(features), _AT_ONCE):
            if cancel:
                cancel.raise_if_cancelled()
            likeness = features[start : start + _AT_ONCE] @ self._anchors
            np.abs(likeness, out=likeness).argmax(axis=1, out=nearest[start : start + _AT_ONCE])
        return nearest


def load(factor: int, config: AplusConfig, arrays: Arrays) -> AnchoredRegression:
    """See MethodSpec."""
    names = ("projection", "anchors", "regressors", "basis")
    if set(arrays) != set(names):
        raise ValueError(f"it should hold {', '.join(names)}, not {', '.join(sorted(arrays))}")
    projection, anchors, regressors, basis = (np.asarray(arrays[name], dtype=np.float32) for name in names)
    shapes = tuple(array.shape for array in (projection, anchors, regressors, basis))
    if tuple(map(len, shapes)) != (2, 2, 3, 2) or shapes != (
        (SIDE * SIDE, anchors.shape[1]),
        (regressors.shape[0], regressors.shape[1]),
        (anchors.shape[0], projection.shape[1], basis.shape[0]),
        (regressors.shape[2], (WINDOW * factor) ** 2),
    ):
        raise ValueError(f"its arrays do not fit together at x{factor}: {shapes}")
    return AnchoredRegression(factor, projection, anchors, Regressors(regressors, basis))


def _learn(lesson: Lesson, progress: StageProgress) -> Learned:
    from sr_desktop.core.classical.learning.aplus import learn  # noqa: PLC0415 - not needed for upscaling

    return learn(lesson, progress)


SPEC = MethodSpec(
    id="aplus",
    title="A+",
    summary=QT_TRANSLATE_NOOP(
        "models", "Picks one of 1024 learned linear regressors for every patch: the best of the fast methods before networks."
    ),
    paper="Timofte et al., ACCV 2014",
    config=AplusConfig,
    load=load,
    learn=_learn,
)
