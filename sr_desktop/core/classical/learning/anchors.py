"""Unit vectors that stand for all directions of the samples."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.classical.face import StageProgress
from sr_desktop.core.pictures.picture import FloatArray

PLACING = "placing anchors"
_ROUNDS = 20
_AT_ONCE = 1024


def place_anchors(samples: FloatArray, count: int, rng: np.random.Generator, progress: StageProgress) -> FloatArray:
    """`count` anchors (count x d, unit length) for n x d samples of unit length, n >= count.

    K-SVD with one atom per sample: each sample goes to the anchor of largest absolute correlation, each anchor becomes the
    main direction of its samples, here their sum with signs aligned. The paper takes K-SVD with three atoms, but uses its
    dictionary by the nearest atom alone, which is what this optimises; it reaches the paper's figures.
    """
    anchors = samples[rng.choice(len(samples), count, replace=False)]
    for done in range(1, _ROUNDS + 1):
        kinds, signs = _assign(samples, anchors)
        anchors = _directions(samples, kinds, signs, count, rng)
        progress(PLACING, done, _ROUNDS)
    return anchors


def _assign(samples: FloatArray, anchors: FloatArray) -> tuple[npt.NDArray[np.intp], FloatArray]:
    kinds = np.empty(len(samples), dtype=np.intp)
    signs = np.empty(len(samples), dtype=np.float32)
    for start in range(0, len(samples), _AT_ONCE):
        likeness = samples[start : start + _AT_ONCE] @ anchors.T
        nearest = np.abs(likeness).argmax(axis=1)
        kinds[start : start + _AT_ONCE] = nearest
        signs[start : start + _AT_ONCE] = np.sign(np.take_along_axis(likeness, nearest[:, None], axis=1)[:, 0])
    return kinds, signs


def _directions(
    samples: FloatArray, kinds: npt.NDArray[np.intp], signs: FloatArray, count: int, rng: np.random.Generator
) -> FloatArray:
    order = np.argsort(kinds, kind="stable")
    present, starts = np.unique(kinds[order], return_index=True)
    anchors = samples[rng.choice(len(samples), count, replace=False)]
    # An anchor without samples starts anew from one of them.
    sums = np.add.reduceat(samples[order] * signs[order, None], starts, axis=0)
    anchors[present] = sums
    lengths = np.linalg.norm(anchors, axis=1, keepdims=True)
    units: FloatArray = anchors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return units
