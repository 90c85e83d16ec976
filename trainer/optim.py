"""Initial weights, optimizers, schedules, clipping and averaging."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn

from sr_desktop.core.archs.deepening import Deepens
from sr_desktop.core.archs.interpolation import StartsAsInterpolation
from sr_desktop.core.errors import BadJob
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.training.job import OptimOptions
from trainer.muon import Muon

_ADAM_BETAS = (0.9, 0.999)


def initialise(module: nn.Module, options: OptimOptions, seed: int) -> None:
    """Draw the first weights. gaussian: N(0, 0.001), bias 0 (SRCNN section 4.1); he: He et al. 2015; see OptimOptions.

    Raises BadJob where the network knows no such start or cannot learn with fewer layers first, BadJob or BadCheckpoint where
    `options.start` does not hold weights of this network.
    """
    if options.shallow_share:
        _initialise_deep(module, options, seed)
        return
    torch.manual_seed(seed)
    convolutions = [layer for layer in module.modules() if isinstance(layer, nn.Conv2d)]
    for layer in convolutions:
        if options.init == "gaussian":
            nn.init.normal_(layer.weight, std=1e-3)
        else:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
    if options.init == "identity":
        if not isinstance(module, StartsAsInterpolation):
            raise BadJob(field="optim.init", value="identity", allowed="gaussian or he with this network")
        module.start_as_interpolation()
    if options.start:
        _load_start(module, Path(options.start), "weights of the same network as [net] describes")


def set_depth(module: nn.Module, options: OptimOptions, step: int) -> float:
    """Let those layers of `module` learn that are to at `step`, counted from 1; what the rate is multiplied by for them."""
    if not options.shallow_steps or not isinstance(module, Deepens) or module.depth <= options.shallow_depth:
        return 1.0
    few = step <= options.shallow_steps
    module.use_depth(options.shallow_depth if few else None)
    return 1.0 if few else options.deep_rate


def _initialise_deep(module: nn.Module, options: OptimOptions, seed: int) -> None:
    if not isinstance(module, Deepens):
        raise BadJob(field="optim.shallow_share", value=str(options.shallow_share), allowed="0 with this network")
    start = replace(options, shallow_share=0.0)
    if module.depth <= options.shallow_depth:
        initialise(module, start, seed)
        return
    shallow = module.shallower(options.shallow_depth)
    initialise(shallow, replace(start, start=""), seed)
    if options.start:
        # A start with more layers would have to leave out some that it needs.
        allowed = f"weights of at most optim.shallow_depth = {options.shallow_depth} layers, unless optim.shallow_share is 0"
        _load_start(shallow, Path(options.start), allowed)
    module.load_state_dict(module.deepened(shallow.state_dict()))


def _load_start(module: nn.Module, path: Path, allowed: str) -> None:
    state, wanted = load_net(path).module.state_dict(), module.state_dict()
    if isinstance(module, Deepens) and len(state) < len(wanted):
        state = module.deepened(state)
    if {name: tensor.shape for name, tensor in state.items()} != {name: tensor.shape for name, tensor in wanted.items()}:
        raise BadJob(field="optim.start", value=str(path), allowed=allowed)
    module.load_state_dict(state)


def make_optimizer(module: nn.Module, options: OptimOptions) -> torch.optim.Optimizer:
    """Groups of parameters with their highest rates as `peak`: all layers but the last, and the last.

    For muon the kernels between the first and the last layer are a group of their own.
    """
    convolutions = [layer for layer in module.modules() if isinstance(layer, nn.Conv2d)]
    inner = {layer.weight for layer in convolutions[1:-1]} if options.method == "muon" else set()
    last = set(convolutions[-1].parameters())
    groups: list[dict[str, Any]] = [
        {"params": [p for p in module.parameters() if p not in last and p not in inner], "peak": options.lr},
        {"params": list(convolutions[-1].parameters()), "peak": options.lr_last or options.lr},
    ]
    if options.method == "muon":
        groups.append({"params": [p for p in module.parameters() if p in inner], "peak": options.lr, "orthogonal": True})
        return Muon(groups, lr=options.lr, weight_decay=options.weight_decay)
    if options.method == "sgd":
        return torch.optim.SGD(groups, lr=options.lr, momentum=options.momentum, weight_decay=options.weight_decay)
    return torch.optim.Adam(groups, lr=options.lr, betas=_ADAM_BETAS, weight_decay=options.weight_decay)


def rate_factor(options: OptimOptions, step: int) -> float:
    """What the highest rate is multiplied by at `step`, counted from 1."""
    if step <= options.warmup:
        return step / options.warmup
    if options.schedule == "constant":
        return 1.0
    if options.schedule == "step":
        return float(0.1 ** ((step - 1) // options.step_every))
    share = (step - options.warmup) / max(1, options.steps - options.warmup)
    return options.lr_floor + (1 - options.lr_floor) * 0.5 * (1 + math.cos(math.pi * min(1.0, share)))


def set_rate(optimizer: torch.optim.Optimizer, factor: float) -> float:
    """Set every group's rate to its highest times `factor`; returns the first group's."""
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * factor
    return float(optimizer.param_groups[0]["lr"])


def clip_gradients(parameters: Iterable[nn.Parameter], options: OptimOptions, rate: float) -> None:
    """Clip in place as `options.clip` says; adjustable: the higher the rate, the tighter (VDSR section 3.2)."""
    if options.clip == "norm":
        nn.utils.clip_grad_norm_(parameters, options.clip_value)
    elif options.clip == "adjustable":
        nn.utils.clip_grad_value_(parameters, options.clip_value / rate)


def parts(low: torch.Tensor, high: torch.Tensor, options: OptimOptions) -> list[tuple[torch.Tensor, torch.Tensor]]:
    """Inputs and truths of an update, N x C x H x W each, as its `options.accumulate` passes."""
    return list(zip(low.chunk(options.accumulate), high.chunk(options.accumulate), strict=True))


def mean_of(passes: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The figures of an update from those of its passes, detached."""
    return {name: torch.stack([each[name].detach() for each in passes]).mean() for name in passes[0]}


def autocast(device: torch.device, options: OptimOptions) -> torch.autocast:
    """The block in which convolutions and products are computed in `options.precision`."""
    return torch.autocast(device.type, dtype=torch.bfloat16, enabled=options.precision == "bf16")


class AveragedWeights:
    """Exponential moving average of a module's state; whole-number buffers are copied."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self._decay = decay
        self.state = {name: tensor.detach().clone() for name, tensor in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        """Move towards the module's present state; the first steps move faster, so that the start is soon forgotten."""
        decay = min(self._decay, (1 + step) / (10 + step)) if self._decay else 0.0
        for name, tensor in module.state_dict().items():
            if tensor.is_floating_point():
                self.state[name].lerp_(tensor, 1 - decay)
            else:
                self.state[name].copy_(tensor)

    def load(self, state: dict[str, torch.Tensor]) -> None:
        """Go on from such a `state`, on whatever device its tensors are."""
        for name, tensor in self.state.items():
            tensor.copy_(state[name])
