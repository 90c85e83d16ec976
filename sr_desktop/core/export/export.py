"""A model's network as ONNX or as plain safetensors, compared with the network before it gets its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import torch

from sr_desktop.core.archs.spec import Geometry
from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import OutputExists
from sr_desktop.core.export.errors import ExportDiffers, NothingToExport, WhichScale
from sr_desktop.core.export.messages import ModelExported
from sr_desktop.core.export.onnx_file import OnnxFile
from sr_desktop.core.export.plain_weights import PlainWeights
from sr_desktop.core.models.checkpoint import LoadedNet, load_net
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.picture import FloatArray

TOLERANCE = 1e-4
"""How far an answer in 0..1 may be from the network's own."""
ONNX = ".onnx"
_LEAST_SIDE = 24


class Exported(Protocol):
    """A file that is ready to be written, and what it answers when it is read again."""

    data: bytes

    def answer(self, picture: FloatArray) -> FloatArray:
        """1 x C x H x W to the answer, 1 x C x H' x W'."""
        ...


@dataclass(frozen=True, kw_only=True)
class ExportWish:
    """What to write. scale: which of the model's networks, None where it has one; replace: over an existing file."""

    path: Path
    scale: float | None = None
    replace: bool = False


def export_model(card: ModelCard, wish: ExportWish) -> ModelExported:
    """Write a network of `card`: ONNX where the path ends in .onnx, else safetensors.

    Raises NothingToExport, WhichScale, OutputExists, ExportNeedsPackages, ExportFailed, ExportDiffers, CannotWrite and what
    loading the model does.
    """
    if wish.path.exists() and not wish.replace:
        raise OutputExists(path=str(wish.path))
    weights = _weights_of(card, wish.scale)
    net = load_net(weights)
    geometry = net.spec.geometry(net.config)
    pictures = list(_pictures(net, geometry))
    exported: Exported = OnnxFile(net, pictures[0]) if wish.path.suffix.lower() == ONNX else PlainWeights(net, weights)
    difference = max(_difference(net, exported, picture) for picture in pictures)
    if not difference <= TOLERANCE:
        raise ExportDiffers(model=card.title, difference=f"{difference:.2g}", allowed=f"{TOLERANCE:g}")
    try:
        with atomic_write(wish.path, replace=wish.replace) as file:
            file.write(exported.data)
    except FileExistsError:
        raise OutputExists(path=str(wish.path)) from None
    return ModelExported(model=card.id, path=str(wish.path), difference=difference)


def _weights_of(card: ModelCard, scale: float | None) -> Path:
    if not card.is_network:
        raise NothingToExport(model=card.title)
    by_scale = dict(zip(card.scales, card.files, strict=True))
    if scale in by_scale:
        return Path(by_scale[scale])
    if scale is None and len(set(card.files)) == 1:
        return Path(card.files[0])
    raise WhichScale(model=card.title, scales=", ".join(f"{each:g}" for each in card.scales))


def _pictures(net: LoadedNet, geometry: Geometry) -> Iterator[FloatArray]:
    """Of three sizes, the first to be shown to an exporter: what it took for fixed shows at the others."""
    step = geometry.step
    least = -(-max(_LEAST_SIDE, getattr(net.config, "minimum", 0)) // step) * step
    square = getattr(net.config, "square", False)
    noise = np.random.default_rng(7)
    # Not square first: a network may have its tables ready for one square size, and would take them for all sizes.
    for more in ((1, 3), (0, 0), (2, 1)):
        height, width = (least + part * step * (8 if step == 1 else 1) for part in more)
        yield noise.random((1, geometry.channels, height, height if square else width), dtype=np.float32)


@torch.inference_mode()
def _difference(net: LoadedNet, exported: Exported, picture: FloatArray) -> float:
    wanted = net.module(torch.from_numpy(picture)).numpy()
    given = exported.answer(picture)
    return float(np.abs(given - wanted).max()) if given.shape == wanted.shape else float("inf")
