"""Orthogonal matching pursuit for many samples at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

Atoms = npt.NDArray[np.intp]
_SAME = 1e-4
"""What an atom of unit length has left of it where the atoms before it hold it already."""


def matching_pursuit(samples: FloatArray, atoms: FloatArray, count: int) -> tuple[Atoms, FloatArray]:
    """The `count` atoms that each sample is made of, and their shares: both n x count.

    samples: n x d. atoms: K x d, of unit length. Each round takes the atom most alike to what is left of the sample, then
    all shares are those of least squares. An atom that adds nothing has share 0.
    """
    rest, number = samples.copy(), len(samples)
    chosen = np.empty((number, count), dtype=np.intp)
    along = np.empty((number, count), dtype=np.float32)
    basis = np.empty((count, *samples.shape), dtype=np.float32)
    triangle = np.zeros((number, count, count), dtype=np.float32)
    likeness = np.empty((number, len(atoms)), dtype=np.float32)
    for step in range(count):
        np.matmul(rest, atoms.T, out=likeness)
        np.abs(likeness, out=likeness).argmax(axis=1, out=chosen[:, step])
        direction = atoms[chosen[:, step]]
        for before in range(step):
            # Gram and Schmidt: least squares over all atoms is then one product for each.
            share = np.einsum("nd,nd->n", basis[before], direction)
            triangle[:, before, step] = share
            direction -= share[:, None] * basis[before]
        length = np.linalg.norm(direction, axis=1)
        is_new = length > _SAME
        triangle[:, step, step] = np.where(is_new, length, 1.0)
        basis[step] = direction * (is_new / triangle[:, step, step])[:, None]
        along[:, step] = np.einsum("nd,nd->n", basis[step], rest)
        rest -= along[:, step, None] * basis[step]
    return chosen, _shares(triangle, along)


def _shares(triangle: FloatArray, along: FloatArray) -> FloatArray:
    """Back substitution: n x count x count upper triangular, n x count."""
    shares = np.zeros_like(along)
    for step in reversed(range(along.shape[1])):
        known = np.einsum("nk,nk->n", triangle[:, step, step + 1 :], shares[:, step + 1 :])
        shares[:, step] = (along[:, step] - known) / triangle[:, step, step]
    return shares


def spread(chosen: Atoms, shares: FloatArray, atoms: int) -> FloatArray:
    """n x K: the shares of all K atoms, almost all of them 0."""
    codes = np.zeros((len(chosen), atoms), dtype=np.float32)
    # An atom may be chosen twice, the second time with share 0.
    np.add.at(codes, (np.arange(len(chosen))[:, None], chosen), shares)
    return codes
