"""What tells one state of a file from another (standard library only)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, kw_only=True)
class FileState:
    """size in bytes, stamp: when it was changed last, in nanoseconds; hash: SHA-256 of its bytes, "" where not taken."""

    size: int = -1
    stamp: int = 0
    hash: str = ""

    @classmethod
    def of(cls, path: Path, *, hashed: bool = False) -> FileState:
        """The state of the file at `path`; of size -1 where there is none, or it cannot be looked at."""
        try:
            status = path.stat()
            return cls(size=status.st_size, stamp=status.st_mtime_ns, hash=_hash(path) if hashed else "")
        except (OSError, ValueError):
            return cls()

    def is_still_at(self, path: Path) -> bool:
        """Whether the file at `path` is this one: by size and time, and where the time differs, by its bytes."""
        now = FileState.of(path)
        if now.size != self.size or now.size < 0:
            return False
        return now.stamp == self.stamp or (bool(self.hash) and FileState.of(path, hashed=True).hash == self.hash)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
