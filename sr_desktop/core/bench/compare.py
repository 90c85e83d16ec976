"""One picture as ground truth: the small picture made of it, what models make of that, and how far they are off."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import numpy as np

from sr_desktop.core.bench.errors import CannotCompare, PictureTooSmall, ScaleNotServed, TruthTooSmall, WholeFactorWanted
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.protocol import compared, low_resolution, measure_compared
from sr_desktop.core.bench.rows import note_of
from sr_desktop.core.bench.sample import Sample, identify, read_sample
from sr_desktop.core.colour import rgb_to_grey, rgb_to_ycbcr, ycbcr_to_rgb
from sr_desktop.core.errors import CannotWrite, OutOfMemory, SourceTooLarge, SrError
from sr_desktop.core.messages.engine import Answer, PixelFile
from sr_desktop.core.messages.truth import AnswerCompared, CompareWithTruth, ComparisonEnd, PlaneFile, TruthShown
from sr_desktop.core.metrics import Float64, shave
from sr_desktop.core.models.catalog import BICUBIC, KERNELS, find_model
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.picture import FloatArray, Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken, ProgressCallback, share_of
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscaling.size import MAX_SCALE

File = TypeVar("File", PixelFile, PlaneFile)

MAX_TRUTH_PIXELS = 30_000_000
"""SSIM of a picture holds some ten planes of 8 bytes a pixel: 2.5 GB of that many."""


@dataclass(frozen=True)
class _Truth:
    """A sample, what of it is compared (H x W x C whole numbers, the border included), and its small picture for the eye."""

    sample: Sample
    measured: Float64
    eye_low: FloatArray


class TruthDesk:
    """Answers CompareWithTruth, for one thread; models stay loaded until `forget`. scratch: for pixel files."""

    def __init__(self, scratch: PixelFolder) -> None:
        self._scratch = scratch
        self._methods: dict[tuple[str, str], Method] = {}
        # The window may still look at the comparison before until it has all of the present one.
        self._current: set[str] = set()
        self._previous: set[str] = set()

    @property
    def files(self) -> set[str]:
        """Paths that the window may be looking at."""
        return self._current | self._previous

    def forget(self) -> None:
        """Let go of the models: their files may have changed."""
        self._methods.clear()

    def answers(
        self, request: CompareWithTruth, cards: Sequence[ModelCard], *, progress: ProgressCallback, cancel: CancelToken
    ) -> Iterator[Answer]:
        """TruthShown, an AnswerCompared for bicubic and each model, ComparisonEnd.

        Raises WholeFactorWanted, TruthTooSmall, SourceTooLarge, what `read_truth` does, CannotWrite and Cancelled. What
        goes wrong with a model is told in its answer.
        """
        models = tuple(dict.fromkeys((BICUBIC.id, *request.models)))
        truth = _read(request)
        cancel.raise_if_cancelled()
        yield self._shown(request, truth, cancel)
        count = 0
        for number, model in enumerate(models):
            share = share_of(progress, number, len(models))
            answer = self._compared(request, model, truth, cards, progress=share, cancel=cancel)
            share(1, 1)
            count += answer.problem is None
            yield answer
        yield ComparisonEnd(request=request.request, compared=count)

    def _shown(self, request: CompareWithTruth, truth: _Truth, cancel: CancelToken) -> TruthShown:
        self._previous, self._current = self._current, set()
        picture = truth.sample.truth
        return TruthShown(
            request=request.request,
            path=request.path,
            scale=request.scale,
            width=picture.shape[1],
            height=picture.shape[0],
            grey=picture.shape[2] == 1,
            truth=self._pixels(picture, cancel),
            low=self._pixels(truth.eye_low, cancel),
            measured=self._planes(truth.measured, request.protocol.border(request.scale)),
        )

    def _compared(
        self,
        request: CompareWithTruth,
        model: str,
        truth: _Truth,
        cards: Sequence[ModelCard],
        *,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> AnswerCompared:
        try:
            method = self._method(model, request, cards)
            return self._answered(request, method, truth, progress=progress, cancel=cancel)
        except CannotWrite:
            raise
        except SrError as error:
            return AnswerCompared(request=request.request, model=model, problem=note_of(error))
        except MemoryError:
            return AnswerCompared(request=request.request, model=model, problem=note_of(OutOfMemory(device="cpu")))

    def _method(self, model: str, request: CompareWithTruth, cards: Sequence[ModelCard]) -> Method:
        key = (model, request.device)
        if key not in self._methods:
            self._methods[key] = Method(find_model(cards, model), device=request.device)
        method = self._methods[key]
        if not method.serves(request.scale):
            raise ScaleNotServed(model=method.card.title, scale=request.scale)
        method.load(request.scale)
        return method

    def _answered(
        self, request: CompareWithTruth, method: Method, truth: _Truth, *, progress: ProgressCallback, cancel: CancelToken
    ) -> AnswerCompared:
        scale, protocol, picture = request.scale, request.protocol, truth.sample.truth
        low = truth.sample.low_for(method, protocol)
        cancel.raise_if_cancelled()
        began = time.perf_counter()
        answer = method.enhance(low, scale, progress=progress, cancel=cancel)
        seconds = time.perf_counter() - began
        try:
            _, measured = compared(picture, answer, scale, replace(protocol, shave="none"))
        except ValueError as error:
            raise CannotCompare(path=request.path, detail=str(error)) from None
        cancel.raise_if_cancelled()
        border = protocol.border(scale)
        figures = measure_compared(shave(truth.measured, border), shave(measured, border))
        cancel.raise_if_cancelled()
        error_map = np.abs(truth.measured - measured).mean(axis=2, keepdims=True) / 255.0
        equal = math.isinf(figures.psnr)
        return AnswerCompared(
            request=request.request,
            model=method.card.id,
            psnr=None if equal else figures.psnr,
            ssim=figures.ssim,
            equal=equal,
            seconds=seconds,
            pixels=self._pixels(for_the_eye(method, answer, truth.eye_low, scale), cancel),
            error=self._pixels(error_map.astype(np.float32), cancel),
            measured=self._planes(measured, border),
        )

    def _pixels(self, values: FloatArray, cancel: CancelToken) -> PixelFile:
        """A pixel file of H x W x 1 or 3 values in 0..1."""
        rounded = np.clip(np.floor(values * np.float32(255.0) + np.float32(0.5)), 0, 255).astype(np.uint8)
        return self._written(lambda path: write_pixel_file(Picture(pixels=np.ascontiguousarray(rounded)), path, cancel=cancel))

    def _planes(self, measured: Float64, border: int) -> PlaneFile:
        """A file of H x W x C whole numbers 0..255."""
        height, width, channels = measured.shape

        def write(path: Path) -> PlaneFile:
            path.write_bytes(measured.astype(np.uint8).tobytes())
            return PlaneFile(path=str(path), width=width, height=height, channels=channels, border=border)

        return self._written(write)

    def _written(self, write: Callable[[Path], File]) -> File:
        try:
            path = self._scratch.new_file()
            self._current.add(str(path))
            return write(path)
        except OSError as error:
            raise CannotWrite(path=str(self._scratch.path), detail=error.strerror or str(error)) from error


def for_the_eye(method: Method, answer: FloatArray, low: FloatArray, scale: int) -> FloatArray:
    """A method's answer as it is shown: H x W x 1 where `low` (h x w x 1 or 3, in 0..1) is grey, else RGB.

    Colours that the answer lacks come by bicubic, or by the method itself where it is an interpolation.
    """
    if low.shape[2] == 1:
        return rgb_to_grey(answer)[:, :, None] if answer.shape[2] == 3 else answer
    if answer.shape[2] == 3:
        return answer
    if method.card.arch in KERNELS:
        return method.enhance(low, scale)
    chroma = imresize(rgb_to_ycbcr(low)[:, :, 1:], float(scale))
    return ycbcr_to_rgb(np.concatenate([answer, chroma], axis=2))


def _read(request: CompareWithTruth) -> _Truth:
    scale, protocol = request.scale, request.protocol
    if not 2 <= scale <= MAX_SCALE:
        raise WholeFactorWanted(scale=str(scale), most=f"{MAX_SCALE:g}")
    file = identify(Path(request.path))
    if file.width * file.height > MAX_TRUTH_PIXELS:
        limit = MAX_TRUTH_PIXELS // 1_000_000
        raise SourceTooLarge(path=request.path, width=file.width, height=file.height, limit=limit)
    try:
        sample = read_sample(file, scale, protocol, ())
    except PictureTooSmall as error:
        raise TruthTooSmall(**error.values) from None
    truth = sample.truth
    # Which models answer is not known before they are asked, and how many channels they want is one or three.
    lows = {channels: low_resolution(truth, scale, channels=channels, protocol=protocol) for channels in (1, 3)}
    measured, _ = compared(truth, truth, scale, replace(protocol, shave="none"))
    return _Truth(replace(sample, lows=lows), measured, lows[truth.shape[2]])
