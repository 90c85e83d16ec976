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


def computes_bf16(device: torch.device) -> bool:
    """Whether the hardware has instructions for bf16; without them torch imitates it, several times slower than fp32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device.type == "cpu":
        # One name for each instruction set that has them: avx512_bf16, amx_bf16, ...
        return any(known for name, known in torch.cpu.get_capabilities().items() if "bf16" in name)
    return True
