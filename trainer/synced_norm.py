"""Batch normalisation over the patches of all processes: what one process with the whole batch would compute
(Ioffe and Szegedy 2015, algorithm 1)."""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist
from torch import nn

from trainer.connection import connected


def synchronise_statistics(module: nn.Module, device: torch.device) -> nn.Module:
    """`module` with its BatchNorm2d layers replaced, weights and statistics kept; names in its state stay as they are.

    On CUDA by torch's SyncBatchNorm, which knows no CPU; there by SyncedBatchNorm2d.
    """
    if device.type == "cuda":
        return nn.SyncBatchNorm.convert_sync_batchnorm(module)  # type: ignore[no-any-return, no-untyped-call]
    if type(module) is nn.BatchNorm2d:
        return SyncedBatchNorm2d.of(module)
    for name, child in module.named_children():
        setattr(module, name, synchronise_statistics(child, device))
    return module


class SyncedBatchNorm2d(nn.BatchNorm2d):
    """BatchNorm2d whose mean and variance are over the patches of all processes; each must bring as many.

    Differs from one process in rounding alone. In eval mode it talks to nobody.
    """

    @classmethod
    def of(cls, layer: nn.BatchNorm2d) -> SyncedBatchNorm2d:
        """One that shares the layer's weights and statistics."""
        synced = cls(layer.num_features, layer.eps, layer.momentum, layer.affine, layer.track_running_stats)
        synced._parameters, synced._buffers = layer._parameters, layer._buffers
        return synced.train(layer.training)

    def forward(self, input: torch.Tensor) -> torch.Tensor:
        """N x C x H x W to the same, in the precision of `input`; statistics in float32 or better."""
        if not self.training:
            return super().forward(input)
        values = input if input.dtype == torch.float64 else input.float()
        # Two rounds rather than the mean of squares, which loses what is left after the subtraction.
        mean = _mean_across(values.mean(dim=(0, 2, 3), keepdim=True))
        centred = values - mean
        variance = _mean_across(centred.square().mean(dim=(0, 2, 3), keepdim=True))
        self._follow(mean, variance, input.numel() // input.shape[1] * dist.get_world_size())
        scale = (variance + self.eps).rsqrt() * self.weight[:, None, None]
        return (centred * scale + self.bias[:, None, None]).to(input.dtype)

    @torch.no_grad()
    def _follow(self, mean: torch.Tensor, variance: torch.Tensor, count: int) -> None:
        assert self.running_mean is not None  # noqa: S101 - for the type checker: they are tracked
        assert self.running_var is not None  # noqa: S101
        assert self.num_batches_tracked is not None  # noqa: S101
        self.num_batches_tracked += 1
        momentum = 1.0 / int(self.num_batches_tracked) if self.momentum is None else self.momentum
        self.running_mean.lerp_(mean.flatten(), momentum)
        self.running_var.lerp_(variance.flatten() * (count / (count - 1)), momentum)


class _SumAcross(torch.autograd.Function):
    """The sum over all processes. Each process's part has an effect on every loss, so that gradients are summed as well."""

    @staticmethod
    def forward(ctx: Any, part: torch.Tensor) -> torch.Tensor:  # noqa: ANN401 - torch's own context
        whole = part.clone()
        with connected():
            dist.all_reduce(whole)
        return whole

    @staticmethod
    def backward(ctx: Any, *gradients: torch.Tensor) -> torch.Tensor:  # noqa: ANN401 - torch's own context
        whole = gradients[0].clone()
        with connected():
            dist.all_reduce(whole)
        return whole


def _mean_across(part: torch.Tensor) -> torch.Tensor:
    whole: torch.Tensor = _SumAcross.apply(part)  # type: ignore[no-untyped-call]
    return whole / dist.get_world_size()
