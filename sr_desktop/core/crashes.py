"""What a program that died left behind: a file that Python's faulthandler wrote while it fell. Standard library only."""

from __future__ import annotations

import os
import time
from pathlib import Path

_PATTERN = "crash-*.log"
_OLD_S = 7 * 24 * 3600.0


def crash_file(folder: Path) -> Path:
    """The file for this process; it stays empty unless the process crashes."""
    return folder / f"crash-{os.getpid()}.log"


def take_crashes(folder: Path, own: Path) -> str:
    """What the crashed programs before this one wrote, "" if none did; their files are deleted. Raises OSError.

    Empty files belong to programs that run beside this one or were killed; old ones are deleted too.
    """
    texts = []
    for file in sorted(folder.glob(_PATTERN)):
        if file == own:
            continue
        text = file.read_text(encoding="utf-8", errors="replace")
        if text.strip():
            texts.append(text.strip())
            file.unlink(missing_ok=True)
        elif time.time() - file.stat().st_mtime > _OLD_S:
            file.unlink(missing_ok=True)
    return "\n\n".join(texts)
