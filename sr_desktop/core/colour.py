"""BT.601 studio-range YCbCr, MATLAB's rgb2ycbcr: the only colour rules of the program.

Arrays are float, R, G, B in 0..1; Y in 16/255..235/255, Cb and Cr in 16/255..240/255. Nothing is rounded.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

Float64 = npt.NDArray[np.float64]

_FORWARD: Float64 = np.array(
    [[65.481, 128.553, 24.966], [-37.797, -74.203, 112.0], [112.0, -93.786, -18.214]],
    dtype=np.float64,
)
_OFFSET = np.array([16.0, 128.0, 128.0], dtype=np.float64)
_BACKWARD: Float64 = np.asarray(np.linalg.inv(_FORWARD), dtype=np.float64)
_GREY = _FORWARD[0] / _FORWARD[0].sum()


def rgb_to_ycbcr(rgb: FloatArray) -> FloatArray:
    """H x W x 3 RGB in 0..1 to H x W x 3 YCbCr / 255."""
    return rgb @ _scaled(_FORWARD / 255.0) + (_OFFSET / 255.0).astype(np.float32)


def rgb_to_luma(rgb: FloatArray) -> FloatArray:
    """H x W x 3 RGB in 0..1 to H x W luminance in 16/255..235/255."""
    luma: FloatArray = rgb @ (_FORWARD[0] / 255.0).astype(np.float32) + np.float32(16.0 / 255.0)
    return luma


def ycbcr_to_rgb(ycbcr: FloatArray) -> FloatArray:
    """H x W x 3 YCbCr / 255 to RGB; values a little outside 0..1 are possible and left to the caller."""
    shifted: FloatArray = ycbcr - (_OFFSET / 255.0).astype(np.float32)
    return shifted @ _scaled(_BACKWARD * 255.0)


def rgb_to_grey(rgb: FloatArray) -> FloatArray:
    """H x W x 3 to H x W full-range grey with the weights of Y: a grey picture shown to an RGB net comes back grey."""
    grey: FloatArray = rgb @ _GREY.astype(np.float32)
    return grey


def _scaled(matrix: Float64) -> FloatArray:
    # The rows of the matrix are output channels, pixels are row vectors: hence the transpose.
    return np.ascontiguousarray(matrix.T, dtype=np.float32)
