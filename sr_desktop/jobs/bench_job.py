"""A measuring process as the window sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sr_desktop.core.bench.errors import MeasuringCrashed
from sr_desktop.core.bench.messages import BenchmarkEnded
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.jobs.event_process import EventProcess, Manners
from sr_desktop.jobs.launch import Launch

_MEASURING = Manners(
    complete=(BenchmarkEnded, Failed),
    crashed=lambda detail: MeasuringCrashed(detail=detail),
    thread="measuring-child",
)


class MeasuringProcess(EventProcess):
    """One `main.py benchmark --plan FILE --events`."""

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(launch, _MEASURING, parent)
