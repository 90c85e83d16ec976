"""The one face of all backends, and of what makes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.settings import LayerKind

ExactPrecision = Literal["fp32", "bf16", "fp16"]


class Backend(Protocol):
    """Runs one network on one device. `name`, `device` and `precision` say which, for the user and for the records."""

    name: str
    device: str
    precision: str

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """C x H x W in 0..1 to the network's answer, C x H' x W'. Raises OutOfMemory, or Cancelled between two layers."""
        ...


class Flow(Protocol):
    """One picture, or a band of rows of one, on its way through a network in columns from left to right."""

    def push(self, planes: FloatArray, last: bool, cancel: CancelToken | None = None) -> FloatArray | None:
        """The next columns, C x H x W in 0..1 with W > 0, to the columns of the answer that are complete by now, None for none.

        last: the picture ends with these. Raises as Backend.run does; then the flow is of no more use.
        """
        ...


@runtime_checkable
class FlowingBackend(Backend, Protocol):
    """A Backend that computes no column twice: what neighbours share need not be repeated from tile to tile."""

    def flow(self) -> Flow:
        """For one picture, or a band of one."""
        ...

    def columns(self, rows: int) -> int:
        """How many columns of so many rows are best pushed at a time."""
        ...

    def turned(self, number: int) -> FlowingBackend | None:
        """What gives of a picture the answer that this gives of the picture in orientation 0..7 (turning.py), turned back.

        None for what cannot be turned.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way to run a network here. backend: of BackendKind.id; device: as in core/devices.py.

    layers: of each convolution in their order, where the precision is bf16 and the backend takes it; () where nobody chose.
    """

    backend: str
    device: str
    precision: ExactPrecision = "fp32"
    layers: tuple[LayerKind, ...] = ()


class BackendKind(Protocol):
    """Makes backends of one sort, of networks that it can express."""

    id: str

    def devices(self) -> tuple[str, ...]:
        """Names of the devices here that it runs networks on."""
        ...

    def ways(self, loaded: LoadedNet) -> tuple[Way, ...]:
        """All that this machine has hardware for, best device and most exact precision first; none for what it cannot run."""
        ...

    def make(self, loaded: LoadedNet, way: Way) -> Backend:
        """A backend for one of `ways`; `loaded` itself stays as it is. Raises OutOfMemory."""
        ...
