"""Lets the engine make what raters are shown, one original after the other."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.mos.messages import PrepareStimuli, StimuliPrepared
from sr_desktop.core.protocol import RequestFailed, Working

_PARTS = 100
"""Steps of progress that each original counts for."""


@dataclass(frozen=True, kw_only=True)
class MakingEnded:
    """No more pictures are made. failure: why, None where all are there or the user stopped it."""

    folder: Path
    failure: SrError | RequestFailed | None = None


class StimuliMaker(QObject):
    """One test at a time. What was made stays, whatever happens."""

    progressed = Signal(object, int, int)
    """Folder of the test, steps done, steps in all."""
    ended = Signal(object)
    """Carries MakingEnded."""

    def __init__(self, link: EngineLink, parent: QObject) -> None:
        super().__init__(parent)
        self._link = link
        self._folder: Path | None = None
        self._device = "auto"
        self._picture = self._count = 0
        self._request: int | None = None
        link.lost.connect(self._on_lost)

    @property
    def folder(self) -> Path | None:
        """The test whose pictures are being made."""
        return self._folder

    def start(self, folder: Path, pictures: int, device: str) -> None:
        """Make what is missing of the test in `folder`, which has that many originals; nothing while another is made."""
        if self._folder is None:
            self._folder, self._count, self._device = folder, pictures, device
            self._ask(0)

    def stop(self) -> None:
        """Make no more."""
        if self._request is not None:
            self._link.give_up(self._request, late=lambda _: None)
            self._end()

    def _ask(self, picture: int) -> None:
        folder, self._picture = self._folder, picture
        self._tell(0.0)
        self._request = self._link.ask(
            lambda number: PrepareStimuli(request=number, folder=str(folder), picture=picture, device=self._device),
            self._on_answer,
        )

    def _on_answer(self, answer: Answer) -> None:
        if isinstance(answer, Working):
            self._tell(answer.done / max(1, answer.total))
        elif isinstance(answer, RequestFailed):
            self._end(answer)
        elif isinstance(answer, StimuliPrepared):
            if self._picture + 1 < self._count:
                self._ask(self._picture + 1)
            else:
                self._end()

    def _on_lost(self, error: SrError) -> None:
        if self._request is not None:
            self._end(error)

    def _tell(self, share: float) -> None:
        self.progressed.emit(self._folder, round((self._picture + share) * _PARTS), self._count * _PARTS)

    def _end(self, failure: SrError | RequestFailed | None = None) -> None:
        folder, self._folder, self._request = self._folder, None, None
        if folder is not None:
            self.ended.emit(MakingEnded(folder=folder, failure=failure))
