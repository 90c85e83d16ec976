"""The choices for pictures that are added to the queue: those of the page Upscale at first, remembered from then on."""

from __future__ import annotations

from sr_desktop.controllers.context import Context
from sr_desktop.core.messages.wire import WireError, dump_line, from_plain, parse_line, to_plain
from sr_desktop.core.upscaling.settings import UpscaleSettings


class QueueChoices:
    """Reads and writes the remembered UpscaleSettings."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def present(self) -> UpscaleSettings:
        """What new pictures get."""
        remembered = self._context.settings.queue_settings
        try:
            return from_plain(UpscaleSettings, parse_line(remembered)) if remembered else self._context.preferences.settings
        except WireError:
            # Written by another version: begin as new.
            return self._context.preferences.settings

    def keep(self, settings: UpscaleSettings) -> None:
        """Remember these."""
        self._context.settings.queue_settings = dump_line(to_plain(settings))
