"""Steps of an enlargement: plain interpolation, or one pass of a model, over a picture or over a part of one.

Each step gives the same values for a part of its answer as for the whole; only the sum of a model's float arithmetic
differs in the last digits with the tiles. So a preview of a spot is what the run will make there.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import pairwise
from typing import Protocol

import numpy as np

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.colour import rgb_to_grey, rgb_to_luma, rgb_to_ycbcr, ycbcr_to_rgb
from sr_desktop.core.pictures.picture import FloatArray, Picture, Pixels
from sr_desktop.core.pictures.profile import WorkingColours
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import Box, Kernel, Resampler, Shape
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.core.upscaling.strips import by_strips

_BAND_PIXELS = 1 << 19
"""What plain interpolation does at a time: enough to be fast, little enough to report progress and to be cancelled."""
_LUMA_RANGE = (16 / 255, 235 / 255)
Tick = Callable[[], None]
"""Called after each of the parts that `Step.parts` counts."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """`picture` lies at `box` of a picture of `whole` rows, columns, of which it may be all."""

    picture: Picture
    box: Box
    whole: Shape

    @classmethod
    def of(cls, picture: Picture) -> Part:
        """All of a picture."""
        return cls(picture=picture, box=whole_box((picture.height, picture.width)), whole=(picture.height, picture.width))

    def cut(self, box: Box) -> Part:
        """What lies at `box` of the whole."""
        inside = box.relative_to(self.box)
        rows, columns = slice(inside.top, inside.bottom), slice(inside.left, inside.right)
        alpha = None if self.picture.alpha is None else self.picture.alpha[rows, columns].copy()
        pixels = self.picture.pixels[rows, columns].copy()
        return replace(self, picture=replace(self.picture, pixels=pixels, alpha=alpha), box=box)

    def colours(self, box: Box) -> FloatArray:
        """The colours at `box` of the whole, h x w x C in 0..1."""
        return _values(self.picture.pixels, box.relative_to(self.box))

    def opacity(self, box: Box) -> FloatArray | None:
        """The alpha at `box` of the whole, h x w in 0..1."""
        return None if self.picture.alpha is None else _values(self.picture.alpha, box.relative_to(self.box))

    def empty_like(self, box: Box, whole: Shape, bits: int) -> Part:
        """Room for an answer of the same kind, of 8 or 16 bits, at `box` of `whole`."""
        shape = (box.height, box.width)
        pixels = _room((*shape, self.picture.pixels.shape[2]), bits)
        alpha = None if self.picture.alpha is None else _room(shape, bits)
        return Part(picture=replace(self.picture, pixels=pixels, alpha=alpha), box=box, whole=whole)

    def put_colours(self, box: Box, values: FloatArray) -> None:
        """Store h x w x C values at `box` of the whole."""
        _put(self.picture.pixels, box.relative_to(self.box), values)

    def put_opacity(self, box: Box, values: FloatArray) -> None:
        """Store h x w values at `box` of the whole, where there is an alpha."""
        if self.picture.alpha is not None:
            _put(self.picture.alpha, box.relative_to(self.box), values)


class Step(Protocol):
    """One step. shape: rows and columns of its whole answer."""

    shape: Shape

    def needs(self, box: Box) -> Box:
        """The part of the input that the part `box` of the answer is made of."""
        ...

    def bands(self, box: Box) -> list[Box]:
        """The part `box` of the answer from top to bottom, in parts that cost nothing more than all of it at once."""
        ...

    def parts(self, box: Box, *, has_alpha: bool) -> int:
        """How many ticks `run` will make."""
        ...

    def run(self, source: Part, box: Box, bits: int, tick: Tick, cancel: CancelToken | None) -> Part:
        """The answer at `box`, with 8 or 16 bits, from a source that holds `needs(box)`.

        Raises Cancelled, and what the model does.
        """
        ...


class Interpolation:
    """A Step by a kernel, alpha as well."""

    def __init__(self, low: Shape, shape: Shape, scale: float, kernel: Kernel) -> None:
        self.shape = shape
        self._resampler = Resampler(low, shape, scale, kernel)

    def needs(self, box: Box) -> Box:
        """See Step."""
        return self._resampler.source_box(box)

    def parts(self, box: Box, *, has_alpha: bool) -> int:
        """See Step."""
        return len(self.bands(box))

    def run(self, source: Part, box: Box, bits: int, tick: Tick, cancel: CancelToken | None) -> Part:
        """See Step."""
        result = source.empty_like(box, self.shape, bits)
        for band in self.bands(box):
            if cancel:
                cancel.raise_if_cancelled()
            by_strips(band, partial(self._enlarge, source, result))
            tick()
        return result

    def _enlarge(self, source: Part, result: Part, box: Box) -> None:
        needed = self._resampler.source_box(box)
        result.put_colours(box, self._resampler.region(source.colours(needed), box))
        opacity = source.opacity(needed)
        if opacity is not None:
            result.put_opacity(box, self._resampler.region(opacity, box))

    def bands(self, box: Box) -> list[Box]:
        """See Step."""
        rows = max(1, _BAND_PIXELS // box.width)
        return _cut(box, range(box.top, box.bottom, rows))


class NetPass:
    """A Step by a model: RGB through it, or Y through it with Cb, Cr and alpha by bicubic.

    colours: the way from the picture's colour profile to the models' sRGB and back, None where it is sRGB.
    """

    def __init__(self, net: TiledNet, low: Shape, shape: Shape, factor: float, colours: WorkingColours | None = None) -> None:
        self.shape = shape
        self._net, self._low, self._colours = net, low, colours
        self._is_rgb = net.space is InputSpace.RGB_LOW
        self._enlarges = net.space is not InputSpace.LUMA_UPSCALED
        self._resampler = Resampler(low, shape, factor)

    def needs(self, box: Box) -> Box:
        """See Step."""
        if not self._enlarges:
            return self._resampler.source_box(_grown(box, self._net.radius, self.shape))
        inner = self._grid_box(box)
        needed = _grown(inner, self._net.radius, self._low)
        return needed.joined(self._resampler.source_box(inner.times(self._net.factor)))

    def bands(self, box: Box) -> list[Box]:
        """See Step: whole rows of tiles, between the lines where the tiles of the whole meet."""
        tops = self._net.tops(self._grid, self._grid_box(box))
        return _cut(box, sorted({max(box.top, top * self._net.factor) for top in tops}))

    def parts(self, box: Box, *, has_alpha: bool) -> int:
        """See Step."""
        tiles = len(self._net.windows(self._grid, self._grid_box(box)))
        return tiles * (2 if has_alpha and self._is_rgb else 1)

    def run(self, source: Part, box: Box, bits: int, tick: Tick, cancel: CancelToken | None) -> Part:
        """See Step."""
        inner = self._grid_box(box)
        result = source.empty_like(inner.times(self._net.factor), self.shape, bits)
        if self._is_rgb:
            self._run_rgb(source, result, inner, tick, cancel)
        else:
            self._run_luma(source, result, inner, tick, cancel)
        return result

    @property
    def _grid(self) -> Shape:
        """Rows and columns of what the model is fed with."""
        return self._low if self._enlarges else self.shape

    def _grid_box(self, box: Box) -> Box:
        """The part of the model's input whose answer covers the part `box` of the answer."""
        factor = self._net.factor
        return Box(box.top // factor, math.ceil(box.bottom / factor), box.left // factor, math.ceil(box.right / factor))

    def _working(self, source: Part, box: Box) -> FloatArray:
        values = source.colours(box)
        return values if self._colours is None else self._colours.to_working(values)

    def _put(self, result: Part, box: Box, values: FloatArray) -> None:
        result.put_colours(box, values if self._colours is None else self._colours.from_working(values))

    def _beyond_srgb(self, source: Part, box: Box) -> FloatArray | float:
        """What models that take 0..1 must not see, enlarged: the saturation of colours that sRGB does not hold."""
        if self._colours is None:
            return 0.0
        working = self._working(source, self._resampler.source_box(box))
        beyond = working - np.clip(working, 0, 1)
        return self._resampler.region(beyond, box) if beyond.any() else 0.0

    def _run_luma(self, source: Part, result: Part, inner: Box, tick: Tick, cancel: CancelToken | None) -> None:
        is_grey = source.picture.is_grey

        def luma_of(box: Box) -> FloatArray:
            region = self._working(source, box)
            return region[:, :, 0] if is_grey else rgb_to_luma(region)

        def fetch(box: Box) -> FloatArray:
            # Colours are converted while they are few: to enlarge them afterwards gives the same.
            needed = box if self._enlarges else self._resampler.source_box(box)
            luma = luma_of(needed) if self._enlarges else self._resampler.region(luma_of(needed), box)
            return luma[None] if self._colours is None else np.clip(luma[None], *_LUMA_RANGE)

        def store(box: Box, planes: FloatArray) -> None:
            if is_grey:
                self._put(result, box, planes[0][:, :, None])
            else:
                small = rgb_to_ycbcr(self._working(source, self._resampler.source_box(box)))
                luma, chroma = planes[0], self._resampler.region(small[:, :, 1:], box)
                if self._colours is not None:
                    # Of colours that do not exist (ProPhoto's corners) models on luminance are not shown all either.
                    enlarged = self._resampler.region(small[:, :, 0], box)
                    luma = luma + (enlarged - np.clip(enlarged, *_LUMA_RANGE))
                self._put(result, box, ycbcr_to_rgb(_stacked(luma, chroma[:, :, 0], chroma[:, :, 1])))
            opacity = source.opacity(self._resampler.source_box(box))
            if opacity is not None:
                result.put_opacity(box, self._resampler.region(opacity, box))

        self._net.run(self._grid, fetch, store, progress=lambda *_: tick(), cancel=cancel, within=inner)

    def _run_rgb(self, source: Part, result: Part, inner: Box, tick: Tick, cancel: CancelToken | None) -> None:
        """Alpha goes as a grey picture through the network as well, so that its edges stay as sharp."""
        is_grey = source.picture.is_grey

        def fetch(box: Box) -> FloatArray:
            region = np.clip(self._working(source, box), 0, 1)
            return np.moveaxis(region.repeat(3, axis=2) if is_grey else region, 2, 0)

        def store(box: Box, planes: FloatArray) -> None:
            rgb = np.moveaxis(planes, 0, 2)
            values = rgb_to_grey(rgb)[:, :, None] if is_grey else rgb
            self._put(result, box, values + self._beyond_srgb(source, box))

        def fetch_alpha(box: Box) -> FloatArray:
            region = source.opacity(box)
            if region is None:
                raise ValueError("the picture has no alpha")
            return np.broadcast_to(region, (3, *region.shape))

        def store_alpha(box: Box, planes: FloatArray) -> None:
            result.put_opacity(box, rgb_to_grey(np.moveaxis(planes, 0, 2)))

        self._net.run(self._grid, fetch, store, progress=lambda *_: tick(), cancel=cancel, within=inner)
        if source.picture.alpha is not None:
            self._net.run(self._grid, fetch_alpha, store_alpha, progress=lambda *_: tick(), cancel=cancel, within=inner)


def whole_box(shape: Shape) -> Box:
    """All of a picture of `shape` rows, columns."""
    return Box(0, shape[0], 0, shape[1])


def _room(shape: tuple[int, ...], bits: int) -> Pixels:
    return np.empty(shape, np.uint16) if bits == 16 else np.empty(shape, np.uint8)


def _cut(box: Box, tops: Sequence[int]) -> list[Box]:
    """`box` in bands that begin at these rows, the first at its own."""
    return [Box(top, bottom, box.left, box.right) for top, bottom in pairwise([*tops, box.bottom])]


def _grown(box: Box, radius: int, shape: Shape) -> Box:
    """`box` with so many pixels more on each side, as far as the picture goes."""
    return Box(
        max(0, box.top - radius),
        min(shape[0], box.bottom + radius),
        max(0, box.left - radius),
        min(shape[1], box.right + radius),
    )


def _stacked(*planes: FloatArray) -> FloatArray:
    """H x W planes to H x W x C, in a fifth of the time that np.dstack takes."""
    result = np.empty((*planes[0].shape, len(planes)), dtype=np.float32)
    for number, plane in enumerate(planes):
        result[:, :, number] = plane
    return result


def _values(pixels: Pixels, box: Box) -> FloatArray:
    result: FloatArray = pixels[box.top : box.bottom, box.left : box.right].astype(np.float32)
    result /= np.iinfo(pixels.dtype).max
    return result


def _put(target: Pixels, box: Box, values: FloatArray) -> None:
    peak = np.iinfo(target.dtype).max
    # Halves are rounded up, as the evaluation protocol does.
    rounded = values * np.float32(peak)
    rounded += np.float32(0.5)
    # What is positive is cut down by the conversion to whole numbers itself.
    np.clip(rounded, 0, peak, out=rounded)
    target[box.top : box.bottom, box.left : box.right] = rounded
