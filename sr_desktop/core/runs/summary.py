"""One line about a run: read fast from its folder, whatever state that is in. Knows no torch and no Qt."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from sr_desktop.core.error_index import BY_CODE
from sr_desktop.core.errors import BadRun, SrError, Value
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Started, SweepRow
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.protocol import decode
from sr_desktop.core.runs.advice import gains_of
from sr_desktop.core.runs.lock import RunOwner, run_owner
from sr_desktop.core.runs.log import RunLog
from sr_desktop.core.texts import Note
from sr_desktop.core.training.job_file import read_job

RunState = Literal["new", "running", "finished", "stopped", "failed", "interrupted"]
"""running: a process trains it, or waits paused; interrupted: none does, and no last word came; new: never begun."""

JOB, EVENTS, SWEEP, NOTE = "job.toml", "events.jsonl", "sweep.toml", "note.txt"
BEST, STATES = "best.safetensors", ("state.pt", "state.previous.pt")
_STEP = b'{"v":1,"type":"step"'
_HEAD, _TAIL = 1 << 20, 31 << 20
_LONGEST_NOTE = 64 * 1024


@dataclass(frozen=True, kw_only=True)
class RunSummary:
    """A row of the list of runs.

    kind: a sweep's steps are its variants; its runs are rows of their own, with the name of its folder as `sweep`. psnr and
    bicubic: mean over the factors on the validation pictures, in dB. started: seconds since the epoch; seconds: of
    training, without the time between two sessions. resumable: it can be begun or gone on with, and nobody trains it.
    problem: what is wrong with it (a text of the context "errors"), also why it failed.
    """

    path: Path
    name: str
    kind: Literal["run", "sweep"]
    state: RunState
    title: str = ""
    arch: str = ""
    recipe: str = ""
    scales: tuple[int, ...] = ()
    step: int = 0
    total_steps: int = 0
    best_psnr: float | None = None
    bicubic: float | None = None
    started: float | None = None
    seconds: float = 0.0
    has_weights: bool = False
    resumable: bool = False
    owner: RunOwner | None = None
    sweep: str = ""
    note: str = ""
    problem: Note | None = None


@dataclass(frozen=True, kw_only=True)
class RunRecord:
    """What `events.jsonl` says in short: a log with few of the steps, and the best validation's mean PSNR in dB."""

    log: RunLog
    best_psnr: float | None
    first: float | None
    count: int


def read_record(path: Path) -> RunRecord:
    """The record in an `events.jsonl`. Of one over 32 MB the middle is passed over: what happened there is not known.

    Steps are passed over, too, but for the last one of each session. Raises OSError.
    """
    log, best, first, count = RunLog(), list[Evaluated](), None, 0
    for event in _telling(path):
        log.add(event)
        count += 1
        first = event.t if first is None else first
        if isinstance(event, Evaluated) and event.best:
            best = [each for each in best if each.step == event.step and each.scale != event.scale] + [event]
    psnr = float(np.mean([event.psnr for event in best])) if best else None
    if isinstance(log.ended, Finished) and log.ended.best_psnr is not None:
        psnr = log.ended.best_psnr
    return RunRecord(log=log, best_psnr=psnr, first=first, count=count)


def summarise(path: Path, record: RunRecord | None, *, sweep: str = "") -> RunSummary:
    """The row of the run or sweep in the folder `path`; record: what its events say, None for no events.

    Whatever is damaged or missing is a `problem`, never an error, but for OSError where the folder itself cannot be read.
    """
    owner = run_owner(path)
    log = record.log if record else RunLog()
    state = _state(record, owner)
    row = RunSummary(
        path=path,
        name=path.name,
        kind="sweep" if (path / SWEEP).exists() else "run",
        state=state,
        step=log.step,
        total_steps=log.total_steps,
        best_psnr=record.best_psnr if record else None,
        bicubic=_bicubic(log),
        started=record.first if record else None,
        seconds=log.seconds.last or 0.0,
        has_weights=(path / BEST).is_file(),
        resumable=owner is None and (state == "new" or (state != "finished" and _has_state(path))),
        owner=owner,
        sweep=sweep,
        note=_note(path),
        problem=_problem(path, record),
    )
    if log.started:
        row = replace(row, title=log.started.run_id, arch=log.started.arch, recipe=log.started.recipe)
    return _with_sweep(row, log) if row.kind == "sweep" else _with_job(row)


@dataclass(frozen=True, kw_only=True)
class SweepRecord:
    """What `sweep.toml` says: title, and the folders of its runs in their order."""

    title: str
    folders: tuple[str, ...]


