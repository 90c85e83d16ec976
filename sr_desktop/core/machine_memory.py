"""How much memory this machine has (standard library only)."""

from __future__ import annotations

import ctypes
import os
import sys

_UNKNOWN = 4_000_000_000
"""Where the system does not tell: what a machine that runs such programs has at least."""


class _Status(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        *((name, ctypes.c_uint64) for name in ("total", "free", "page_total", "page_free", "own_total", "own_free", "more")),
    )


def installed_memory() -> int:
    """Bytes of memory, used or not."""
    if sys.platform == "win32":
        status = _Status(length=ctypes.sizeof(_Status))
        told = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return int(status.total) if told else _UNKNOWN
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return _UNKNOWN
