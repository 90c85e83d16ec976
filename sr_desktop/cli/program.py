"""The command line: upscale, models, tune, add-model, export, benchmark, ...; main.py dispatches others."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, get_args

import click

from sr_desktop import __version__
from sr_desktop.cli.add_model import add_model
from sr_desktop.cli.export import export
from sr_desktop.cli.models import find_installed, installed_models
from sr_desktop.cli.tune import tune
from sr_desktop.cli.upscale import upscale
from sr_desktop.core.bench.plan import BenchmarkPlan, Channel, ExtraMetric, LowResolution, Protocol, SetChoice, Shave
from sr_desktop.core.errors import SrError
from sr_desktop.core.flat_memory import prepare_memory
from sr_desktop.paths import benchmark_dir, models_dir


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb. Exit status 0 all done, 1 some failed, 2 bad arguments."""
    # A file name may hold bytes that no encoding knows; a message about it must not fail for that.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        result = commands.main(args=list(sys.argv[1:] if argv is None else argv), prog_name="main.py", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SrError as error:
        click.echo(error.text, err=True)
        return 2
    return int(result or 0)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="SR Desktop")
def commands() -> None:
    """SR Desktop: upscale pictures, train super-resolution networks, measure them.

    Without a command the window opens; `demo` shows it at work, `train` trains a network.
    """


commands.add_command(upscale)
commands.add_command(add_model)
commands.add_command(export)
commands.add_command(tune)


@commands.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON list on standard output.")
def models(*, as_json: bool) -> int:
    """List the models that can be used."""
    from sr_desktop.cli.report import print_models  # noqa: PLC0415

    print_models(installed_models(), as_json=as_json)
    return 0


@commands.command()
@click.option("--data", type=click.Path(path_type=Path), help="A folder that holds one folder per data set.")
@click.option("--datasets", default="", metavar="NAME,...", help="Default: every folder with pictures.")
@click.option("--models", "names", default="bicubic,srcnn", show_default=True, metavar="ID,...")
@click.option("--scales", default="2,3,4", show_default=True, metavar="N,...")
@click.option("--out", type=click.Path(path_type=Path), help="Write the table to a .json, .csv, .md or .tex file.")
@click.option("--limit", type=click.IntRange(min=0), default=0, help="Only the first N pictures of each set.")
@click.option("--device", default="auto", show_default=True)
@click.option("--channel", type=click.Choice(get_args(Channel)), default="y", show_default=True, help="What is compared.")
@click.option("--shave", type=click.Choice(get_args(Shave)), default="scale", show_default=True, help="Border left out.")
@click.option("--low", type=click.Choice(get_args(LowResolution)), default="float", show_default=True, help="Small picture.")
@click.option("--extra", default="", metavar="ms_ssim,distance", help="Metrics besides PSNR and SSIM.")
@click.option("--vgg", default="", metavar="FILE", help="VGG-19's weights, for the distance.")
@click.option("--no-cache", is_flag=True, help="Measure everything anew and keep nothing.")
@click.option(
    "--plan", "plan_file", type=click.Path(path_type=Path), help="A file that says all of this, as the window writes it."
)
@click.option("--events", is_flag=True, help="Events as JSON lines on standard output, commands on standard input.")
def benchmark(*, plan_file: Path | None, out: Path | None, events: bool, **options: Any) -> int:  # noqa: ANN401 - see _plan
    """Measure models by the protocol of the field: PSNR, SSIM and seconds a picture."""
    prepare_memory()
    from sr_desktop.cli.benchmark import check_table, print_benchmark, send_events  # noqa: PLC0415
    from sr_desktop.core.bench.session import read_plan  # noqa: PLC0415
    from sr_desktop.core.messages.failure import refuse  # noqa: PLC0415

    if out is not None:
        check_table(out)
    try:
        plan = read_plan(plan_file) if plan_file else _plan(**options)
    except SrError as error:
        if not events:
            raise
        return refuse(error)
    return send_events(plan, installed_models()) if events else print_benchmark(plan, installed_models(), out)


