"""Locks on open files, which the system frees when a process ends, however it ends (standard library only)."""

from __future__ import annotations

import errno
import os
import sys

_LOCKED_BYTE = 1 << 30
"""Windows lets nobody read what is locked, so that the lock lies far behind the text."""
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}

if sys.platform == "win32":
    import msvcrt

    def try_lock(handle: int, *, shared: bool) -> bool:
        """Lock an open file until it is closed; False where another process has it. `shared` is as alone here."""
        os.lseek(handle, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def try_lock(handle: int, *, shared: bool) -> bool:
        """Lock an open file until it is closed, together with others or alone; False where another process has it.

        True, too, on a file system that knows no locks. Raises OSError.
        """
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True
