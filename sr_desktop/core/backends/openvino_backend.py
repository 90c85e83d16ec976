"""Networks run by OpenVINO (the extra `openvino`): Intel's graphics, and processors."""

from __future__ import annotations

import sys
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
import torch

from sr_desktop.core.backends.face import Backend, ExactPrecision, Way
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.devices import computes_bf16
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import Cancelled, CancelToken

_HINTS: dict[ExactPrecision, str] = {"fp32": "f32", "bf16": "bf16", "fp16": "f16"}
_POLL_MS = 20
"""How long a user's cancel waits at most before it reaches a running network."""


class OpenvinoKind:
    """A BackendKind of what OpenVINO finds on this machine; none where it is not installed."""

    id = "openvino"

    def devices(self) -> tuple[str, ...]:
        """See BackendKind."""
        return tuple(_devices()) if find_spec("openvino") else ()

    def ways(self, loaded: LoadedNet) -> tuple[Way, ...]:
        """See BackendKind."""
        if not self.devices() or plan_of(loaded) is None:
            return ()
        return tuple(
            Way(backend=self.id, device=device, precision=precision)
            for device in self.devices()
            for precision in _precisions(device)
        )

    def make(self, loaded: LoadedNet, way: Way) -> Backend:
        """See BackendKind."""
        steps = plan_of(loaded)
        if steps is None:
            raise ValueError(f"{loaded.info.model} is not for {self.id}")
        return OpenvinoBackend(steps, way, channels=loaded.spec.channels)


@cache
def _core() -> Any:  # noqa: ANN401 - the package is optional
    # It reports each import to its makers unless its package for that is missing; nothing leaves the machine here.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino  # noqa: PLC0415

    return openvino.Core()


@cache
def _devices() -> dict[str, str]:
    """OpenVINO's names by ours: "cpu", "intel-gpu", "intel-gpu:1"."""
    names = [name for name in _core().available_devices if name.split(".")[0] in {"CPU", "GPU"}]
    return {("cpu" if name == "CPU" else f"intel-{name.lower().replace('.', ':')}"): name for name in names}


def _precisions(device: str) -> tuple[ExactPrecision, ...]:
    if device == "cpu":
        return ("fp32", "bf16") if computes_bf16(torch.device("cpu")) else ("fp32",)
    return ("fp32", "fp16")


class OpenvinoBackend:
    """A Backend of one network on one of OpenVINO's devices."""

    def __init__(self, steps: tuple[Step, ...], way: Way, *, channels: int) -> None:
        self.name, self.device = way.backend, way.device
        self.precision: str = way.precision
        self._steps, self._channels = steps, channels
        self._target, self._hint = _devices()[way.device], _HINTS[way.precision]
        self._request: Any = None
        self._shape: tuple[int, ...] = ()

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        if cancel:
            cancel.raise_if_cancelled()
        try:
            request = self._ready(planes.shape)
            request.start_async({0: np.ascontiguousarray(planes)[None]}, share_inputs=True)
            _wait(request, cancel)
            return np.array(request.get_output_tensor(0).data[0])
        except RuntimeError as error:
            if any(word in str(error).lower() for word in ("alloc", "out of memory", "not enough memory")):
                raise OutOfMemory(device=self.device) from None
            raise

    def _ready(self, shape: tuple[int, ...]) -> Any:  # noqa: ANN401
        """A request for pictures of `shape`: processors take any size at full speed, others want to know it."""
        fixed = () if self._target == "CPU" else shape
        if self._request is None or self._shape != fixed:
            model = _model(self._steps, [1, self._channels, *(fixed[1:] or (-1, -1))])
            settings: dict[str, Any] = {"INFERENCE_PRECISION_HINT": self._hint}
            if self._target == "CPU":
                # Torch's number, which the program's own settings decide.
                settings["INFERENCE_NUM_THREADS"] = torch.get_num_threads()
            self._request = _core().compile_model(model, self._target, settings).create_infer_request()
            self._shape = fixed
        return self._request


def _wait(request: Any, cancel: CancelToken | None) -> None:  # noqa: ANN401
    while not request.wait_for(_POLL_MS):
        try:
            if cancel:
                cancel.raise_if_cancelled()
        except Cancelled:
            request.cancel()
            with suppress(RuntimeError):  # with which it tells that it was cancelled
                request.wait()
            raise


def _model(steps: tuple[Step, ...], shape: list[int]) -> Any:  # noqa: ANN401
    import openvino  # noqa: PLC0415
    from openvino import opset13 as ops  # noqa: PLC0415

    picture = ops.parameter(openvino.PartialShape(shape), np.float32)
    answers: dict[int, Any] = {-1: picture}
    for number, step in enumerate(steps):
        answers[number] = _node(ops, step, [answers[each] for each in step.inputs])
    return openvino.Model([answers[len(steps) - 1]], [picture], "network")


def _node(ops: Any, step: Step, given: list[Any]) -> Any:  # noqa: ANN401
    if step.op == "conv":
        return _conv(ops, step, given[0])
    if step.op == "rectify" and step.weight is not None:
        return _rectified(ops, given[0], step.weight)
    if step.op == "pad":
        top, bottom, left, right = step.margin
        return ops.pad(given[0], np.array([0, 0, top, left]), np.array([0, 0, bottom, right]), "edge")
    if step.op == "shuffle":
        return ops.depth_to_space(given[0], "depth_first", int(step.number))
    if step.op == "add":
        return ops.add(*given)
    number = np.float32(step.number)
    return ops.add(given[0], number) if step.op == "plus" else ops.multiply(given[0], number)


def _conv(ops: Any, step: Step, given: Any) -> Any:  # noqa: ANN401
    top, bottom, left, right = step.margin
    answer = ops.convolution(given, step.weight, [1, 1], [top, left], [bottom, right], [1, 1])
    if step.bias is not None:
        answer = ops.add(answer, step.bias.reshape(1, -1, 1, 1))
    return answer if step.slope is None else _rectified(ops, answer, np.array([step.slope], np.float32))


def _rectified(ops: Any, given: Any, slopes: FloatArray) -> Any:  # noqa: ANN401
    # Only the plain form becomes a part of the convolution before it.
    return ops.prelu(given, slopes) if slopes.any() else ops.relu(given)
