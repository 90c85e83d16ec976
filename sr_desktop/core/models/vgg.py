"""What VGG-19 (Simonyan and Zisserman 2015) sees in pictures: for perceptual losses and distances."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import safetensors
import safetensors.torch
import torch
from torch import nn

from sr_desktop.core.errors import BadCheckpoint

_BLOCKS = ((1, 2, 64), (2, 2, 128), (3, 4, 256), (4, 4, 512), (5, 4, 512))
_BGR_MEAN = (103.939, 116.779, 123.68)
_RGB_MEAN, _RGB_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


class VggFeatures(nn.Module):
    """N x 3 x H x W RGB in 0..1 to the activations after the ReLU of convolution `layer`, as "2_2" or "5_4".

    Reads two kinds of files: safetensors with names conv1_1.weight ... and BGR input (activations normalised, Gatys et
    al.: `is_normalised`), or torchvision's vgg19 state (features.0.weight ...). Raises BadCheckpoint where layers are
    missing.
    """

    def __init__(self, path: Path, layer: str) -> None:
        super().__init__()
        state = _read(path)
        self.is_normalised = "conv1_1.weight" in state
        mean, deviation = (_BGR_MEAN, (1.0, 1.0, 1.0)) if self.is_normalised else (_RGB_MEAN, _RGB_DEVIATION)
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, 3, 1, 1))
        self.layers = _build(path, state, layer, normalised=self.is_normalised)
        self.requires_grad_(False)
        self.eval()

    def forward(self, rgb: torch.Tensor) -> torch.Tensor:
        """The activations."""
        if self.is_normalised:
            return self.layers(rgb.flip(1) * 255.0 - self.get_buffer("mean"))  # type: ignore[no-any-return]
        return self.layers((rgb - self.get_buffer("mean")) / self.get_buffer("deviation"))  # type: ignore[no-any-return]


def _build(path: Path, state: Mapping[str, torch.Tensor], layer: str, *, normalised: bool) -> nn.Sequential:
    modules: list[nn.Module] = []
    before, index = 3, 0
    for block, count, width in _BLOCKS:
        for number in range(1, count + 1):
            name = f"conv{block}_{number}" if normalised else f"features.{index}"
            modules += [_convolution(path, state, name, before, width), nn.ReLU()]
            before, index = width, index + 2
            if f"{block}_{number}" == layer:
                return nn.Sequential(*modules)
        modules.append(nn.MaxPool2d(2))
        index += 1
    raise ValueError(f"VGG-19 has no convolution {layer}")


def _convolution(path: Path, state: Mapping[str, torch.Tensor], name: str, before: int, width: int) -> nn.Conv2d:
    layer = nn.Conv2d(before, width, 3, padding=1)
    weight, bias = state.get(f"{name}.weight"), state.get(f"{name}.bias")
    if weight is None or bias is None:
        raise BadCheckpoint(path=str(path), detail=f"it has no layer {name}; a VGG-19 that goes so far is needed")
    if weight.shape != layer.weight.shape or bias.shape != (width,):
        raise BadCheckpoint(path=str(path), detail=f"{name} is not a layer of VGG-19")
    layer.weight.data, layer.bias.data = weight.float(), bias.float()  # type: ignore[union-attr]
    return layer


def _read(path: Path) -> Mapping[str, torch.Tensor]:
    try:
        if path.suffix == ".safetensors":
            return safetensors.torch.load(path.read_bytes())
        state = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
    except (safetensors.SafetensorError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise BadCheckpoint(path=str(path), detail=f"it is damaged ({str(error).splitlines()[0]})") from None
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise BadCheckpoint(path=str(path), detail="it holds no state of a network")
    return state
