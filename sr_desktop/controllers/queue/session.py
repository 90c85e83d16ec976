"""The queue of this window: its list, its journal and the process that works on it. It lives whatever page is shown."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Literal

from PySide6.QtCore import QObject, QTimer, Signal

from sr_desktop import paths
from sr_desktop.controllers.error_text import failure_text
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.queue.entry import Entry, Problem
from sr_desktop.core.queue.messages import EntryChanged, EntryNeeds, EntryProgress, QueueEnded, QueueStarted
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.jobs.queue_job import QueueProcess, launch_queue
from sr_desktop.jobs.queue_store import QueueStore
from sr_desktop.ui.parts.banner import BannerText
from sr_desktop.ui.queue.model import QueueModel

QueueState = Literal["idle", "working", "ending"]
_MOST_CRASHES = 4
"""Without a picture finished in between; a picture that is the reason is left out after three (core/queue/run.py)."""
_PATIENCE_MS = 3000
"""What the picture at hand gets to be given up before the process is ended; what is being written is finished first."""


class QueueSession(QObject):
    """Starts one process at a time and follows what it tells."""

    changed = Signal()
    """The state or the numbers are others."""
    ended = Signal(object)
    """The work came to its end, not by wish; carries QueueEnded."""
    failed = Signal(object)
    """SrError or Failed: what could not be done."""
    put_aside = Signal(str)
    """The journal could not be read and was kept under this name."""
    finished = Signal(object)
    """A picture's result stands; carries its Entry."""
    added = Signal(int)
    """What was dropped has been looked through; carries how many pictures it was."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: QueueState = "idle"
        self.model = QueueModel(_words)
        self.model.setParent(self)
        self._store: QueueStore | None = None
        self._process: QueueProcess | None = None
        self._last: QueueEnded | Failed | None = None
        self._wish_to_end = self._closed = False
        self._crashes = self._megabytes = 0
        self._began, self._finished = 0.0, 0
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._lose_patience)
        self.model.counted.connect(self.changed)
        self.model.move_wanted.connect(self.move)

    @property
    def store(self) -> QueueStore:
        """The journal, opened at the first need."""
        if self._store is None:
            self._store = store = QueueStore(paths.queues_dir() / "window.sqlite", self)
            store.opened.connect(self.model.set_entries)
            store.added.connect(self.model.append)
            store.removed.connect(self.model.remove)
            store.changed.connect(self.model.update)
            store.collected.connect(self.added)
            store.failed.connect(self.failed)
            store.put_aside.connect(self.put_aside)
            store.open()
        return self._store

    @property
    def is_working(self) -> bool:
        """Whether the process lives."""
        return self.state != "idle"

    @property
    def seconds_left(self) -> float | None:
        """How long the rest takes if its pictures are like those that were done since the start; None while unknown."""
        if not self._finished or not self.is_working:
            return None
        at_work = [row for row in map(self.model.row_of, self.model.ids("working")) if row and row.total]
        share = sum(row.done / row.total for row in at_work)
        left = max(0.0, self.model.count("waiting", "working", "writing") - share)
        return (time.monotonic() - self._began) / (self._finished + share) * left

    def add(self, files: Sequence[Path], settings: UpscaleSettings) -> None:
        """Put files and the pictures of folders behind the others."""
        self.store.add(files, settings)

    def move(self, numbers: Sequence[int], before: int) -> None:
        """Put these entries before the row `before`."""
        order = self.model.order_after_move(numbers, before)
        self.model.arrange(order)
        self.store.reorder(order)

    def start(self, *, gentle: bool) -> None:
        """Work on what waits, if nobody does."""
        if self.is_working or self._closed or not self.model.count("waiting"):
            return
        self._gentle = gentle
        self._crashes = 0
        self._began, self._finished = time.monotonic(), 0
        self._wish_to_end = False
        self._launch()

    def finish(self) -> None:
        """End after the picture at hand."""
        if self._process and self.state == "working":
            self._process.stop()
            self._end_by_wish()

    def pause(self) -> None:
        """Give the picture at hand up, and end."""
        if self._process:
            self._process.stop_now()
            self._patience.start()
            self._end_by_wish()

    def close(self) -> None:
        """End the process and the journal's thread; the queue stands as it is."""
        if self._closed:
            return
        self._closed = True
        self._patience.stop()
        if self._process:
            self._process.close()
            self._process = None
        if self._store:
            self._store.close()

    def use_memory(self, megabytes: int) -> None:
        """Let pictures take so much memory from the next one on, 0 for automatic."""
        self._megabytes = megabytes
        if self._process:
            self._process.use_memory(megabytes)

    def _launch(self) -> None:
        self._last = None
        launch = launch_queue(self.store.path, gentle=self._gentle, megabytes=self._megabytes)
        self._process = process = QueueProcess(launch, self)
        process.happened.connect(self._on_event)
        process.ended.connect(self._on_ended)
        process.start()
        self._set_state("working")

    def _end_by_wish(self) -> None:
        self._wish_to_end = True
        self._set_state("ending")

    def _lose_patience(self) -> None:
        if self._process:
            self._process.kill()

    def _set_state(self, state: QueueState) -> None:
        self.state = state
        self.changed.emit()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, QueueStarted):
            # What was spent on loading libraries says nothing of the pictures.
            self._began, self._finished = time.monotonic(), 0
        elif isinstance(event, EntryChanged):
            self._on_entry(event)
        elif isinstance(event, EntryProgress):
            self.model.set_progress(event.entry, event.done, event.total)
            self.changed.emit()
        elif isinstance(event, EntryNeeds):
            self.model.set_disk(event.entry, event.disk)
        elif isinstance(event, QueueEnded | Failed):
            self._last = event

    def _on_entry(self, event: EntryChanged) -> None:
        row = self.model.row_of(event.entry)
        if row is None:
            return
        if event.state in ("done", "failed", "skipped"):
            self._finished += 1
            self._crashes = 0
        entry = replace(row.entry, state=event.state, outcome=event.outcome, problem=event.problem)
        self.model.update([entry])
        if entry.state == "done":
            self.finished.emit(entry)

    def _on_ended(self, error: SrError | None) -> None:
        if self._process:
            self._process.deleteLater()
        self._process = None
        self._patience.stop()
        self.model.update([_waiting(entry) for entry in self._at_work()])
        last, self._last = self._last, None
        self._crashes += error is not None
        goes_on = not self._wish_to_end and not isinstance(last, Failed) and self._crashes < _MOST_CRASHES
        if goes_on and self.model.count("waiting"):
            # After a crash, and for pictures that came when the process had just seen the end of the list.
            self._launch()
            return
        self._set_state("idle")
        if error is not None or self._wish_to_end:
            self.store.settle()
        if error is not None:
            self.failed.emit(error)
        elif isinstance(last, Failed):
            self.failed.emit(last)
        elif isinstance(last, QueueEnded) and not self._wish_to_end:
            self.ended.emit(last)

    def _at_work(self) -> list[Entry]:
        rows = map(self.model.row_of, self.model.ids("working", "writing"))
        return [row.entry for row in rows if row is not None]


def _words(problem: Problem) -> BannerText:
    """What an error says; the row shows where the picture is, so that its name is enough."""
    path = problem.values.get("path")
    values = {**problem.values, "path": PurePath(path).name} if isinstance(path, str) else problem.values
    return failure_text(replace(problem, values=values))


def _waiting(entry: Entry) -> Entry:
    return replace(entry, state="waiting", outcome=None, problem=None)
