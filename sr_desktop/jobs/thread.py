"""A QObject on a thread of its own, with an end that is waited for."""

from __future__ import annotations

from PySide6.QtCore import QObject, QThread

CLOSE_LIMIT_MS = 10_000
"""Workers end within 2 s, but an import or a read that is at work cannot be broken off, and takes longer on a machine that
is busy with other things; to go on without the thread would end the program with a crash.
"""


class WorkerThread:
    """Moves `worker` (which has no parent) to a new thread and runs that thread's event loop until `close`."""

    def __init__(self, worker: QObject, name: str) -> None:
        self._worker = worker
        self._thread = QThread()
        self._thread.setObjectName(name)
        worker.moveToThread(self._thread)
        # Deleted on its own thread: timers and processes may not be ended from another one.
        self._thread.finished.connect(worker.deleteLater)
        self._thread.start()

    def close(self, limit_ms: int = CLOSE_LIMIT_MS) -> None:
        """End the thread's event loop and wait. Raises TimeoutError where it takes longer than `limit_ms`."""
        self._thread.quit()
        if not self._thread.wait(limit_ms):
            raise TimeoutError(f"the thread {self._thread.objectName()} did not end within {limit_ms} ms")
