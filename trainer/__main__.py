"""`python -m trainer run JOB.toml | resume RUN_DIR | recipes | publish RUN_DIR`: events on stdout, the human log on stderr."""

from __future__ import annotations

import argparse
import json
import sys
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sr_desktop.core.errors import BadJob, InternalError, SrError
from sr_desktop.core.job import JobSpec
from sr_desktop.core.protocol import Failed, failure_values
from trainer.control import Control
from trainer.emitter import Emitter
from trainer.job import load_job
from trainer.loop import Run
from trainer.publish import publish
from trainer.run_dir import RunDir

JOBS = Path(__file__).parent / "jobs"


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status 0 for a finished run, 1 for a failed one, 2 for a bad job."""
    options = _parse(argv)
    if options.verb == "recipes":
        _print_recipes(as_json=options.json)
        return 0
    if options.verb == "publish":
        return _publish(options)
    try:
        if options.verb == "run":
            job = load_job(_job_path(options.job), options.set)
            path = options.run_dir or Path("runs") / f"{job.name}-{datetime.now():%Y%m%d-%H%M%S}"
            run_dir = RunDir.create(path, job)
        else:
            run_dir, job = RunDir.open(options.run_dir)
    except BadJob as error:
        print(error.text, file=sys.stderr)  # noqa: T201 - stderr is the human log
        return 2
    return _train(job, run_dir, detached=options.detached)


def _train(job: JobSpec, run_dir: RunDir, *, detached: bool) -> int:
    control = Control()
    control.stop_on_signals()
    # A terminal types no commands; a pipe does, and its end means that the parent died.
    if not detached and not sys.stdin.isatty():
        control.listen(sys.stdin)
    with Emitter(run_dir.events) as emitter:
        try:
            Run(job, run_dir, emitter, control).run()
        except SrError as error:
            emitter.emit(_failed(error))
            print(error.text, file=sys.stderr)  # noqa: T201
            return 2 if isinstance(error, BadJob) else 1
        except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
            emitter.emit(_failed(InternalError(detail=f"{type(error).__name__}: {error}"[:500])))
            traceback.print_exc()
            return 1
    return 0


def _failed(error: SrError) -> Failed:
    return Failed(
        code=error.code,
        message=error.message,
        hint=error.hint,
        values=failure_values(error),
        traceback=traceback.format_exc()[-1000:],
    )


def _publish(options: argparse.Namespace) -> int:
    try:
        info = publish(options.run_dir, options.benchmark, options.datasets.split(","), options.out)
    except SrError as error:
        print(error.text, file=sys.stderr)  # noqa: T201
        return 1
    for score in info.scores:
        print(f"{score.dataset} x{score.scale:g} {score.psnr:.3f} dB {score.ssim:.4f}")  # noqa: T201 - this verb's answer
    return 0


def _job_path(name: Path) -> Path:
    """A job file, or the name of one that ships."""
    shipped = JOBS / f"{name}.toml"
    return shipped if not name.exists() and shipped.exists() else name


def _print_recipes(*, as_json: bool) -> None:
    jobs = {path.stem: load_job(path, ["data.root=."]) for path in sorted(JOBS.glob("*.toml"))}
    for name, job in jobs.items():
        row = {"job": name, "arch": job.arch, "recipe": job.recipe, "scales": list(job.scales), "steps": job.optim.steps}
        line = json.dumps(row) if as_json else f"{name:<24} {job.arch:<10} x{','.join(map(str, job.scales)):<8} {job.title}"
        print(line)  # noqa: T201 - this verb's answer


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m trainer", description="Train super-resolution networks.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    run = verbs.add_parser("run", help="train by a job file, or by the name of one that ships")
    run.add_argument("job", type=Path)
    run.add_argument("--run-dir", type=Path, help="where to keep the run (default: runs/NAME-DATE)")
    run.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help="change a field of the job")
    resume = verbs.add_parser("resume", help="go on with a run that was stopped or killed")
    resume.add_argument("run_dir", type=Path)
    for verb in (run, resume):
        verb.add_argument("--detached", action="store_true", help="go on when standard input ends")
    recipes = verbs.add_parser("recipes", help="list the jobs that ship")
    recipes.add_argument("--json", action="store_true", help="one JSON object a line")
    ship = verbs.add_parser("publish", help="measure a run's best weights and write them as a model to ship")
    ship.add_argument("run_dir", type=Path)
    ship.add_argument("--benchmark", type=Path, required=True, help="a folder that holds one folder per data set")
    ship.add_argument("--datasets", default="Set5,Set14,B100", help="names, separated by commas")
    ship.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    return parser.parse_args(argv)


if __name__ == "__main__":
    sys.exit(main())
