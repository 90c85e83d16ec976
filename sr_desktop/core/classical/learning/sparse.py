"""How sparse coding learns: pairs of patches, two dictionaries that share their codes, then both made to fit together.

First a dictionary of low resolution (codes by matching pursuit, atoms by least squares in turn) with the one of high
resolution that serves its codes best; then the coupled training of Yang et al., TIP 2012, sections III and IV: the codes
are those that the patch of low resolution alone gives, and both dictionaries go down the slope of the error that these
codes leave at high resolution.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sr_desktop.core.classical.face import Arrays, Learned, Lesson, StageProgress
from sr_desktop.core.classical.learning.samples import DESCRIBING, Plane, read_planes
from sr_desktop.core.classical.pursuit import Atoms, matching_pursuit, spread
from sr_desktop.core.classical.sparse import DERIVATIVES, SIDE, SparseConfig, derivatives, patches_of, reach
from sr_desktop.core.errors import TooFewSamples
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import imresize

STARTING = "starting dictionaries"
COUPLING = "coupling dictionaries"
ATOMS = 1024
SAMPLES = 1_000_000
_START_SAMPLES = 60_000
_START_ROUNDS = 8
_EPOCHS = 8
_BATCH = 2048
_RATE = 2e-3
_LEAST = 1000
_SAMPLES_AN_ATOM = 16
_LEAST_USED = 10
"""An atom that fewer samples use starts anew from one of them."""
_PENALTY = 0.1
_ENERGY = 0.999
_FLAT = 0.2
"""Patches with shorter derivatives are flat, and not learned from."""


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Patches, each divided by the length of its features. low: n x d features; high: n x 25 without the mean."""

    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, kw_only=True)
class Dictionaries:
    """Atoms that belong together. low: K x d, of unit length; high: K x 25."""

    low: FloatArray
    high: FloatArray


