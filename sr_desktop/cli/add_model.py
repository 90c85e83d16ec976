"""The command `add-model`: networks of other programs become models of the picker."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import click

from sr_desktop.core.foreign.messages import AddingModel, ModelAdded, ModelNotAdded
from sr_desktop.frozen import child_command
from sr_desktop.paths import models_dir


@click.command("add-model")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--events", is_flag=True, help="Events as JSON lines on standard output; ends when standard input ends.")
def add_model(*, files: Sequence[Path], events: bool) -> int:
    """Add networks of other programs: .pth, .pt, .ckpt or .safetensors of ESRGAN, SwinIR, HAT, DAT, SPAN and others.

    Each file is read in a process of its own with little memory and time, nothing in it is run, and what is kept is a
    file of our own in the folder of your models.
    """
    from sr_desktop.core.foreign.add import add_models  # noqa: PLC0415
    from sr_desktop.core.protocol import encode  # noqa: PLC0415

    if events:
        threading.Thread(target=_leave_with_window, name="window-watch", daemon=True).start()
    failed = False
    for event in add_models(files, models_dir(), child_command("read-model")):
        failed = failed or isinstance(event, ModelNotAdded)
        if events:
            click.echo(encode(event), nl=False)
            sys.stdout.flush()
        elif isinstance(event, ModelAdded):
            known = "" if event.is_new else " (it was there already)"
            click.echo(f"{event.file}: {event.title}, {event.architecture} x{event.scale}{known}")
        elif isinstance(event, ModelNotAdded):
            click.echo(f"{event.message.rstrip('. ')}. {event.hint}", err=True)
        elif isinstance(event, AddingModel):
            click.echo(f"reading {event.path} ({event.number} of {event.count})", err=True)
    return 1 if failed else 0


def _leave_with_window() -> None:
    with open(0, "rb", closefd=False) as stream:
        stream.read()
    # Nothing half done can be seen: a model gets its name last.
    os._exit(1)
