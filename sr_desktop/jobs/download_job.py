"""Downloading off the window's thread."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from sr_desktop.core.download import PublishedFile, download
from sr_desktop.core.errors import SrError
from sr_desktop.core.progress import Cancelled, CancelToken, ProgressCallback
from sr_desktop.core.web_stream import TIMEOUT_S
from sr_desktop.jobs.thread import WorkerThread

_TELL_EVERY_S = 0.1


@dataclass(frozen=True, kw_only=True)
class DownloadProgress:
    """Bytes that are there, and all."""

    done: int
    total: int


Fetch = Callable[[ProgressCallback, CancelToken], Path]
"""Downloads, telling how far it is, and gives what is there then."""


@dataclass(frozen=True, kw_only=True)
class _Wish:
    fetch: Fetch
    cancel: CancelToken


class _Worker(QObject):
    progress = Signal(object)
    ended = Signal(object)
    """Path, or the exception."""

    def __init__(self) -> None:
        super().__init__()
        self._told = 0.0

    @Slot(object)
    def work(self, wish: _Wish) -> None:
        """Download; what it raises belongs to the thread that asked for it."""
        result: Path | Exception
        try:
            result = wish.fetch(self._tell, wish.cancel)
        except Exception as error:  # noqa: BLE001 - handed over whole; `_on_ended` raises what is not expected
            result = error
        self.ended.emit(result)

    def _tell(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= _TELL_EVERY_S or done == total:
            self._told = now
            self.progress.emit(DownloadProgress(done=done, total=total))


class DownloadJob(QObject):
    """One download at a time. Lives on the window's thread and never blocks it; exactly one of the three ends comes."""

    progress = Signal(object)
    """DownloadProgress, ten times a second at most."""
    finished = Signal(object)
    """Path of the file, or of what else was downloaded."""
    failed = Signal(object)
    """SrError."""
    cancelled = Signal()
    """What has arrived is kept for the next time."""
    _work = Signal(object)

    def __init__(self, parent: QObject | None = None, *, timeout_s: float = TIMEOUT_S) -> None:
        super().__init__(parent)
        self._timeout_s = timeout_s
        self._thread: WorkerThread | None = None
        self._cancel = CancelToken()

    @property
    def is_running(self) -> bool:
        """Whether a download goes on."""
        return self._thread is not None

    def start(self, published: PublishedFile, folder: Path) -> None:
        """Begin to put the file into `folder`. Raises RuntimeError while another download goes on."""
        timeout_s = self._timeout_s
        self.fetch(lambda progress, cancel: download(published, folder, progress=progress, cancel=cancel, timeout_s=timeout_s))

    def fetch(self, fetch: Fetch) -> None:
        """Begin with another kind of download. Raises RuntimeError while one goes on."""
        if self._thread is not None:
            raise RuntimeError("one download at a time")
        self._cancel = CancelToken()
        worker = _Worker()
        self._work.connect(worker.work)
        worker.progress.connect(self.progress)
        worker.ended.connect(self._on_ended)
        self._thread = WorkerThread(worker, "download")
        self._work.emit(_Wish(fetch=fetch, cancel=self._cancel))

    def cancel(self) -> None:
        """Ask to stop; `cancelled` follows, or another end that came first."""
        self._cancel.cancel()

    def close(self) -> None:
        """Stop without another word. Raises TimeoutError where the thread does not end."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._cancel.cancel()
            thread.close()

    @Slot(object)
    def _on_ended(self, result: Path | Exception) -> None:
        if self._thread is None:
            return
        self._thread.close()
        self._thread = None
        if isinstance(result, Path):
            self.finished.emit(result)
        elif isinstance(result, SrError):
            self.failed.emit(result)
        elif isinstance(result, Cancelled):
            self.cancelled.emit()
        else:
            raise result
