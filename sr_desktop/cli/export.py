"""The command `export`: a model's network as a file for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sr_desktop.cli.models import find_installed
from sr_desktop.core.errors import SrError


@click.command()
@click.argument("model", metavar="MODEL")
@click.option("--onnx", type=click.Path(path_type=Path), metavar="FILE", help="Write an .onnx file for pictures of any size.")
@click.option("--safetensors", type=click.Path(path_type=Path), metavar="FILE", help="Write the weights alone, by name.")
@click.option("--scale", type=click.FloatRange(min=1), metavar="F", help="Which network, where a model has one for each scale.")
@click.option("--replace", is_flag=True, help="Replace an existing file.")
@click.option("--events", is_flag=True, help="The outcome as a JSON line on standard output.")
def export(*, model: str, onnx: Path | None, safetensors: Path | None, scale: float | None, replace: bool, events: bool) -> int:
    """Write a model for other programs, and compare what it answers with the network itself.

    A network that reads luminance wants Y of BT.601; `srcnn` and `vdsr` want it enlarged by bicubic before.
    """
    from sr_desktop.core.export.export import ExportWish, export_model  # noqa: PLC0415 - loads torch
    from sr_desktop.core.messages.failure import failed  # noqa: PLC0415
    from sr_desktop.core.protocol import encode  # noqa: PLC0415

    path = _one_of(onnx, safetensors)
    try:
        done = export_model(find_installed(model), ExportWish(path=path, scale=scale, replace=replace))
    except SrError as error:
        if events:
            click.echo(encode(failed(error)), nl=False)
        else:
            click.echo(error.text, err=True)
        return 1
    if events:
        click.echo(encode(done), nl=False)
        sys.stdout.flush()
    else:
        click.echo(f"{done.path}: answers as the network does, to {done.difference:.1g}")
    return 0


def _one_of(onnx: Path | None, safetensors: Path | None) -> Path:
    given = [(path, suffix) for path, suffix in ((onnx, ".onnx"), (safetensors, ".safetensors")) if path is not None]
    if len(given) != 1:
        raise click.UsageError("Give one of --onnx and --safetensors.")
    path, suffix = given[0]
    if path.suffix.lower() != suffix:
        raise click.BadParameter(f"{path} does not end in {suffix}", param_hint=f"--{suffix[1:]}")
    return path
