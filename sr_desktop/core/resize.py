"""MATLAB's imresize for arrays and for parts of pictures: the only resize rules of the program.

Separable kernels, stretched by 1/scale when shrinking (antialiasing), weights normalised, symmetric border. An output
sample u (0-based) sits at (u + 0.5) / scale - 0.5 of the input. `Resampler.region` gives the same values for a part of
the output as for the whole, so that tiles have no seams.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

_AT_ONCE = 1 << 16
"""Pixels, so that what is made of them stays in the cache."""
_SAMPLES_AT_ONCE = 1 << 12
"""Of an axis: what is needed to compute the taps of very long ones would be the most that a picture takes."""
Float64 = npt.NDArray[np.float64]
Shape = tuple[int, int]


@dataclass(frozen=True)
class Kernel:
    """A symmetric interpolation kernel that is zero outside -width/2..width/2."""

    name: str
    width: float
    weigh: Callable[[Float64], Float64]


def _keys_cubic(x: Float64) -> Float64:
    # Keys 1981 with a = -0.5: third-order exact, the kernel of MATLAB's "bicubic".
    a = np.abs(x)
    near = 1.5 * a**3 - 2.5 * a**2 + 1.0
    far = -0.5 * a**3 + 2.5 * a**2 - 4.0 * a + 2.0
    return np.where(a <= 1, near, np.where(a <= 2, far, 0.0))


def _lanczos3(x: Float64) -> Float64:
    return np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0.0)


def _box(x: Float64) -> Float64:
    return np.where((x >= -0.5) & (x < 0.5), 1.0, 0.0)


CUBIC = Kernel("bicubic", 4.0, _keys_cubic)
LANCZOS = Kernel("lanczos", 6.0, _lanczos3)
NEAREST = Kernel("nearest", 1.0, _box)


@dataclass(frozen=True)
class Taps:
    """For each output sample the input samples it is made of. index, weight: n_out x n_taps; weights sum to 1."""

    index: npt.NDArray[np.int64]
    weight: FloatArray

    def part(self, start: int, stop: int) -> tuple[int, int, Taps]:
        """The input range [low, high) that outputs [start, stop) need, and their taps relative to `low`."""
        index = self.index[start:stop]
        low, high = int(index.min()), int(index.max()) + 1
        return low, high, Taps(index - low, self.weight[start:stop])


@lru_cache(maxsize=64)
def axis_taps(length_in: int, length_out: int, scale: float, kernel: Kernel = CUBIC) -> Taps:
    """Taps of one axis, as MATLAB's `contributions` computes them (antialiased when scale < 1)."""
    count = math.ceil(kernel.width / min(scale, 1.0)) + 2
    index, weight = np.empty((length_out, count), np.int64), np.empty((length_out, count), np.float32)
    for start in range(0, length_out, _SAMPLES_AT_ONCE):
        stop = min(start + _SAMPLES_AT_ONCE, length_out)
        index[start:stop], weight[start:stop] = _taps_between(start, stop, length_in, scale, kernel)
    used = np.any(weight != 0, axis=0)
    return Taps(np.ascontiguousarray(index[:, used]), np.ascontiguousarray(weight[:, used]))


def _taps_between(start: int, stop: int, length_in: int, scale: float, kernel: Kernel) -> tuple[npt.NDArray[np.int64], Float64]:
    """Index and weight of output samples [start, stop), unused taps among them."""
    stretch = min(scale, 1.0)
    width = kernel.width / stretch
    centre = (np.arange(start, stop) + 0.5) / scale - 0.5
    # 0-based form of MATLAB's floor(u - width / 2) for 1-based u.
    left = np.floor(centre + 1 - width / 2).astype(np.int64) - 1
    index = left[:, None] + np.arange(math.ceil(width) + 2)
    weight = stretch * kernel.weigh(stretch * (centre[:, None] - index))
    weight /= weight.sum(axis=1, keepdims=True)
    # Beyond its borders the input is continued as in a mirror, again and again.
    index = np.mod(index, 2 * length_in)
    return np.minimum(index, 2 * length_in - 1 - index), weight


