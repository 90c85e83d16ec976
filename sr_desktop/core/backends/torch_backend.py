"""Networks run by torch."""

from __future__ import annotations

import copy
from contextlib import AbstractContextManager, nullcontext

import numpy as np
import torch
from torch import nn

from sr_desktop.core.backends.face import Backend, ExactPrecision, Way
from sr_desktop.core.backends.packed_backend import PackedBackend, packable_plan
from sr_desktop.core.devices import computes_bf16, list_devices, pick_device
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.settings import Precision

_TYPES = {"bf16": torch.bfloat16, "fp16": torch.float16}


class TorchKind:
    """The BackendKind that takes every network."""

    id = "torch"

    def devices(self) -> tuple[str, ...]:
        """See BackendKind."""
        return list_devices()

    def ways(self, loaded: LoadedNet) -> tuple[Way, ...]:
        """See BackendKind."""
        return tuple(
            Way(backend=self.id, device=name, precision=precision)
            for name in list_devices()
            for precision in _precisions(torch.device(name))
        )

    def make(self, loaded: LoadedNet, way: Way) -> Backend:
        """See BackendKind."""
        packs = way.device == "cpu" and way.precision in _precisions(torch.device("cpu"))
        steps = packable_plan(loaded) if packs else None
        if steps is not None:
            return PackedBackend(steps, way)
        return TorchBackend(copy.deepcopy(loaded.module), device=way.device, precision=way.precision)


def _precisions(device: torch.device) -> tuple[ExactPrecision, ...]:
    """Those that the hardware has instructions for, the most exact first."""
    low: tuple[ExactPrecision, ...] = ("bf16",) if computes_bf16(device) else ()
    return ("fp32", *low) if device.type == "cpu" else ("fp32", *low, "fp16")


class TorchBackend:
    """A Backend that keeps `module` in channels-last order, which torch's CPU and CUDA convolutions run fastest."""

    def __init__(self, module: nn.Module, *, device: str = "auto", precision: Precision = "auto") -> None:
        self._device = pick_device(device)
        self._module = module.eval().to(self._device).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.name, self.device = TorchKind.id, str(self._device)
        # "auto" stays exact until a measurement on the machine has shown that less precision changes no pixel.
        self.precision: str = "fp32" if precision == "auto" else precision
        self._cancel: CancelToken | None = None
        self._shape: tuple[int, ...] = ()
        for layer in self._module.modules():
            if isinstance(layer, nn.Conv2d):
                # A tile of a deep network takes seconds on a slow machine; a user's cancel may not wait for it.
                layer.register_forward_pre_hook(self._stop_if_cancelled)

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        self._cancel = cancel
        batch = torch.from_numpy(np.ascontiguousarray(planes))[None].to(self._device)
        batch = batch.contiguous(memory_format=torch.channels_last)
        try:
            with torch.inference_mode(), self._autocast(), self._cudnn(planes.shape):
                answer = self._module(batch)
        except torch.OutOfMemoryError:
            raise OutOfMemory(device=self.device) from None
        except RuntimeError as error:
            # The CPU allocator has no error class of its own.
            if "not enough memory" in str(error) or "can't allocate memory" in str(error):
                raise OutOfMemory(device=self.device) from None
            raise
        result: FloatArray = answer[0].float().cpu().numpy()
        return result

    def _stop_if_cancelled(self, layer: nn.Module, inputs: object) -> None:
        if self._cancel:
            self._cancel.raise_if_cancelled()

    def _cudnn(self, shape: tuple[int, ...]) -> AbstractContextManager[object]:
        """From the second tile of a shape on its fastest algorithm is looked for, which costs as much as many tiles.

        In fp32 without TF32, which has the precision of fp16.
        """
        again, self._shape = shape == self._shape, shape
        exact = self.precision == "fp32"
        if self._device.type != "cuda":
            return nullcontext()
        return torch.backends.cudnn.flags(enabled=True, benchmark=again, allow_tf32=not exact)

    def _autocast(self) -> torch.autocast:
        kind = _TYPES.get(self.precision)
        return torch.autocast(self._device.type, dtype=kind, enabled=kind is not None)
