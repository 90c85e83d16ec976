"""The tensors of a model file, and nothing else of it: read without running anything, and checked one by one."""

from __future__ import annotations

import pickle
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch

from sr_desktop.core.foreign.errors import (
    ModelBadNumbers,
    ModelCut,
    ModelHoldsCode,
    ModelLies,
    ModelTooHeavy,
    ModelUnreadable,
)
from sr_desktop.core.foreign.file_check import MAX_TENSORS, ModelFile

State = dict[str, torch.Tensor]

MAX_INDEX = 10_000
"""Layers are numbered in their tensors' names; the number decides how many of them are built."""
_MAX_NAME = 500
_FLOATS = (torch.float32, torch.float16, torch.bfloat16, torch.float64)
_WHOLE = (torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.bool)
_NUMBERS = re.compile(r"\d+")
_WRAPPERS = ("model_state_dict", "state_dict", "params_ema", "params-ema", "params", "model", "net")
"""Names under which trainers keep the weights beside other things; the same order as spandrel's."""
_PREFIXES = ("module.", "netG.")


def read_state(file: ModelFile) -> State:
    """The weights in a file that passed `check_file`, checked, by name. Raises a ModelRefused."""
    loaded = _from_safetensors(file.path) if file.kind == "safetensors" else _from_torch(file.path)
    state = _unwrapped(file.path, loaded)
    check_state(file.path, state, file.size)
    return {name: tensor.detach().contiguous() for name, tensor in state.items()}


def check_state(path: Path, state: Mapping[str, torch.Tensor], size: int) -> None:
    """Raise a ModelRefused unless these tensors are what a file of `size` bytes can hold and a network can have."""
    check_names(path, state)
    storages: dict[int, int] = {}
    logical = 0
    for name, tensor in state.items():
        held = _bytes_of(path, name, tensor)
        needed = tensor.numel() * tensor.element_size()
        if needed > held:
            raise ModelLies(path=str(path), detail=f"{name} is {_mb(needed)} made of {_mb(held)}")
        storages[tensor.untyped_storage().data_ptr()] = held
        logical += needed
    # Two names may mean one tensor, as tied layers do; hundreds may not.
    if sum(storages.values()) > size or logical > 2 * size:
        raise ModelLies(path=str(path), detail=f"{_mb(logical)} of weights in a file of {_mb(size)}")
    for name, tensor in state.items():
        _check_numbers(path, name, tensor)


def check_names(path: Path, names: Mapping[str, object]) -> None:
    """Raise ModelLies for more tensors, longer names or higher layers than any network has."""
    if len(names) > MAX_TENSORS:
        raise ModelLies(path=str(path), detail=f"{len(names)} tensors")
    for name in names:
        if len(name) > _MAX_NAME:
            raise ModelLies(path=str(path), detail="a tensor with an endless name")
        for number in _NUMBERS.findall(name):
            if len(number) > 9 or int(number) >= MAX_INDEX:
                raise ModelLies(path=str(path), detail=f"a layer number {number[:20]}")


def _from_torch(path: Path) -> Any:  # noqa: ANN401 - whatever was saved; `_unwrapped` looks at it
    try:
        # Into memory and not mapped: a file that shrinks while it is mapped kills the process.
        return torch.load(path, map_location="cpu", weights_only=True, mmap=False)
    except pickle.UnpicklingError as error:
        raise ModelHoldsCode(path=str(path), detail=_first_line(error)) from None
    except OSError as error:
        raise ModelUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    except MemoryError:
        raise ModelTooHeavy(path=str(path), detail="it asked for too much memory") from None
    except Exception as error:  # noqa: BLE001 - thirteen classes were counted on damaged files; all mean the same
        if "memory" in str(error):
            raise ModelTooHeavy(path=str(path), detail="it asked for too much memory") from None
        raise ModelCut(path=str(path), detail=_first_line(error)) from None


def _from_safetensors(path: Path) -> State:
    try:
        return safetensors.torch.load(path.read_bytes())
    except OSError as error:
        raise ModelUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    except MemoryError:
        raise ModelTooHeavy(path=str(path), detail="it asked for too much memory") from None
    except Exception as error:  # noqa: BLE001 - as above
        raise ModelCut(path=str(path), detail=_first_line(error)) from None


def _unwrapped(path: Path, loaded: object) -> State:
    """The dictionary of tensors inside what trainers put around it."""
    if not isinstance(loaded, dict):
        raise ModelHoldsCode(path=str(path), detail=f"a {type(loaded).__name__} where weights by name were expected")
    inner: dict[Any, Any] = next((loaded[name] for name in _WRAPPERS if isinstance(loaded.get(name), dict)), loaded)
    if len(inner) == 1:
        only = next(iter(inner.values()))
        inner = only if isinstance(only, dict) else inner
    for name, value in inner.items():
        if not isinstance(name, str):
            raise ModelHoldsCode(path=str(path), detail=f"a name that is no text but {type(name).__name__}")
        if not isinstance(value, torch.Tensor):
            raise ModelHoldsCode(path=str(path), detail=f"{name[:80]} is no tensor but {type(value).__name__}")
    if not inner:
        raise ModelBadNumbers(path=str(path), detail="there are none")
    for prefix in _PREFIXES:
        if all(name.startswith(prefix) for name in inner):
            inner = {name.removeprefix(prefix): value for name, value in inner.items()}
    return dict(inner)


def _bytes_of(path: Path, name: str, tensor: torch.Tensor) -> int:
    """Bytes that really are behind a tensor."""
    if tensor.layout is not torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
        raise ModelBadNumbers(path=str(path), detail=f"{name} is of a kind that is not read")
    return tensor.untyped_storage().nbytes()


def _check_numbers(path: Path, name: str, tensor: torch.Tensor) -> None:
    if tensor.dtype in _WHOLE:
        # Tables of positions and counters are whole numbers; weights never are.
        if name.endswith((".weight", ".bias")) or name in ("weight", "bias"):
            raise ModelBadNumbers(path=str(path), detail=f"{name} holds whole numbers")
    elif tensor.dtype not in _FLOATS:
        raise ModelBadNumbers(path=str(path), detail=f"{name} is of the type {str(tensor.dtype).removeprefix('torch.')}")
    elif not bool(torch.isfinite(tensor).all()):
        raise ModelBadNumbers(path=str(path), detail=f"{name} holds values that are no numbers")


def _first_line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__


def _mb(count: int) -> str:
    return f"{count / (1 << 20):.1f} MB"
