"""Matching pursuit: atoms found, shares of least squares, and nothing broken by what cannot be made better."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.core.classical.pursuit import matching_pursuit, spread


def _units(count: int, width: int, seed: int = 0) -> np.ndarray:
    atoms = np.random.default_rng(seed).standard_normal((count, width)).astype(np.float32)
    return atoms / np.linalg.norm(atoms, axis=1, keepdims=True)


def test_a_sum_of_few_atoms_is_found_again() -> None:
    atoms = _units(64, 48)
    rng = np.random.default_rng(1)
    wanted = np.stack([rng.choice(64, 3, replace=False) for _ in range(50)])
    shares = rng.choice([-1.0, 1.0], (50, 3)).astype(np.float32) * np.array([4.0, 2.0, 1.0], np.float32)
    samples = np.einsum("nk,nkd->nd", shares, atoms[wanted])
    codes = spread(*matching_pursuit(samples, atoms, 3), 64)
    found = np.abs(codes @ atoms - samples).max(axis=1) < 1e-4
    assert found.mean() > 0.9


def test_shares_are_those_of_least_squares() -> None:
    atoms, samples = _units(30, 12), _units(40, 12, seed=2) * np.float32(3.0)
    chosen, shares = matching_pursuit(samples, atoms, 4)
    for sample, places, own in zip(samples, chosen, shares, strict=True):
        wanted, *_ = np.linalg.lstsq(atoms[places].T, sample, rcond=None)
        np.testing.assert_allclose(own, wanted, atol=2e-4)


def test_each_atom_more_leaves_less() -> None:
    atoms, samples = _units(30, 12), _units(40, 12, seed=3)
    rests = [
        np.linalg.norm(spread(*matching_pursuit(samples, atoms, count), 30) @ atoms - samples, axis=1).mean()
        for count in (1, 2, 3)
    ]
    assert rests[0] > rests[1] > rests[2]


@pytest.mark.parametrize("sample", [np.zeros(6), np.eye(6)[0] * 2.5], ids=["nothing", "one atom"])
def test_what_is_made_of_fewer_atoms_takes_no_harm(sample) -> None:
    atoms = np.concatenate([np.eye(6), np.eye(6)[:1]]).astype(np.float32)
    chosen, shares = matching_pursuit(sample[None].astype(np.float32), atoms, 3)
    np.testing.assert_allclose(spread(chosen, shares, 7) @ atoms, sample[None], atol=1e-6)


def test_samples_are_left_as_they_were() -> None:
    samples = _units(5, 8)
    before = samples.copy()
    matching_pursuit(samples, _units(16, 8, seed=4), 2)
    np.testing.assert_array_equal(samples, before)
