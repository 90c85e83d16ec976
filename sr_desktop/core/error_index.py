"""Every error by its code: turns a code that came through a pipe into the templates to translate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

# Imported so that their classes are known.
import sr_desktop.core.bench.errors
import sr_desktop.core.download_errors
import sr_desktop.core.export.errors
import sr_desktop.core.folder_check
import sr_desktop.core.foreign.errors
import sr_desktop.core.mos.errors
import sr_desktop.core.pictures.result_errors
import sr_desktop.core.pictures.room_errors
import sr_desktop.core.queue.errors
import sr_desktop.core.upscaling.preset
import sr_desktop.core.upscaling.size_errors  # noqa: F401 - as those above: linters see one name only
from sr_desktop.core.errors import SrError


def _subclasses(base: type[SrError]) -> Iterator[type[SrError]]:
    for child in base.__subclasses__():
        yield child
        yield from _subclasses(child)


BY_CODE: Mapping[str, type[SrError]] = MappingProxyType({cls.code: cls for cls in _subclasses(SrError)})
"""Error class by its code: turns a code that came through a pipe into the templates to translate."""
