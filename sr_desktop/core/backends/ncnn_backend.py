"""Networks run by ncnn (the extra `ncnn`): fewer multiplications for 3x3 kernels, and graphics of any maker by Vulkan."""

from __future__ import annotations

import atexit
import ctypes
import sys
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import torch

from sr_desktop.core.backends.face import Backend, ExactPrecision, Way
from sr_desktop.core.backends.ncnn_text import INPUT, answer_name, network_text, weights_bytes
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken

_ON_CPU: tuple[ExactPrecision, ...] = ("fp32",)
_ON_GRAPHICS: tuple[ExactPrecision, ...] = ("fp32", "fp16")
_PROCESSOR = 3
"""The kind of a Vulkan device that is a processor."""
_NO_MEMORY = -100
"""What ncnn answers where an allocation failed."""


class NcnnKind:
    """A BackendKind of the processor and of all that speaks Vulkan; none where ncnn is not installed."""

    id = "ncnn"

    def devices(self) -> tuple[str, ...]:
        """See BackendKind."""
        # On macOS both ncnn and torch bring LLVM's OpenMP, which ends a process that holds it twice; torch has Metal there.
        here = sys.platform != "darwin" and find_spec("ncnn") is not None
        return (*_graphics(), "cpu") if here else ()

    def ways(self, loaded: LoadedNet) -> tuple[Way, ...]:
        """See BackendKind."""
        steps = plan_of(loaded) if self.devices() else None
        if steps is None:
            return ()
        # On a processor it lays a larger kernel's input out as a matrix: slow, and 11 GB for SRResNet's last layer.
        small = all(max(step.weight.shape[2:]) <= 3 for step in steps if step.op == "conv" and step.weight is not None)
        return tuple(
            Way(backend=self.id, device=device, precision=precision)
            for device in self.devices()
            if small or device != "cpu"
            for precision in (_ON_CPU if device == "cpu" else _ON_GRAPHICS)
        )

    def make(self, loaded: LoadedNet, way: Way) -> Backend:
        """See BackendKind."""
        steps = plan_of(loaded)
        if steps is None:
            raise ValueError(f"{loaded.info.model} is not for {self.id}")
        return NcnnBackend(steps, way)


@cache
def _graphics() -> dict[str, int]:
    """ncnn's numbers of devices by our names, "vulkan:0" and so on; processors that play graphics are left out."""
    try:
        ctypes.CDLL("vulkan-1.dll" if sys.platform == "win32" else "libvulkan.so.1")
    except OSError:
        # ncnn would look for it too, and complain on standard error.
        return {}
    import ncnn  # noqa: PLC0415 - optional

    # Vulkan wants to be left before its driver is.
    atexit.register(ncnn.destroy_gpu_instance)
    numbers = [number for number in range(ncnn.get_gpu_count()) if ncnn.get_gpu_info(number).type() != _PROCESSOR]
    return {f"vulkan:{number}": number for number in numbers}


class NcnnBackend:
    """A Backend of one network on the processor, or on the graphics device that the way names."""

    def __init__(self, steps: tuple[Step, ...], way: Way) -> None:
        self.name, self.device = way.backend, way.device
        self.precision: str = way.precision
        self._net = _net(steps, way)
        # On a processor an answer can be asked for layer by layer, between which a user's cancel is heard.
        stops = [number for number, step in enumerate(steps) if step.op == "conv"] if way.device == "cpu" else []
        self._stops = [answer_name(number) for number in stops]
        self._last = answer_name(len(steps) - 1)

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        import ncnn  # noqa: PLC0415

        planes = np.ascontiguousarray(planes, np.float32)
        extractor = self._net.create_extractor()
        extractor.input(INPUT, ncnn.Mat(planes))
        for stop in self._stops:
            if cancel:
                cancel.raise_if_cancelled()
            # 1: as it lies there; nobody looks at it.
            self._checked(extractor.extract(stop, 1)[0])
        status, answer = extractor.extract(self._last)
        self._checked(status)
        return np.array(answer)

    def _checked(self, status: int) -> None:
        if status == _NO_MEMORY:
            raise OutOfMemory(device=self.device)
        if status != 0:
            raise RuntimeError(f"ncnn ended with {status} on {self.device}")


def _net(steps: tuple[Step, ...], way: Way) -> Any:  # noqa: ANN401 - the package is optional
    import ncnn  # noqa: PLC0415

    net = ncnn.Net()
    # Torch's number, which the program's own settings decide.
    net.opt.num_threads = torch.get_num_threads()
    # Sums stay in fp32: they are where half precision would change pixels.
    net.opt.use_fp16_arithmetic = False
    net.opt.use_fp16_packed = net.opt.use_fp16_storage = way.precision == "fp16"
    if way.device != "cpu":
        net.opt.use_vulkan_compute = True
        net.set_vulkan_device(_graphics()[way.device])
    weights = _reader(weights_bytes(steps))
    if net.load_param_mem(network_text(steps)) != 0 or net.load_model(weights) != 0:
        raise OutOfMemory(device=way.device)
    return net


def _reader(weights: bytes) -> Any:  # noqa: ANN401
    """What ncnn reads weights from: it copies them, where its reader of memory would keep pointing at ours."""
    import ncnn  # noqa: PLC0415

    class Reader(ncnn.DataReader):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self._place = 0

        def read(self, target: object, size: int) -> int:
            part = weights[self._place : self._place + size]
            ctypes.memmove(_address(target), part, len(part))
            self._place += len(part)
            return len(part)

    return Reader()


def _address(capsule: object) -> int:
    name, address = ctypes.pythonapi.PyCapsule_GetName, ctypes.pythonapi.PyCapsule_GetPointer
    name.restype, name.argtypes = ctypes.c_char_p, [ctypes.py_object]
    address.restype, address.argtypes = ctypes.c_void_p, [ctypes.py_object, ctypes.c_char_p]
    return int(address(capsule, name(capsule)))
