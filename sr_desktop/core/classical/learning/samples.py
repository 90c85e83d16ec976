"""Pairs of patches to learn from: what A+ and RFL are shown.

Pictures are shrunk again and again, and each is made smaller by the factor and enlarged by bicubic; what that lacks is
what is to be predicted (Timofte et al., ACCV 2014, section 4: 12 scales, each 0.98 of the one before).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sr_desktop.core.bench.truth import luma_of, read_truth
from sr_desktop.core.classical.face import Lesson, StageProgress
from sr_desktop.core.classical.patches import REACH, SIDE, WINDOW, gradient_operator, padded, some_surroundings, surroundings
from sr_desktop.core.errors import TooFewSamples
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import imresize

READING = "reading pictures"
DESCRIBING = "describing patches"
_SIZES = 12
_SHRINK = 0.98
_ENERGY = 0.999
_FLAT = 0.1
"""Patches whose features are shorter are flat: bicubic serves them, and they are not learned from (as in the authors' code)."""


@dataclass(frozen=True, kw_only=True)
class Plane:
    """A picture at low resolution (h x w) and what bicubic lacks at high (h * factor x w * factor)."""

    low: FloatArray
    missing: FloatArray


def read_planes(lesson: Lesson, progress: StageProgress) -> list[Plane]:
    """Every picture at every size, sizes of one picture together. Raises BadImage and its kin."""
    planes = []
    for done, path in enumerate(lesson.pictures, start=1):
        luma = luma_of(read_truth(path))
        planes += [_plane(luma, _SHRINK**step, lesson.factor) for step in range(_SIZES) if _is_enough(luma, lesson.factor)]
        progress(READING, done, len(lesson.pictures))
    return planes


def _is_enough(luma: FloatArray, factor: int) -> bool:
    return bool(min(luma.shape) >= 2 * SIDE * factor)


def _plane(luma: FloatArray, shrink: float, factor: int) -> Plane:
    smaller = imresize(luma, shrink) if shrink < 1 else luma
    truth = smaller[: smaller.shape[0] // factor * factor, : smaller.shape[1] // factor * factor]
    low = imresize(truth, 1.0 / factor)
    return Plane(low=low, missing=truth - imresize(low, float(factor)))


def main_components(planes: Sequence[Plane], factor: int) -> FloatArray:
    """81 x d: gradients, then their principal components that hold 99.9 % of the energy (section 3.1).

    planes: as `read_planes` gives them; each picture's first size is enough for this.
    """
    gram = np.zeros((SIDE * SIDE, SIDE * SIDE))
    for plane in planes[::_SIZES]:
        around = surroundings(padded(plane.low, REACH)).reshape(-1, SIDE * SIDE).astype(np.float64)
        # Derivatives do not feel a constant; without it the sums stay exact.
        around -= around[:, SIDE * SIDE // 2, None]
        gram += around.T @ around
    operator = gradient_operator(factor)
    energy, axes = np.linalg.eigh(operator.T @ gram @ operator)
    energy, axes = energy[::-1], axes[:, ::-1]
    if energy[0] <= 0:
        raise TooFewSamples(found=0, least=1, scale=factor)
    count = int(np.searchsorted(np.cumsum(energy) / energy.sum(), _ENERGY)) + 1
    projection: FloatArray = (operator @ axes[:, :count]).astype(np.float32)
    return projection


class Samples:
    """Patches with features of unit length.

    features: n x d float32. `missing(rows)` gives what bicubic lacks there, divided by the length that the features had.
    """

    def __init__(self, planes: Sequence[Plane], factor: int, features: FloatArray, lengths: FloatArray, places: Places) -> None:
        self.features = features
        self._lengths, self._places = lengths, places
        self._flat = np.concatenate([plane.missing.ravel() for plane in planes])
        self._down, self._right = np.divmod(np.arange((WINDOW * factor) ** 2), WINDOW * factor)

    def missing(self, rows: npt.NDArray[np.intp]) -> FloatArray:
        """m x (3 * factor)^2 float32 for m of the samples."""
        first, stride = self._places.first[rows], self._places.stride[rows]
        pixels = first[:, None] + stride[:, None] * self._down + self._right
        patches: FloatArray = self._flat[pixels]
        patches /= self._lengths[rows][:, None]
        return patches


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where patches begin in all planes laid end to end, and how long a row is there."""

    first: npt.NDArray[np.int64]
    stride: npt.NDArray[np.int64]


def draw_samples(
    planes: Sequence[Plane], projection: FloatArray, lesson: Lesson, *, limit: int, least: int, progress: StageProgress
) -> Samples:
    """At most about `limit` patches by chance, flat ones left out. Raises TooFewSamples under `least`."""
    rng, factor = lesson.random(), lesson.factor
    share = min(1.0, limit / max(1, sum(_positions(plane) for plane in planes)))
    features, lengths, first, stride = [], [], [], []
    offset = 0
    for done, plane in enumerate(planes, start=1):
        chosen = np.flatnonzero(rng.random(_positions(plane)) < share)
        rows, columns = np.divmod(chosen, plane.low.shape[1] - WINDOW + 1)
        described = some_surroundings(padded(plane.low, REACH), rows, columns) @ projection
        length = np.linalg.norm(described, axis=1)
        lively = np.flatnonzero(length >= _FLAT)
        width = plane.missing.shape[1]
        features.append(described[lively] / length[lively, None])
        lengths.append(length[lively])
        first.append(offset + (rows[lively] * width + columns[lively]) * factor)
        stride.append(np.full(len(lively), width))
        offset += plane.missing.size
        progress(DESCRIBING, done, len(planes))
    found = sum(len(part) for part in lengths)
    if found < least:
        raise TooFewSamples(found=found, least=least, scale=factor)
    places = Places(first=np.concatenate(first), stride=np.concatenate(stride))
    return Samples(planes, factor, np.concatenate(features), np.concatenate(lengths), places)


def _positions(plane: Plane) -> int:
    return int((plane.low.shape[0] - WINDOW + 1) * (plane.low.shape[1] - WINDOW + 1))
