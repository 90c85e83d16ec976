"""The command `upscale`: its options, and the run over the pictures that they name."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, get_args

import click

from sr_desktop.cli.models import find_installed, installed_models
from sr_desktop.cli.report import QueueReport
from sr_desktop.core.flat_memory import prepare_memory
from sr_desktop.core.pictures.naming import DEFAULT_TEMPLATE, NAME_FIELDS, check_template
from sr_desktop.core.queue.collect import absolute, names_a_file
from sr_desktop.core.queue.control import RunControl
from sr_desktop.core.upscaling.preset import load_preset
from sr_desktop.core.upscaling.settings import (
    MEMORY_MEGABYTES,
    FileRules,
    MetadataRule,
    OnExists,
    OutputFormat,
    OutputRules,
    Precision,
    ProfileRule,
    UpscaleSettings,
)
from sr_desktop.core.upscaling.size import MAX_DPI, MIN_DPI, PRINT_DPI, SIZE_KINDS, SizeKind, TargetSize
from sr_desktop.paths import choices_file, queues_dir, samples_dir, scratch_dir

if TYPE_CHECKING:
    from sr_desktop.core.queue.command import Command

_NAME_HELP = "Names of results, with " + ", ".join(f"{{{field}}}" for field in NAME_FIELDS) + "."


def _size_option(kind: SizeKind, metavar: str, text: str) -> click.Option:
    return click.Option(
        [f"--{kind.replace('_', '-')}"], type=click.FloatRange(min=0, min_open=True), metavar=metavar, help=text
    )


def _use_preset(context: click.Context, _parameter: click.Parameter, path: Path | None) -> UpscaleSettings | None:
    """Let the preset's choices take the place of the defaults: what the command line names itself comes first."""
    if path is None:
        return None
    settings = load_preset(path)
    rules = settings.output
    context.default_map = {
        **(context.default_map or {}),
        "output": rules.folder or None,
        "model": settings.model,
        "dpi": settings.size.dpi,
        "ensemble": settings.ensemble,
        "tile": str(settings.tile or "auto"),
        "device": settings.device,
        "precision": settings.precision,
        "wished": rules.file.format,
        "quality": rules.file.quality,
        "profile": rules.file.profile,
        "metadata": rules.file.metadata,
        "provenance": rules.file.provenance,
        "on_exists": rules.on_exists,
        "template": rules.name,
        "flat": not rules.tree,
    }
    return settings


