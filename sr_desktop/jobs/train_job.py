"""A trainer process as the window sees it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sr_desktop.core.errors import TrainerCrashed
from sr_desktop.core.messages.trainer import DataReport, Estimated, Failed, Finished, RecipeFound, SweepFound
from sr_desktop.jobs.event_process import EventProcess, Manners
from sr_desktop.jobs.launch import Launch

_TRAINER = Manners(
    complete=(Finished, Failed, DataReport, Estimated, RecipeFound, SweepFound),
    crashed=lambda detail: TrainerCrashed(detail=detail),
    thread="trainer-child",
)


class TrainerProcess(EventProcess):
    """One `main.py train ...`: a run, a sweep, a check, an estimate or a list of recipes."""

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(launch, _TRAINER, parent)
