"""What a measurement depends on besides the network."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from functools import cache
from pathlib import Path

import torch

from sr_desktop import __version__
from sr_desktop.core.backends.choice import KINDS
from sr_desktop.core.devices import list_devices


@cache
def present_versions() -> dict[str, str]:
    """Program, torch and other backends, processor and GPUs, by short names."""
    versions = {"program": __version__, "torch": str(torch.__version__), "cpu": _cpu_name()}
    for kind in KINDS:
        if kind.id not in versions:
            versions[kind.id] = _package_version(kind.id)
    for name in list_devices():
        if name.startswith("cuda"):
            versions[name] = f"{torch.cuda.get_device_name(name)}, CUDA {torch.version.cuda}"
        elif name != "cpu":
            versions[name] = platform.mac_ver()[0]
    return versions


def _package_version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        # A bundle has no metadata; there the program's own version stands for all of its parts.
        return ""


def _cpu_name() -> str:
    """As the system calls it, with the instruction set that torch makes use of: some names say nothing."""
    list_of_cores = Path("/proc/cpuinfo")
    if sys.platform.startswith("linux") and list_of_cores.is_file():
        lines = list_of_cores.read_text(encoding="utf-8", errors="replace").splitlines()
        named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
        name = next(named, platform.machine())
    else:
        name = platform.processor() or platform.machine()
    return f"{name}, {torch.backends.cpu.get_cpu_capability()}"
