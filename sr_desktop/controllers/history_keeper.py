"""What was saved, by a single run or by the queue, noted as it is saved."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.catalog_controller import CatalogController
from sr_desktop.controllers.queue.session import QueueSession
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.upscale.controller import Result, UpscaleController
from sr_desktop.controllers.upscale.save_controller import SaveController
from sr_desktop.core.protocol import ResultSaved
from sr_desktop.core.queue.entry import Entry, Outcome
from sr_desktop.core.upscaling.history import HistoryEntry, HistoryFile
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.settings import Settings

_Maker = Callable[[], HistoryEntry]
"""Makes an entry, off the window's thread, since it looks at the file. Raises OSError where that is gone already."""


class HistoryKeeper(QObject):
    """Notes each result when it is saved, off the window's thread, unless the user wants none noted."""

    noted = Signal()
    """There is one more."""

    def __init__(
        self,
        *,
        saving: SaveController,
        upscaling: UpscaleController,
        queue: QueueSession,
        catalog: CatalogController,
        calls: BackgroundCalls,
        settings: Settings,
        reporter: Reporter,
    ) -> None:
        super().__init__(saving)
        self._upscaling, self._catalog = upscaling, catalog
        self._calls, self._settings, self._reporter = calls, settings, reporter
        self._waiting: list[_Maker] = []
        self._is_writing = False
        saving.saved.connect(self._on_saved)
        queue.finished.connect(self._on_finished)

    def _on_saved(self, saved: ResultSaved) -> None:
        result = self._upscaling.result
        if result is not None and result.settings is not None:
            self._note(lambda: _entry(result, saved))

    def _on_finished(self, entry: Entry) -> None:
        card, outcome = self._catalog.card(entry.settings.model), entry.outcome
        title = card.title if card else entry.settings.model
        if outcome is not None:
            self._note(lambda: _entry_of_queue(entry, outcome, title))

    def _note(self, make: _Maker) -> None:
        if self._settings.keep_history == "on":
            self._waiting.append(make)
            self._write()

    def _write(self) -> None:
        """Write what waits; what comes meanwhile is written together when that is done, so that a fast queue costs little."""
        if self._is_writing or not self._waiting:
            return
        makers, self._waiting, self._is_writing = self._waiting, [], True
        attempt(
            self._calls,
            lambda: HistoryFile(paths.history_file()).add(*(make() for make in makers)),
            done=lambda _: self._on_written(self.noted.emit),
            refused=lambda error: self._on_written(lambda: self._reporter.fail(error)),
            failed=lambda error: self._on_written(lambda: self._reporter.mention(error)),
        )

    def _on_written(self, tell: Callable[[], None]) -> None:
        self._is_writing = False
        tell()
        self._write()


def _entry(result: Result, saved: ResultSaved) -> HistoryEntry:
    """The note about a result that was just saved. Raises OSError where its file is gone already."""
    if result.settings is None:
        raise ValueError("only a run's result is noted")
    upscaled, file = result.upscaled, Path(saved.path).stat()
    return HistoryEntry(
        at=time.time(),
        source=result.source.path,
        output=saved.path,
        title=result.title,
        settings=result.settings,
        scale=upscaled.scale,
        width=result.source.width,
        height=result.source.height,
        new_width=saved.width,
        new_height=saved.height,
        seconds=upscaled.seconds,
        device=upscaled.device,
        bytes=file.st_size,
        modified=file.st_mtime_ns,
    )


def _entry_of_queue(entry: Entry, outcome: Outcome, title: str) -> HistoryEntry:
    """The note about a picture of the queue. Raises OSError where its file is gone already."""
    file = Path(outcome.target).stat()
    return HistoryEntry(
        at=time.time(),
        source=entry.source,
        output=outcome.target,
        title=title,
        settings=entry.settings,
        scale=outcome.scale,
        width=outcome.width,
        height=outcome.height,
        new_width=outcome.out_width,
        new_height=outcome.out_height,
        seconds=outcome.seconds,
        device=outcome.device,
        bytes=file.st_size,
        modified=file.st_mtime_ns,
    )
