"""Training against the truth pixel by pixel: SRCNN, VDSR, SRResNet."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn

from sr_desktop.core.training.job import JobSpec, OptimOptions
from trainer.distributed import ALONE, Group
from trainer.optim import (
    AveragedWeights,
    autocast,
    clip_gradients,
    initialise,
    make_optimizer,
    mean_of,
    parts,
    rate_factor,
    set_depth,
    set_rate,
)
from trainer.placement import move

_CHARBONNIER_EPSILON = 1e-3
_RMSE_EPSILON = 1e-6
"""A mean square under which a patch counts as met: a thousandth of the range, squared."""


class Supervised:
    """One network, one optimizer, one loss. `averaged` holds the weights that are measured and kept."""

    psnr_decides = True

    def __init__(self, job: JobSpec, module: nn.Module, device: torch.device, group: Group = ALONE) -> None:
        self._options, self._group = job.optim, group
        initialise(module, job.optim, job.seed)
        module = group.synchronise_statistics(module, device)
        self.module = move(module, device)
        self.module.train()
        self._device = device
        self._optimizer = make_optimizer(self.module, job.optim)
        self.averaged = AveragedWeights(self.module, job.optim.ema)
        self.rate = 0.0
        self.rate_scale = 1.0

    def step(self, step: int, low: torch.Tensor, high: torch.Tensor) -> dict[str, torch.Tensor]:
        """One update. Gradients that are no numbers leave the weights as they are and show in the loss."""
        scale = self.rate_scale * set_depth(self.module, self._options, step)
        self.rate = set_rate(self._optimizer, scale * rate_factor(self._options, step))
        self._optimizer.zero_grad(set_to_none=True)
        passes = parts(low, high, self._options)
        losses = self._group.mean(mean_of([self._learn(*part, share=1 / len(passes)) for part in passes]))
        self._group.average_gradients(self.module)
        clip_gradients(self.module.parameters(), self._options, self.rate)
        if bool(torch.isfinite(losses[self._options.loss])):
            self._optimizer.step()
            self.averaged.update(self.module, step)
        return losses

    def _learn(self, low: torch.Tensor, high: torch.Tensor, *, share: float) -> dict[str, torch.Tensor]:
        """Add `share` of one pass's gradients to the parameters'; its loss."""
        with autocast(self._device, self._options):
            answer = self.module(low)
        loss = pixel_loss(self._options, answer.float(), centre(high, answer))
        (loss * share).backward()  # type: ignore[no-untyped-call]
        return {self._options.loss: loss}

    def state(self) -> dict[str, Any]:
        """All that the next step depends on: tensors and plain values only."""
        return {
            "module": self.module.state_dict(),
            "optimizer": self._optimizer.state_dict(),
            "averaged": self.averaged.state,
            "rate_scale": self.rate_scale,
        }

    def load_state(self, state: dict[str, Any]) -> None:
        """Go on from what `state` gave."""
        self.module.load_state_dict(state["module"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.averaged.load(state["averaged"])
        self.rate_scale = float(state["rate_scale"])


def centre(truth: torch.Tensor, answer: torch.Tensor) -> torch.Tensor:
    """The middle of `truth` with the size of `answer`, for networks that do not pad while they learn."""
    margin = (truth.shape[2] - answer.shape[2]) // 2
    return truth[:, :, margin : truth.shape[2] - margin, margin : truth.shape[3] - margin]


def pixel_loss(options: OptimOptions, answer: torch.Tensor, truth: torch.Tensor) -> torch.Tensor:
    """A scalar: a mean over pixels, rmse one of the roots over patches; half_l2 sums over each patch (VDSR section 3.2)."""
    if options.loss == "l1":
        return nn.functional.l1_loss(answer, truth)
    if options.loss == "l2":
        return nn.functional.mse_loss(answer, truth)
    if options.loss == "rmse":
        return torch.sqrt(((answer - truth) ** 2).mean((1, 2, 3)) + _RMSE_EPSILON).mean()
    if options.loss == "charbonnier":
        return torch.sqrt((answer - truth) ** 2 + _CHARBONNIER_EPSILON**2).mean()
    return 0.5 * ((answer - truth) ** 2).sum() / answer.shape[0]
