"""Leave the machine to whoever sits at it: a training that a window started must not make that window stutter."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_NICE = 10
_BELOW_NORMAL = 0x4000


def give_way() -> None:
    """Run at a lower priority from now on; on an idle machine nothing becomes slower for it."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - only there

        ctypes.windll.kernel32.SetPriorityClass(ctypes.windll.kernel32.GetCurrentProcess(), _BELOW_NORMAL)
        return
    os.nice(_NICE)
    # Linux weighs whole sessions against each other before it looks at the niceness of a process in one. A session that
    # somebody else began is theirs: a terminal, say, and all that is started in it.
    group = Path("/proc/self/autogroup")
    if os.getsid(0) == os.getpid() and group.exists():
        try:
            group.write_text(str(_NICE))
        except OSError as error:
            sys.stderr.write(f"the training could not lower its priority ({error})\n")
