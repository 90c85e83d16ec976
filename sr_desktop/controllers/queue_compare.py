"""A result of the queue beside its original, on the page Upscale."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from sr_desktop.controllers.context import Context
from sr_desktop.core.protocol import ImageOpened
from sr_desktop.core.queue.entry import Entry
from sr_desktop.core.result_messages import OpenResult
from sr_desktop.ui.queue.row import Row


class QueueCompare(QObject):
    """Opens the original, and when it is there, its result."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context = context
        self._wanted: Entry | None = None
        context.pictures.opening.connect(self._forget)
        context.pictures.opened.connect(self._on_opened)

    def show(self, row: Row | None) -> None:
        """Show the result of this row; without one, the picture alone."""
        if row is None:
            return
        self._context.pictures.open_all([Path(row.entry.source)])
        # After the wish is told, which takes back any former one.
        self._wanted = row.entry if row.entry.outcome else None

    def _forget(self) -> None:
        self._wanted = None

    def _on_opened(self, picture: ImageOpened) -> None:
        entry, self._wanted = self._wanted, None
        if entry is None or entry.outcome is None or Path(picture.path) != Path(entry.source):
            return
        outcome, model = entry.outcome, entry.settings.model
        self._context.upscaling.show_written(
            lambda number: OpenResult(
                request=number,
                path=outcome.target,
                model=model,
                scale=outcome.scale or outcome.out_width / max(1, picture.width),
                seconds=outcome.seconds,
                device=outcome.device,
            ),
            model,
            Path(outcome.target),
        )
