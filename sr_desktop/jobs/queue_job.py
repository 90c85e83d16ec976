"""The process that works through the queue, as the window sees it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from sr_desktop.core.messages.engine import UseMemory
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.queue.errors import QueueCrashed
from sr_desktop.core.queue.messages import QueueEnded, StopNow
from sr_desktop.jobs.event_process import EventProcess, Manners
from sr_desktop.jobs.launch import Launch, launch_self

_MANNERS = Manners(complete=(QueueEnded, Failed), crashed=lambda detail: QueueCrashed(detail=detail), thread="queue-child")


def launch_queue(journal: Path, *, gentle: bool, megabytes: int = 0) -> Launch:
    """`main.py queue` for this journal. megabytes: of memory for pictures, 0 for automatic."""
    memory = ("--memory", str(megabytes)) if megabytes else ()
    return launch_self("queue", str(journal), *memory, *(("--gentle",) if gentle else ()))


class QueueProcess(EventProcess):
    """One `main.py queue JOURNAL`: `stop` ends it after the picture at hand."""

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(launch, _MANNERS, parent)

    def use_memory(self, megabytes: int) -> None:
        """Let pictures take so much memory from the next one on, 0 for automatic."""
        self._send(UseMemory(request=0, megabytes=megabytes))

    def stop_now(self) -> None:
        """Give the picture at hand up and end."""
        self._send(StopNow())
