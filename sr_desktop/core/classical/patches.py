"""Patches of the methods that regress (A+, RFL): 3 x 3 pixels at low resolution, described by gradients.

Zeyde et al. and all who followed describe a patch by the first and second derivatives of the picture that bicubic
upscaling gives (Timofte et al., ACCV 2014, section 3.1). Both steps are linear and the same for every pixel of low
resolution, so here they are one matrix that is applied to the 9 x 9 pixels of low resolution around the patch.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import imresize

WINDOW = 3
"""Pixels of low resolution a side that a patch predicts."""
REACH = 3
"""Pixels of low resolution around it that it is described by: two of the cubic kernel, one of the derivatives."""
SIDE = WINDOW + 2 * REACH
MARGIN = WINDOW - 1 + REACH
"""How far beyond a picture its patches look, where each of its pixels is covered by all patches that hold it."""

Places = npt.NDArray[np.intp]


def padded(low: FloatArray, margin: int = MARGIN) -> FloatArray:
    """h x w continued by mirroring on all sides, as resizing does, also where the picture is smaller than the margin."""
    return np.pad(low, margin, mode="symmetric")


def surroundings(low: FloatArray) -> FloatArray:
    """The 9 x 9 pixels around every patch of h x w: (h - 8) x (w - 8) x 81, copied."""
    windows = sliding_window_view(low, (SIDE, SIDE))
    return windows.reshape(windows.shape[0], windows.shape[1], SIDE * SIDE)


def some_surroundings(low: FloatArray, rows: Places, columns: Places) -> FloatArray:
    """As `surroundings`, of n chosen patches alone: n x 81."""
    return sliding_window_view(low, (SIDE, SIDE))[rows, columns].reshape(len(rows), SIDE * SIDE)


def gradient_operator(factor: int) -> npt.NDArray[np.float64]:
    """81 x (4 * (3 * factor)^2): from the 9 x 9 pixels around a patch to the derivatives of its upscaled form.

    First derivatives are differences over one pixel of low resolution, second ones over two, as Zeyde's filters.
    """
    impulses = np.eye(SIDE * SIDE, dtype=np.float32).reshape(-1, SIDE, SIDE)
    return np.stack([_derivatives(impulse, factor) for impulse in impulses]).astype(np.float64)


def _derivatives(low: FloatArray, factor: int) -> FloatArray:
    # The mirrored border of these 9 x 9 pixels is felt by their outer two only, which the crop below leaves out.
    picture = imresize(low, float(factor))
    start, stop = REACH * factor, (REACH + WINDOW) * factor
    ahead, behind = (factor + 1) // 2, factor // 2
    inner = slice(start, stop)

    def moved(rows: int, columns: int) -> FloatArray:
        return picture[start + rows : stop + rows, start + columns : stop + columns]

    planes = (
        moved(0, ahead) - moved(0, -behind),
        moved(ahead, 0) - moved(-behind, 0),
        (moved(0, factor) + moved(0, -factor)) / 2 - picture[inner, inner],
        (moved(factor, 0) + moved(-factor, 0)) / 2 - picture[inner, inner],
    )
    return np.concatenate([plane.ravel() for plane in planes])


def overlap_average(patches: FloatArray, factor: int) -> FloatArray:
    """Mean of overlapping patches: (h + 2) x (w + 2) x (3 * factor)^2 to (h * factor) x (w * factor).

    Patch (0, 0) holds the pixels from two above and to the left of the picture, so that nine patches hold every pixel.
    """
    rows, columns = patches.shape[0], patches.shape[1]
    blocks = patches.reshape(rows, columns, WINDOW, factor, WINDOW, factor)
    height, width = rows - WINDOW + 1, columns - WINDOW + 1
    total = np.zeros((height, factor, width, factor), dtype=np.float32)
    for row in range(WINDOW):
        for column in range(WINDOW):
            top, left = WINDOW - 1 - row, WINDOW - 1 - column
            part = blocks[top : top + height, left : left + width, row, :, column, :]
            total += part.transpose(0, 2, 1, 3)
    total /= np.float32(WINDOW * WINDOW)
    return total.reshape(height * factor, width * factor)
