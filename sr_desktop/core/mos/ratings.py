"""Ratings as they are given: a file to which lines are added, each synced to the disk before the next picture is shown.

Standard library only. Each line of `ratings.jsonl` carries the SHA-256 of the line before, so that a change, or a line
taken out, shows (see audit.py). A last line without its end is one whose writing was cut off: it counts for nothing, and
goes when the next one is written.
"""

from __future__ import annotations

import errno
import hashlib
import os
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.file_lock import try_lock
from sr_desktop.core.messages.wire import WireError, dump_line, from_plain, parse_line, to_plain
from sr_desktop.core.mos.errors import BadStudy, StudyBusy
from sr_desktop.core.mos.study import BEST, WORST, Study, order_for

RATINGS = "ratings.jsonl"
_PATIENCE_S, _PAUSE_S = 2.0, 0.02


@dataclass(frozen=True, kw_only=True)
class RaterJoined:
    """A rater begins. order: the names of all stimuli as they will be shown; study: SHA-256 of study.json at that time."""

    rater: str
    order: tuple[str, ...]
    study: str
    t: float


@dataclass(frozen=True, kw_only=True)
class Rating:
    """A score of 1 to 5 for the stimulus `name`, which stands at `place` of the rater's order, counted from 0.

    seconds: how long the picture was seen. correction: a new score for the last picture rated; the old line stays.
    """

    rater: str
    place: int
    name: str
    score: int
    seconds: float
    t: float
    correction: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the file: its number from 1, its bytes, and what it says or why it cannot be read."""

    number: int
    text: bytes
    before: str
    entry: RaterJoined | Rating | None
    fault: str = ""


@dataclass
class Sheet:
    """What one rater has to rate and has rated: `ratings` are the last ones for the first places of `order`."""

    rater: str
    order: tuple[str, ...]
    ratings: list[Rating] = field(default_factory=list)
    corrections: int = 0

    @property
    def next_name(self) -> str | None:
        """The stimulus to show next; None at the end."""
        return self.order[len(self.ratings)] if len(self.ratings) < len(self.order) else None


_KINDS: dict[str, type[RaterJoined] | type[Rating]] = {"joined": RaterJoined, "rated": Rating}
_NAMES = {kind: name for name, kind in _KINDS.items()}


def rater_name(typed: str) -> str:
    """A name without what cannot be seen: NFC, single spaces. "" where nothing is left."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in unicodedata.normalize("NFC", typed)).split())


def read_lines(folder: Path) -> list[Line]:
    """Every whole line of the test's ratings; none where nobody has rated yet. Raises BadStudy."""
    try:
        text = (folder / RATINGS).read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise BadStudy(path=str(folder), detail=error.strerror or str(error)) from None
    return parse_lines(text)


def parse_lines(text: bytes) -> list[Line]:
    """The lines of a file of ratings without what comes after the last line's end."""
    whole = text[: text.rfind(b"\n") + 1]
    return [_parsed(number, line) for number, line in enumerate(whole.split(b"\n")[:-1], start=1)]


def sheets_of(lines: list[Line]) -> dict[str, Sheet]:
    """Each rater's sheet, in the order of their first appearance. Lines that do not fit are passed over: see audit.py."""
    sheets: dict[str, Sheet] = {}
    for line in lines:
        take(sheets, line.entry)
    return sheets


def take(sheets: dict[str, Sheet], entry: RaterJoined | Rating | None) -> str:
    """Add what a line says to the sheets. Returns why it does not fit, "" where it does."""
    if entry is None:
        return ""
    sheet = sheets.get(entry.rater)
    if isinstance(entry, RaterJoined):
        if sheet is not None:
            return "the rater had begun already"
        sheets[entry.rater] = Sheet(entry.rater, entry.order)
        return ""
    if sheet is None:
        return "the rater had not begun"
    place = len(sheet.ratings) - (1 if entry.correction else 0)
    if entry.place != place or not 0 <= place < len(sheet.order):
        return "it is not the picture whose turn it was"
    if entry.name != sheet.order[place]:
        return "the picture is not the one of the order"
    if not WORST <= entry.score <= BEST:
        return f"a score of {entry.score} cannot be given"
    if entry.correction:
        sheet.ratings[place] = entry
        sheet.corrections += 1
    else:
        sheet.ratings.append(entry)
    return ""


