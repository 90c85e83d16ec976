"""The folder in which an engine keeps the pixel files that the window maps (standard library only)."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

_PREFIX, _SUFFIX = "pixels-", ".rgba"


class PixelFolder:
    """Names pixel files in an existing folder and removes those that nobody looks at any more."""

    def __init__(self, folder: Path) -> None:
        self.path = folder

    def new_file(self) -> Path:
        """An empty file of a name that is new, also to an engine before this one. Raises OSError.

        The window may still map that engine's files, and cutting a mapped file ends the process that looks at it.
        """
        handle, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=self.path)
        os.close(handle)
        return Path(name)

    def keep_only(self, paths: Collection[str] = ()) -> None:
        """Remove every pixel file but these."""
        for path in self.path.glob(f"{_PREFIX}*{_SUFFIX}"):
            if str(path) not in paths:
                # Windows keeps a file that is still mapped; the next call tries again.
                with suppress(PermissionError):
                    path.unlink(missing_ok=True)
