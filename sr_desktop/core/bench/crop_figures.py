"""PSNR and SSIM of a part of a picture, from the very values that the figures of the whole picture are of."""

from __future__ import annotations

import math
import mmap
from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from sr_desktop.core.bench.crop import Crop, CropFigures
from sr_desktop.core.messages.truth import PlaneFile
from sr_desktop.core.metrics import SSIM_WINDOW, Float64, mean_over_channels, ssim
from sr_desktop.core.progress import CancelToken

_PEAK = 255.0
_BAND_PIXELS = 1 << 16
"""Pixels at work at a time: so long a cancel waits, and so little memory is needed however large the crop is."""

Planes = npt.NDArray[np.uint8]


class MappedPlanes:
    """The values of a PlaneFile, mapped until nobody holds them. Raises OSError, ValueError where the file is too short."""

    def __init__(self, file: PlaneFile) -> None:
        self.border = file.border
        shape = file.height, file.width, file.channels
        with Path(file.path).open("rb") as handle:
            mapped = mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)
        self.values: Planes = np.frombuffer(mapped, dtype=np.uint8, count=math.prod(shape)).reshape(shape)

    def inside(self, crop: Crop) -> Planes | None:
        """What of `crop` is compared at all, None for nothing: the protocol leaves out the border."""
        height, width = self.values.shape[:2]
        top, bottom = max(self.border, crop.top), min(height - self.border, crop.top + crop.height)
        left, right = max(self.border, crop.left), min(width - self.border, crop.left + crop.width)
        return self.values[top:bottom, left:right] if top < bottom and left < right else None


def crop_figures(truth: MappedPlanes, answer: MappedPlanes, crop: Crop, cancel: CancelToken) -> CropFigures | None:
    """The figures of `crop`, of the whole picture the same as by the protocol; None where the border has all of it.

    Raises Cancelled, and ValueError where truth and answer differ in size or channels.
    """
    a, b = truth.inside(crop), answer.inside(crop)
    if a is None or b is None:
        return None
    if a.shape != b.shape:
        raise ValueError(f"the answer has {b.shape}, the truth {a.shape}")
    errors = math.fsum(_in_bands(a, b, lambda one, two: float(np.sum((one - two) ** 2)), overlap=0, cancel=cancel))
    mean = errors / a.size
    psnr = math.inf if mean == 0 else 10.0 * math.log10(_PEAK**2 / mean)
    return CropFigures(psnr=psnr, ssim=_ssim(a, b, cancel) if min(a.shape[:2]) >= SSIM_WINDOW else None)


def _ssim(a: Planes, b: Planes, cancel: CancelToken) -> float:
    def weighted(one: Float64, two: Float64) -> float:
        return mean_over_channels(ssim, one, two) * float(one.shape[0] - SSIM_WINDOW + 1)

    rows = int(a.shape[0]) - SSIM_WINDOW + 1
    return math.fsum(_in_bands(a, b, weighted, overlap=SSIM_WINDOW - 1, cancel=cancel)) / rows


def _in_bands(
    a: Planes, b: Planes, work: Callable[[Float64, Float64], float], *, overlap: int, cancel: CancelToken
) -> list[float]:
    """`work` of bands of rows, each with `overlap` more rows than it is of."""
    rows = max(1, _BAND_PIXELS // (a.shape[1] * a.shape[2]))
    values = []
    for top in range(0, a.shape[0] - overlap, rows):
        cancel.raise_if_cancelled()
        bottom = min(top + rows, a.shape[0] - overlap) + overlap
        values.append(work(a[top:bottom].astype(np.float64), b[top:bottom].astype(np.float64)))
    return values
