"""What a run would take: time by earlier runs, bytes by samples, room on the disk."""

from __future__ import annotations

import io
from pathlib import Path

from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.core.models.catalog import BICUBIC
from sr_desktop.core.pictures.encode import encode, prepare
from sr_desktop.core.pictures.formats import ImageFormat, choose_format
from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom
from sr_desktop.core.resize import Box
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.needs import free_space, needs_of
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.core.upscaling.size import OutputSize
from sr_desktop.core.upscaling.speed import SpeedBook

_SIDE = 192
"""Pixels of a sample on each side of the result."""
_PLACES = ((0.5, 0.5), (0.2, 0.2), (0.2, 0.8), (0.8, 0.2), (0.8, 0.8))
"""Where samples lie, as shares of height and width."""


def estimate_run(
    request: EstimateRun,
    *,
    path: Path,
    source: Picture,
    size: OutputSize,
    upscaler: Upscaler,
    speeds: SpeedBook,
    room: Workroom = IN_MEMORY,
) -> RunEstimated:
    """Answer `request` for `source`, read from `path`; nothing is loaded and nothing written.

    room: where it lies. Raises CannotWrite, NoRoom, RoomLost.
    """
    device, precision = upscaler.runs_on(size.scale)
    work = upscaler.work((source.height, source.width), size)
    seconds, speed = speeds.seconds(request.model, device, precision, work), upscaler.measured_speed(size.scale)
    if seconds is None and speed is not None:
        # It never ran like this, but what it takes was measured.
        seconds = work / speed
    chosen = choose_format(path, source.format, request.file.format, size.width, size.height)
    shapes = upscaler.shapes((source.height, source.width), size)
    needed = needs_of(source, shapes, room, chosen.format, shown=True)
    return RunEstimated(
        request=request.request,
        seconds=seconds,
        bytes=file_bytes(source, size, chosen.format, request.file, room),
        free=free_space(Path(request.folder)),
        passes=len(upscaler.factors(size.scale)),
        disk=needed.disk,
        disk_free=None if room.folder is None else free_space(room.folder),
        memory=needed.memory,
        large=needs_of(source, shapes, room, chosen.format).disk > 0,
    )


def file_bytes(source: Picture, size: OutputSize, form: ImageFormat, rules: FileRules, room: Workroom = IN_MEMORY) -> int:
    """Of a result, about: samples, enlarged by bicubic and encoded, so that plain areas and fine ones weigh as in it."""
    plain = Upscaler(BICUBIC, room=room)
    height, width = min(_SIDE, size.height), min(_SIDE, size.width)
    taken = pixels = 0
    for down, across in _PLACES:
        top, left = int((size.height - height) * down), int((size.width - width) * across)
        sample = plain.part(source, size, Box(top, top + height, left, left + width)).picture
        bare = Picture(pixels=sample.pixels, alpha=sample.alpha, metadata=Metadata(), format=sample.format)
        file = io.BytesIO()
        encode(prepare(bare, form, rules, None), file)
        taken += file.tell() or len(file.getvalue())
        pixels += height * width
    return int(taken / pixels * size.height * size.width)
