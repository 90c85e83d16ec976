"""What a classical method learned, in a safetensors file like those of the networks. No torch."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import safetensors
import safetensors.numpy

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.classical import METHOD_BY_ID
from sr_desktop.core.classical.face import Arrays, ClassicalMethod, Learned, MethodSpec
from sr_desktop.core.errors import BadCheckpoint, UnsupportedModel
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain
from sr_desktop.core.models.weights_header import WeightsInfo, read_info


def save_learned(path: Path, learned: Learned, info: WeightsInfo) -> WeightsInfo:
    """Write what a method learned to `path` in one step; `info` is completed by configuration, digest and size.

    Raises CannotWrite.
    """
    arrays = {name: np.ascontiguousarray(array) for name, array in learned.arrays.items()}
    complete = dataclasses.replace(
        info,
        config=json.dumps(to_plain(learned.config)),
        sha256=_digest(arrays),
        params=sum(array.size for array in arrays.values()),
    )
    data = safetensors.numpy.save(arrays, metadata=complete.metadata())
    with atomic_write(path) as file:
        file.write(data)
    return complete


def read_learned(path: Path) -> tuple[WeightsInfo, Learned]:
    """What `save_learned` wrote. Raises BadCheckpoint or UnsupportedModel; runs nothing from the file."""
    info = read_info(path)
    spec = METHOD_BY_ID.get(info.arch)
    if spec is None:
        raise UnsupportedModel(path=str(path), arch=info.arch)
    try:
        config = _config(spec, json.loads(info.config))
    except (ValueError, WireError) as error:
        raise BadCheckpoint(path=str(path), detail=f"its configuration is damaged ({error})") from None
    arrays = _read_arrays(path)
    for name, array in arrays.items():
        if not np.isfinite(array).all():
            raise BadCheckpoint(path=str(path), detail=f"{name} holds values that are no numbers")
    if _digest(arrays) != info.sha256:
        raise BadCheckpoint(path=str(path), detail="its content changed after it was written")
    return info, Learned(config=config, arrays=arrays)


def load_method(path: Path, factor: int) -> ClassicalMethod:
    """The method of a weights file, ready to run. Raises BadCheckpoint or UnsupportedModel."""
    info, learned = read_learned(path)
    try:
        return METHOD_BY_ID[info.arch].load(factor, learned.config, learned.arrays)
    except ValueError as error:
        raise BadCheckpoint(path=str(path), detail=str(error)) from None


def _config(spec: MethodSpec, plain: Any) -> Any:  # noqa: ANN401 - each method has its own
    if not isinstance(plain, dict):
        raise WireError(f"not an object but {type(plain).__name__}")
    unknown = set(plain) - {field.name for field in dataclasses.fields(spec.config)}
    if unknown:
        raise WireError(f"{spec.id} has no option {', '.join(sorted(unknown))}")
    return from_plain(spec.config, plain)


def _read_arrays(path: Path) -> Arrays:
    try:
        # From bytes, not mapped: a file that shrinks while it is mapped kills the process.
        return safetensors.numpy.load(path.read_bytes())
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BadCheckpoint(path=str(path), detail=f"its tensors are damaged ({error})") from None


def _digest(arrays: Arrays) -> str:
    """The digest that `checkpoint.digest` gives for the same tensors, types named as torch names them."""
    sha = hashlib.sha256()
    for name in sorted(arrays):
        array = arrays[name]
        sha.update(f"{name} torch.{array.dtype.name} {array.shape}\n".encode())
        sha.update(np.ascontiguousarray(array).tobytes())
    return sha.hexdigest()
