"""A result of the queue beside its original, on the page Upscale."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.upscale.written_result import WrittenResult
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.protocol import ImageOpened
from sr_desktop.core.queue.entry import Entry, Outcome
from sr_desktop.ui.queue.row import Row


class QueueCompare:
    """Shows results of rows."""

    def __init__(self, context: Context) -> None:
        self._written = WrittenResult(context.pictures, context.upscaling, context.window)

    def show(self, row: Row | None) -> None:
        """Show the result of this row; without one, the picture alone."""
        if row is not None:
            entry = row.entry
            self._written.show(Path(entry.source), partial(_result_of, entry, entry.outcome) if entry.outcome else None)


def _result_of(entry: Entry, outcome: Outcome, picture: ImageOpened) -> OpenResult:
    return OpenResult(
        request=0,
        path=outcome.target,
        model=entry.settings.model,
        scale=outcome.scale or outcome.out_width / max(1, picture.width),
        seconds=outcome.seconds,
        device=outcome.device,
    )
