"""What is inside a network: kernels of its first layer, maps of its first layers, as grids to look at.

Layers are found by running the network: the first convolutions that a picture meets, whatever the network calls them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import torch
from torch import nn

from sr_desktop.core.pictures.picture import FloatArray

Grid = npt.NDArray[np.uint8]
"""H x W x 2 (grey, alpha) or H x W x 4; the gaps between the cells are transparent."""

LAYERS = 2
"""How many layers' maps are shown."""
_FILTERS, _MAPS = 256, 16
_FILTER_SIDE, _MAP_SIDE = 36, 96
_GAP = 2


@dataclass
class FirstLayers:
    """The first convolutions that were run, in their order, and what each was given (N x C x H x W).

    size: height and width of what the network itself was given.
    """

    size: tuple[int, int] = (0, 0)
    layers: list[nn.Conv2d] = field(default_factory=list)
    inputs: list[torch.Tensor] = field(default_factory=list)

    def filters(self) -> Grid | None:
        """Kernels of the layer that saw the picture; None where it saw single pixels, or other channels than Y or RGB."""
        if not self.layers or self.layers[0].in_channels not in (1, 3) or max(self.layers[0].kernel_size) == 1:
            return None
        weight = self.layers[0].weight.detach().float().cpu().numpy()
        return filter_grid(np.moveaxis(weight, 1, 3))

    def features(self) -> list[Grid]:
        """Maps of the first layers as the next layer is given them, their non-linearity included."""
        return [map_grid(_middle(given[0], *self.size)) for given in self.inputs[1 : LAYERS + 1]]


@contextmanager
def watch_first_layers(module: nn.Module) -> Iterator[FirstLayers]:
    """Note the first convolutions of the first run of `module` inside the block."""
    found = FirstLayers()

    def note(layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        if len(found.layers) <= LAYERS and isinstance(layer, nn.Conv2d):
            found.layers.append(layer)
            found.inputs.append(inputs[0].detach())

    def note_size(layer: nn.Module, inputs: tuple[torch.Tensor, ...]) -> None:
        found.size = (int(inputs[0].shape[2]), int(inputs[0].shape[3]))

    handles = [module.register_forward_pre_hook(note_size)]
    handles += [layer.register_forward_pre_hook(note) for layer in module.modules() if isinstance(layer, nn.Conv2d)]
    try:
        yield found
    finally:
        for handle in handles:
            handle.remove()


def filter_grid(kernels: FloatArray) -> Grid:
    """N x k x k x 1 or 3, each brought to its own range and enlarged, by falling variance (SRCNN, figure 5)."""
    order = np.argsort(-kernels.reshape(len(kernels), -1).var(axis=1), kind="stable")[:_FILTERS]
    zoom = max(1, round(_FILTER_SIDE / max(kernels.shape[1:3])))
    return _grid([_enlarged(_stretched(kernels[number]), zoom) for number in order])


def map_grid(maps: FloatArray) -> Grid:
    """The up to 16 of C x H x W maps with the largest variance, in their order, each brought to its own range."""
    liveliest = np.argsort(-maps.reshape(len(maps), -1).var(axis=1), kind="stable")[:_MAPS]
    side = max(maps.shape[1:])
    cells = []
    for number in sorted(liveliest):
        cell = _stretched(_shrunk(maps[number], -(-side // _MAP_SIDE)))[:, :, None]
        cells.append(_enlarged(cell, max(1, _MAP_SIDE // side)))
    return _grid(cells)


def _middle(maps: torch.Tensor, height: int, width: int) -> FloatArray:
    # Layers that pad their input themselves are given more than the picture.
    top, left = (maps.shape[1] - height) // 2, (maps.shape[2] - width) // 2
    inner = maps[:, max(0, top) : max(0, top) + height, max(0, left) : max(0, left) + width]
    values: FloatArray = inner.float().cpu().numpy()
    return values


def _stretched(values: FloatArray) -> Grid:
    low, high = float(values.min()), float(values.max())
    scaled = (values - low) / (high - low) if high > low else np.zeros_like(values)
    return np.round(scaled * 255.0).astype(np.uint8)


def _shrunk(plane: FloatArray, factor: int) -> FloatArray:
    rows, columns = (length // factor * factor for length in plane.shape)
    blocks = plane[:rows, :columns].reshape(rows // factor, factor, columns // factor, factor)
    means: FloatArray = blocks.mean(axis=(1, 3))
    return means


def _enlarged(cell: Grid, zoom: int) -> Grid:
    return cell.repeat(zoom, axis=0).repeat(zoom, axis=1)


def _grid(cells: list[Grid]) -> Grid:
    height, width, channels = cells[0].shape
    columns = int(np.ceil(np.sqrt(len(cells))))
    rows = -(-len(cells) // columns)
    sheet = np.zeros((rows * (height + _GAP) - _GAP, columns * (width + _GAP) - _GAP, channels + 1), dtype=np.uint8)
    for number, cell in enumerate(cells):
        top, left = number // columns * (height + _GAP), number % columns * (width + _GAP)
        sheet[top : top + height, left : left + width, :channels] = cell
        sheet[top : top + height, left : left + width, channels] = 255
    return sheet
