"""The one face of all backends."""

from __future__ import annotations

from typing import Protocol

from sr_desktop.core.picture import FloatArray
from sr_desktop.core.progress import CancelToken


class Backend(Protocol):
    """Runs one network on one device. `device` and `precision` say which, for the user and for the records."""

    device: str
    precision: str

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """C x H x W in 0..1 to the network's answer, C x H' x W'. Raises OutOfMemory, or Cancelled between two layers."""
        ...
