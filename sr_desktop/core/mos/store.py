"""The folder of all opinion tests: new ones, and a list of those that are there (standard library only)."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from pathlib import Path

from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.mos.errors import BadStudy
from sr_desktop.core.mos.ratings import RATINGS, read_lines, sheets_of
from sr_desktop.core.mos.study import STIMULI, STUDY, StudyPlan, file_digest, make_study, read_study, write_study
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.texts import Note

_MOST_LETTERS = 40


@dataclass(frozen=True, kw_only=True)
class StudySummary:
    """A row of the list. made of stimuli are prepared; rated: ratings of all raters, of `stimuli` each, examples included.

    raters: name and how many each has rated. problem: why it cannot be used (a text of the context "errors").
    """

    folder: Path
    title: str
    created: float = 0.0
    scale: int = 0
    pictures: int = 0
    methods: tuple[str, ...] = ()
    made: int = 0
    stimuli: int = 0
    raters: tuple[tuple[str, int], ...] = ()
    problem: Note | None = None

    @property
    def is_ready(self) -> bool:
        """Whether it can be rated."""
        return self.problem is None and 0 < self.stimuli == self.made


class StudyStore:
    """Opinion tests in `folder`, which need not exist."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, plan: StudyPlan, cancel: CancelToken | None = None) -> Path:
        """Set up a test in a folder of its own, named after its title; its pictures to rate are yet to be made.

        Raises ImageMissing and ImageUnreadable for pictures, ValueError for a plan without pictures or with fewer than two
        methods, CannotWrite, Cancelled.
        """
        token = cancel or CancelToken()
        digests = []
        for path in (*plan.pictures, *plan.calibration):
            token.raise_if_cancelled()
            digests.append(file_digest(Path(path)))
        study = make_study(plan, digests, time.time())
        folder = self._new_folder(plan.title)
        write_study(folder, study)
        return folder

    def studies(self) -> tuple[StudySummary, ...]:
        """Every test, the newest first; one that cannot be read is listed with its problem. Raises OSError."""
        if not self.folder.is_dir():
            return ()
        folders = [path for path in self.folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
        return tuple(sorted(map(summary_of, folders), key=lambda row: (-row.created, row.title)))

    def _new_folder(self, title: str) -> Path:
        wished = f"{_slug(title)}-{datetime.now():%Y%m%d-%H%M%S}"
        for number in count(1):
            folder = self.folder / (wished if number == 1 else f"{wished}-{number}")
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                folder.mkdir()
                (folder / STIMULI).mkdir()
            except FileExistsError:
                continue
            except OSError as error:
                raise CannotWrite(path=str(folder), detail=error.strerror or str(error)) from error
            return folder
        raise AssertionError("unreachable")


def summary_of(folder: Path) -> StudySummary:
    """The row of one folder."""
    try:
        if not (folder / STUDY).is_file():
            raise BadStudy(path=str(folder), detail=f"it holds no {STUDY}")
        study = read_study(folder)
        sheets = sheets_of(read_lines(folder))
    except SrError as error:
        problem = Note(template=error.message_template, values=dict(error.values))
        return StudySummary(folder=folder, title=folder.name, problem=problem)
    return StudySummary(
        folder=folder,
        title=study.title,
        created=study.created,
        scale=study.scale,
        pictures=sum(not picture.calibration for picture in study.pictures),
        methods=study.methods,
        made=study.made,
        stimuli=len(study.stimuli),
        raters=tuple((sheet.rater, len(sheet.ratings)) for sheet in sheets.values()),
    )


def has_ratings(folder: Path) -> bool:
    """Whether somebody has begun to rate the test in `folder`."""
    return (folder / RATINGS).exists()


def _slug(title: str) -> str:
    """A name for a folder: letters and digits of any script, the rest as dashes."""
    return re.sub(r"[\W_]+", "-", title).strip("-")[:_MOST_LETTERS].strip("-") or "test"
