"""Results that were saved lately, with the settings that made them, in a file of the user's (standard library only)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.messages.wire import WireError, dump_line, from_plain, parse_line, to_plain
from sr_desktop.core.upscaling.settings import UpscaleSettings

MOST_KEPT = 200
FileState = Literal["same", "changed", "gone"]
"""What became of a result's file since it was saved."""


@dataclass(frozen=True, kw_only=True)
class HistoryEntry:
    """A saved result. at: seconds since the epoch; title: the model's; bytes and modified (ns): of its file when saved."""

    at: float
    source: str
    output: str
    title: str
    settings: UpscaleSettings
    scale: float
    width: int
    height: int
    new_width: int
    new_height: int
    seconds: float
    device: str
    bytes: int
    modified: int


def file_state(entry: HistoryEntry) -> FileState:
    """Whether the file is still the one that was saved: a result is never shown for another."""
    try:
        found = Path(entry.output).stat()
    except OSError:
        return "gone"
    return "same" if (found.st_size, found.st_mtime_ns) == (entry.bytes, entry.modified) else "changed"


class HistoryFile:
    """The entries in the file at `path`, one a line, the newest last and no more than MOST_KEPT; for one thread at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def entries(self) -> list[HistoryEntry]:
        """All of them, the newest first; a line that cannot be read is passed over. Raises OSError."""
        try:
            lines = self._path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return []
        return [entry for line in reversed(lines) if (entry := _parsed(line)) is not None][:MOST_KEPT]

    def add(self, *entries: HistoryEntry) -> None:
        """Keep these, the newest last, as well; the oldest ones are dropped. Raises OSError and CannotWrite."""
        self._write([*reversed(entries), *self.entries()])

    def remove(self, entry: HistoryEntry) -> None:
        """Forget this one; its picture stays. Raises OSError and CannotWrite."""
        self._write([each for each in self.entries() if each != entry])

    def clear(self) -> None:
        """Forget all; the pictures stay. Raises OSError."""
        self._path.unlink(missing_ok=True)

    def _write(self, entries: Sequence[HistoryEntry]) -> None:
        lines = [dump_line(to_plain(entry)) + "\n" for entry in reversed(entries[:MOST_KEPT])]
        with atomic_write(self._path) as file:
            file.write("".join(lines).encode("ascii"))


def _parsed(line: str) -> HistoryEntry | None:
    try:
        return from_plain(HistoryEntry, parse_line(line))
    except (WireError, json.JSONDecodeError):
        return None
