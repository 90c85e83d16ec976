"""`run` and `resume`: one training, events on stdout."""

from __future__ import annotations

import argparse
import os
import time
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from sr_desktop.core.errors import BadJob, CannotWrite, RunBusy, SrError
from sr_desktop.core.job import JobSpec
from sr_desktop.core.run_lock import locked_run, run_owner
from trainer.control import Control
from trainer.emitter import Emitter
from trainer.failure import failed, failed_unexpectedly, refuse
from trainer.job import find_job, load_job
from trainer.loop import Run
from trainer.run_dir import RunDir
from trainer.verbs.sweeping import is_sweep, resume_sweep
from trainer.verbs.verb import Verb, log


_OWNER_PAUSE_S = 0.2


def _run(options: argparse.Namespace) -> int:
    try:
        job = load_job(find_job(options.job), options.set)
        path = options.run_dir or Path("runs") / f"{job.name}-{datetime.now():%Y%m%d-%H%M%S}"
        run_dir = RunDir.create(path, job)
    except BadJob as error:
        return refuse(error)
    return _train(job, run_dir, detached=options.detached)


def _resume(options: argparse.Namespace) -> int:
    if options.wait:
        _wait_for_owner(options.run_dir)
    if is_sweep(options.run_dir):
        return resume_sweep(options.run_dir, detached=options.detached)
    try:
        run_dir, job = RunDir.open(options.run_dir)
    except BadJob as error:
        return refuse(error)
    return _train(job, run_dir, detached=options.detached)


def _wait_for_owner(folder: Path) -> None:
    """Return when nobody trains the run any more: the window that handed it over is about to end its own process."""
    while run_owner(folder):
        time.sleep(_OWNER_PAUSE_S)


def _train(job: JobSpec, run_dir: RunDir, *, detached: bool) -> int:
    # Of the processes that torchrun starts, the first one owns the run.
    lock = locked_run(run_dir.path) if os.environ.get("RANK", "0") == "0" else nullcontext()
    try:
        with lock:
            return _train_locked(job, run_dir, detached=detached)
    except (RunBusy, CannotWrite) as error:
        return refuse(error)


def _train_locked(job: JobSpec, run_dir: RunDir, *, detached: bool) -> int:
    control = Control.of_process(detached=detached)
    with Emitter(run_dir.events) as emitter:
        try:
            Run(job, run_dir, emitter, control).run()
        except SrError as error:
            emitter.emit(failed(error))
            log(error.text)
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
