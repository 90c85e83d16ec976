"""The one loop over many pictures, for the window's queue and for the command line."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from sr_desktop.core.atomic import sweep_stale_parts
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.flat_memory import FreedMemory
from sr_desktop.core.image_io import check_target, read_picture, write_picture
from sr_desktop.core.messages.base import Event
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.formats import choose_format, format_of
from sr_desktop.core.pictures.naming import numbered
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.workroom import MB, Workroom
from sr_desktop.core.progress import Cancelled, ProgressCallback
from sr_desktop.core.queue.control import RunControl
from sr_desktop.core.queue.entry import Entry, EntryState, Outcome, Problem
from sr_desktop.core.queue.errors import GivenUp, JournalLost
from sr_desktop.core.queue.file_state import FileState
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.kept_upscalers import KeptUpscalers
from sr_desktop.core.queue.messages import EntryChanged, EntryNeeds, EntryProgress, QueueEnded, QueueStarted
from sr_desktop.core.queue.names import target_of
from sr_desktop.core.queue.picture_job import PictureJob, sure
from sr_desktop.core.queue.pipeline import Pipeline, Room
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.estimate import file_bytes
from sr_desktop.core.upscaling.needs import free_space, needs_of
from sr_desktop.core.upscaling.size import OutputSize
from sr_desktop.core.upscaling.size_errors import LargeEnough

MOST_ATTEMPTS = 3
"""How often the program may die over a picture before it is left out."""
_READ_AHEAD = 2
"""No other picture is read ahead where those between reading and written take this part of the memory for pictures."""
_PROGRESS_S = 0.1


class QueueRun:
    """Works through the entries of `journal` that wait, also those that are added meanwhile.

    emit is called on three threads, one at a time for one entry. device: what "auto" means here; tuner: chooses the rest;
    folder: for the pixels of pictures that go beyond the memory for them, None where all shall stay in memory.
    """

    def __init__(
        self,
        journal: Journal,
        cards: Sequence[ModelCard],
        emit: Callable[[Event], None],
        control: RunControl,
        *,
        device: str = "auto",
        tuner: Tuner | None = None,
        folder: Path | None = None,
    ) -> None:
        self._journal, self._emit, self._control = journal, emit, control
        self._workroom = Workroom(folder, control.megabytes * MB)
        self._room, self._memory = Room(self._workroom.memory // _READ_AHEAD), FreedMemory()
        self._upscalers = KeptUpscalers(cards, device=device, tuner=tuner, room=self._workroom)
        self._counts: dict[EntryState, int] = {"done": 0, "skipped": 0, "failed": 0}
        self._swept: set[Path] = set()
        self._alone = False
        self._busy = 0.0
        self._pipeline: Pipeline[PictureJob] = Pipeline(self._read, self._compute, self._write)

    def run(self) -> QueueEnded:
        """Work until nothing waits or the control says so; a bad picture is told and the rest goes on. Raises JournalLost."""
        began = time.monotonic()
        self._emit(QueueStarted(waiting=self._journal.count("waiting"), done=self._journal.count("done")))
        self._pipeline.run()
        ended = QueueEnded(
            stopped=self._control.stopped,
            done=self._counts["done"],
            skipped=self._counts["skipped"],
            failed=self._counts["failed"],
            seconds=time.monotonic() - began,
            busy=self._busy,
        )
        self._emit(ended)
        return ended

    def tell_again(self, numbers: Sequence[int]) -> None:
        """Tell how these entries stand now, after the journal was brought into order."""
        for number in numbers:
            entry = self._journal.entry(number)
            if entry is not None:
                self._tell(PictureJob(entry=entry, state=entry.state, outcome=entry.outcome, problem=entry.problem))

    # --- reading ----------------------------------------------------------------------------------------------------

    def _read(self) -> PictureJob | None:
        while True:
            self._wait(empty=self._alone)
            entry = self._journal.next_waiting()
            if entry is None or self._given_up():
                return None
            # One over which the program may have died before is alone at work, so that no other is blamed for it.
            self._alone = entry.attempts > 0
            self._wait(empty=self._alone)
            if self._given_up():
                return None
            if self._journal.begin(entry.id, FileState.of(Path(entry.source))):
                self._room.enter()
                return self._opened(PictureJob(entry=entry))

    def _wait(self, *, empty: bool) -> None:
        self._room.wait(empty=empty, given_up=self._given_up)

    def _given_up(self) -> bool:
        return self._control.stopped or self._pipeline.broken

    def _opened(self, job: PictureJob) -> PictureJob:
        self._tell(job)
        self._safely(job, self._open)
        self._room.grow(job.bytes_held)
        return job

    def _open(self, job: PictureJob) -> None:
        if job.entry.attempts >= MOST_ATTEMPTS:
            raise GivenUp(times=job.entry.attempts, path=job.entry.source)
        source, rules = Path(job.entry.source), job.entry.settings.output
        self._workroom.allow(self._control.megabytes * MB)
        self._room.allow(self._workroom.memory // _READ_AHEAD)
        picture = read_picture(source, self._workroom, self._control.cancel)
        job.size = size = job.entry.settings.size.resolve(picture.width, picture.height, path=str(source))
        chosen = choose_format(source, picture.format, rules.file.format, size.width, size.height)
        if chosen.note and not job.entry.exact:
            picture = replace(picture, notes=(*picture.notes, chosen.note))
        job.target = self._target(job.entry, size, chosen.suffix)
        if rules.on_exists == "skip" and os.path.lexists(job.target):
            job.state, job.outcome = "skipped", Outcome(target=str(job.target))
            return
        check_target(job.target, source, rules.on_exists, size.width, size.height)
        job.picture = picture
        job.bytes_held = picture.pixels.nbytes + picture.pixels[:1, :1].nbytes * size.width * size.height

    def _target(self, entry: Entry, size: OutputSize, suffix: str) -> Path:
        first = target = target_of(entry, size, suffix)
        number = 0
        while self._journal.is_meant_for_another(entry.id, target):
            number += 1
            target = numbered(first, number)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(path=str(target.parent), detail=error.strerror or str(error)) from None
        if target.parent not in self._swept:
            self._swept.add(target.parent)
            sweep_stale_parts(target.parent)
        return target

    # --- computing --------------------------------------------------------------------------------------------------

    def _compute(self, job: PictureJob) -> None:
        if job.state == "working" and self._control.stopped:
            job.state = "waiting"
        if job.state == "working":
            began = time.monotonic()
            self._safely(job, self._upscale)
            self._busy += time.monotonic() - began

    def _upscale(self, job: PictureJob) -> None:
        upscaler, report = self._upscalers.get(job.entry.settings), self._reporter(job.entry.id)
        picture, size = sure(job.picture), sure(job.size)
        self._tell_needs(job.entry, job.target, picture, size, upscaler)
        job.result = upscaler.upscale(picture, size, progress=report, cancel=self._control.cancel)

    def _tell_needs(self, entry: Entry, target: Path, picture: Picture, size: OutputSize, upscaler: Upscaler) -> None:
        """Where it goes beyond the memory for pictures."""
        room, form = self._workroom, format_of(target)
        needed = needs_of(picture, upscaler.shapes((picture.height, picture.width), size), room, form)
        if needed.disk:
            self._emit(
                EntryNeeds(
                    entry=entry.id,
                    source=entry.source,
                    disk=needed.disk,
                    memory=needed.memory,
                    folder=str(room.folder or ""),
                    file=file_bytes(picture, size, form, entry.settings.output.file, room),
                    free=free_space(target.parent),
                )
            )

    def _reporter(self, number: int) -> ProgressCallback:
        told = time.monotonic()

        def report(done: int, total: int) -> None:
            nonlocal told
            if time.monotonic() - told >= _PROGRESS_S:
                told = time.monotonic()
                self._emit(EntryProgress(entry=number, done=done, total=total))

        return report

    # --- writing ----------------------------------------------------------------------------------------------------

    def _write(self, job: PictureJob) -> None:
        if job.state == "working":
            self._safely(job, self._save)
        number = job.entry.id
        if job.state == "skipped":
            self._journal.skip(number, job.problem or sure(job.outcome))
        elif job.state == "waiting":
            self._journal.release(number)
        elif job.problem is not None:
            self._journal.fail(number, job.problem)
        if job.state in self._counts:
            self._counts[job.state] += 1
        self._tell(job)
        self._room.leave(job.bytes_held)
        job.picture = job.result = None
        self._memory.give_back()

    def _save(self, job: PictureJob) -> None:
        result, rules = sure(job.result), job.entry.settings.output
        written = write_picture(
            result.picture,
            job.target,
            rules.file,
            on_exists=rules.on_exists,
            source=Path(job.entry.source),
            made=result.provenance,
            announce=lambda target, part: self._intend(job, target, part),
            room=self._workroom,
            # A small one is finished, which takes less than to begin again; a large one would be waited for.
            cancel=None if self._workroom.holds(result.picture.pixels.nbytes) else self._control.cancel,
        )
        outcome = job.outcome_at(written.path)
        job.outcome = replace(outcome, notes=(*outcome.notes, *written.notes))
        self._journal.finish(job.entry.id, job.outcome)
        job.state = "done"

    def _intend(self, job: PictureJob, target: Path, part: Path) -> None:
        outcome = job.outcome_at(target)
        self._journal.intend(job.entry.id, outcome, part, FileState.of(part, hashed=True))

    def _tell(self, job: PictureJob) -> None:
        self._emit(
            EntryChanged(
                entry=job.entry.id,
                source=job.entry.source,
                model=job.entry.settings.model,
                state=job.state,
                outcome=job.outcome,
                problem=job.problem,
            )
        )

    def _safely(self, job: PictureJob, stage: Callable[[PictureJob], None]) -> None:
        """Do a stage of one picture; what it raises is that picture's problem alone, unless the journal is lost."""
        try:
            stage(job)
        except Cancelled:
            job.state = "waiting"
        except JournalLost:
            raise
        except LargeEnough as error:
            job.state, job.problem = "skipped", Problem.of(error)
        except Exception as error:  # noqa: BLE001 - the boundary of one picture: told, and the others go on
            job.state, job.problem = "failed", job.problem_of(error)
