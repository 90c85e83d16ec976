"""PSNR, SSIM and MS-SSIM of 8-bit pictures, as the field measures them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

Float64 = npt.NDArray[np.float64]
SSIM_WINDOW = 11
"""Pixels a side that SSIM needs at least."""
_SIGMA, _K1, _K2, _PEAK = 1.5, 0.01, 0.03, 255.0
_SCALE_WEIGHTS = (0.0448, 0.2856, 0.3001, 0.2363, 0.1333)
"""Exponents of the five scales, fine to coarse (Wang, Simoncelli and Bovik 2003, section 3.2)."""
MS_SSIM_SIDE = SSIM_WINDOW << (len(_SCALE_WEIGHTS) - 1)
"""Pixels a side that MS-SSIM needs at least: the window must fit the coarsest scale."""


def to_8_bit(plane: FloatArray) -> Float64:
    """Values in 0..1 as whole numbers 0..255, halves rounded up (MATLAB's uint8)."""
    return np.clip(np.floor(plane.astype(np.float64) * 255.0 + 0.5), 0.0, 255.0)


def shave(plane: Float64, border: int) -> Float64:
    """`plane` without `border` pixels on each side. Raises ValueError where nothing would be left."""
    if border == 0:
        return plane
    if min(plane.shape[0], plane.shape[1]) <= 2 * border:
        raise ValueError(f"nothing is left of {plane.shape} after shaving {border} pixels a side")
    return plane[border:-border, border:-border]


def psnr(truth: Float64, answer: Float64) -> float:
    """Peak signal-to-noise ratio in dB of arrays in 0..255; infinite where they are equal."""
    error = float(np.mean((truth - answer) ** 2))
    return math.inf if error == 0 else 10.0 * math.log10(_PEAK**2 / error)


def ssim(truth: Float64, answer: Float64) -> float:
    """Structural similarity (Wang et al. 2004) of H x W arrays in 0..255: 11 x 11 Gaussian, sigma 1.5, 'valid'.

    Raises ValueError where a side is shorter than the window.
    """
    if min(truth.shape) < SSIM_WINDOW:
        raise ValueError(f"SSIM needs at least {SSIM_WINDOW} pixels a side, not {truth.shape}")
    luminance, structure = _ssim_maps(truth, answer)
    return float(np.mean(luminance * structure))


def ms_ssim(truth: Float64, answer: Float64) -> float:
    """Multi-scale SSIM (Wang, Simoncelli and Bovik 2003, eq. 7) of H x W arrays in 0..255: contrast and structure at five
    scales, luminance at the coarsest, each next scale the means of 2 x 2 pixels. 0 where a scale is opposed to the truth.

    Raises ValueError where a side is shorter than MS_SSIM_SIDE.
    """
    if min(truth.shape) < MS_SSIM_SIDE:
        raise ValueError(f"MS-SSIM needs at least {MS_SSIM_SIDE} pixels a side, not {truth.shape}")
    result = 1.0
    for number, weight in enumerate(_SCALE_WEIGHTS, start=1):
        luminance, structure = _ssim_maps(truth, answer)
        last = number == len(_SCALE_WEIGHTS)
        mean = float(np.mean(luminance * structure if last else structure))
        # A negative mean has no real power; the authors' code leaves it to the caller, others clamp it as here.
        result *= max(mean, 0.0) ** weight
        if not last:
            truth, answer = _halved(truth), _halved(answer)
    return result


def mean_over_channels(metric: Callable[[Float64, Float64], float], truth: Float64, answer: Float64) -> float:
    """`metric` of each channel of H x W x C arrays, averaged. Raises what `metric` does."""
    values = [metric(truth[:, :, channel], answer[:, :, channel]) for channel in range(truth.shape[2])]
    return float(np.mean(values))


def _ssim_maps(truth: Float64, answer: Float64) -> tuple[Float64, Float64]:
    """The luminance term, and contrast and structure together, of each place of the window."""
    mean_a, mean_b = _blur(truth), _blur(answer)
    var_a = _blur(truth * truth) - mean_a**2
    var_b = _blur(answer * answer) - mean_b**2
    covariance = _blur(truth * answer) - mean_a * mean_b
    c1, c2 = (_K1 * _PEAK) ** 2, (_K2 * _PEAK) ** 2
    luminance = (2 * mean_a * mean_b + c1) / (mean_a**2 + mean_b**2 + c1)
    return luminance, (2 * covariance + c2) / (var_a + var_b + c2)


def _halved(plane: Float64) -> Float64:
    """Means of 2 x 2 pixels; an odd last row or column is doubled, as by a symmetric border."""
    even = np.pad(plane, ((0, plane.shape[0] % 2), (0, plane.shape[1] % 2)), mode="edge")
    return (even[0::2, 0::2] + even[1::2, 0::2] + even[0::2, 1::2] + even[1::2, 1::2]) / 4


def _blur(plane: Float64) -> Float64:
    x = np.arange(SSIM_WINDOW) - SSIM_WINDOW // 2
    weights = np.exp(-(x**2) / (2 * _SIGMA**2))
    weights /= weights.sum()
    return _slide(_slide(plane, weights).T, weights).T


def _slide(plane: Float64, weights: Float64) -> Float64:
    rows = plane.shape[0] - len(weights) + 1
    result = np.zeros((rows, plane.shape[1]))
    for offset, weight in enumerate(weights):
        result += weight * plane[offset : offset + rows]
    return result
