"""A spot of a picture by several models, as a run would make it there."""

from __future__ import annotations

import math
import time
from collections.abc import Iterator

from sr_desktop.core.bench.rows import note_of
from sr_desktop.core.errors import CannotWrite, OutOfMemory, SrError
from sr_desktop.core.messages.engine import Answer, PixelFile
from sr_desktop.core.messages.preview import MOST_PREVIEWED, PreviewEnd, PreviewSpot, SpotPreviewed, SpotShown
from sr_desktop.core.models.catalog import BICUBIC
from sr_desktop.core.models.warm_models import WarmModels
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.core.pictures.pixel_folder import PixelFolder
from sr_desktop.core.progress import CancelToken, ProgressCallback, share_of
from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling.size import OutputSize

SIDE = 256
"""Pixels of the source that are shown on each side; fewer where the factor would make them more than `_MOST_SIDE`."""
_MOST_SIDE = 1024
_LEAST_SIDE = 32


class PreviewDesk:
    """Answers PreviewSpot, for one thread. scratch: for pixel files."""

    def __init__(self, scratch: PixelFolder, models: WarmModels) -> None:
        self._scratch, self._models = scratch, models
        # The window shows what it had before until it has the present one.
        self._current: set[str] = set()
        self._previous: set[str] = set()

    @property
    def files(self) -> set[str]:
        """Paths that the window may be looking at."""
        return self._current | self._previous

    def answers(
        self, request: PreviewSpot, source: Picture, size: OutputSize, *, progress: ProgressCallback, cancel: CancelToken
    ) -> Iterator[Answer]:
        """SpotShown, a SpotPreviewed for each model, PreviewEnd. Raises CannotWrite and Cancelled.

        What goes wrong with a model is told in its answer.
        """
        spot = spot_around(request.x, request.y, source, size.scale)
        box = _enlarged(spot, size)
        self._previous, self._current = self._current, set()
        yield SpotShown(
            request=request.request,
            left=spot.left,
            top=spot.top,
            width=spot.width,
            height=spot.height,
            new_width=box.width,
            new_height=box.height,
        )
        models = tuple(dict.fromkeys((BICUBIC.id, *request.models)))[:MOST_PREVIEWED]
        made = 0
        for number, model in enumerate(models):
            share = share_of(progress, number, len(models))
            answer = self._previewed(request, model, source, size, box, share, cancel)
            share(1, 1)
            made += answer.problem is None
            yield answer
        yield PreviewEnd(request=request.request, made=made)

    def _previewed(  # noqa: PLR0917 - one caller
        self,
        request: PreviewSpot,
        model: str,
        source: Picture,
        size: OutputSize,
        box: Box,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> SpotPreviewed:
        began = time.perf_counter()
        try:
            upscaler = self._models.get(
                model, ensemble=request.ensemble, device=request.device, precision=request.precision, tile=request.tile
            )
            made = upscaler.part(source, size, box, progress=progress, cancel=cancel)
            pixels = self._pixels(made.picture, cancel)
        except CannotWrite:
            raise
        except SrError as error:
            return SpotPreviewed(request=request.request, model=model, problem=note_of(error))
        except MemoryError:
            return SpotPreviewed(request=request.request, model=model, problem=note_of(OutOfMemory(device="cpu")))
        seconds = time.perf_counter() - began
        return SpotPreviewed(request=request.request, model=model, seconds=seconds, pixels=pixels, notes=made.notes)

    def _pixels(self, picture: Picture, cancel: CancelToken) -> PixelFile:
        try:
            path = self._scratch.new_file()
            self._current.add(str(path))
            return write_pixel_file(picture, path, cancel=cancel)
        except OSError as error:
            raise CannotWrite(path=str(self._scratch.path), detail=error.strerror or str(error)) from error


def spot_around(x: int, y: int, source: Picture, scale: float) -> Box:
    """The pixels of the source that are shown around (x, y): always as many, unless the picture has fewer."""
    side = max(_LEAST_SIDE, min(SIDE, int(_MOST_SIDE / scale)))
    height, width = min(side, source.height), min(side, source.width)
    top = min(max(0, y - height // 2), source.height - height)
    left = min(max(0, x - width // 2), source.width - width)
    return Box(top, top + height, left, left + width)


def _enlarged(spot: Box, size: OutputSize) -> Box:
    return Box(
        math.floor(spot.top * size.scale),
        min(size.height, math.ceil(spot.bottom * size.scale)),
        math.floor(spot.left * size.scale),
        min(size.width, math.ceil(spot.right * size.scale)),
    )
