"""Whether what is faster gives the same pictures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from sr_desktop.core.archs.spec import Geometry
from sr_desktop.core.backends.face import Backend
from sr_desktop.core.bench.protocol import compared, low_resolution, modcrop
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.errors import BadOutput
from sr_desktop.core.metrics import psnr
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.tuning.choice import Agreement
from sr_desktop.core.upscaling.inference import TiledNet

_SIDE = 192
"""Pixels of each picture's middle: enough to meet edges, skin and fur, and quickly done by a slow network."""
_NONE = Agreement(within_one=0.0, psnr_change=100.0)


def agreement(
    exact: Backend,
    other: Backend,
    geometry: Geometry,
    scale: int,
    pictures: Sequence[Path],
    *,
    side: int = _SIDE,
    cancel: CancelToken | None = None,
) -> Agreement:
    """Compare the answers of `other` with those of `exact` on the middle of each of `pictures`, made small by `scale`.

    A way that gives no numbers, or shapes of its own, agrees in nothing, and so does any without pictures. Raises Cancelled,
    OutOfMemory and what reading does.
    """
    if not pictures:
        return _NONE
    within, change = 1.0, 0.0
    for picture in pictures:
        truth = modcrop(middle(read_truth(picture), side), scale)
        low = low_resolution(truth, scale, channels=geometry.channels)
        try:
            wanted, found = (
                TiledNet(geometry=geometry, backend=each).enhance(low, scale, cancel=cancel) for each in (exact, other)
            )
        except BadOutput:
            return _NONE
        within = min(within, _within_one(wanted, found))
        change = max(change, abs(_psnr(truth, found, scale) - _psnr(truth, wanted, scale)))
    return Agreement(within_one=within, psnr_change=change)


def middle(picture: FloatArray, side: int) -> FloatArray:
    """At most side x side pixels of an H x W x C picture."""
    top, left = max(0, picture.shape[0] - side) // 2, max(0, picture.shape[1] - side) // 2
    return picture[top : top + side, left : left + side]


def _within_one(wanted: FloatArray, found: FloatArray) -> float:
    first, second = (np.floor(np.clip(each, 0, 1) * 255 + 0.5) for each in (wanted, found))
    return float(np.mean(np.abs(first - second) <= 1))


def _psnr(truth: FloatArray, answer: FloatArray, scale: int) -> float:
    # Equal pictures have an infinite one; beyond 100 dB no change is worth a word.
    return min(100.0, psnr(*compared(truth, answer, scale)))
