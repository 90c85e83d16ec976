"""`recipes`: the jobs and sweeps that ship, with what a person must know to choose one."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from sr_desktop.core.messages.trainer import RecipeFound, SweepFound
from sr_desktop.core.protocol import encode
from sr_desktop.core.training.net_field import net_fields
from trainer.job import JOBS, arch_of, load_job
from trainer.sweeps.sweep_file import ready_sweeps, sweep_found
from trainer.verbs.verb import Verb, answer

_PAPER = "-paper"


def ready_jobs() -> Iterator[RecipeFound]:
    """Every ready job, by name. Raises BadJob for one that is no valid job."""
    for path in sorted(JOBS.glob("*.toml")):
        job = load_job(path)
        spec, config = arch_of(job)
        yield RecipeFound(
            job=path.stem,
            arch=job.arch,
            recipe=job.recipe,
            scales=job.scales,
            steps=job.optim.steps,
            variant="paper" if path.stem.endswith(_PAPER) else "modern",
            arch_title=spec.title,
            about=spec.summary,
            paper=spec.paper,
            params=sum(parameter.numel() for parameter in spec.build(config).parameters()),
            receptive_field=2 * spec.radius(config) + 1,
            spec=job,
            net_fields=net_fields(spec.config),
        )


def _row(found: RecipeFound) -> str:
    scales = "x" + ",".join(map(str, found.scales))
    return f"{found.job:<24} {found.arch:<10} {scales:<8} {found.spec.title}"


def _sweep_row(found: SweepFound) -> str:
    return f"sweep {found.sweep:<18} {found.title}: {'; '.join(found.variants)}"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="one JSON object a line")


def _main(options: argparse.Namespace) -> int:
    for found in ready_jobs():
        answer(encode(found).rstrip() if options.json else _row(found))
    for sweep in map(sweep_found, ready_sweeps()):
        answer(encode(sweep).rstrip() if options.json else _sweep_row(sweep))
    return 0


RECIPES_VERB = Verb(name="recipes", help="list the jobs and sweeps that ship", arguments=_arguments, main=_main)
