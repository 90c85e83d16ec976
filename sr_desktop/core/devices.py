"""Devices by name."""

from __future__ import annotations

import torch

from sr_desktop.core.errors import DeviceUnavailable


def list_devices() -> tuple[str, ...]:
    """Names that `pick_device` takes, best first; "cpu" is always the last."""
    names = [f"cuda:{number}" for number in range(torch.cuda.device_count())]
    if torch.backends.mps.is_available():
        names.append("mps")
    return (*names, "cpu")


def pick_device(name: str) -> torch.device:
    """The device of that name; "auto" is the first of `list_devices`. Raises DeviceUnavailable."""
    known = list_devices()
    if name == "auto":
        return torch.device(known[0])
    if name not in known:
        raise DeviceUnavailable(device=name, known=", ".join(("auto", *known)))
    return torch.device(name)
