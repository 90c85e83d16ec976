"""The figures of the crop under the mouse, computed off the window's thread; the newest crop wins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from sr_desktop.core.bench.crop import Crop, CropFigures
from sr_desktop.core.messages.truth import PlaneFile
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.jobs.call import BackgroundCalls

if TYPE_CHECKING:
    from sr_desktop.core.bench.crop_figures import MappedPlanes

Figures = Mapping[str, CropFigures | None]


@dataclass(frozen=True, kw_only=True)
class CropWish:
    """A crop of the truth's planes, and of the planes of models by their ids."""

    crop: Crop
    truth: PlaneFile
    answers: Mapping[str, PlaneFile]


class CropMeasuring(QObject):
    """Measures one crop at a time on a thread of its own; `close` ends it."""

    measured = Signal(object, object)
    """A CropWish, and its figures by models."""
    failed = Signal(object)
    """An OSError: what is to be measured is gone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # Others' calls may wait for a slow disk; the mouse does not.
        self._calls = BackgroundCalls(self)
        self._mapped = _Mapped()
        self._cancel = CancelToken()
        self._running: CropWish | None = None
        self._next: CropWish | None = None

    def measure(self, wish: CropWish | None) -> None:
        """Measure this as soon as what is being measured has stopped; None: nothing."""
        if wish is not None and wish == self._running:
            self._next = None
            return
        self._next = wish
        self._cancel.cancel()
        if self._running is None:
            self._start()

    def close(self) -> None:
        """End the thread."""
        self._next = None
        self._cancel.cancel()
        self._calls.close()

    def _start(self) -> None:
        wish, self._next = self._next, None
        self._running = wish
        if wish is None:
            return
        self._cancel = cancel = CancelToken()
        self._calls.start(
            lambda: self._mapped.figures(wish, cancel),
            done=lambda figures: self._finish(wish, figures),
            failed=self._fail,
        )

    def _finish(self, wish: CropWish, figures: Figures | None) -> None:
        if figures is not None and self._next is None:
            self.measured.emit(wish, figures)
        self._start()

    def _fail(self, error: OSError) -> None:
        self.failed.emit(error)
        self._start()


class _Mapped:
    """Keeps the planes of the last wish mapped, since the files may be removed; for one thread."""

    def __init__(self) -> None:
        self._planes: dict[str, MappedPlanes] = {}

    def figures(self, wish: CropWish, cancel: CancelToken) -> Figures | None:
        """None where it was cancelled. Raises OSError, also where a file is too short."""
        # Late: numpy would delay the first window.
        from sr_desktop.core.bench.crop_figures import MappedPlanes, crop_figures  # noqa: PLC0415

        files = {file.path: file for file in (wish.truth, *wish.answers.values())}
        try:
            self._planes = {path: self._planes.get(path) or MappedPlanes(file) for path, file in files.items()}
        except ValueError as error:
            raise OSError(f"{wish.truth.path}: {error}") from error
        truth = self._planes[wish.truth.path]
        try:
            return {
                model: crop_figures(truth, self._planes[file.path], wish.crop, cancel) for model, file in wish.answers.items()
            }
        except Cancelled:
            return None
