"""A rater at work: pictures in the stored order, each score on the disk before the next picture is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from sr_desktop.controllers.attempts import attempt
from sr_desktop.core.errors import SrError
from sr_desktop.core.mos.errors import StimulusChanged
from sr_desktop.core.mos.export import read_record
from sr_desktop.core.mos.ratings import RatingLog, Sheet, digest_of
from sr_desktop.core.mos.study import STIMULI, Stimulus, Study
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.ui.mos.rating_window import RatingWindow

BLANK_MS = 400
"""For how long there is nothing but grey between two pictures."""
Result = TypeVar("Result")


@dataclass(frozen=True)
class _Seat:
    """Where a rater sits: the test, its file of ratings, and what has been rated."""

    folder: Path
    study: Study
    log: RatingLog
    sheet: Sheet


class RatingSession(QObject):
    """Shows the window for one rater until all is rated or the window is closed. Files are read on a thread of its own."""

    ended = Signal(object)
    """The window is closed; carries the test's folder."""
    failed = Signal(object)
    """Carries an SrError; what was rated before is stored."""

    def __init__(self, window: RatingWindow, parent: QObject) -> None:
        super().__init__(parent)
        self.window = window
        self._calls = BackgroundCalls(self)
        self._seat: _Seat | None = None
        self._shown = ""
        self._is_correcting = False
        self._next: tuple[str, QImage] | None = None
        self._blank = QTimer(self)
        self._blank.setSingleShot(True)
        self._blank.setInterval(BLANK_MS)
        self._blank.timeout.connect(self._show_next)
        window.rated.connect(self._on_rated)
        window.back_wanted.connect(self._on_back)
        window.paused.connect(self._on_paused)

    @property
    def is_open(self) -> bool:
        """Whether somebody rates."""
        return self._seat is not None

    def start(self, folder: Path, rater: str) -> None:
        """Begin or go on with the test in `folder`, which is ready, under the name of `rater`, which has letters."""
        self._try(lambda: _seated(folder, rater), self._on_seated)

    def close(self) -> None:
        """End the session and its thread."""
        self._blank.stop()
        self.window.close()
        self._calls.close()

    # --- showing --------------------------------------------------------------------------------------------------------

    def _on_seated(self, seat: _Seat) -> None:
        self._seat, self._is_correcting = seat, False
        self.window.show_blank()
        self.window.showFullScreen()
        self.window.activateWindow()
        self._go_on()

    def _go_on(self) -> None:
        """Nothing but grey for a moment, while the next picture is read."""
        seat = self._seat
        if seat is None:
            return
        name = seat.sheet.next_name
        if name is None:
            self.window.show_end(len(seat.sheet.order))
            return
        self.window.show_blank()
        self._fetch(name)

    def _fetch(self, name: str) -> None:
        seat = self._seat
        if seat is None:
            return
        self._shown, self._next = name, None
        self._blank.start()
        self._try(lambda: _read(seat, name), lambda image: self._on_read(name, image))

    def _on_read(self, name: str, image: QImage) -> None:
        if name == self._shown:
            self._next = name, image
            self._show_next()

    def _show_next(self) -> None:
        seat = self._seat
        # Whichever comes last, the picture or the end of the pause.
        if seat is None or self._next is None or self._blank.isActive():
            return
        name, image = self._next
        self._next = None
        stimulus = _stimulus(seat.study, name)
        place, former = len(seat.sheet.ratings), None
        if self._is_correcting:
            place -= 1
            former = seat.sheet.ratings[-1].score
        known = seat.study.known_score(stimulus)
        self.window.show_picture(image, place, len(seat.sheet.order), known=known, former=None if known else former)

    # --- rating ---------------------------------------------------------------------------------------------------------

    def _on_rated(self, score: int, seconds: float) -> None:
        seat, name, correction = self._seat, self._shown, self._is_correcting
        if seat is None:
            return
        self.window.show_blank()
        rater = seat.sheet.rater
        self._try(lambda: seat.log.rate(rater, name, score, seconds, correction=correction), self._on_stored)

    def _on_stored(self, sheet: Sheet) -> None:
        if self._seat is not None:
            self._seat = _Seat(self._seat.folder, self._seat.study, self._seat.log, sheet)
            self._is_correcting = False
            self._go_on()

    def _on_back(self) -> None:
        seat = self._seat
        if seat is not None and seat.sheet.ratings:
            self._is_correcting = True
            self.window.show_blank()
            self._fetch(seat.sheet.ratings[-1].name)

    # --- the end --------------------------------------------------------------------------------------------------------

    def _on_paused(self) -> None:
        seat, self._seat = self._seat, None
        self._blank.stop()
        if seat is not None:
            self.ended.emit(seat.folder)

    def _try(self, call: Callable[[], Result], done: Callable[[Result], None]) -> None:
        attempt(self._calls, call, done=done, refused=self._on_refused, failed=_raise)

    def _on_refused(self, error: SrError) -> None:
        self.window.close()
        self.failed.emit(error)


def _seated(folder: Path, rater: str) -> _Seat:
    """Raises BadStudy, NewerStudy, StudyBusy, CannotWrite."""
    record = read_record(folder)
    log = RatingLog(folder, record.study, record.digest)
    return _Seat(folder, record.study, log, log.join(rater))


def _read(seat: _Seat, name: str) -> QImage:
    """The picture as it was made. Raises StimulusChanged."""
    try:
        text = (seat.folder / STIMULI / name).read_bytes()
    except OSError:
        raise StimulusChanged(name=name) from None
    image = QImage.fromData(text)
    if digest_of(text) != _stimulus(seat.study, name).digest or image.isNull():
        raise StimulusChanged(name=name)
    return image


def _stimulus(study: Study, name: str) -> Stimulus:
    stimulus = study.stimulus(name)
    if stimulus is None:
        raise StimulusChanged(name=name)
    return stimulus


def _raise(error: OSError) -> None:
    raise error
