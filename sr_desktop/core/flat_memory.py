"""What becomes of memory that is freed: kept flat over thousands of pictures, or kept at hand (standard library only)."""

from __future__ import annotations

import ctypes
import os
import sys

_M_MMAP_THRESHOLD = -3
_M_TRIM_THRESHOLD = -1
_M_ARENA_MAX = -8
_SELDOM_MAPPED = 32 * 1024 * 1024
"""The highest threshold that glibc takes."""
_NEVER_TRIMMED = 2**31 - 1
_MOST_KERNELS = 256


def prepare_memory() -> None:
    """Set how torch takes memory and what it keeps. To be called before torch is loaded, which reads it then.

    oneDNN and torch's door to it each keep a thousand compiled kernels for shapes of tiles that they have met: 10 % of the
    memory of a process that works through pictures of many sizes. But a picture that flows through SRResNet takes a hundred
    of them, and all have to stay until the next one: compiled anew each time, they take as long as all the rest. And Linux
    maps what a tile takes page by page each time, a quarter of the time of SRCNN's tiles; large pages save most of that. What
    the user's environment says stays.

    glibc gives each thread a store of memory of its own, and none of them can use what another one has freed: 25 to 50 MB where
    threads take turns at a large picture. One store is enough for threads that take large blocks and few.
    """
    for name in ("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "LRU_CACHE_CAPACITY"):
        os.environ.setdefault(name, str(_MOST_KERNELS))
    os.environ.setdefault("THP_MEM_ALLOC_ENABLE", "1")
    library = _glibc()
    if library is not None and "MALLOC_ARENA_MAX" not in os.environ:
        library.mallopt(_M_ARENA_MAX, 1)


def keep_freed_memory() -> None:
    """Let what is freed stay with the process, for work that takes the same blocks over and over: a training of VDSR on a
    processor spends a tenth of its time on getting them back from Linux. Elsewhere the system decides."""
    library = _glibc()
    if library is not None:
        library.mallopt(_M_MMAP_THRESHOLD, _SELDOM_MAPPED)
        library.mallopt(_M_TRIM_THRESHOLD, _NEVER_TRIMMED)


class FreedMemory:
    """Keeps what is freed at hand while a picture is worked on, and gives it back to the system after it.

    By itself glibc returns some of the large blocks at once, each of which costs a fifth of SRCNN's time for a tile when it is
    taken again, and keeps others for ever.
    """

    def __init__(self) -> None:
        self._library = _glibc()
        keep_freed_memory()

    def give_back(self) -> None:
        """To be called after a picture; takes about a millisecond, and what is taken next has to be mapped anew."""
        if self._library is not None:
            self._library.malloc_trim(0)


def _glibc() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    # musl has neither.
    return library if hasattr(library, "malloc_trim") and hasattr(library, "mallopt") else None
