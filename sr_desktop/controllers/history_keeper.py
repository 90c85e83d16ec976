"""What was saved, noted as it is saved."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.save_controller import SaveController
from sr_desktop.controllers.upscale_controller import Result, UpscaleController
from sr_desktop.core.history import HistoryEntry, HistoryFile
from sr_desktop.core.protocol import ResultSaved
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.settings import Settings


class HistoryKeeper(QObject):
    """Notes each result when it is saved, off the window's thread, unless the user wants none noted."""

    noted = Signal()
    """There is one more."""

    def __init__(
        self,
        *,
        saving: SaveController,
        upscaling: UpscaleController,
        calls: BackgroundCalls,
        settings: Settings,
        reporter: Reporter,
    ) -> None:
        super().__init__(saving)
        self._upscaling, self._calls, self._settings, self._reporter = upscaling, calls, settings, reporter
        saving.saved.connect(self._on_saved)

    def _on_saved(self, saved: ResultSaved) -> None:
        result = self._upscaling.result
        if result is None or result.settings is None or self._settings.keep_history == "off":
            return
        attempt(
            self._calls,
            lambda: HistoryFile(paths.history_file()).add(_entry(result, saved)),
            done=lambda _: self.noted.emit(),
            refused=self._reporter.fail,
            failed=self._reporter.mention,
        )


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
