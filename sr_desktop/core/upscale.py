"""Pictures in, larger pictures out: the same for window, command line and tests."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from sr_desktop import __version__
from sr_desktop.core.alpha import fill_transparent
from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.backends.classical_backend import ClassicalBackend
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.catalog import KERNELS
from sr_desktop.core.checkpoint import load_net
from sr_desktop.core.classical import METHOD_BY_ID
from sr_desktop.core.classical.weights import load_method
from sr_desktop.core.colour import rgb_to_grey, rgb_to_ycbcr, ycbcr_to_rgb
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.inference import TiledNet
from sr_desktop.core.model_card import ModelCard
from sr_desktop.core.picture import FloatArray, Picture, Pixels, in_8_bits
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.provenance import Provenance
from sr_desktop.core.resize import CUBIC, Box, Kernel, Resampler, Shape
from sr_desktop.core.size import OutputSize
from sr_desktop.core.upscale_settings import Precision

_BAND_PIXELS = 1 << 19
"""What plain interpolation does at a time: enough to be fast, little enough to report progress and to be cancelled."""


@dataclass(frozen=True, kw_only=True)
class Upscaled:
    """A result and how it was made. scale: the asked factor; seconds: the upscaling alone; tile: 0 for no network.

    weights: the SHA-256 of the weights file, "" where there is none.
    """

    picture: Picture
    model: str
    scale: float
    seconds: float
    device: str
    precision: str
    tile: int
    weights: str = ""

    @property
    def provenance(self) -> Provenance:
        """What the result's file may tell about its making."""
        return Provenance(model=self.model, scale=self.scale, version=__version__, weights=self.weights)