class RatingLog:
    """Adds ratings to a test that is ready. Several programs may do so at the same time, each for raters of its own."""

    def __init__(self, folder: Path, study: Study, digest: str) -> None:
        """digest: SHA-256 of study.json as it was read."""
        self._folder, self._study, self._digest = folder, study, digest
        self._size = -1
        self._sheets: dict[str, Sheet] = {}
        self._last = b""

    def join(self, name: str) -> Sheet:
        """The sheet of a rater: the one begun before, whatever the case of the letters, or a new one, with its order stored.

        Raises ValueError for a name without letters, BadStudy, StudyBusy, CannotWrite.
        """
        wanted = rater_name(name)
        if not wanted:
            raise ValueError("a rater needs a name")
        with self._opened() as file:
            known = next((sheet for sheet in self._sheets.values() if sheet.rater.casefold() == wanted.casefold()), None)
            if known is not None:
                return known
            order = order_for(self._study, wanted)
            return self._added(file, RaterJoined(rater=wanted, order=order, study=self._digest, t=time.time()))

    def rate(self, rater: str, name: str, score: int, seconds: float, *, correction: bool = False) -> Sheet:
        """Store a score for the stimulus whose turn it is, or a new one for the last rated; it is on the disk at the end.

        Raises ValueError where that is not `name`, or the score is none; BadStudy, StudyBusy, CannotWrite.
        """
        with self._opened() as file:
            sheet = self._sheets.get(rater)
            place = (len(sheet.ratings) if sheet else 0) - (1 if correction else 0)
            entry = Rating(
                rater=rater,
                place=place,
                name=name,
                score=score,
                seconds=round(seconds, 3),
                t=time.time(),
                correction=correction,
            )
            return self._added(file, entry)

    def _added(self, file: FileIO, entry: RaterJoined | Rating) -> Sheet:
        trial = {name: Sheet(s.rater, s.order, list(s.ratings), s.corrections) for name, s in self._sheets.items()}
        fault = take(trial, entry)
        if fault:
            raise ValueError(fault)
        text = _line_of(entry, self._last)
        end = file.seek(0, os.SEEK_END)
        try:
            if file.write(text + b"\n") != len(text) + 1:
                raise OSError(errno.ENOSPC, "the disk is full")
            os.fsync(file.fileno())
        except OSError:
            # What arrived of it has no end, or must not count: the user is told that it failed.
            self._size = -1
            file.truncate(end)
            raise
        self._sheets, self._last, self._size = trial, text, end + len(text) + 1
        return trial[entry.rater]

    @contextmanager
    def _opened(self) -> Iterator[FileIO]:
        """The file, locked against other programs, with everything of it known and nothing half written at its end."""
        path = self._folder / RATINGS
        try:
            with path.open("a+b", buffering=0) as raw:
                self._lock(raw.fileno())
                self._look(raw)
                yield raw
        except OSError as error:
            raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from error

    def _lock(self, handle: int) -> None:
        deadline = time.monotonic() + _PATIENCE_S
        while not try_lock(handle, shared=False):
            if time.monotonic() > deadline:
                raise StudyBusy(path=str(self._folder))
            time.sleep(_PAUSE_S)

    def _look(self, file: FileIO) -> None:
        if file.seek(0, os.SEEK_END) == self._size:
            return
        file.seek(0)
        text = file.read()
        lines = parse_lines(text)
        broken = next((line for line in lines if line.entry is None), None)
        if broken is not None:
            raise BadStudy(path=str(self._folder), detail=f"line {broken.number} of {RATINGS}: {broken.fault}")
        whole = text.rfind(b"\n") + 1
        if whole < len(text):
            file.truncate(whole)
        self._sheets, self._last, self._size = sheets_of(lines), lines[-1].text if lines else b"", whole


def digest_of(text: bytes) -> str:
    """SHA-256 as it stands in the files."""
    return hashlib.sha256(text).hexdigest()


def _line_of(entry: RaterJoined | Rating, before: bytes) -> bytes:
    return dump_line({"kind": _NAMES[type(entry)], "before": digest_of(before), **to_plain(entry)}).encode("ascii")


def _parsed(number: int, text: bytes) -> Line:
    try:
        plain = parse_line(text.decode("ascii"))
        kind = _KINDS.get(str(plain.get("kind")))
        if kind is None:
            raise WireError(f"a line of the kind {plain.get('kind')!r} is not known")
        return Line(number, text, str(plain.get("before")), from_plain(kind, plain))
    except (WireError, UnicodeDecodeError) as error:
        return Line(number, text, "", None, str(error))
