"""How much memory and time the process that reads model files may take.

Linux: the address space, the processor time and a deadline. macOS: the processor time and a deadline; it ignores a limit
on the address space. Windows: a deadline. Everywhere the size of the network is checked against its file while it is
built (core/foreign/budget.py), so that a caps' absence costs time at most.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

_GB = 1 << 30
_MEMORY = 1 * _GB
_MEMORY_PER_BYTE = 3
_CPU_SECONDS, _CPU_PER_GB = 20, 20
DEADLINE_S, DEADLINE_PER_GB = 90.0, 60.0
"""Seconds from the start of the process; a slow machine needs some of them only to load its libraries."""


def deadline(size: int) -> float:
    """Seconds that reading a file of `size` bytes may take, everything included."""
    return DEADLINE_S + DEADLINE_PER_GB * size / _GB


def limit_this_process(size: int) -> None:
    """Cap memory and processor time from now on, for a file of `size` bytes; libraries should be loaded already."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - Windows has none

    seconds = int(time.process_time() + _CPU_SECONDS + _CPU_PER_GB * size / _GB) + 1
    _lower(resource.RLIMIT_CPU, seconds)
    taken = _address_space()
    if taken:
        _lower(resource.RLIMIT_AS, taken + _MEMORY + _MEMORY_PER_BYTE * size)


def leave_at(seconds: float, farewell: Callable[[], object]) -> None:
    """End this process after `seconds` whatever it does; `farewell` is called before."""

    def wait() -> None:
        time.sleep(seconds)
        farewell()
        os._exit(1)

    threading.Thread(target=wait, name="deadline", daemon=True).start()


def _lower(kind: int, value: int) -> None:
    import resource  # noqa: PLC0415

    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, hard))


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
