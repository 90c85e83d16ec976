"""The door to spandrel: it finds a network's architecture in its weights' names and shapes, and builds it.

Its file loader is never used: that one runs TorchScript code found in a file.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from spandrel import ArchRegistry

_PARTS = ("torchvision", "torchvision.transforms", "torchvision.transforms.functional")


def registry() -> ArchRegistry:
    """All architectures that spandrel knows; loaded at the first call."""
    with _without_torchvision():
        import spandrel  # noqa: PLC0415 - loads 40 networks, which only foreign models need
    return spandrel.MAIN_REGISTRY


@contextmanager
def _without_torchvision() -> Iterator[None]:
    """Stand in for three names of torchvision, which cannot be imported beside a torch of another build.

    They belong to two networks that are refused in any case (faces, and holes to fill).
    """
    if "spandrel" in sys.modules:
        yield
        return
    before = {name: sys.modules.get(name) for name in _PARTS}
    package, transforms, functional = (ModuleType(name) for name in _PARTS)
    functional.__dict__.update(InterpolationMode=object, rotate=_absent, normalize=_absent)
    transforms.__dict__["functional"], package.__dict__["transforms"] = functional, transforms
    sys.modules.update(zip(_PARTS, (package, transforms, functional), strict=True))
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                sys.modules.pop(name, None)
            else:
                sys.modules[name] = module


def _absent(*args: Any, **words: Any) -> NoReturn:  # noqa: ANN401
    raise NotImplementedError("this network needs torchvision")
