"""Sparse coding: Yang et al., TIP 2010; coupled dictionaries: Yang et al., TIP 2012.

A patch is made up of a few atoms of a dictionary of low resolution; the same atoms of a dictionary of high resolution, by
the same shares, are the answer. Patches have 5 x 5 pixels of the picture that bicubic upscaling gives, described by its
derivatives, their mean is kept aside, overlaps are averaged, and back-projection ends the work. Shares are found by
orthogonal matching pursuit, as Zeyde et al. (2010) do, where Yang et al. solve a lasso: a fixed number of atoms costs
a fixed time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from sr_desktop.core.classical import projection
from sr_desktop.core.classical.face import Arrays, Learned, Lesson, MethodSpec, StageProgress
from sr_desktop.core.classical.pursuit import matching_pursuit
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.texts import QT_TRANSLATE_NOOP

SIDE = 5
"""Pixels of a patch a side, on the upscaled grid."""
DERIVATIVES = 4
_CUBIC_REACH = 2
_AT_ONCE = 4096
"""Patches that are compared with the atoms at a time: the products stay in the processor's cache."""


@dataclass(frozen=True, kw_only=True)
class SparseConfig:
    """nonzero: atoms that make up a patch."""

    nonzero: int = 3


def reach(factor: int) -> int:
    """How far from a patch its derivatives look, in pixels of the upscaled grid: one of low resolution, Yang's two at x2."""
    return factor


def derivatives(upscaled: FloatArray, factor: int) -> FloatArray:
    """(H + 2 r) x (W + 2 r), r = reach(factor), to 4 x H x W: first and second derivatives, along rows and columns.

    At x2 these are the filters of Yang et al.: [-1, 0, 1] and [1, 0, -2, 0, 1]; the steps grow with the factor.
    """
    margin, step = reach(factor), (factor + 1) // 2
    height, width = upscaled.shape[0] - 2 * margin, upscaled.shape[1] - 2 * margin

    def moved(rows: int, columns: int) -> FloatArray:
        return upscaled[margin + rows : margin + rows + height, margin + columns : margin + columns + width]

    planes = (
        moved(0, step) - moved(0, -step),
        moved(step, 0) - moved(-step, 0),
        (moved(0, margin) + moved(0, -margin)) / 2 - moved(0, 0),
        (moved(margin, 0) + moved(-margin, 0)) / 2 - moved(0, 0),
    )
    return np.stack(planes)


def patches_of(plane: FloatArray) -> FloatArray:
    """All 5 x 5 patches of (... x) H x W as a view: (... x) (H - 4) x (W - 4) x 5 x 5."""
    view: FloatArray = sliding_window_view(plane, (SIDE, SIDE), axis=(-2, -1))
    return view


def described(planes: FloatArray) -> FloatArray:
    """4 x H x W derivatives to n x 100: those of each 5 x 5 patch, n = (H - 4) * (W - 4)."""
    return np.moveaxis(patches_of(planes), 0, 2).reshape(-1, DERIVATIVES * SIDE * SIDE)


class SparseCoding:
    """See ClassicalMethod.

    components: 100 x d, from derivatives to their principal components. low_atoms: K x d, of unit length. high_atoms: K x 25.
    nonzero: atoms a patch.
    """

    def __init__(
        self, factor: int, components: FloatArray, low_atoms: FloatArray, high_atoms: FloatArray, nonzero: int
    ) -> None:
        self.factor = factor
        # The farthest pixel of a patch's surroundings, then cubic upscaling, then back-projection.
        around = -(-(SIDE - 1 + reach(factor)) // factor)
        self.radius = around + _CUBIC_REACH + projection.ROUNDS * projection.REACH
        self._components, self._low_atoms, self._high_atoms, self._nonzero = components, low_atoms, high_atoms, nonzero

    def enhance(self, low: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See ClassicalMethod; algorithm 1 of the paper."""
        upscaled = imresize(low, float(self.factor))
        margin = SIDE - 1 + reach(self.factor)
        around = np.pad(upscaled, margin, mode="symmetric")
        plain = around[reach(self.factor) : -reach(self.factor), reach(self.factor) : -reach(self.factor)]
        planes = derivatives(around, self.factor)
        total = np.zeros_like(plain)
        rows, columns = plain.shape[0] - SIDE + 1, plain.shape[1] - SIDE + 1
        band = max(1, _AT_ONCE // columns)
        for top in range(0, rows, band):
            if cancel:
                cancel.raise_if_cancelled()
            stop = min(top + band, rows)
            seen = slice(top, stop + SIDE - 1)
            details = self._details(described(planes[:, seen])).reshape(stop - top, columns, SIDE, SIDE)
            _add_up(details + patches_of(plain[seen]).mean(axis=(2, 3), keepdims=True), total[seen])
        inner = total[SIDE - 1 : 1 - SIDE, SIDE - 1 : 1 - SIDE]
        return projection.back_project(inner / np.float32(SIDE * SIDE), low)

    def _details(self, features: FloatArray) -> FloatArray:
        """n x 100 to n x 25: patches of high resolution without their means."""
        chosen, shares = matching_pursuit(features @ self._components, self._low_atoms, self._nonzero)
        patches = shares[:, 0, None] * self._high_atoms[chosen[:, 0]]
        for step in range(1, self._nonzero):
            patches += shares[:, step, None] * self._high_atoms[chosen[:, step]]
        return patches


def _add_up(patches: FloatArray, total: FloatArray) -> None:
    """Add r x c x 5 x 5 patches to (r + 4) x (c + 4) where they lie."""
    rows, columns = patches.shape[0], patches.shape[1]
    for row in range(SIDE):
        for column in range(SIDE):
            total[row : row + rows, column : column + columns] += patches[:, :, row, column]


def load(factor: int, config: SparseConfig, arrays: Arrays) -> SparseCoding:
    """See MethodSpec."""
    names = ("components", "low_atoms", "high_atoms")
    if set(arrays) != set(names):
        raise ValueError(f"it should hold {', '.join(names)}, not {', '.join(sorted(arrays))}")
    components, low_atoms, high_atoms = (np.asarray(arrays[name], dtype=np.float32) for name in names)
    shapes = (components.shape, low_atoms.shape, high_atoms.shape)
    if tuple(map(len, shapes)) != (2, 2, 2) or shapes != (
        (DERIVATIVES * SIDE * SIDE, low_atoms.shape[1]),
        (high_atoms.shape[0], components.shape[1]),
        (low_atoms.shape[0], SIDE * SIDE),
    ):
        raise ValueError(f"its arrays do not fit together at x{factor}: {shapes}")
    if not 1 <= config.nonzero <= len(low_atoms):
        raise ValueError(f"patches cannot be made of {config.nonzero} of {len(low_atoms)} atoms")
    return SparseCoding(factor, components, low_atoms, high_atoms, config.nonzero)


def _learn(lesson: Lesson, progress: StageProgress) -> Learned:
    from sr_desktop.core.classical.learning.sparse import learn  # noqa: PLC0415 - not needed for upscaling

    return learn(lesson, progress)


SPEC = MethodSpec(
    id="sparse",
    title=QT_TRANSLATE_NOOP("models", "Sparse coding"),
    summary=QT_TRANSLATE_NOOP(
        "models", "Every patch is a sum of a few atoms of a learned dictionary: the idea that SRCNN made a network of."
    ),
    paper="Yang et al., TIP 2010 and 2012",
    config=SparseConfig,
    load=load,
    learn=_learn,
)