class Upscaler:
    """One model on one device, its networks kept ready. Not for use by two threads at once."""

    def __init__(self, card: ModelCard, *, device: str = "auto", precision: Precision = "auto", tile: int = 0) -> None:
        self._card, self._device, self._precision, self._tile = card, device, precision, tile
        self._nets: dict[int, TiledNet] = {}
        self._hashes: dict[int, str] = {}

    def upscale(
        self,
        source: Picture,
        size: OutputSize,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Upscaled:
        """`source` at `size`. Raises Cancelled, OutOfMemory, BadOutput, BadCheckpoint, DeviceUnavailable."""
        began = time.perf_counter()
        source = _without_hidden_colours(source)
        kernel = KERNELS.get(self._card.arch)
        if kernel:
            picture = interpolate(source, (size.height, size.width), size.scale, kernel, progress=progress, cancel=cancel)
            device, precision, tile, weights = "cpu", "fp32", 0, ""
        else:
            factor = self.net_scale(size.scale)
            net = self.net(factor)
            picture = _through_net(source, net, factor, size, progress=progress, cancel=cancel)
            device, precision, tile = net.backend.device, net.backend.precision, net.tile
            weights = self._hash(factor)
        return Upscaled(
            picture=picture,
            model=self._card.id,
            scale=size.scale,
            seconds=time.perf_counter() - began,
            device=device,
            precision=precision,
            tile=tile,
            weights=weights,
        )

    def net_scale(self, scale: float) -> float:
        """The factor at which the network itself works: the asked one where it can, else the next larger, or its largest."""
        scales = self._card.scales
        if self._card.any_scale and min(scales) <= scale <= max(scales):
            return scale
        return next((served for served in scales if served >= scale - 1e-9), scales[-1])

    def net(self, scale: float) -> TiledNet:
        """The network, or classical method, whose weights serve `scale` best, loaded at the first call."""
        nearest = self._nearest(scale)
        if nearest not in self._nets:
            self._nets[nearest] = self._load_method(nearest) if self._card.arch in METHOD_BY_ID else self._load_net(nearest)
        return self._nets[nearest]

    def _nearest(self, scale: float) -> int:
        nearest = min(range(len(self._card.scales)), key=lambda number: abs(self._card.scales[number] - scale))
        # One file may serve every scale.
        return self._card.files.index(self._card.files[nearest]) if self._card.files else nearest

    def _hash(self, scale: float) -> str:
        number = self._nearest(scale)
        if self._card.files and number not in self._hashes:
            self._hashes[number] = _file_hash(Path(self._card.files[number]))
        return self._hashes.get(number, "")

    def _load_net(self, number: int) -> TiledNet:
        loaded = load_net(Path(self._card.files[number]))
        backend = TorchBackend(loaded.module, device=self._device, precision=self._precision)
        return TiledNet(geometry=loaded.spec.geometry(loaded.config), backend=backend, tile=self._tile, name=self._card.id)

    def _load_method(self, number: int) -> TiledNet:
        spec, factor = METHOD_BY_ID[self._card.arch], round(self._card.scales[number])
        if self._card.files:
            method = load_method(Path(self._card.files[number]), factor)
        else:
            method = spec.load(factor, spec.config(), {})
        backend = ClassicalBackend(method)
        return TiledNet(geometry=backend.geometry, backend=backend, tile=self._tile, name=self._card.id)


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None


def interpolate(
    source: Picture,
    shape: Shape,
    scale: float,
    kernel: Kernel,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Picture:
    """`source` resized to `shape` rows, columns by `kernel`, its alpha as well. Raises Cancelled."""
    resampler = Resampler((source.height, source.width), shape, scale, kernel)
    result = _empty_like(source, shape)
    rows = max(1, _BAND_PIXELS // shape[1])
    bands = range(0, shape[0], rows)
    for number, top in enumerate(bands, start=1):
        if cancel:
            cancel.raise_if_cancelled()
        box = Box(top, min(top + rows, shape[0]), 0, shape[1])
        _write(result.pixels, box, _resampled(source.pixels, resampler, box))
        _write_alpha(source, result, resampler, box)
        progress(number, len(bands))
    return result


def _through_net(
    source: Picture,
    net: TiledNet,
    factor: float,
    size: OutputSize,
    *,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> Picture:
    exact = factor == size.scale
    shape = (size.height, size.width) if exact else _shape_at(source, factor)
    # A picture that is resized once more keeps 16 bits on the way, so that it is rounded to 8 only at the end.
    working = source if exact else _in_16_bits(source)
    answer = (_rgb_answer if net.space is InputSpace.RGB_LOW else _luma_answer)(
        working, net, factor, shape, progress=progress, cancel=cancel
    )
    if exact:
        return answer
    rest = interpolate(answer, (size.height, size.width), size.scale / factor, CUBIC, cancel=cancel)
    return rest if source.bits == 16 else _in_8_bits(rest)


def _luma_answer(
    source: Picture,
    net: TiledNet,
    factor: float,
    shape: Shape,
    *,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> Picture:
    """Y through the model, enlarged before or by it; Cb, Cr and alpha by bicubic."""
    low = (source.height, source.width)
    resampler = Resampler(low, shape, factor)
    result = _empty_like(source, shape)
    enlarges = net.space is InputSpace.LUMA_LOW

    def fetch(box: Box) -> FloatArray:
        region = (
            _as_float(source.pixels[box.top : box.bottom, box.left : box.right])
            if enlarges
            else _resampled(source.pixels, resampler, box)
        )
        luma = region[:, :, 0] if source.is_grey else rgb_to_ycbcr(region)[:, :, 0]
        return luma[None]

    def store(box: Box, planes: FloatArray) -> None:
        if source.is_grey:
            _write(result.pixels, box, planes[0][:, :, None])
        else:
            ycbcr = rgb_to_ycbcr(_resampled(source.pixels, resampler, box))
            ycbcr[:, :, 0] = planes[0]
            _write(result.pixels, box, ycbcr_to_rgb(ycbcr))
        _write_alpha(source, result, resampler, box)

    net.run(low if enlarges else shape, fetch, store, progress=progress, cancel=cancel)
    return result


def _rgb_answer(
    source: Picture,
    net: TiledNet,
    factor: float,
    shape: Shape,
    *,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> Picture:
    """R, G, B through the network; alpha as a grey picture through it as well, so that its edges stay as sharp."""
    result = _empty_like(source, shape)
    low = (source.height, source.width)
    passes = 2 if source.alpha is not None else 1

    def fetch(box: Box) -> FloatArray:
        region = _as_float(source.pixels[box.top : box.bottom, box.left : box.right])
        return np.moveaxis(region if region.shape[2] == 3 else region.repeat(3, axis=2), 2, 0)

    def store(box: Box, planes: FloatArray) -> None:
        rgb = np.moveaxis(planes, 0, 2)
        _write(result.pixels, box, rgb_to_grey(rgb)[:, :, None] if source.is_grey else rgb)

    net.run(low, fetch, store, progress=lambda done, total: progress(done, total * passes), cancel=cancel)
    if source.alpha is None or result.alpha is None:
        return result
    alpha_in, alpha_out = source.alpha, result.alpha[:, :, None]

    def fetch_alpha(box: Box) -> FloatArray:
        region = _as_float(alpha_in[box.top : box.bottom, box.left : box.right])
        return np.broadcast_to(region, (3, *region.shape))

    def store_alpha(box: Box, planes: FloatArray) -> None:
        _write(alpha_out, box, rgb_to_grey(np.moveaxis(planes, 0, 2))[:, :, None])

    net.run(low, fetch_alpha, store_alpha, progress=lambda done, total: progress(total + done, total * 2), cancel=cancel)
    return result


def _without_hidden_colours(source: Picture) -> Picture:
    if source.alpha is None:
        return source
    return replace(source, pixels=fill_transparent(source.pixels, source.alpha))


def _empty_like(source: Picture, shape: Shape) -> Picture:
    kind = source.pixels.dtype
    pixels: Pixels = np.empty((*shape, source.pixels.shape[2]), dtype=kind)
    alpha: Pixels | None = None if source.alpha is None else np.empty(shape, dtype=kind)
    return replace(source, pixels=pixels, alpha=alpha)


def _shape_at(source: Picture, factor: float) -> Shape:
    return max(1, round(source.height * factor)), max(1, round(source.width * factor))


def _resampled(pixels: Pixels, resampler: Resampler, box: Box) -> FloatArray:
    needed = resampler.source_box(box)
    return resampler.region(_as_float(pixels[needed.top : needed.bottom, needed.left : needed.right]), box)


def _as_float(pixels: Pixels) -> FloatArray:
    result: FloatArray = pixels.astype(np.float32)
    result /= np.iinfo(pixels.dtype).max
    return result


def _write(target: Pixels, box: Box, values: FloatArray) -> None:
    peak = np.iinfo(target.dtype).max
    # Halves are rounded up, as the evaluation protocol does.
    rounded = np.clip(np.floor(values * np.float32(peak) + np.float32(0.5)), 0, peak)
    target[box.top : box.bottom, box.left : box.right] = rounded.astype(target.dtype)


def _write_alpha(source: Picture, result: Picture, resampler: Resampler, box: Box) -> None:
    if source.alpha is not None and result.alpha is not None:
        _write(result.alpha, box, _resampled(source.alpha, resampler, box))


def _in_16_bits(picture: Picture) -> Picture:
    if picture.bits == 16:
        return picture
    # 65535 = 255 * 257: every 8-bit value has an exact 16-bit one.
    alpha = None if picture.alpha is None else picture.alpha.astype(np.uint16) * np.uint16(257)
    return replace(picture, pixels=picture.pixels.astype(np.uint16) * np.uint16(257), alpha=alpha)


def _in_8_bits(picture: Picture) -> Picture:
    alpha = None if picture.alpha is None else in_8_bits(picture.alpha)
    return replace(picture, pixels=in_8_bits(picture.pixels), alpha=alpha)
