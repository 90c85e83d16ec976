"""What a user's wishes for one model leave to the program."""

from __future__ import annotations

from pathlib import Path

import torch

from sr_desktop.core.backends.face import Way
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.tuning.choice import Asked, Choice
from sr_desktop.core.tuning.tuner import Subject, Tuner
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.core.upscaling.passes import ORIENTATIONS
from sr_desktop.core.upscaling.settings import Device, Precision


def way_of(choice: Choice) -> Way:
    """What was chosen, for `make_backend`."""
    return Way(backend=choice.backend, device=choice.device, precision=choice.precision, layers=choice.layers)


class LeftOpen:
    """Asks `tuner`, if there is one, about networks of one model; a network is known by the SHA-256 of its weights."""

    def __init__(
        self, tuner: Tuner | None, *, arch: str, device: Device, precision: Precision, tile: int, ensemble: bool
    ) -> None:
        self._tuner, self._arch, self._repeats = tuner, arch, ORIENTATIONS if ensemble else 1
        self._device, self._precision, self._tile = device, precision, tile

    def choice(self, weights: str) -> Choice | None:
        """What was chosen; None where nothing was."""
        return self._tuner.find(self._asked(weights)) if self._tuner else None

    def pays(self, weights: str, net: TiledNet, pixels: int) -> bool:
        """Whether to measure before a run that makes so many pixels by `net`. Raises what running it does."""
        if self._tuner is None:
            return False
        return self._tuner.is_due(self._asked(weights), net, pixels / net.factor**2, repeats=self._repeats)

    def is_worth_a_pause(self, weights: str) -> bool:
        """Whether the network has run, and was not compared with other ways yet."""
        return self._tuner is not None and self._tuner.is_worth_a_pause(self._asked(weights))

    def measure(self, weights: str, path: Path, scale: float, cancel: CancelToken | None) -> Choice | None:
        """Measure the network in the file `path`; None without a tuner. Raises Cancelled, and what loading and running do."""
        if self._tuner is None:
            return None
        subject = Subject(loaded=load_net(path), asked=self._asked(weights), scale=round(scale))
        return self._tuner.measure(subject, cancel)

    def note(self, weights: str, seconds: float, net: TiledNet) -> None:
        """`net` was at work for so long."""
        if self._tuner is not None:
            self._tuner.note(self._asked(weights), seconds, net.ladder.unsound)

    def _asked(self, weights: str) -> Asked:
        return Asked(
            weights=weights,
            arch=self._arch,
            device=self._device,
            precision=self._precision,
            tile=self._tile,
            threads=torch.get_num_threads(),
        )