def learn(lesson: Lesson, progress: StageProgress) -> Learned:
    """See face.Learn."""
    planes = read_planes(lesson, progress)
    features, patches = _draw(planes, lesson, progress)
    if len(features) < _LEAST:
        raise TooFewSamples(found=len(features), least=_LEAST, scale=lesson.factor)
    components = _main_components(features)
    low = features @ components
    lengths = np.linalg.norm(low, axis=1, keepdims=True)
    pairs = Pairs(low=low / lengths, high=patches / lengths)
    config, rng = SparseConfig(), lesson.random()
    count = min(ATOMS, len(low) // _SAMPLES_AN_ATOM)
    start = _start(pairs, count, config.nonzero, rng, progress)
    coupled = _couple(pairs, start, config.nonzero, rng, progress)
    arrays: Arrays = {"components": components, "low_atoms": coupled.low, "high_atoms": coupled.high}
    return Learned(config=config, arrays=arrays, samples=len(low))


def _draw(planes: Sequence[Plane], lesson: Lesson, progress: StageProgress) -> tuple[FloatArray, FloatArray]:
    """n x 100 derivatives and n x 25 patches, without the mean that bicubic gives, of places drawn by chance."""
    rng = lesson.random()
    places = sum(plane.missing.size for plane in planes)
    share = min(1.0, (lesson.samples or SAMPLES) / max(1, places))
    found = []
    for done, plane in enumerate(planes, start=1):
        found.append(_draw_from(plane, lesson.factor, share, rng))
        progress(DESCRIBING, done, len(planes))
    empty = np.zeros((0, DERIVATIVES * SIDE * SIDE), np.float32), np.zeros((0, SIDE * SIDE), np.float32)
    return np.concatenate([empty[0], *(low for low, _ in found)]), np.concatenate([empty[1], *(high for _, high in found)])


def _draw_from(plane: Plane, factor: int, share: float, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    plain = imresize(plane.low, float(factor))
    view = patches_of(derivatives(np.pad(plain, reach(factor), mode="symmetric"), factor))
    rows, columns = view.shape[1], view.shape[2]
    row, column = np.divmod(np.flatnonzero(rng.random(rows * columns) < share), columns)
    features = np.moveaxis(view, 0, 2)[row, column].reshape(-1, DERIVATIVES * SIDE * SIDE)
    lively = np.linalg.norm(features, axis=1) >= _FLAT
    row, column, features = row[lively], column[lively], features[lively]
    truth, base = patches_of(plain + plane.missing)[row, column], patches_of(plain)[row, column]
    return features, (truth - base.mean(axis=(1, 2), keepdims=True)).reshape(-1, SIDE * SIDE)


def _main_components(features: FloatArray) -> FloatArray:
    """100 x d, where 99.9 % of the energy is."""
    energy, axes = np.linalg.eigh((features.T @ features).astype(np.float64))
    energy, axes = energy[::-1], axes[:, ::-1]
    count = int(np.searchsorted(np.cumsum(energy) / energy.sum(), _ENERGY)) + 1
    return np.ascontiguousarray(axes[:, :count], dtype=np.float32)


def _start(pairs: Pairs, count: int, nonzero: int, rng: np.random.Generator, progress: StageProgress) -> Dictionaries:
    """Dictionaries of `count` atoms by the method of optimal directions (Engan et al., 1999)."""
    some = rng.choice(len(pairs.low), min(len(pairs.low), _START_SAMPLES), replace=False)
    low, high = pairs.low[some], pairs.high[some]
    atoms = low[rng.choice(len(low), count, replace=False)]
    for done in range(1, _START_ROUNDS + 1):
        codes = _codes(low, atoms, nonzero)
        unused = np.count_nonzero(codes, axis=0) < _LEAST_USED
        atoms = _least_squares(codes, low)
        atoms[unused] = low[rng.choice(len(low), int(unused.sum()), replace=False)]
        atoms /= np.maximum(np.linalg.norm(atoms, axis=1, keepdims=True), np.finfo(np.float32).tiny)
        progress(STARTING, done, _START_ROUNDS)
    return Dictionaries(low=atoms, high=_least_squares(_codes(low, atoms, nonzero), high))


def _codes(samples: FloatArray, atoms: FloatArray, nonzero: int) -> FloatArray:
    parts = [samples[start : start + _BATCH] for start in range(0, len(samples), _BATCH)]
    return np.concatenate([spread(*matching_pursuit(part, atoms, nonzero), len(atoms)) for part in parts])


def _least_squares(codes: FloatArray, wanted: FloatArray) -> FloatArray:
    gram = (codes.T @ codes).astype(np.float64)
    gram[np.diag_indices_from(gram)] += _PENALTY
    return np.linalg.solve(gram, (codes.T @ wanted).astype(np.float64)).astype(np.float32)


def _couple(pairs: Pairs, atoms: Dictionaries, nonzero: int, rng: np.random.Generator, progress: StageProgress) -> Dictionaries:
    batch = min(_BATCH, len(pairs.low))
    low_slope, high_slope = _Slope(atoms.low.shape), _Slope(atoms.high.shape)
    steps, step = len(pairs.low) // batch * _EPOCHS, 0
    for epoch in range(1, _EPOCHS + 1):
        order = rng.permutation(len(pairs.low))
        for start in range(0, len(order) - batch + 1, batch):
            rows = order[start : start + batch]
            shown = Pairs(low=pairs.low[rows], high=pairs.high[rows])
            way = slopes(shown, atoms, *matching_pursuit(shown.low, atoms.low, nonzero))
            rate = _RATE * 0.5 * (1.0 + math.cos(math.pi * step / steps))
            low = atoms.low - low_slope.step(way.low, rate)
            low /= np.linalg.norm(low, axis=1, keepdims=True)
            atoms = Dictionaries(low=low, high=atoms.high - high_slope.step(way.high, rate))
            step += 1
        progress(COUPLING, epoch, _EPOCHS)
    return atoms


def slopes(pairs: Pairs, atoms: Dictionaries, chosen: Atoms, shares: FloatArray) -> Dictionaries:
    """By how much half the mean squared error at high resolution grows with each number of both dictionaries.

    chosen, shares: the codes of `pairs.low`, n x nonzero. The atoms that a code takes stay the same for a small change,
    so the shares are those of least squares on them, which is differentiated.
    """
    count, taken = len(atoms.low), atoms.low[chosen]
    codes = spread(chosen, shares, count)
    error = codes @ atoms.high - pairs.high
    by_share = np.einsum("nkp,np->nk", atoms.high[chosen], error)
    gram = np.einsum("nkd,nmd->nkm", taken, taken)
    # An atom may be chosen twice where nothing is left of a sample.
    gram += np.eye(chosen.shape[1], dtype=np.float32) * np.float32(1e-5)
    pull = spread(chosen, np.linalg.solve(gram, by_share[:, :, None])[:, :, 0], count)
    rest = pairs.low - codes @ atoms.low
    weight = np.float32(1.0 / len(codes))
    return Dictionaries(low=weight * (pull.T @ rest - codes.T @ (pull @ atoms.low)), high=weight * (codes.T @ error))


class _Slope:
    """Steps of Adam (Kingma and Ba, 2015)."""

    def __init__(self, shape: tuple[int, ...]) -> None:
        self._mean, self._square = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        self._steps = 0

    def step(self, slope: FloatArray, rate: float) -> FloatArray:
        """By how much to go against `slope`."""
        self._steps += 1
        self._mean += 0.1 * (slope - self._mean)
        self._square += 0.01 * (slope**2 - self._square)
        mean, square = self._mean / (1 - 0.9**self._steps), self._square / (1 - 0.99**self._steps)
        way: FloatArray = (rate * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)
        return way
