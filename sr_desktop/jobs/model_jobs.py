"""The processes that add models from elsewhere and export ours, as the window sees them."""

from __future__ import annotations

import os
from collections.abc import Sequence

from PySide6.QtCore import QObject

from sr_desktop.core.errors import InternalError
from sr_desktop.core.export.messages import ModelExported
from sr_desktop.core.foreign.messages import AddingEnded
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.jobs.event_process import EventProcess, Manners
from sr_desktop.jobs.launch import Launch, launch_self
from sr_desktop.paths import user_dir

_ADDING = Manners(complete=(AddingEnded,), crashed=lambda detail: InternalError(detail=detail), thread="adding-child")
_EXPORTING = Manners(
    complete=(ModelExported, Failed), crashed=lambda detail: InternalError(detail=detail), thread="exporting-child"
)


def launch_adding(files: Sequence[str]) -> Launch:
    """`main.py add-model FILE... --events`. Raises OSError where the user's folder cannot be made."""
    return launch_self("add-model", "--events", "--", *files, environment=_home())


def launch_export(model: str, path: str, scale: float | None) -> Launch:
    """`main.py export MODEL` to a file that the user chose and may replace. Raises OSError as above."""
    form = "--onnx" if path.lower().endswith(".onnx") else "--safetensors"
    which = () if scale is None else ("--scale", f"{scale:g}")
    return launch_self("export", "--events", "--replace", form, path, *which, "--", model, environment=_home())


def _home() -> dict[str, str]:
    return {**os.environ, "SR_DESKTOP_HOME": str(user_dir())}


class AddingProcess(EventProcess):
    """One `main.py add-model`; after `kill` nothing half done is left."""

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(launch, _ADDING, parent)


class ExportProcess(EventProcess):
    """One `main.py export`."""

    def __init__(self, launch: Launch, parent: QObject | None = None) -> None:
        super().__init__(launch, _EXPORTING, parent)