def _plan(
    *,
    data: Path | None,
    datasets: str,
    names: str,
    scales: str,
    limit: int,
    device: str,
    channel: Channel,
    shave: Shave,
    low: LowResolution,
    extra: str,
    vgg: str,
    no_cache: bool,
) -> BenchmarkPlan:
    """What the options ask for. Raises UsageError, BadDataset, UnknownModel and what reading a model's weights does."""
    from sr_desktop.core.bench.datasets import find_datasets  # noqa: PLC0415

    if data is None:
        raise click.UsageError("Give --data, or --plan.")
    models = tuple(dict.fromkeys(find_installed(name).id for name in _split(names)))
    found = find_datasets(data, _split(datasets))
    return BenchmarkPlan(
        sets=tuple(SetChoice(name=each.name, folder=str(each.pictures[0].parent)) for each in found),
        models=models,
        scales=tuple(dict.fromkeys(_whole_scales(scales))),
        cache="" if no_cache else str(benchmark_dir()),
        protocol=Protocol(channel=channel, shave=shave, low=low),
        limit=limit,
        extra=_extra(extra),
        vgg=vgg,
        device=device,
    )


def _extra(text: str) -> tuple[ExtraMetric, ...]:
    wished = dict.fromkeys(_split(text))
    known: tuple[ExtraMetric, ...] = get_args(ExtraMetric)
    if set(wished) - set(known):
        raise click.BadParameter(f"{text!r} is not a list of {', '.join(known)}", param_hint="--extra")
    return tuple(metric for metric in known if metric in wished)


@commands.command("convert-weights")
@click.argument("files", nargs=-1, required=True, metavar="FILE.mat...", type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="A folder; default: that of your own models.")
@click.option("--scale", type=click.IntRange(2, 8), help="SRCNN's factor, where the file's name does not tell it.")
def convert_weights(*, files: Sequence[Path], out: Path | None, scale: int | None) -> int:
    """Make models of the files in which SRCNN's and VDSR's authors published their weights."""
    from sr_desktop.core.models.authors_weights import convert  # noqa: PLC0415

    folder = models_dir() if out is None else out
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.BadParameter(f"{folder} cannot be made: {error.strerror}", param_hint="--out") from None
    failures = 0
    for path in files:
        try:
            click.echo(str(convert(path, folder, scale)))
        except SrError as error:
            click.echo(error.text, err=True)
            failures += 1
    return 1 if failures else 0


@commands.command()
@click.argument("method", metavar="METHOD")
@click.option("--pictures", required=True, type=click.Path(path_type=Path), help="A folder of pictures to learn from, as T91.")
@click.option("--scales", default="2,3,4", show_default=True, metavar="N,...")
@click.option("--out", type=click.Path(path_type=Path), help="A folder whose files are replaced. Default: that of your models.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="The same one gives the same model.")
@click.option("--samples", type=click.IntRange(min=0), default=0, help="Patches at most. Default: the method's own number.")
@click.option("--title", default="", help="What the picker shows. Default: the method and the folder of pictures.")
@click.option("--benchmark", "sets", type=click.Path(path_type=Path), help="Measure on Set5, Set14 and B100 in this folder.")
def learn(
    *, method: str, pictures: Path, scales: str, out: Path | None, seed: int, samples: int, title: str, sets: Path | None
) -> int:
    """Let a classical method learn: aplus, rfl or sparse. The model is in the picker at once.

    The figures mean nothing where benchmark pictures are among those learned from; T91 holds none, BSDS's training
    part (BSDS400) holds pictures of Set5.
    """
    from sr_desktop.cli.learn import LearnOptions, learn_models  # noqa: PLC0415 - loads torch and scipy

    options = LearnOptions(
        pictures=pictures,
        scales=tuple(dict.fromkeys(_whole_scales(scales))),
        out=models_dir() if out is None else out,
        replace=out is not None,
        seed=seed,
        samples=samples,
        title=title,
        benchmark=sets,
    )
    return learn_models(method, options)


def _split(text: str) -> list[str]:
    return [part for part in (part.strip() for part in text.split(",")) if part]


def _whole_scales(text: str) -> list[int]:
    parts: Iterable[str] = _split(text)
    try:
        scales = [int(part) for part in parts]
    except ValueError:
        scales = []
    if not scales or any(not 2 <= scale <= 8 for scale in scales):
        raise click.BadParameter(f"{text!r} is not a list of whole factors from 2 to 8", param_hint="--scales")
    return scales
