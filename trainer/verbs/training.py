"""`run` and `resume`: one training, events on stdout; alone, or as one of the processes of torchrun."""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from sr_desktop.core.errors import BadJob, GroupLost, SrError
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.failure import failed, failed_unexpectedly, refuse
from sr_desktop.core.runs.lock import locked_run, run_owner
from sr_desktop.core.training.job import JobSpec
from trainer.distributed import FirstProcessEnded, Group, Place, joined_group
from trainer.emitter import Emitter
from trainer.follower import SilentEmitter
from trainer.job import find_job, load_job
from trainer.loop import Run
from trainer.run_dir import RunDir
from trainer.verbs.sweeping import is_sweep, resume_sweep
from trainer.verbs.verb import Verb, log

_OWNER_PAUSE_S = 0.2
_Opened = tuple[RunDir, JobSpec]


def _run(options: argparse.Namespace) -> int:
    return _start(lambda group: _same_or_new(options, group), detached=options.detached)


def _resume(options: argparse.Namespace) -> int:
    if is_sweep(options.run_dir):
        if options.wait:
            _wait_for_owner(options.run_dir)
        return resume_sweep(options.run_dir, detached=options.detached)
    return _start(lambda group: _existing(options), detached=options.detached)


def _existing(options: argparse.Namespace) -> _Opened:
    if options.wait:
        _wait_for_owner(options.run_dir)
    return RunDir.open(options.run_dir)


def _wait_for_owner(folder: Path) -> None:
    """Return when nobody trains the run any more: the window that handed it over is about to end its own process."""
    while run_owner(folder):
        time.sleep(_OWNER_PAUSE_S)


def _same_or_new(options: argparse.Namespace, group: Group) -> _Opened:
    """A new run; after a restart by torchrun the one that was begun before it."""
    known = Path(group.recall_run() or options.run_dir or "")
    if group.place.attempt and known.name and RunDir(known).job_file.exists():
        return RunDir.open(known)
    if group.place.attempt and not options.run_dir and not group.place.keeps_store:
        raise BadJob(field="--run-dir", value="empty", allowed="a folder: without it no run is found again after a restart")
    job = load_job(find_job(options.job), options.set)
    path = options.run_dir or Path("runs") / f"{job.name}-{datetime.now():%Y%m%d-%H%M%S}"
    run_dir = RunDir.create(path, job)
    group.remember_run(str(path.absolute()))
    return run_dir, job


def _start(open_run: Callable[[Group], _Opened], *, detached: bool) -> int:
    """Train the run that `open_run` gives, which only the first process calls. Returns the exit status."""
    try:
        with joined_group() as group, ExitStack() as held:
            run_dir, job = group.from_first(lambda: _locked(open_run(group), held))
            return _train(run_dir, job, group, detached=detached)
    except FirstProcessEnded:
        return 1
    except SrError as error:
        place = Place.of(os.environ)
        if isinstance(error, GroupLost) and place and place.rank:
            log(f"process {place.rank}: {error.text}")
            return 1
        return refuse(error)


def _locked(opened: _Opened, held: ExitStack) -> _Opened:
    held.enter_context(locked_run(opened[0].path))
    return opened


def _train(run_dir: RunDir, job: JobSpec, group: Group, *, detached: bool) -> int:
    # All processes of a machine share one standard input: a command would reach any one of them.
    control = Control.of_process(detached=detached or not group.is_first)
    with Emitter(run_dir.events) if group.is_first else SilentEmitter() as emitter:
        try:
            Run(job, run_dir, emitter, control, group).run()
        except SrError as error:
            if isinstance(error, GroupLost) and group.place.restarts_left > 0:
                # Not the end: torchrun starts all processes again, and they go on from the last state.
                emitter.warn(error.code, error.message)
            else:
                emitter.emit(failed(error))
            log(error.text if group.is_first else f"process {group.place.rank}: {error.text}")
            return 2 if isinstance(error, BadJob) else 1
        except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
            emitter.emit(failed_unexpectedly(error))
            return 1
    return 0


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("job", type=Path, help="a job file, or the name of a job that ships")
    parser.add_argument("--run-dir", type=Path, help="where to keep the run (default: runs/NAME-DATE)")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a field of the job")
    _detached(parser)


def _resume_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--wait", action="store_true", help="first wait for the process that trains it now")
    _detached(parser)


def _detached(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--detached", action="store_true", help="go on when standard input ends")


RUN = Verb(name="run", help="train by a job file, or by the name of one that ships", arguments=_run_arguments, main=_run)
RESUME = Verb(name="resume", help="go on with a run that was stopped or killed", arguments=_resume_arguments, main=_resume)
