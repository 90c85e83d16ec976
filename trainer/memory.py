"""Memory of this process and what is free, in MB (10^6 bytes), by device."""

from __future__ import annotations

import sys
from pathlib import Path

import torch

from sr_desktop.core.machine_memory import available_memory, installed_memory

_MB = 1e6
_STATUS = Path("/proc/self/status")
_LIMITS = (
    (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory.current")),
    (Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"), Path("/sys/fs/cgroup/memory/memory.usage_in_bytes")),
)
"""Where containers are told how much they may use, and how much they do (cgroups of version 2 and 1)."""


def held_mb(device: torch.device) -> float:
    """What tensors fill on a CUDA device; else what the process holds (resident set), on macOS the most it ever held."""
    return torch.cuda.memory_allocated(device) / _MB if device.type == "cuda" else _process_mb(peak=False)


def forget_peak(device: torch.device) -> None:
    """Let `peak_mb` begin anew where the system can: on CUDA and Linux. Elsewhere the peak only ever rises."""
    if device.type == "cuda":
        torch.cuda.reset_peak_memory_stats(device)
    elif sys.platform == "linux":
        # 5: set VmHWM back to what is held now; see proc(5).
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def peak_mb(device: torch.device) -> float:
    """The most that was held since `forget_peak`."""
    return torch.cuda.max_memory_allocated(device) / _MB if device.type == "cuda" else _process_mb(peak=True)


def free_mb(device: torch.device) -> float:
    """What could still be taken: on the CUDA device; else in the machine, or in the container if that has less."""
    return torch.cuda.mem_get_info(device)[0] / _MB if device.type == "cuda" else _machine_free_mb()


def _machine_free_mb() -> float:
    free = available_memory()
    if free is None:
        # All that this process never held counts as free, for what others hold can mostly be dropped or compressed.
        return max(0.0, installed_memory() / _MB - _process_mb(peak=True))
    return min([free / _MB, *_left_in_container()])


def _left_in_container() -> list[float]:
    """MB by limit; empty outside containers, as on systems that have none of these files."""
    left = []
    for limit, used in _LIMITS:
        if limit.is_file() and used.is_file():
            text = limit.read_text(encoding="ascii").strip()
            if text.isdigit():
                left.append(max(0.0, (int(text) - int(used.read_text(encoding="ascii"))) / _MB))
    return left


if sys.platform == "linux":

    def _status(name: str) -> float:
        # "VmRSS:     123456 kB", where kB are 1024 bytes.
        line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith(name))
        return int(line.split()[1]) * 1024 / _MB

    def _process_mb(*, peak: bool) -> float:
        return _status("VmHWM:" if peak else "VmRSS:")

elif sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _ProcessMemory(ctypes.Structure):
        """PROCESS_MEMORY_COUNTERS of psapi.h."""

        _fields_ = (
            ("cb", wintypes.DWORD),
            ("PageFaultCount", wintypes.DWORD),
            ("PeakWorkingSetSize", ctypes.c_size_t),
            ("WorkingSetSize", ctypes.c_size_t),
            ("quotas", ctypes.c_size_t * 4),
            ("PagefileUsage", ctypes.c_size_t),
            ("PeakPagefileUsage", ctypes.c_size_t),
        )

    def _process_mb(*, peak: bool) -> float:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.K32GetProcessMemoryInfo.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
        counters = _ProcessMemory(cb=ctypes.sizeof(_ProcessMemory))
        if not kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb):
            raise ctypes.WinError(ctypes.get_last_error())
        return float(counters.PeakWorkingSetSize if peak else counters.WorkingSetSize) / _MB

else:
    import resource

    def _process_mb(*, peak: bool) -> float:
        # macOS tells the peak alone, in bytes.
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
