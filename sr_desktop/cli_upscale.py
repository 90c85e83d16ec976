"""The command `upscale`: its options, and the run over the pictures that they name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from sr_desktop.cli_models import find_installed
from sr_desktop.core.size import SIZE_KINDS, SizeKind, TargetSize
from sr_desktop.core.upscale_settings import FileRules, OnExists, OutputFormat, Precision


def _size_option(kind: SizeKind, metavar: str, text: str) -> click.Option:
    return click.Option(
        [f"--{kind.replace('_', '-')}"], type=click.FloatRange(min=0, min_open=True), metavar=metavar, help=text
    )


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="IN...", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A folder, or a file for one picture.")
@click.option("--model", default="srcnn", show_default=True, help="See `models`.")
@click.option("--tile", default="auto", show_default=True, metavar="auto|N", help="Side of the tiles in pixels.")
@click.option("--device", default="auto", show_default=True, metavar="auto|cpu|cuda:0|mps")
@click.option("--precision", type=click.Choice(get_args(Precision)), default="auto", show_default=True)
@click.option("--format", "wished", type=click.Choice(get_args(OutputFormat)), default="keep", show_default=True)
@click.option("--quality", type=click.IntRange(1, 100), default=95, show_default=True, help="For jpg and webp.")
@click.option("--on-exists", type=click.Choice(get_args(OnExists)), default="rename", show_default=True)
@click.option("--recursive", is_flag=True, help="Folders with all that is below them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a picture on standard output.")
def upscale(
    *,
    inputs: Sequence[Path],
    output: Path | None,
    model: str,
    tile: str,
    device: str,
    precision: Precision,
    wished: OutputFormat,
    quality: int,
    on_exists: OnExists,
    recursive: bool,
    as_json: bool,
    **sizes: float | None,
) -> int:
    """Upscale pictures, and all pictures in folders. The default size is x2."""
    from sr_desktop.cli_report import report  # noqa: PLC0415 - loads torch, which `--help` shall not wait for
    from sr_desktop.core.batch import BatchOptions, collect, run_batch  # noqa: PLC0415
    from sr_desktop.core.upscale import Upscaler  # noqa: PLC0415

    options = BatchOptions(
        model=model,
        size=_target_size(sizes),
        output=output,
        file=FileRules(format=wished, quality=quality),
        on_exists=on_exists,
    )
    sources = list(collect(inputs, recursive=recursive))
    _refuse_file_for_many(output, len(sources))
    upscaler = Upscaler(find_installed(model), device=device, precision=precision, tile=_tile(tile))
    return report(run_batch(sources, upscaler, options), as_json=as_json)


upscale.params.extend(
    [
        _size_option("scale", "F", "Factor, whole or not."),
        _size_option("width", "N", "Width of the result in pixels."),
        _size_option("height", "N", "Height of the result in pixels."),
        _size_option("long_side", "N", "Longer side of the result in pixels."),
        _size_option("short_side", "N", "Shorter side of the result in pixels."),
        _size_option("megapixels", "F", "Size of the result in millions of pixels."),
    ]
)


def _target_size(sizes: dict[str, float | None]) -> TargetSize:
    given = [(kind, value) for kind in SIZE_KINDS if (value := sizes.get(kind)) is not None]
    if len(given) > 1:
        raise click.UsageError("Give one of " + ", ".join(f"--{kind.replace('_', '-')}" for kind, _ in given) + " only.")
    return TargetSize(kind=given[0][0], value=given[0][1]) if given else TargetSize()


def _tile(text: str) -> int:
    if text == "auto":
        return 0
    if not text.isascii() or not text.isdigit() or not 16 <= int(text) <= 65536:
        raise click.BadParameter(f"{text!r} is neither auto nor 16 to 65536", param_hint="--tile")
    return int(text)


def _refuse_file_for_many(output: Path | None, count: int) -> None:
    from sr_desktop.core.batch import names_a_file  # noqa: PLC0415

    if output is not None and count > 1 and names_a_file(output):
        raise click.BadParameter(f"{output} is one file for {count} pictures; name a folder", param_hint="--output")