def _resized(image: FloatArray, rows: Taps, columns: Taps) -> FloatArray:
    # Rows of memory are copied faster than what lies scattered in each of them.
    turned = np.ascontiguousarray(_resized_rows(image, rows).swapaxes(0, 1))
    return _resized_rows(turned, columns).swapaxes(0, 1)


def _resized_rows(image: FloatArray, taps: Taps) -> FloatArray:
    shape = (-1, *[1] * (image.ndim - 1))
    result: FloatArray | None = None
    for column in range(taps.index.shape[1]):
        part = np.take(image, taps.index[:, column], axis=0)
        part *= taps.weight[:, column].reshape(shape)
        result = part if result is None else np.add(result, part, out=result)
    if result is None:
        raise ValueError("a kernel without taps")
    return result


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels: rows [top, bottom), columns [left, right)."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def height(self) -> int:
        """Rows."""
        return self.bottom - self.top

    @property
    def width(self) -> int:
        """Columns."""
        return self.right - self.left

    def of(self, image: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
        """The part of an H x W (x C) array in this box, as a view."""
        return image[self.top : self.bottom, self.left : self.right]

    def relative_to(self, outer: Box) -> Box:
        """This box in the coordinates of `outer`'s upper left corner."""
        return Box(self.top - outer.top, self.bottom - outer.top, self.left - outer.left, self.right - outer.left)

    def joined(self, other: Box) -> Box:
        """The smallest rectangle that holds both."""
        return Box(
            min(self.top, other.top), max(self.bottom, other.bottom), min(self.left, other.left), max(self.right, other.right)
        )

    def times(self, factor: int) -> Box:
        """The same rectangle on a grid `factor` times as fine."""
        return Box(self.top * factor, self.bottom * factor, self.left * factor, self.right * factor)


class Resampler:
    """Resize H x W (x C) float pictures from one shape to another; any part of the result alone, too."""

    def __init__(self, shape_in: Shape, shape_out: Shape, scale: float, kernel: Kernel = CUBIC) -> None:
        self.shape_out = shape_out
        self._rows = axis_taps(shape_in[0], shape_out[0], scale, kernel)
        self._columns = axis_taps(shape_in[1], shape_out[1], scale, kernel)

    def source_box(self, box: Box) -> Box:
        """The part of the input that the part `box` of the output is made of."""
        top, bottom, _ = self._rows.part(box.top, box.bottom)
        left, right, _ = self._columns.part(box.left, box.right)
        return Box(top, bottom, left, right)

    def region(self, source: FloatArray, box: Box) -> FloatArray:
        """The part `box` of the output, from `source`, the input's part `source_box(box)`."""
        columns = self._columns.part(box.left, box.right)[2]
        whole = self._rows.part(box.top, box.bottom)[0]
        high = max(1, _AT_ONCE // box.width)
        # Channel by channel: what is to be turned is small numbers that lie together, and not groups of them.
        channels = source.reshape(*source.shape[:2], -1)
        result = np.empty((box.height, box.width, channels.shape[2]), dtype=source.dtype)
        for top in range(box.top, box.bottom, high):
            bottom = min(top + high, box.bottom)
            first, last, rows = self._rows.part(top, bottom)
            for channel in range(channels.shape[2]):
                plane = np.ascontiguousarray(channels[first - whole : last - whole, :, channel])
                result[top - box.top : bottom - box.top, :, channel] = _resized(plane, rows, columns)
        return result.reshape(box.height, box.width, *source.shape[2:])

    def whole(self, source: FloatArray) -> FloatArray:
        """The whole output."""
        return self.region(source, Box(0, self.shape_out[0], 0, self.shape_out[1]))


def scaled_shape(shape: Shape, scale: float) -> Shape:
    """MATLAB's output size for a factor: ceil(scale * length)."""
    # The tolerance keeps 3 * (1 / 3) from becoming 2: MATLAB's sizes come from exact rationals here.
    return math.ceil(shape[0] * scale - 1e-9), math.ceil(shape[1] * scale - 1e-9)


def imresize(image: FloatArray, scale: float, kernel: Kernel = CUBIC) -> FloatArray:
    """MATLAB's imresize(image, scale, kernel) for an H x W (x C) float32 array."""
    shape = (image.shape[0], image.shape[1])
    return Resampler(shape, scaled_shape(shape, scale), scale, kernel).whole(image)
