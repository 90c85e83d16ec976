"""Model files as other programs write them, sound ones and hostile ones."""

from __future__ import annotations

import json
import pickle
import struct
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import save_file
from torch import nn

from sr_desktop.core.foreign.architectures import registry

State = dict[str, torch.Tensor]


def compact_net(*, features: int = 16, layers: int = 4, scale: int = 4, channels: int = 3) -> nn.Module:
    """Real-ESRGAN's compact network with random weights."""
    registry()
    from spandrel.architectures.Compact import Compact  # noqa: PLC0415 - after the stand-in for torchvision

    torch.manual_seed(3)
    return Compact(
        num_in_ch=channels, num_out_ch=channels, num_feat=features, num_conv=layers, upscale=scale, act_type="prelu"
    ).eval()


def swinir_net(*, scale: int = 2, window: int = 8) -> nn.Module:
    """A small SwinIR with random weights."""
    registry()
    from spandrel.architectures.SwinIR import SwinIR  # noqa: PLC0415

    torch.manual_seed(4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its code will have to change for torch some day
        return _swinir(SwinIR, scale, window)


def _swinir(kind: type[nn.Module], scale: int, window: int) -> nn.Module:
    return kind(
        img_size=4 * window,
        patch_size=1,
        in_chans=3,
        embed_dim=24,
        depths=[2, 2],
        num_heads=[3, 3],
        window_size=window,
        mlp_ratio=2.0,
        upscale=scale,
        img_range=1.0,
        upsampler="pixelshuffle",
        resi_connection="1conv",
    ).eval()


def compact_state(**options: int) -> State:
    """Its weights."""
    return dict(compact_net(**options).state_dict())


def save_pth(path: Path, content: object) -> Path:
    """As torch saves today: an archive."""
    torch.save(content, path)
    return path


def save_old_pth(path: Path, content: object) -> Path:
    """As torch saved before 1.6."""
    torch.save(content, path, _use_new_zipfile_serialization=False)
    return path


def save_safetensors(path: Path, state: Mapping[str, torch.Tensor]) -> Path:
    """As the format wants: contiguous."""
    save_file({name: tensor.contiguous() for name, tensor in state.items()}, path)
    return path


class CreatesFile:
    """An object whose unpickling would create a file."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.marker), "w")


def repack(path: Path, target: Path, *, packed: bool = False, extra: Mapping[str, bytes] | None = None) -> Path:
    """The archive `path` with its records deflated, or with more records."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for name in source.namelist():
            out.writestr(name, source.read(name), zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED)
        for name, data in (extra or {}).items():
            out.writestr(name, data)
    return target


def script_archive(path: Path) -> Path:
    """What torch.jit.save writes: code beside the numbers, which torch.jit.load would run."""
    records = {
        "net/data.pkl": pickle.dumps({}, protocol=2),
        "net/code/__torch__/net.py": b"def forward(self, x):\n    return x\n",
        "net/constants.pkl": pickle.dumps((), protocol=2),
        "net/version": b"3\n",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in records.items():
            archive.writestr(name, data)
    return path


def raw_safetensors(path: Path, header: object, body: bytes = b"", *, length: int | None = None) -> Path:
    """Any header before any bytes."""
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text) if length is None else length) + text + body)
    return path


def pickled(path: Path, content: object) -> Path:
    """A bare pickle."""
    path.write_bytes(pickle.dumps(content, protocol=2))
    return path
