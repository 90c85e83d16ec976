"""SelfEx, simplified: Huang, Singh, Ahuja, "Single Image Super-Resolution from Transformed Self-Exemplars", CVPR 2015.

A picture holds its patches again at other sizes. Its smaller copy, enlarged, shows how a blurred patch looks; the same
place in the picture itself shows what the blur took away. What is simpler than in the paper: exemplars may be mirrored and
turned by quarters, but not tilted in perspective; they are found by a search tree over all patches of the tile, not by
PatchMatch; a patch takes a weighted mean of several; x2 is one step, x3 and x4 are x2 and one step more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sr_desktop.core.classical.face import Arrays, MethodSpec
from sr_desktop.core.classical.projection import back_project
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.texts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

_SIDE = 5
_MARGIN = _SIDE - 1
_COMPONENTS = 16
"""Principal components by which patches are compared."""
_EXEMPLARS = 8
_SOFTNESS = 0.05
"""Squared distance, of patches of unit length, by which an exemplar's weight falls to 1/e of the best one's."""
_FLAT = 0.03
"""Patches whose pixels, less their mean, are shorter have nothing that an exemplar could add."""
_SLACK = 2.0
"""An exemplar may be up to 1 + _SLACK times as far as the nearest: several times as fast, and 0.02 dB less."""
_AT_ONCE = 8192


@dataclass(frozen=True, kw_only=True)
class SelfexConfig:
    """Nothing to choose."""


class SelfExemplars:
    """See ClassicalMethod.

    radius: of a pixel's own patches and of what back-projection moves by a grey level. Exemplars come from the whole tile
    that is shown; so tiles of another size may choose others, with differences far below what the eye sees.
    """

    radius = 32

    def __init__(self, factor: int) -> None:
        self.factor = factor

    def enhance(self, low: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See ClassicalMethod."""
        answer, reached = low, 1
        for stage in sorted({2, self.factor}):
            ratio = Fraction(stage, reached)
            upscaled = _enlarged(answer, ratio, is_exact=reached == 1)
            exemplars = Exemplars(low, ratio, is_exact=reached == 1)
            answer = back_project(upscaled + exemplars.details(upscaled, cancel), low)
            reached = stage
        return answer


def _enlarged(picture: FloatArray, ratio: Fraction, *, is_exact: bool) -> FloatArray:
    """By bicubic; is_exact: also back-projected, which would only amplify the errors of a picture that is itself a guess."""
    upscaled = imresize(picture, float(ratio))
    return back_project(upscaled, picture) if is_exact else upscaled


class Exemplars:
    """Patches of one picture (h x w), blurred as enlarging by `ratio` blurs, with what the blur took away."""

    def __init__(self, picture: FloatArray, ratio: Fraction, *, is_exact: bool) -> None:
        from scipy.spatial import cKDTree  # noqa: PLC0415 - the window imports this file, too, and runs nothing of it

        height, width = (length - length % ratio.numerator for length in picture.shape)
        self._tree: cKDTree | None = None
        if not height or not width:
            return
        whole = picture[:height, :width]
        blurred = _enlarged(imresize(whole, float(1 / ratio)), ratio, is_exact=is_exact)
        patches = _without_means(_turned(blurred))
        self._components = _main_components(patches)
        features = patches @ self._components
        lengths = np.linalg.norm(features, axis=1)
        lively = np.flatnonzero(lengths > _FLAT)
        if len(lively):
            self._tree = cKDTree(features[lively] / lengths[lively, None], balanced_tree=False)
            self._lost = _turned(whole - blurred)[lively] / lengths[lively, None]

    def details(self, upscaled: FloatArray, cancel: CancelToken | None) -> FloatArray:
        """What the H x W picture, enlarged by the same ratio, lacks, as far as exemplars know. Raises Cancelled."""
        total = np.zeros((upscaled.shape[0] + 2 * _MARGIN, upscaled.shape[1] + 2 * _MARGIN), dtype=np.float32)
        if self._tree is None:
            return np.zeros_like(upscaled)
        around = sliding_window_view(np.pad(upscaled, _MARGIN, mode="symmetric"), (_SIDE, _SIDE))
        rows, columns = around.shape[0], around.shape[1]
        band = max(1, _AT_ONCE // columns)
        for top in range(0, rows, band):
            if cancel:
                cancel.raise_if_cancelled()
            shown = around[top : top + band].reshape(-1, _SIDE * _SIDE)
            found = self._find(self._tree, _without_means(shown)).reshape(-1, columns, _SIDE, _SIDE)
            for row in range(_SIDE):
                for column in range(_SIDE):
                    total[top + row : top + row + len(found), column : column + columns] += found[:, :, row, column]
        total /= np.float32(_SIDE * _SIDE)
        return total[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN]

    def _find(self, tree: cKDTree, patches: FloatArray) -> FloatArray:
        """n x 25 patches without means to what they lack, n x 25."""
        features = patches @ self._components
        lengths = np.linalg.norm(features, axis=1)
        lively = np.flatnonzero(lengths > _FLAT)
        missing = np.zeros_like(patches)
        if len(lively):
            count = min(_EXEMPLARS, tree.n)
            distances, places = tree.query(features[lively] / lengths[lively, None], k=range(1, count + 1), eps=_SLACK)
            squares = np.square(distances, dtype=np.float32)
            weights = np.exp((squares.min(axis=1, keepdims=True) - squares) / np.float32(_SOFTNESS))
            weights *= lengths[lively, None] / weights.sum(axis=1, keepdims=True)
            missing[lively] = np.einsum("nk,nkp->np", weights, self._lost[places])
        return missing


def _turned(picture: FloatArray) -> FloatArray:
    """n x 25: all patches of a picture, as it is, turned by quarters, and all that mirrored."""
    return np.concatenate([_patches(form) for form in _forms(picture)])


def _forms(picture: FloatArray) -> Iterator[FloatArray]:
    for quarters in range(4):
        turned = np.rot90(picture, quarters)
        yield turned
        yield turned[:, ::-1]


def _patches(picture: FloatArray) -> FloatArray:
    around = np.pad(picture, _MARGIN, mode="symmetric")
    patches: FloatArray = sliding_window_view(around, (_SIDE, _SIDE)).reshape(-1, _SIDE * _SIDE)
    return patches


def _without_means(patches: FloatArray) -> FloatArray:
    means: FloatArray = patches.mean(axis=1, keepdims=True)
    return patches - means


def _main_components(patches: FloatArray) -> FloatArray:
    _, axes = np.linalg.eigh((patches.T @ patches).astype(np.float64))
    return np.ascontiguousarray(axes[:, ::-1][:, :_COMPONENTS], dtype=np.float32)


def load(factor: int, config: SelfexConfig, arrays: Arrays) -> SelfExemplars:
    """See MethodSpec; there are no weights."""
    if arrays:
        raise ValueError(f"it should hold nothing, not {', '.join(sorted(arrays))}")
    import scipy.spatial  # noqa: F401, PLC0415 - now, so that it is no part of the first picture's time

    return SelfExemplars(factor)


SPEC = MethodSpec(
    id="selfex",
    title=QT_TRANSLATE_NOOP("models", "SelfEx (simplified)"),
    summary=QT_TRANSLATE_NOOP(
        "models",
        "Learns from nothing but the picture: its smaller copy, turned and mirrored, shows what blur takes away. Simplified: "
        "without perspective.",
    ),
    paper="Huang et al., CVPR 2015, simplified",
    config=SelfexConfig,
    load=load,
    scales=(2, 3, 4),
)
