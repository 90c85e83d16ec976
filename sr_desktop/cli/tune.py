"""The command `tune`: measures what "automatic" means for models on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import get_args

import click

from sr_desktop.cli.models import find_installed, installed_models
from sr_desktop.core.errors import SrError
from sr_desktop.core.flat_memory import prepare_memory
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.upscaling.settings import Precision
from sr_desktop.paths import choices_file, samples_dir


@click.command()
@click.option("--models", "names", default="", metavar="ID,...", help="Default: all networks.")
@click.option("--device", default="auto", show_default=True, metavar="auto|cpu|cuda:0|mps")
@click.option("--precision", type=click.Choice(get_args(Precision)), default="auto", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a network on standard output.")
def tune(*, names: str, device: str, precision: Precision, as_json: bool) -> int:
    """Measure which device, precision and tile size are fastest here, and keep that.

    Without this it is measured when it first pays, and again for another version or machine.
    """
    prepare_memory()
    from sr_desktop.core.tuning.tuner import Tuner  # noqa: PLC0415 - loads torch, which `--help` shall not wait for
    from sr_desktop.core.upscale import Upscaler  # noqa: PLC0415

    tuner, failed = Tuner.at(choices_file(), samples_dir()), False
    for card in _asked(names):
        try:
            found = Upscaler(card, device=device, precision=precision, tuner=tuner).tune()
        except SrError as error:
            failed = True
            click.echo(f"{card.id}: {error.text}", err=True)
            continue
        for each in found:
            line = {"model": card.id, "scale": each.scale, **asdict(each.choice)}
            remark = "" if each.choice.compared else " (the usual way: there was no time to compare)"
            click.echo(json.dumps(line) if as_json else f"{card.id} x{each.scale:g}: {each.choice.how.text}{remark}")
        if not found and names:
            click.echo(f"{card.id} runs in one way only; there is nothing to choose.", err=True)
    return 1 if failed else 0


def _asked(names: str) -> Iterable[ModelCard]:
    if names:
        return [find_installed(name.strip()) for name in names.split(",")]
    return [card for card in installed_models() if not card.problem]
