"""How long threads of torch that have nothing to do keep a processor from others (standard library only)."""

from __future__ import annotations

import os

_SPINS = 10_000
"""About 0.2 ms: longer than from one layer to the next, where waking a thread would cost more than its wait."""
_BLOCK_MS = 1


def wait_briefly() -> None:
    """Let OpenMP's threads sleep soon. To be called before torch is loaded; processes begun later inherit it.

    By themselves they look for work all the time, for as long as thirty times that (GNU) or 200 ms (LLVM, Intel). As soon as
    another process wants the same cores, such as a training beside the window, each layer waits for a thread that cannot run
    because others pretend to work: two upscalings at once took five times as long as one, now twice. What the user's
    environment says stays.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", str(_SPINS))
        os.environ.setdefault("KMP_BLOCKTIME", str(_BLOCK_MS))
