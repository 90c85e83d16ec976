"""What the inference process says to requests: answers made of results."""

from __future__ import annotations

import time
from collections.abc import Callable

from sr_desktop.core.backends.choice import checked_device
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.engine import PixelFile, Request
from sr_desktop.core.messages.measure import MeasureModel
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.messages.truth import CompareWithTruth
from sr_desktop.core.mos.messages import PrepareStimuli
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.progress import ProgressCallback
from sr_desktop.core.protocol import ImageOpened, ImageUpscaled, OpenImage, RequestFailed, UpscaleImage, Working, failure_values
from sr_desktop.core.tuning.messages import TuneModel
from sr_desktop.core.upscale import Upscaled

Emit = Callable[[Event], None]
_PROGRESS_INTERVAL = 0.05


def device_of(request: Request) -> str:
    """The device that a request runs on."""
    if isinstance(request, UpscaleImage | CompareWithTruth | PrepareStimuli | MeasureModel | TuneModel):
        return checked_device(request.device)
    return checked_device("auto")


def progress_of(request: Request, emit: Emit) -> ProgressCallback:
    """Emits Working events with the time that is left, at most twenty a second."""
    began = last = time.monotonic()

    def report(done: int, total: int) -> None:
        nonlocal last
        now = time.monotonic()
        if done < total and now - last < _PROGRESS_INTERVAL:
            return
        last = now
        left = (now - began) / done * (total - done) if done else None
        emit(Working(request=request.request, done=done, total=total, seconds_left=left))

    return report


def request_failed(request: Request, error: SrError) -> RequestFailed:
    """The answer to a request that `error` ended."""
    return RequestFailed(
        request=request.request,
        code=error.code,
        message=error.message,
        hint=error.hint,
        values=failure_values(error),
    )


def picture_opened(request: OpenImage, picture: Picture, pixels: PixelFile) -> ImageOpened:
    """The answer to the opening of a source."""
    return ImageOpened(
        request=request.request,
        path=request.path,
        width=picture.width,
        height=picture.height,
        channels=picture.pixels.shape[2],
        bits=picture.bits,
        has_alpha=picture.alpha is not None,
        format=picture.format,
        notes=picture.notes,
        pixels=pixels,
    )


def picture_upscaled(request: UpscaleImage, upscaled: Upscaled, pixels: PixelFile, baseline: PixelFile) -> ImageUpscaled:
    """The answer to a run."""
    return ImageUpscaled(
        request=request.request,
        model=upscaled.model,
        scale=upscaled.scale,
        width=upscaled.picture.width,
        height=upscaled.picture.height,
        seconds=upscaled.seconds,
        device=upscaled.device,
        precision=upscaled.precision,
        backend=upscaled.backend,
        tile=upscaled.tile,
        pixels=pixels,
        baseline=baseline,
        notes=upscaled.notes,
    )


def result_opened(request: OpenResult, picture: Picture, pixels: PixelFile, baseline: PixelFile) -> ImageUpscaled:
    """The answer to the opening of a result that was written before: what made it is what the request says."""
    return ImageUpscaled(
        request=request.request,
        model=request.model,
        scale=request.scale,
        width=picture.width,
        height=picture.height,
        seconds=request.seconds,
        device=request.device,
        precision="auto",
        tile=0,
        pixels=pixels,
        baseline=baseline,
    )
