"""What the engine says while it works."""

from __future__ import annotations

import time

import pytest

from sr_desktop.core.messages.base import Event
from sr_desktop.core.protocol import UpscaleImage, Working
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.processes.engine_answers import progress_of


def test_progress_is_told_at_most_twenty_times_a_second() -> None:
    events: list[Event] = []
    report = progress_of(UpscaleImage(request=2, model="bicubic", size=TargetSize(value=2.0)), events.append)
    began = time.monotonic()
    while time.monotonic() - began < 0.5:
        report(50, 100)
    report(100, 100)
    told = [event for event in events if isinstance(event, Working)]
    assert 2 <= len(told) <= 11
    assert (told[-1].done, told[-1].seconds_left) == (100, 0.0)
    assert told[-2].seconds_left == pytest.approx(0.5, abs=0.15)
