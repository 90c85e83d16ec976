"""The steps of an enlargement one after the other, each by bands where its answer is not held in memory."""

from __future__ import annotations

from collections.abc import Sequence

from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.workroom import Workroom, release_picture
from sr_desktop.core.progress import CancelToken, ProgressCallback
from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling.enlarge import Part, Step, Tick

_ON_THE_WAY = 16
"""A picture that goes through several steps keeps 16 bits on the way, so that it is rounded to 8 only at the end."""


def run_steps(
    steps: Sequence[Step],
    source: Picture,
    box: Box,
    room: Workroom,
    *,
    progress: ProgressCallback,
    cancel: CancelToken | None,
) -> Picture:
    """The part `box` of the last step's answer, of the depth of `source`, in `room`.

    Raises Cancelled, NoRoom, RoomLost, and what the steps do.
    """
    plan = _planned(steps, source, box, room)
    parts = [
        step.parts(band, has_alpha=source.alpha is not None) for step, wanted, _, bands in plan for band in bands or [wanted]
    ]
    done, total = 0, sum(parts)

    def tick() -> None:
        nonlocal done
        # Bands that are begun after memory was short have smaller tiles, and more of them than were counted.
        done = min(done + 1, total)
        progress(done, total)

    part = Part.of(source)
    for step, wanted, bits, bands in plan:
        part = _one_step(step, part, wanted, bits, bands, room, tick, cancel)
    return part.picture if part.box == box else part.cut(box).picture


def _planned(steps: Sequence[Step], source: Picture, box: Box, room: Workroom) -> list[tuple[Step, Box, int, list[Box]]]:
    """The steps, each with the part of its answer that is wanted, its bits, and its bands, none where it is made at once."""
    boxes = [box]
    for step in reversed(steps[1:]):
        boxes.insert(0, step.needs(boxes[0]))
    plan = []
    for number, (step, wanted) in enumerate(zip(steps, boxes, strict=True), start=1):
        bits = source.bits if number == len(steps) else _ON_THE_WAY
        size = wanted.height * wanted.width * (source.pixels.shape[2] + (source.alpha is not None)) * bits // 8
        # At once where it can be: the more tiles, the better a device is kept busy.
        plan.append((step, wanted, bits, [] if room.holds(size) else step.bands(wanted)))
    return plan


def _one_step(  # noqa: PLR0917 - one caller
    step: Step,
    source: Part,
    wanted: Box,
    bits: int,
    bands: Sequence[Box],
    room: Workroom,
    tick: Tick,
    cancel: CancelToken | None,
) -> Part:
    if not bands:
        part = step.run(source, wanted, bits, tick, cancel)
        release_picture(source.picture)
        return part
    shelf = room.picture_shelf(source.picture, (wanted.height, wanted.width), bits)
    for band in bands:
        part = step.run(source, band, bits, tick, cancel)
        shelf.put(part.picture if part.box == band else part.cut(band).picture)
        # Else it would stay in memory until the next band is there as well.
        del part
        release_picture(source.picture)
    return Part(picture=shelf.taken(), box=wanted, whole=step.shape)