def read_sweep(path: Path) -> SweepRecord:
    """The record of the sweep in the folder `path`. Raises BadRun."""
    try:
        plain: dict[str, Any] = tomllib.loads((path / SWEEP).read_text(encoding="utf-8"))
        return SweepRecord(title=str(plain["title"]), folders=tuple(str(run["folder"]) for run in plain["run"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadRun(path=str(path), detail=f"{SWEEP}: {error}") from None


def note_of(error: SrError) -> Note:
    """An error as a text to translate in the context "errors"."""
    return Note(template=error.message_template, values=dict(error.values))


# --- events -------------------------------------------------------------------------------------------------------


def _telling(path: Path) -> Iterator[Event]:
    """All events but steps; and the last step before each new session and before the end."""
    step, before = b"", b""
    for line in _excerpt(path).splitlines():
        if line.startswith(_STEP):
            step, before = line, step
            continue
        event = _event(line)
        if isinstance(event, Started):
            yield from _newest(step, before)
            step, before = b"", b""
        if event:
            yield event
    yield from _newest(step, before)


def _newest(step: bytes, before: bytes) -> Iterator[Event]:
    """The last step, or the one before where a killed trainer left half of the last."""
    event = _event(step) or _event(before)
    if event:
        yield event


def _event(line: bytes) -> Event | None:
    try:
        message = decode(line.decode("utf-8", "replace"))
    except WireError:
        return None
    return message if isinstance(message, Event) else None


def _excerpt(path: Path) -> bytes:
    with path.open("rb") as file:
        head = file.read(_HEAD + _TAIL)
        rest = file.seek(0, 2) - len(head)
        if rest <= 0:
            return head
        file.seek(-_TAIL, 2)
        # A line that is cut at a seam is no event, and is passed over as such.
        return head[:_HEAD] + b"\n" + file.read()


# --- a row's parts ------------------------------------------------------------------------------------------------


def _state(record: RunRecord | None, owner: RunOwner | None) -> RunState:
    if owner:
        return "running"
    if record is None or not record.count:
        return "new"
    log = record.log
    if isinstance(log.ended, Finished):
        return "finished" if log.ended.reason == "completed" else "stopped"
    if isinstance(log.ended, Failed):
        return "failed"
    return "interrupted"


def _has_state(path: Path) -> bool:
    return any((path / name).is_file() for name in STATES)


def _bicubic(log: RunLog) -> float | None:
    gains = gains_of(log, "validation")
    return float(gains.psnr[-1] - gains.values[-1]) if len(gains) else None


def _note(path: Path) -> str:
    try:
        with (path / NOTE).open("rb") as file:
            return file.read(_LONGEST_NOTE).decode("utf-8", "replace")
    except FileNotFoundError:
        return ""


def _problem(path: Path, record: RunRecord | None) -> Note | None:
    if record is None:
        return None
    ended = record.log.ended
    if isinstance(ended, Failed):
        return _failure(ended.code, ended.values, ended.message)
    if record.count == 0 and (path / EVENTS).stat().st_size:
        return note_of(BadRun(path=str(path), detail="its events are damaged, or of another version of the program"))
    return None


def _failure(code: str, values: Mapping[str, Value], message: str) -> Note:
    known = BY_CODE.get(code)
    note = Note(template=known.message_template if known else "{message}", values={**values, "message": message})
    try:
        note.text  # noqa: B018 - whether the values fit
    except (KeyError, IndexError, ValueError):
        return Note(template="{message}", values={"message": message})
    return note


def _with_job(row: RunSummary) -> RunSummary:
    try:
        job = read_job(row.path / JOB)
    except SrError as error:
        return replace(row, resumable=False, problem=row.problem or note_of(error))
    return replace(
        row,
        title=job.title or job.name,
        arch=job.arch,
        recipe=job.recipe,
        scales=job.scales,
        total_steps=row.total_steps or job.optim.steps,
    )


def _gain(row: SweepRow) -> float:
    return (row.psnr or 0.0) - (row.baseline_psnr or 0.0)


def _with_sweep(row: RunSummary, log: RunLog) -> RunSummary:
    try:
        sweep = read_sweep(row.path)
    except BadRun as error:
        return replace(row, resumable=False, problem=row.problem or note_of(error))
    measured = {each.label: each for each in log.rows}.values()
    # By what they gain over bicubic, as the sweep itself has it: its variants may serve different factors.
    best = max((each for each in measured if each.psnr is not None), key=_gain, default=None)
    return replace(
        row,
        title=sweep.title,
        step=len(measured),
        total_steps=len(sweep.folders),
        best_psnr=best.psnr if best else None,
        bicubic=best.baseline_psnr if best else None,
        seconds=sum(each.seconds for each in measured),
        resumable=row.owner is None and row.state != "finished",
    )
