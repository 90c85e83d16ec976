"""How a result of the queue would be called."""

from __future__ import annotations

from pathlib import Path

from sr_desktop.core.errors import SrError
from sr_desktop.core.pictures.formats import choose_format
from sr_desktop.core.queue.entry import Entry
from sr_desktop.core.queue.names import target_of
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.core.upscaling.size import OutputSize
from sr_desktop.ui.queue.row import Row

_EXAMPLE = "cat.jpg"
_SIZE = (640, 480)


def name_preview(row: Row | None, settings: UpscaleSettings) -> str:
    """The name for this row's result, or for that of an example. Raises BadTemplate."""
    width, height = row.size if row and row.size[0] else _SIZE
    entry = Entry(id=0, source=row.entry.source if row else _EXAMPLE, number=row.entry.number if row else 0, settings=settings)
    size = _size(settings, width, height)
    suffix = choose_format(Path(entry.source), "", settings.output.file.format, size.width, size.height).suffix
    return target_of(entry, size, suffix).name


def _size(settings: UpscaleSettings, width: int, height: int) -> OutputSize:
    try:
        return settings.size.resolve(width, height)
    except SrError:
        # The example is too large or too small for the wish; its name is as good with any factor.
        return OutputSize(scale=2.0, width=2 * width, height=2 * height)
