"""`sweep`: the variants of one job compared, events on stdout."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from sr_desktop.core.errors import CannotWrite, RunBusy, SrError
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.failure import failed, failed_unexpectedly, refuse
from sr_desktop.core.runs.lock import locked_run
from trainer.emitter import Emitter
from trainer.sweeps.sweep import SweepRun
from trainer.sweeps.sweep_dir import SweepDir
from trainer.sweeps.sweep_file import Sweep, find_sweep, load_sweep
from trainer.verbs.verb import Verb, log


def is_sweep(folder: Path) -> bool:
    """Whether a folder is that of a sweep rather than of one run."""
    return SweepDir(folder).record.exists()


def resume_sweep(path: Path, *, benchmark: Path | None = None, detached: bool) -> int:
    """Go on with the sweep in a folder; returns the exit status."""
    try:
        folder, sweep = SweepDir.open(path)
    except SrError as error:
        return refuse(error)
    return _train(sweep, folder, benchmark=benchmark, detached=detached)


def _main(options: argparse.Namespace) -> int:
    if is_sweep(options.sweep):
        return resume_sweep(options.sweep, benchmark=options.benchmark, detached=options.detached)
    try:
        sweep = load_sweep(find_sweep(options.sweep), options.set, quick=options.quick)
        name = f"{sweep.name}{'-quick' if sweep.quick else ''}-{datetime.now():%Y%m%d-%H%M%S}"
        folder = SweepDir.create(options.run_dir or Path("runs") / name, sweep)
    except SrError as error:
        return refuse(error)
    return _train(sweep, folder, benchmark=options.benchmark, detached=options.detached)


def _train(sweep: Sweep, folder: SweepDir, *, benchmark: Path | None, detached: bool) -> int:
    try:
        with locked_run(folder.path):
            return _train_locked(sweep, folder, benchmark=benchmark, detached=detached)
    except (RunBusy, CannotWrite) as error:
        return refuse(error)


def _train_locked(sweep: Sweep, folder: SweepDir, *, benchmark: Path | None, detached: bool) -> int:
    control = Control.of_process(detached=detached)
    with Emitter(folder.events) as emitter:
        try:
            SweepRun(sweep, folder, emitter, control, benchmark=benchmark).run()
        except SrError as error:
            emitter.emit(failed(error))
            log(error.text)
            return 1
        except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
            emitter.emit(failed_unexpectedly(error))
            return 1
    return 0


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("sweep", type=Path, help="a sweep file, the name of a sweep that ships, or a folder to go on with")
    parser.add_argument("--run-dir", type=Path, help="where to keep the runs (default: runs/NAME-DATE)")
    parser.add_argument("--quick", action="store_true", help="a size that ends within minutes on a small computer")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a field of every variant's job")
    parser.add_argument("--benchmark", type=Path, help="a folder that holds Set5: measure every variant on it at the end")
    parser.add_argument("--detached", action="store_true", help="go on when standard input ends")


SWEEP = Verb(name="sweep", help="train the variants of a job and compare them", arguments=_arguments, main=_main)
