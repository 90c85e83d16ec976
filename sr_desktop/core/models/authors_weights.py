"""The MATLAB files in which SRCNN's and VDSR's authors published their weights, as weights of ours."""

from __future__ import annotations

import hashlib
import json
import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from scipy.io import loadmat
from scipy.io.matlab import MatReadError

from sr_desktop.core.archs import srcnn, vdsr
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.archs.srcnn import SrcnnConfig
from sr_desktop.core.archs.vdsr import VdsrConfig
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.models.checkpoint import State, config_json, save_weights
from sr_desktop.core.models.weights_header import WeightsInfo

SUFFIX = ".mat"
LICENCE = "as its authors published it; ask them before you pass it on"
_VDSR_SCALES = (2.0, 3.0, 4.0)
_SCALE_IN_NAME = re.compile(r"x([2-8])(?!\d)", re.IGNORECASE)
_LAYOUTS = {
    "srcnn": "weights_conv1 (f1*f1, n1), weights_conv2 (n1, f2*f2, n2), weights_conv3 (n2, f3*f3), kernels column by column",
    "vdsr": "model.weight and model.bias, one cell per layer, weights H x W x in x out",
}
_READ_ERRORS = (MatReadError, NotImplementedError, ValueError, TypeError, KeyError, IndexError, zlib.error)
"""What scipy raises for damaged files, by their damage; NotImplementedError for MATLAB 7.3's, which are HDF5."""

Values = npt.NDArray[Any]


@dataclass(frozen=True, kw_only=True)
class AuthorsNet:
    """A network out of an authors' file. scales: the factors that it serves; state: as our module of `spec` names it."""

    spec: ArchSpec
    config: Any
    state: State
    scales: tuple[float, ...]
    model: str
    title: str


def read_authors_net(path: Path, scale: int | None = None) -> AuthorsNet:
    """SRCNN or VDSR, by what the file holds. scale: SRCNN's factor where its name does not tell (as `..._x3.mat` does).

    Nothing in the file is run. Raises BadCheckpoint.
    """
    values = _load(path)
    try:
        if "model" in values:
            return _vdsr(values["model"][()])
        if "weights_conv1" in values:
            return _srcnn(values, _scale(path, scale))
    except _READ_ERRORS as error:
        raise BadCheckpoint(path=str(path), detail=f"its weights do not fit together ({error})") from None
    raise BadCheckpoint(path=str(path), detail="it holds neither SRCNN (weights_conv1) nor VDSR (model)")


def convert(path: Path, folder: Path, scale: int | None = None) -> Path:
    """Write an authors' file as weights of ours into `folder`, with where it comes from; returns the new file, which replaces
    one of that name. Raises BadCheckpoint, CannotWrite.
    """
    net = read_authors_net(path, scale)
    one = len(net.scales) == 1
    target = folder / f"{net.model}{f'_x{net.scales[0]:g}' if one else ''}.safetensors"
    info = WeightsInfo(
        model=net.model,
        title=net.title,
        arch=net.spec.id,
        config=config_json(net.config),
        scales=net.scales,
        recipe=json.dumps({"source": _provenance(path, net.spec)}),
        licence=LICENCE,
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    save_weights(target, net.state, info)
    return target


def _provenance(path: Path, spec: ArchSpec) -> dict[str, str]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"file": path.name, "sha256": digest, "paper": spec.paper, "layout": _LAYOUTS[spec.id]}


def _load(path: Path) -> dict[str, Any]:
    try:
        return dict(loadmat(BytesIO(path.read_bytes()), squeeze_me=False, struct_as_record=True))
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
    except _READ_ERRORS as error:
        raise BadCheckpoint(path=str(path), detail=f"it is no MATLAB file of version 5 to 7, or damaged ({error})") from None


def _scale(path: Path, given: int | None) -> int:
    named = _SCALE_IN_NAME.findall(path.stem)
    if given is None and not named:
        raise BadCheckpoint(path=str(path), detail="its name does not tell the factor (as in x3.mat); give --scale")
    return given if given is not None else int(named[-1])


def _srcnn(values: dict[str, Any], scale: int) -> AuthorsNet:
    first, second, third = (np.asarray(values[f"weights_conv{number}"]) for number in (1, 2, 3))
    if second.ndim == 2:
        second = second[:, None, :]
    sides = tuple(_side(count) for count in (first.shape[0], second.shape[1], third.shape[1]))
    widths = (first.shape[1], second.shape[2])
    kernels = [
        first.reshape(sides[0], sides[0], 1, widths[0], order="F").transpose(3, 2, 0, 1),
        second.reshape(widths[0], sides[1], sides[1], widths[1], order="F").transpose(3, 0, 1, 2),
        third.reshape(1, widths[1], sides[2], sides[2], order="F"),
    ]
    name = "-".join(map(str, sides))
    return AuthorsNet(
        spec=srcnn.SPEC,
        config=SrcnnConfig(kernels=sides, widths=widths),
        state=_state(kernels, [values[f"biases_conv{number}"] for number in (1, 2, 3)]),
        scales=(float(scale),),
        model=f"srcnn-{name.replace('-', '')}-authors",
        title=f"SRCNN {name} (authors)",
    )


def _vdsr(model: Values) -> AuthorsNet:
    weights, biases = (_cells(model[name]) for name in ("weight", "bias"))
    width = biases[0].size
    widths = (1, *[width] * (len(weights) - 1), 1)
    kernels = [
        np.asarray(cell).reshape(3, 3, before, after, order="F").transpose(3, 2, 0, 1)
        for cell, before, after in zip(weights, widths[:-1], widths[1:], strict=True)
    ]
    return AuthorsNet(
        spec=vdsr.SPEC,
        config=VdsrConfig(depth=len(weights), width=width),
        state=_state(kernels, biases),
        scales=_VDSR_SCALES,
        model="vdsr-authors",
        title="VDSR (authors)",
    )


def _cells(field: Values) -> list[Values]:
    """The arrays in a struct's field of cells, however deep MATLAB's 1 x 1 wrappers lie around it."""
    while field.dtype == object and field.size == 1:
        field = field.reshape(-1)[0]
    return [np.asarray(cell) for cell in field.reshape(-1)]


def _state(kernels: Sequence[Values], biases: Sequence[Values]) -> State:
    """Tensors as Srcnn's and Vdsr's lists of layers name them. Raises ValueError where a bias does not fit its kernels."""
    state = {}
    for number, (kernel, bias) in enumerate(zip(kernels, biases, strict=True)):
        flat = np.asarray(bias, dtype=np.float32).reshape(-1)
        if flat.size != kernel.shape[0]:
            raise ValueError(f"layer {number + 1} has {kernel.shape[0]} filters and {flat.size} biases")
        state[f"layers.{number}.weight"] = torch.from_numpy(np.ascontiguousarray(kernel, dtype=np.float32))
        state[f"layers.{number}.bias"] = torch.from_numpy(flat.copy())
    return state


def _side(count: int) -> int:
    side = math.isqrt(count)
    if side * side != count:
        raise ValueError(f"{count} numbers are no square kernel")
    return side
