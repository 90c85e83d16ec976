"""PSNR and SSIM on 8-bit luminance, as the field measures them."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from sr_desktop.core.picture import FloatArray

Float64 = npt.NDArray[np.float64]
SSIM_WINDOW = 11
"""Pixels a side that SSIM needs at least."""
_SIGMA, _K1, _K2, _PEAK = 1.5, 0.01, 0.03, 255.0


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
    mean_a, mean_b = _blur(truth), _blur(answer)
    var_a = _blur(truth * truth) - mean_a**2
    var_b = _blur(answer * answer) - mean_b**2
    covariance = _blur(truth * answer) - mean_a * mean_b
    c1, c2 = (_K1 * _PEAK) ** 2, (_K2 * _PEAK) ** 2
    top = (2 * mean_a * mean_b + c1) * (2 * covariance + c2)
    bottom = (mean_a**2 + mean_b**2 + c1) * (var_a + var_b + c2)
    return float(np.mean(top / bottom))


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