@click.command()
@click.option(
    "--preset",
    type=click.Path(path_type=Path),
    is_eager=True,
    callback=_use_preset,
    help="Settings kept by the window; other options come first.",
)
@click.argument("inputs", nargs=-1, required=True, metavar="IN...", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A folder, or a file for one picture.")
@click.option("--model", default="srcnn", show_default=True, help="See `models`.")
@click.option("--dpi", type=click.FloatRange(MIN_DPI, MAX_DPI), default=PRINT_DPI, show_default=True, help="For --print.")
@click.option("--ensemble", is_flag=True, help="The mean of 8 turned and mirrored answers: 8 times as long.")
@click.option("--tile", default="auto", show_default=True, metavar="auto|N", help="Side of the tiles in pixels.")
@click.option("--device", default="auto", show_default=True, metavar="auto|cpu|cuda:0|mps")
@click.option("--precision", type=click.Choice(get_args(Precision)), default="auto", show_default=True)
@click.option("--memory", default="auto", show_default=True, metavar="auto|MB", help="For pictures; more goes to the disk.")
@click.option("--format", "wished", type=click.Choice(get_args(OutputFormat)), default="keep", show_default=True)
@click.option("--quality", type=click.IntRange(1, 100), default=95, show_default=True, help="For jpg, webp and avif.")
@click.option(
    "--profile", type=click.Choice(get_args(ProfileRule)), default="keep", show_default=True, help="Colours of results."
)
@click.option(
    "--metadata", type=click.Choice(get_args(MetadataRule)), default="keep", show_default=True, help="Of EXIF, XMP and IPTC."
)
@click.option("--provenance/--no-provenance", default=True, show_default=True, help="Note the model in the file.")
@click.option("--on-exists", type=click.Choice(get_args(OnExists)), default="rename", show_default=True)
@click.option("--recursive", is_flag=True, help="Folders with all that is below them.")
@click.option("--name", "template", default=DEFAULT_TEMPLATE, show_default=True, metavar="TEMPLATE", help=_NAME_HELP)
@click.option("--flat", is_flag=True, help="All results in one folder, not in folders as those of the pictures.")
@click.option("--resume", is_flag=True, help="Go on with this command where it ended: what is finished is left out.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a picture on standard output.")
def upscale(
    *,
    preset: UpscaleSettings | None,
    inputs: Sequence[Path],
    output: Path | None,
    model: str,
    dpi: float,
    ensemble: bool,
    tile: str,
    device: str,
    precision: Precision,
    memory: str,
    wished: OutputFormat,
    quality: int,
    profile: ProfileRule,
    metadata: MetadataRule,
    provenance: bool,
    on_exists: OnExists,
    recursive: bool,
    template: str,
    flat: bool,
    resume: bool,
    as_json: bool,
    **sizes: float | None,
) -> int:
    """Upscale pictures, and all pictures in folders. The default size is x2.

    Under torchrun the processes share the pictures.
    """
    prepare_memory()
    from sr_desktop.core.queue.command import Command  # noqa: PLC0415 - loads torch, which `--help` shall not wait for

    check_template(template)
    find_installed(model)
    exact = str(absolute(output)) if output and names_a_file(output) else ""
    rules = OutputRules(
        folder=str(absolute(output)) if output and not exact else "",
        tree=not flat,
        name=template,
        on_exists=on_exists,
        file=FileRules(format=wished, quality=quality, profile=profile, metadata=metadata, provenance=provenance),
    )
    settings = UpscaleSettings(
        model=model,
        size=_target_size(sizes, dpi, preset.size if preset else TargetSize()),
        ensemble=ensemble,
        device=device,
        precision=precision,
        tile=_tile(tile),
        output=rules,
    )
    command = Command(inputs=tuple(inputs), recursive=recursive, settings=settings, exact=exact)
    given = (*inputs, output) if output else inputs
    return _run(command, QueueReport(given, as_json=as_json), RunControl(_megabytes(memory)), resume=resume)


upscale.params.extend(
    [
        _size_option("scale", "F", "Factor, whole or not."),
        _size_option("width", "N", "Width of the result in pixels."),
        _size_option("height", "N", "Height of the result in pixels."),
        _size_option("long_side", "N", "Longer side of the result in pixels."),
        _size_option("short_side", "N", "Shorter side of the result in pixels."),
        _size_option("megapixels", "F", "Size of the result in millions of pixels."),
        _size_option("at_least", "N", "Shorter side at least; each picture takes its smallest whole factor."),
        _size_option("print", "CM", "Longer side of a print in centimetres; see --dpi."),
    ]
)


def _target_size(sizes: dict[str, float | None], dpi: float, default: TargetSize) -> TargetSize:
    given = [(kind, value) for kind in SIZE_KINDS if (value := sizes.get(kind)) is not None]
    if len(given) > 1:
        raise click.UsageError("Give one of " + ", ".join(f"--{kind.replace('_', '-')}" for kind, _ in given) + " only.")
    return TargetSize(kind=given[0][0], value=given[0][1], dpi=dpi) if given else replace(default, dpi=dpi)


def _tile(text: str) -> int:
    if text == "auto":
        return 0
    if not text.isascii() or not text.isdigit() or not 16 <= int(text) <= 65536:
        raise click.BadParameter(f"{text!r} is neither auto nor 16 to 65536", param_hint="--tile")
    return int(text)


def _megabytes(text: str) -> int:
    if text == "auto":
        return 0
    if not text.isascii() or not text.isdigit() or int(text) not in MEMORY_MEGABYTES:
        least, most = MEMORY_MEGABYTES[0], MEMORY_MEGABYTES[-1]
        raise click.BadParameter(f"{text!r} is neither auto nor {least} to {most}", param_hint="--memory")
    return int(text)


def _run(command: Command, report: QueueReport, control: RunControl, *, resume: bool) -> int:
    from sr_desktop.core.queue.command import prepared  # noqa: PLC0415
    from sr_desktop.core.queue.run import QueueRun  # noqa: PLC0415
    from sr_desktop.core.queue.share import Share, circle  # noqa: PLC0415
    from sr_desktop.core.tuning.tuner import Tuner  # noqa: PLC0415

    share = Share.of(os.environ)
    with ExitStack() as held:
        with circle(share) as everyone:
            todo = held.enter_context(prepared(command, queues_dir(), everyone, resume=resume))
        for source in todo.bad:
            report.bad_source(source)
        if todo.finished and share.is_first:
            click.echo(f"{todo.finished} pictures were finished before and are left out.", err=True)
        held.enter_context(_stopped_by_signals(control))
        tuner = Tuner.at(choices_file(), samples_dir())
        QueueRun(
            todo.journal,
            installed_models(),
            report.tell,
            control,
            device=share.device,
            tuner=tuner,
            folder=scratch_dir(),
        ).run()
    if control.stopped:
        click.echo("Stopped. The same command with --resume goes on.", err=True)
    return 1 if report.failed or control.stopped else 0


@contextmanager
def _stopped_by_signals(control: RunControl) -> Iterator[None]:
    """The first SIGINT or SIGTERM gives up the picture at hand and ends well; a second one does what it always does."""
    numbers = (signal.SIGINT, signal.SIGTERM)

    def stop(number: int, frame: FrameType | None) -> None:
        control.stop_now()
        restore()

    former = [signal.signal(number, stop) for number in numbers]

    def restore() -> None:
        for number, handler in zip(numbers, former, strict=True):
            signal.signal(number, handler)

    try:
        yield
    finally:
        restore()
