"""A limit on the network that is being built: shapes in a file are what somebody wrote there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn
from torch.nn.modules.module import (
    register_module_buffer_registration_hook,
    register_module_module_registration_hook,
    register_module_parameter_registration_hook,
)

_SPARE = 1 << 20
"""Numbers that a small network may have beyond those in its file."""
_BUFFERS = 1 << 26
_MODULES = 100_000


class OverBudget(Exception):  # becomes a ModelRefused where the file's name is known
    """The network would become larger than its file can fill."""


@contextmanager
def building_budget(weights: int) -> Iterator[None]:
    """Raise OverBudget inside the block as soon as what is built has more than 1.05 times `weights` parameters.

    A layer registers its parameter before the memory is written, so that nothing large is ever touched.
    """
    left = {"parameters": math.ceil(weights * 1.05) + _SPARE, "buffers": weights + _BUFFERS, "layers": _MODULES}

    def take(what: str, count: int) -> None:
        left[what] -= count
        if left[what] < 0:
            raise OverBudget(f"it would have more {what} than its file can fill")

    def on_parameter(module: nn.Module, name: str, parameter: nn.Parameter | None) -> None:
        take("parameters", parameter.numel() if parameter is not None else 0)

    def on_buffer(module: nn.Module, name: str, buffer: torch.Tensor | None) -> None:
        take("buffers", buffer.numel() if buffer is not None else 0)

    def on_module(module: nn.Module, name: str, child: nn.Module | None) -> None:
        take("layers", 1)

    hooks = [
        register_module_parameter_registration_hook(on_parameter),
        register_module_buffer_registration_hook(on_buffer),
        register_module_module_registration_hook(on_module),
    ]
    try:
        yield
    finally:
        for hook in hooks:
            hook.remove()
