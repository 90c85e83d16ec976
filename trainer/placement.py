"""On which device a process computes, and with how many threads."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

import torch
from torch import nn

from sr_desktop.core.devices import computes_bf16, pick_device
from sr_desktop.core.errors import BadJob
from sr_desktop.core.flat_memory import keep_freed_memory
from sr_desktop.core.training.job import JobSpec
from trainer.distributed import Group
from trainer.weight_gradient import use_products


def place(job: JobSpec, group: Group, warn: Callable[[str, str], None]) -> torch.device:
    """Set the number of threads and return the device: of several processes, each has a graphics card of its own, or its
    share of the processor. `warn` hears, with a code, of a precision that makes the device slower.

    Raises DeviceUnavailable; BadJob where there are fewer cards than processes, or for a device that has no group.
    """
    if job.threads:
        torch.set_num_threads(job.threads)
    elif group.size > 1:
        torch.set_num_threads(max(1, _cores() // group.place.local_size))
    device = pick_device(job.device) if group.size == 1 else _own_device(job.device, group)
    if device.type == "cpu":
        keep_freed_memory()
    if job.optim.precision == "bf16" and not computes_bf16(device):
        warn("imitated_bf16", f"{device} has no instructions for bf16 and only imitates it: fp32 is several times faster.")
    return device


def move(module: nn.Module, device: torch.device) -> nn.Module:
    """`module` on `device`, as it learns fastest there."""
    if device.type == "cpu":
        use_products(module)
    return module.to(device).to(memory_format=torch.channels_last)  # type: ignore[no-any-return, call-overload]


def _own_device(name: str, group: Group) -> torch.device:
    if name == "cpu" or (name == "auto" and not torch.cuda.is_available()):
        return torch.device("cpu")
    if name != "auto" and not name.startswith("cuda"):
        raise BadJob(field="device", value=name, allowed="auto, cpu or cuda for several processes")
    cards, number = torch.cuda.device_count(), group.place.local_rank
    if number >= cards:
        allowed = f"at most {cards}, one for each graphics card, or device = cpu in the job"
        raise BadJob(field="--nproc-per-node", value=str(group.place.local_size), allowed=allowed)
    torch.cuda.set_device(number)
    return torch.device("cuda", number)


def _cores() -> int:
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return cores or 1
