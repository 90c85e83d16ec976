"""What can run a network on this machine: the one list that everything chooses from."""

from __future__ import annotations

from sr_desktop.core.backends.face import Backend, BackendKind, Way
from sr_desktop.core.backends.ncnn_backend import NcnnKind
from sr_desktop.core.backends.openvino_backend import OpenvinoKind
from sr_desktop.core.backends.torch_backend import TorchKind
from sr_desktop.core.devices import list_devices, pick_device
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.upscaling.settings import Precision

KINDS: tuple[BackendKind, ...] = (TorchKind(), OpenvinoKind(), NcnnKind())
"""The first is exact and runs every network; what is faster here has to be measured."""


def device_names() -> tuple[str, ...]:
    """Devices that a network may run on here, torch's best first; "cpu" is always the last."""
    *first, last = list_devices()
    return (*first, *(name for kind in KINDS for name in kind.devices() if name not in {*first, last}), last)


def checked_device(name: str) -> str:
    """The device of that name; for "auto" torch's best. Raises DeviceUnavailable."""
    return name if name in device_names() else str(pick_device(name))


def ways_for(loaded: LoadedNet, *, device: str = "auto", precision: Precision = "auto") -> tuple[Way, ...]:
    """Ways to run `loaded` here that meet the wishes, at least one; the first needs no measuring to be trusted.

    Only what hardware has instructions for is offered. A precision asked for by name torch imitates elsewhere; a network that
    the asked device cannot express runs by torch on its best, and results say so. Raises DeviceUnavailable.
    """
    asked = checked_device(device)
    here = [way for kind in KINDS for way in kind.ways(loaded) if device == "auto" or way.device == asked]
    ways = tuple(way for way in here if precision in {"auto", way.precision})
    if ways:
        return ways
    if asked in list_devices():
        return (Way(backend="torch", device=asked, precision="fp32" if precision == "auto" else precision),)
    return tuple(here) or ways_for(loaded, precision=precision)


def make_backend(loaded: LoadedNet, way: Way) -> Backend:
    """A backend for one of `ways_for`; `loaded` stays as it is and may be used again. Raises OutOfMemory."""
    return next(kind for kind in KINDS if kind.id == way.backend).make(loaded, way)
