"""Muon: momentum whose matrices are made orthogonal (Jordan et al. 2024, kellerjordan.github.io/posts/muon), with Adam for
what is no matrix."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, overload

import torch

# The quintic iteration's coefficients and its number of rounds, as published: singular values end between 0.7 and 1.2.
_QUINTIC = (3.4445, -4.7750, 2.0315)
_ROUNDS = 5
_MOMENTUM = 0.95
_ADAM_BETAS = (0.9, 0.999)
_EPSILON = 1e-8
# Brings the root mean square of an update to that of Adam's, so that one rate fits both (Liu et al. 2025,
# arXiv 2502.16982, section 2.2).
_ADAM_RMS = 0.2


class Muon(torch.optim.Optimizer):
    """Groups with `orthogonal` hold convolution kernels, seen as matrices of outputs x (inputs x height x width); the
    others are changed by Adam. Weight decay is decoupled (AdamW)."""

    def __init__(self, groups: list[dict[str, Any]], *, lr: float, weight_decay: float = 0.0) -> None:
        super().__init__(groups, {"lr": lr, "weight_decay": weight_decay, "orthogonal": False})

    @overload
    def step(self, closure: None = None) -> None: ...
    @overload
    def step(self, closure: Callable[[], float]) -> float: ...
    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:
        """Change every parameter that has a gradient."""
        loss = closure() if closure else None
        for group in self.param_groups:
            change = self._orthogonal if group["orthogonal"] else self._adam
            for parameter in group["params"]:
                if parameter.grad is not None:
                    parameter.mul_(1 - group["lr"] * group["weight_decay"])
                    parameter.add_(change(parameter), alpha=-group["lr"])
        return loss

    def _orthogonal(self, parameter: torch.Tensor) -> torch.Tensor:
        state = self.state[parameter]
        if not state:
            state["momentum"] = torch.zeros_like(parameter)
        gradient = _gradient(parameter)
        momentum = state["momentum"].lerp_(gradient, 1 - _MOMENTUM)
        ahead = gradient.lerp(momentum, _MOMENTUM).flatten(1)
        change: torch.Tensor = orthogonalise(ahead) * (_ADAM_RMS * math.sqrt(max(ahead.shape)))
        return change.view_as(parameter)

    def _adam(self, parameter: torch.Tensor) -> torch.Tensor:
        state = self.state[parameter]
        if not state:
            state["mean"], state["square"] = torch.zeros_like(parameter), torch.zeros_like(parameter)
            state["count"] = 0
        state["count"] += 1
        gradient = _gradient(parameter)
        mean = state["mean"].lerp_(gradient, 1 - _ADAM_BETAS[0]) / (1 - _ADAM_BETAS[0] ** state["count"])
        square = state["square"].lerp_(gradient.square(), 1 - _ADAM_BETAS[1]) / (1 - _ADAM_BETAS[1] ** state["count"])
        change: torch.Tensor = mean / (square.sqrt() + _EPSILON)
        return change


def orthogonalise(matrix: torch.Tensor) -> torch.Tensor:
    """The orthogonal matrix nearest to `matrix` (2 dimensions), roughly, by Newton-Schulz iteration."""
    first, third, fifth = _QUINTIC
    is_tall = matrix.shape[0] > matrix.shape[1]
    result: torch.Tensor = matrix.T if is_tall else matrix
    result = result / (result.norm() + _EPSILON)
    for _ in range(_ROUNDS):
        square = result @ result.T
        result = first * result + (third * square + fifth * square @ square) @ result
    return result.T if is_tall else result


def _gradient(parameter: torch.Tensor) -> torch.Tensor:
    assert parameter.grad is not None  # noqa: S101 - for the type checker; `step` passes over the others
    return parameter.grad
