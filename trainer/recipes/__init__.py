"""Ways of training: one file and one line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import torch
from torch import nn

from sr_desktop.core.training.job import JobSpec
from trainer.distributed import ALONE, Group
from trainer.optim import AveragedWeights
from trainer.recipes.srgan import Srgan
from trainer.recipes.supervised import Supervised


class Recipe(Protocol):
    """What the loop knows of a way of training.

    averaged: the weights that are measured and kept. psnr_decides: whether a higher PSNR means better weights, else the
    latest are the best. rate: that of the last step; rate_scale: what the schedule's rates
    are multiplied by.
    """

    module: nn.Module
    averaged: AveragedWeights
    psnr_decides: bool
    rate: float
    rate_scale: float

    def step(self, step: int, low: torch.Tensor, high: torch.Tensor) -> dict[str, torch.Tensor]:
        """One update by optim.batch x optim.accumulate patches and those of the group's other processes.

        The losses and other figures to show, each a scalar, the same in all processes.
        """
        ...

    def state(self) -> dict[str, Any]:
        """All that the next step depends on: tensors and plain values only."""
        ...

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from what `state` gave."""
        ...


class RecipeMaker(Protocol):
    """Makes a recipe for a job, its network and a device; group: the processes that train together. Raises BadJob."""

    def __call__(self, job: JobSpec, module: nn.Module, device: torch.device, group: Group = ALONE) -> Recipe:
        """The recipe before its first step."""
        ...


RECIPES: Mapping[str, RecipeMaker] = {
    "supervised": Supervised,
    "srgan": Srgan,
}
