"""A run's curves as TensorBoard event files, for those who look at many runs there; an option (job field `tensorboard`)."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Step

_PACKAGE = "tensorboard"


def require_tensorboard() -> None:
    """Raise BadJob where the package is missing."""
    if importlib.util.find_spec(_PACKAGE) is None:
        allowed = 'false, or true after: pip install "sr-desktop[tensorboard]" (or: pip install tensorboard)'
        raise BadJob(field="tensorboard", value="true", allowed=allowed)


class ScalarLog:
    """Writes losses, learning rate, speed, PSNR and SSIM of the events that it is given to event files in `folder`.

    since: the step that the run goes on from; what an earlier process wrote of later steps is hidden. Needs the package.
    """

    def __init__(self, folder: Path, *, since: int = 0) -> None:
        # Imported here alone: the trainer does without it.
        from torch.utils.tensorboard import SummaryWriter  # noqa: PLC0415

        self._writer = SummaryWriter(str(folder), purge_step=since + 1 if since else None)

    def add(self, event: Event) -> None:
        """Take an event in; those without numbers are passed over. Files are complete after the last event of a run."""
        if isinstance(event, Step):
            for name, value in event.losses.items():
                self._write(f"loss/{name}", value, event.step)
            self._write("rate", event.lr, event.step)
            self._write("patches_per_s", event.patches_per_s, event.step)
        elif isinstance(event, Evaluated):
            of = f"{event.dataset}/x{event.scale:g}"
            self._write(f"psnr/{of}", event.psnr, event.step)
            self._write(f"psnr/{of}/bicubic", event.baseline_psnr, event.step)
            self._write(f"ssim/{of}", event.ssim, event.step)
        elif isinstance(event, Finished | Failed):
            self._writer.close()

    def _write(self, name: str, value: float, step: int) -> None:
        self._writer.add_scalar(name, value, step)
