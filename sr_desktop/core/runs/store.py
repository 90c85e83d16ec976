"""The folder of all runs: a list of them, notes, copies of jobs, and trained weights for the picker. No torch, no Qt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadRun, CannotWrite, SrError
from sr_desktop.core.runs.summary import (
    EVENTS,
    JOB,
    NOTE,
    SWEEP,
    RunRecord,
    RunSummary,
    note_of,
    read_record,
    read_sweep,
    summarise,
)
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.job_file import read_job

_NUMBERED = re.compile(r"(.*?)-(\d{1,4})")
_Stamp = tuple[int, int]


class RunStore:
    """Runs in the folder `folder`, which need not exist. What was read of a run's events is kept until they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._records: dict[Path, tuple[_Stamp, RunRecord]] = {}

    @property
    def folder(self) -> Path:
        """The folder of all runs."""
        return self._folder

    def runs(self) -> tuple[RunSummary, ...]:
        """Every folder, the newest first, a sweep's runs after it in their order; hidden ones are none.

        One that is damaged or no run at all is listed with its problem. Raises OSError where the folder of all runs
        cannot be read.
        """
        if not self._folder.is_dir():
            return ()
        rows = sorted((self.summary(path) for path in _folders(self._folder)), key=_age)
        found: list[RunSummary] = []
        for row in rows:
            found.append(row)
            if row.kind == "sweep":
                found += [self.summary(path, sweep=row.name) for path in _runs_of_sweep(row.path)]
        self._forget_all_but({row.path for row in found})
        return tuple(found)

    def summary(self, path: Path, *, sweep: str = "") -> RunSummary:
        """The row of one folder."""
        try:
            if not any((path / name).exists() for name in (JOB, EVENTS, SWEEP)):
                raise BadRun(path=str(path), detail=f"it holds neither {JOB} nor {EVENTS}")
            return summarise(path, self._record(path), sweep=sweep)
        except BadRun as error:
            return _unusable(path, error, sweep)
        except OSError as error:
            return _unusable(path, BadRun(path=str(path), detail=error.strerror or str(error)), sweep)

    def free_folder(self, name: str, now: datetime | None = None) -> Path:
        """Where a new run goes: NAME-YYYYMMDD-HHMMSS, numbered where that is taken; it is not made."""
        wished = f"{name}-{now or datetime.now():%Y%m%d-%H%M%S}"
        names = (wished if number == 1 else f"{wished}-{number}" for number in count(1))
        return next(path for path in map(self._folder.joinpath, names) if not path.exists())

    def clone(self, path: Path) -> JobSpec:
        """The job of a run under a name that no run has: its own with the next free number. Raises BadJob."""
        job = read_job(path / JOB)
        taken = {found.name for found in self._jobs()} | {job.name}
        numbered = _NUMBERED.fullmatch(job.name)
        stem, first = (numbered[1], int(numbered[2]) + 1) if numbered else (job.name, 2)
        return replace(job, name=next(name for name in (f"{stem}-{number}" for number in count(first)) if name not in taken))

    @staticmethod
    def write_note(path: Path, text: str) -> None:
        """Keep a note with the run in `path`; nothing removes it. Raises CannotWrite."""
        if text:
            with atomic_write(path / NOTE) as file:
                file.write(text.encode())
            return
        try:
            (path / NOTE).unlink(missing_ok=True)
        except OSError as error:
            raise CannotWrite(path=str(path / NOTE), detail=error.strerror or str(error)) from error

    def _jobs(self) -> Iterator[JobSpec]:
        for path in _folders(self._folder):
            try:
                yield read_job(path / JOB)
            except SrError:
                # A folder without a sound job takes no name; the list of runs tells what is wrong with it.
                continue

    def _record(self, path: Path) -> RunRecord | None:
        try:
            status = (path / EVENTS).stat()
        except FileNotFoundError:
            return None
        stamp = (status.st_size, status.st_mtime_ns)
        known = self._records.get(path)
        if known is None or known[0] != stamp:
            known = (stamp, read_record(path / EVENTS))
            self._records[path] = known
        return known[1]

    def _forget_all_but(self, paths: set[Path]) -> None:
        self._records = {path: record for path, record in self._records.items() if path in paths}


def _folders(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))


def _runs_of_sweep(folder: Path) -> list[Path]:
    paths = [path for path in _folders(folder) if (path / JOB).exists()]
    try:
        order = read_sweep(folder).folders
    except BadRun:
        # Its own row tells what is wrong with it.
        return paths
    return sorted(paths, key=lambda path: order.index(path.name) if path.name in order else len(order))


def _age(row: RunSummary) -> tuple[float, str]:
    return (-(row.started or _changed(row.path)), row.name)


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        # Gone between the listing and now: it is at the end of the list, with its problem.
        return 0.0


def _unusable(path: Path, error: SrError, sweep: str) -> RunSummary:
    return RunSummary(path=path, name=path.name, kind="run", state="new", title=path.name, sweep=sweep, problem=note_of(error))
