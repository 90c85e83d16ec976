"""`check`: look at the pictures of a job before it is trained, events on stdout."""

from __future__ import annotations

import argparse
from pathlib import Path

from sr_desktop.core.errors import BadJob, CannotWrite, SrError
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.failure import failed, failed_unexpectedly
from trainer.emitter import Emitter
from trainer.job import arch_of, find_job, load_job
from trainer.pictures.doctor import Doctor
from trainer.verbs.verb import Verb, log


def _main(options: argparse.Namespace) -> int:
    try:
        with Emitter(_events_file(options.out)) as emitter:
            return _check(options, emitter)
    except CannotWrite as error:
        log(error.text)
        return 1


def _check(options: argparse.Namespace, emitter: Emitter) -> int:
    control = Control.of_process(detached=options.detached)
    try:
        job = load_job(find_job(options.job), options.set)
        doctor = Doctor(job, arch_of(job)[0].input_space, emitter.emit)
        if not doctor.check(options.out, lambda: control.stopped):
            log("stopped before all pictures were looked at")
            return 1
    except SrError as error:
        emitter.emit(failed(error))
        log(error.text)
        return 2 if isinstance(error, BadJob) else 1
    except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
        emitter.emit(failed_unexpectedly(error))
        return 1
    return 0


def _events_file(folder: Path) -> Path:
    path = folder / "check.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # The events of a check before this one.
        path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(folder), detail=error.strerror or str(error)) from None
    return path


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("job", type=Path, help="a job file, or the name of a job that ships")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a field of the job")
    parser.add_argument("--out", type=Path, required=True, help="folder for the events and for pictures of the first patches")
    parser.add_argument("--detached", action="store_true", help="go on when standard input ends")


CHECK = Verb(
    name="check", help="look for faults in a job's pictures and show its first patches", arguments=_arguments, main=_main
)
