"""Weights together with what rebuilds and explains the network, in one safetensors file."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import safetensors
import safetensors.torch
import torch
from torch import nn

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadCheckpoint, UnsupportedModel
from sr_desktop.core.foreign.net import FOREIGN_BY_ID
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain
from sr_desktop.core.models.weights_header import WeightsInfo, read_info

State = Mapping[str, torch.Tensor]


@dataclass(frozen=True, kw_only=True)
class LoadedNet:
    """A network in evaluation mode on the CPU, with its architecture and description."""

    module: nn.Module
    spec: ArchSpec
    config: Any
    info: WeightsInfo


def digest(state: State) -> str:
    """SHA-256 over names, types, shapes and bytes: safetensors itself does not notice a flipped bit."""
    sha = hashlib.sha256()
    for name in sorted(state):
        tensor = state[name].detach().cpu().contiguous()
        sha.update(f"{name} {tensor.dtype} {tuple(tensor.shape)}\n".encode())
        sha.update(tensor.reshape(-1).view(torch.uint8).numpy().tobytes())
    return sha.hexdigest()


def save_weights(path: Path, state: State, info: WeightsInfo) -> WeightsInfo:
    """Write `state` and `info` to `path` in one step, an old file stays until the new one is complete.

    Returns the info with the digest filled in. Raises CannotWrite.
    """
    tensors = {name: tensor.detach().cpu().contiguous() for name, tensor in state.items()}
    complete = dataclasses.replace(info, sha256=digest(tensors), params=sum(t.numel() for t in tensors.values()))
    data = safetensors.torch.save(tensors, metadata=complete.metadata())
    with atomic_write(path) as file:
        file.write(data)
    return complete


def config_json(config: Any) -> str:  # noqa: ANN401 - each architecture has its own
    """A Config as the text that `load_net` reads back."""
    return json.dumps(to_plain(config))


def parse_config(spec: ArchSpec, plain: dict[str, Any]) -> Any:  # noqa: ANN401
    """The Config of `spec` from parsed JSON or TOML. Raises WireError or ValueError."""
    unknown = set(plain) - {field.name for field in dataclasses.fields(spec.config)}
    if unknown:
        raise WireError(f"{spec.id} has no option {', '.join(sorted(unknown))}")
    return from_plain(spec.config, plain)


def load_net(path: Path) -> LoadedNet:
    """Read weights written by `save_weights`, as fp32 however they are stored.

    Raises BadCheckpoint or UnsupportedModel; runs nothing from the file.
    """
    info = read_info(path)
    spec = ARCH_BY_ID.get(info.arch) or FOREIGN_BY_ID.get(info.arch)
    if spec is None:
        raise UnsupportedModel(path=str(path), arch=info.arch)
    try:
        config = parse_config(spec, json.loads(info.config))
    except (ValueError, WireError) as error:
        raise BadCheckpoint(path=str(path), detail=f"its configuration is damaged ({error})") from None
    module = _rebuilt(path, spec, config, info) if spec.rebuild else _built(path, spec, config, info)
    return LoadedNet(module=module.eval().requires_grad_(False), spec=spec, config=config, info=info)


def _built(path: Path, spec: ArchSpec, config: Any, info: WeightsInfo) -> nn.Module:  # noqa: ANN401
    # On the meta device a network of absurd size costs nothing; its shapes must match the file before memory is taken.
    with torch.device("meta"):
        module = spec.build(config)
    state = read_tensors(path)
    _check_shapes(path, module.state_dict(), state)
    _check_values(path, state, info)
    module.load_state_dict(state, assign=True)
    return module.float()


def _rebuilt(path: Path, spec: ArchSpec, config: Any, info: WeightsInfo) -> nn.Module:  # noqa: ANN401
    state = read_tensors(path)
    _check_values(path, state, info)
    if spec.rebuild is None:
        raise UnsupportedModel(path=str(path), arch=info.arch)
    return spec.rebuild(config, state, path)


def read_tensors(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a weights file of ours as they are stored, by name. Raises BadCheckpoint."""
    try:
        # From bytes, not mapped: a file that shrinks while it is mapped kills the process.
        return safetensors.torch.load(path.read_bytes())
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
    except (safetensors.SafetensorError, ValueError, KeyError) as error:
        raise BadCheckpoint(path=str(path), detail=f"its tensors are damaged ({error})") from None


def _check_shapes(path: Path, wanted: State, state: State) -> None:
    missing, extra = sorted(set(wanted) - set(state)), sorted(set(state) - set(wanted))
    if missing or extra:
        raise BadCheckpoint(path=str(path), detail=f"weights are missing ({missing[:3]}) or too many ({extra[:3]})")
    for name, tensor in state.items():
        if tensor.shape != wanted[name].shape or tensor.is_floating_point() != wanted[name].is_floating_point():
            raise BadCheckpoint(path=str(path), detail=f"{name} has the wrong shape or type")


def _check_values(path: Path, state: State, info: WeightsInfo) -> None:
    for name, tensor in state.items():
        if not bool(torch.isfinite(tensor).all()):
            raise BadCheckpoint(path=str(path), detail=f"{name} holds values that are no numbers")
    if digest(state) != info.sha256:
        raise BadCheckpoint(path=str(path), detail="its content changed after it was written")
