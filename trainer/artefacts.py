"""Faults that adversarial and sub-pixel networks are known for, measured: a drift of colours, a checkerboard, a pattern."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.pictures.picture import FloatArray

Float64 = npt.NDArray[np.float64]

_PERIODS = 16
"""Periods of the grid a side of a tile: long enough to tell its frequencies, short enough that a pattern keeps its sign."""
_PEAK, _BESIDE = (-1, 0, 1), (-6, -5, -4, 4, 5, 6)
"""Offsets in bins: the main lobe of the window, and what lies well beside it."""
_FINE = 0.25
"""Cycles a pixel from which on detail is fine."""
_LEAST_ERROR = 1.0 / 255.0
"""Tiles with errors under one step of 8 bits say little."""
_ROUNDING = _LEAST_ERROR / 12**0.5
"""Standard deviation of what rounding to 8 bits adds."""


class Artefacts:
    """Gathers over the pictures of a set. Answers and truths are H x W x 1 or 3 in 0..1, answers not yet clipped."""

    def __init__(self, scale: int) -> None:
        self._scale = scale
        self._shifts: list[Float64] = []
        self._peak = self._beside = 0.0
        self._fine: list[tuple[Float64, Float64]] = []

    def add(self, truth: FloatArray, answer: FloatArray) -> None:
        """Take one picture in. Borders of `scale` pixels are left out, where padding speaks rather than learning."""
        border = slice(self._scale, -self._scale)
        seen = np.clip(answer, 0.0, 1.0)[border, border]
        wanted = truth[border, border]
        if answer.shape[2] == 3:
            self._shifts.append(np.mean(seen - wanted, axis=(0, 1), dtype=np.float64))
        answered, meant = _plane(seen, wanted), luma_of(wanted)
        peak, beside = grid_energy(answered - meant, self._scale)
        self._peak, self._beside = self._peak + peak, self._beside + beside
        if min(meant.shape) >= _PERIODS * self._scale:
            self._fine.append(detail(answered, meant, _PERIODS * self._scale))

    @property
    def colour_shift(self) -> float:
        """Largest absolute difference of a channel's mean over all pictures, 0..1; 0 for luminance networks."""
        return float(np.abs(np.mean(self._shifts, axis=0)).max()) if self._shifts else 0.0

    @property
    def checkerboard(self) -> float:
        """`grid_energy`'s two numbers as a ratio: about 1 for no checkerboard; 0 where pictures are too small to tell."""
        return self._peak / self._beside if self._beside else 0.0

    @property
    def pattern(self) -> float:
        """How strong the answers are at one frequency of fine detail, relative to the truths: at the worst one.

        Up to about 1 for detail that could be there; far more for a pattern that a network paints everywhere, as one does whose
        loss looks at VGG's features alone. 0 where pictures are too small to tell.
        """
        if not self._fine:
            return 0.0
        answered, meant = (_smooth(np.sum(spectra, axis=0)) for spectra in zip(*self._fine, strict=True))
        frequencies = np.abs(np.fft.fftfreq(len(meant)))
        is_fine = np.maximum(frequencies[:, None], frequencies) >= _FINE
        return float((answered[is_fine] / meant[is_fine]).max())


def detail(answer: FloatArray, truth: FloatArray, side: int) -> tuple[Float64, Float64]:
    """Spectra, side x side, of two H x W pictures: the sums over Hann-windowed tiles that overlap by half.

    Each tile counts by the inverse of the truth's power in it, so that what smooth parts lack is heard as well.
    """
    window = np.outer(np.hanning(side + 1)[:-1], np.hanning(side + 1)[:-1])
    powers = []
    for picture in (answer, truth):
        tiles = np.lib.stride_tricks.sliding_window_view(picture, (side, side))[:: side // 2, :: side // 2]
        tiles = tiles.reshape(-1, side, side)
        powers.append(np.abs(np.fft.fft2((tiles - tiles.mean(axis=(1, 2), keepdims=True)) * window)) ** 2)
    weight = powers[1].mean(axis=(1, 2)) + _LEAST_ERROR**2 * float(np.sum(window**2))
    answered, meant = ((power / weight[:, None, None]).sum(axis=0, dtype=np.float64) for power in powers)
    # Without a floor, a truth that has no detail at all would make a step of rounding a pattern.
    return answered, meant + _ROUNDING**2 * float(np.sum(window**2)) * float(np.sum(1.0 / weight))


def _smooth(spectrum: Float64) -> Float64:
    """Means over 3 x 3 neighbouring frequencies: the main lobe of the window."""
    around = np.add.outer((-1, 0, 1), np.arange(len(spectrum))) % len(spectrum)
    smooth: Float64 = spectrum[around].mean(axis=0)[:, around].mean(axis=1)
    return smooth


def grid_energy(error: FloatArray, scale: int) -> tuple[float, float]:
    """How strong an H x W error is at the frequencies of a grid of `scale` pixels, and how strong right beside them.

    Upsampling by sub-pixel or transposed convolution treats pixels differently by their place modulo the factor (Odena
    et al., Distill 2016): errors at multiples of 1 / scale cycles a pixel. Power is taken from Hann-windowed tiles of
    16 scale pixels that overlap by half; each counts by the inverse of its whole power, so that textures do not drown a
    pattern in smooth parts. Beside: 4 to 6 bins away along the axes in which the frequency is not 0.
    """
    side = _PERIODS * scale
    if min(error.shape) < side:
        return 0.0, 0.0
    tiles = np.lib.stride_tricks.sliding_window_view(error, (side, side))[:: side // 2, :: side // 2]
    window = np.outer(np.hanning(side + 1)[:-1], np.hanning(side + 1)[:-1]).astype(np.float32)
    power = np.abs(np.fft.fft2(tiles.reshape(-1, side, side) * window)) ** 2
    power /= (power.mean(axis=(1, 2)) + _LEAST_ERROR**2 * float(np.sum(window**2)))[:, None, None]
    spectrum: Float64 = power.sum(axis=0)
    peaks, besides = [], []
    for row, column in np.ndindex(scale, scale):
        y, x = row * _PERIODS, column * _PERIODS
        if row:
            besides.append(_mean(spectrum, y, _BESIDE, x, _PEAK))
        if column:
            besides.append(_mean(spectrum, y, _PEAK, x, _BESIDE))
        # Once for each of its neighbourhoods, so that both means are over the same frequencies.
        peaks += [_mean(spectrum, y, _PEAK, x, _PEAK)] * ((row > 0) + (column > 0))
    return float(np.mean(peaks)), float(np.mean(besides))


def _mean(spectrum: Float64, y: int, rows: tuple[int, ...], x: int, columns: tuple[int, ...]) -> float:
    side = len(spectrum)
    return float(spectrum[np.ix_(np.add(rows, y) % side, np.add(columns, x) % side)].mean())


def _plane(seen: FloatArray, wanted: FloatArray) -> FloatArray:
    # A grey truth is full-range grey: an RGB answer to it is brought back as `measure` does.
    grey = wanted.shape[2] == 1 and seen.shape[2] == 3
    return luma_of(seen.mean(axis=2, keepdims=True) if grey else seen)
