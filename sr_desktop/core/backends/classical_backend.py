"""Classical methods run by numpy."""

from __future__ import annotations

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.classical.face import ClassicalMethod
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken


class ClassicalBackend:
    """A Backend of one method; it runs on the CPU whatever device is asked for, as plain interpolation does."""

    def __init__(self, method: ClassicalMethod) -> None:
        self._method, self.name = method, "numpy"
        self.device = "cpu"
        self.precision = "fp32"

    @property
    def geometry(self) -> Geometry:
        """What tiling must know of the method."""
        return Geometry(space=InputSpace.LUMA_LOW, radius=self._method.radius, factor=self._method.factor)

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend: 1 x h x w to 1 x (h * factor) x (w * factor)."""
        try:
            return self._method.enhance(planes[0], cancel)[None]
        except MemoryError:
            raise OutOfMemory(device=self.device) from None
