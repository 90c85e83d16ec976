"""`estimate`: what a job will need, measured before it is run."""

from __future__ import annotations

import argparse
from pathlib import Path

from sr_desktop.core.errors import BadJob, SrError
from sr_desktop.core.messages.failure import failed, failed_unexpectedly
from sr_desktop.core.protocol import encode
from trainer.estimate import estimate
from trainer.job import find_job, load_job
from trainer.verbs.verb import Verb, answer, log


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("job", type=Path, help="a job file, or the name of a job that ships")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a field of the job")


def _main(options: argparse.Namespace) -> int:
    try:
        answer(encode(estimate(load_job(find_job(options.job), options.set))).rstrip())
    except SrError as error:
        answer(encode(failed(error)).rstrip())
        log(error.text)
        return 2 if isinstance(error, BadJob) else 1
    except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
        answer(encode(failed_unexpectedly(error)).rstrip())
        return 1
    return 0


ESTIMATE = Verb(
    name="estimate", help="measure how long a job will take and what fits the memory", arguments=_arguments, main=_main
)
