"""How much memory this machine has, and how much of it is free (standard library only)."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_UNKNOWN = 4_000_000_000
"""Where the system does not tell: what a machine that runs such programs has at least."""
_MEMINFO = Path("/proc/meminfo")


class _Status(ctypes.Structure):
    """MEMORYSTATUSEX of sysinfoapi.h."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "free", "page_total", "page_free", "own_total", "own_free", "more")),
    )


def installed_memory() -> int:
    """Bytes of memory, used or not."""
    return _installed()


def available_memory() -> int | None:
    """Bytes that could still be taken before the system swaps; None where it does not tell, as macOS does not."""
    return _available()


if sys.platform == "win32":

    def _status() -> _Status | None:
        status = _Status(length=ctypes.sizeof(_Status))
        return status if ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status)) else None

    def _installed() -> int:
        status = _status()
        return int(status.total) if status else _UNKNOWN

    def _available() -> int | None:
        status = _status()
        return int(status.free) if status else None

else:

    def _installed() -> int:
        try:
            return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        except (OSError, ValueError):
            return _UNKNOWN

    def _available() -> int | None:
        if not _MEMINFO.is_file():
            return None
        # "MemAvailable:   123456 kB", where kB are 1024 bytes.
        lines = _MEMINFO.read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:")) * 1024
