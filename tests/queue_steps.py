"""Pictures, journals and runs for the tests of the queue."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from sr_desktop.core.messages.base import Event
from sr_desktop.core.models.catalog import ModelFolders, list_models
from sr_desktop.core.queue.control import RunControl
from sr_desktop.core.queue.entry import Entry, NewEntry
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.run import QueueRun
from sr_desktop.core.upscaling.settings import OnExists, OutputRules, UpscaleSettings
from sr_desktop.core.upscaling.size import TargetSize


def save_picture(path: Path, width: int = 12, height: int = 8, seed: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    Image.fromarray(pixels).save(path)
    return path


def settings(
    folder: Path | str = "", *, model: str = "bicubic", scale: float = 2.0, name: str = "", on_exists: OnExists = "rename"
) -> UpscaleSettings:
    rules = OutputRules(folder=str(folder), on_exists=on_exists)
    if name:
        rules = OutputRules(folder=str(folder), on_exists=on_exists, name=name)
    return UpscaleSettings(model=model, size=TargetSize(value=scale), output=rules)


def add(journal: Journal, sources: Sequence[Path | str], chosen: UpscaleSettings) -> list[Entry]:
    new = [NewEntry(source=str(source)) for source in sources]
    return journal.add(journal.plan(new, chosen), chosen)


def run(journal: Journal, control: RunControl | None = None, on_event: Callable[[Event], None] | None = None) -> list[Event]:
    """Work through the journal in this process; returns what was told."""
    events: list[Event] = []

    def tell(event: Event) -> None:
        events.append(event)
        if on_event:
            on_event(event)

    cards = list_models(ModelFolders(shipped=Path("/nowhere"), user=Path("/nowhere")))
    QueueRun(journal, cards, tell, control or RunControl()).run()
    return events


def states(journal: Journal) -> list[str]:
    return [entry.state for entry in journal.entries()]
