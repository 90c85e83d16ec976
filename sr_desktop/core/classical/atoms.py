"""Sparse coding seen as a convolutional network (Dong et al., TPAMI 2016, section 3.2), as pictures. No torch.

Comparing all patches of a picture with an atom of the dictionary of low resolution is one convolution. Its filter is here
beside those of SRCNN's first layer.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import safetensors
import safetensors.numpy

from sr_desktop.core.classical.sparse import SIDE, derivatives, patches_of, reach
from sr_desktop.core.classical.weights import read_learned
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.pictures.picture import FloatArray

_FIRST_LAYER = "layers.0.weight"
_GREY = 127.5


def first_layer_filters(path: Path) -> FloatArray:
    """n x k x k: the filters of SRCNN's first layer, strongest first, from its weights file. Raises BadCheckpoint."""
    try:
        weights: npt.NDArray[Any] = safetensors.numpy.load(path.read_bytes())[_FIRST_LAYER]
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BadCheckpoint(path=str(path), detail=f"its first layer cannot be read ({error})") from None
    if weights.ndim != 4 or weights.shape[1] != 1 or weights.shape[2] != weights.shape[3] or not np.isfinite(weights).all():
        raise BadCheckpoint(path=str(path), detail=f"its first layer is no set of filters ({weights.shape})")
    return _strongest_first(weights[:, 0].astype(np.float32))


def atom_filters(path: Path, factor: int) -> FloatArray:
    """n x k x k, k = 5 + 2 * reach(factor): what each atom of low resolution is as a filter on the upscaled picture.

    path: weights of sparse coding at this factor. The atoms that add most at high resolution come first; 9 x 9 pixels at x2,
    as SRCNN's filters. Raises BadCheckpoint or UnsupportedModel.
    """
    _, learned = read_learned(path)
    try:
        components, low, high = (learned.arrays[name] for name in ("components", "low_atoms", "high_atoms"))
        filters = _in_pixels(low @ components.T, factor)
    except (KeyError, ValueError) as error:
        raise BadCheckpoint(path=str(path), detail=f"it holds no dictionaries ({error})") from None
    order = np.argsort(-np.linalg.norm(high, axis=1), kind="stable")
    return filters[order]


def mosaic(filters: FloatArray, count: int) -> npt.NDArray[np.uint8]:
    """Grey values of the first `count` of n x k x k filters, as a square of tiles with a line of middle grey between them.

    Each filter fills the range by itself, its zero is the middle grey. Raises ValueError where there are none.
    """
    shown = filters[:count]
    if not len(shown):
        raise ValueError("there are no filters to show")
    columns = math.ceil(math.sqrt(len(shown)))
    rows, step = -(-len(shown) // columns), filters.shape[1] + 1
    picture = np.full((rows * step + 1, columns * step + 1), round(_GREY), dtype=np.uint8)
    for number, kernel in enumerate(shown):
        top, left = number // columns * step + 1, number % columns * step + 1
        peak = max(float(np.abs(kernel).max()), float(np.finfo(np.float32).tiny))
        picture[top : top + step - 1, left : left + step - 1] = np.rint(kernel / peak * _GREY + _GREY)
    return picture


def _strongest_first(filters: FloatArray) -> FloatArray:
    return filters[np.argsort(-np.linalg.norm(filters, axis=(1, 2)), kind="stable")]


def _in_pixels(described: FloatArray, factor: int) -> FloatArray:
    """n x 100 weights of derivatives to n x k x k weights of the pixels that they are taken of."""
    side = SIDE + 2 * reach(factor)
    impulses = np.eye(side * side, dtype=np.float32).reshape(-1, side, side)
    operator = np.stack([np.moveaxis(patches_of(derivatives(each, factor)), 0, 2).ravel() for each in impulses])
    filters: FloatArray = (described @ operator.T).reshape(-1, side, side)
    return filters
