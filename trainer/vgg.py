"""VGG-19 features for the perceptual loss: Simonyan and Zisserman 2015; Ledig et al., CVPR 2017, section 2.2.1."""

from __future__ import annotations

import os
import pickle
from collections.abc import Mapping
from pathlib import Path

import safetensors
import safetensors.torch
import torch
from torch import nn

from sr_desktop.core.errors import BadCheckpoint, BadJob

_BLOCKS = ((1, 2, 64), (2, 2, 128), (3, 4, 256), (4, 4, 512), (5, 4, 512))
_BGR_MEAN = (103.939, 116.779, 123.68)
_RGB_MEAN, _RGB_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PAPER_SCALE = 1.0 / 12.75
"""What the paper multiplies features by, so that the loss is about the size of the pixels' MSE."""
NORMALISED_SCALE = 0.065
"""The same for activations of mean 1: with it the loss of bicubic pictures equals their MSE on -1..1 (measured: x4, T91)."""


FILE_VARIABLE, HOME_VARIABLE = "SR_DESKTOP_VGG19", "SR_DESKTOP_HOME"
_NAMES = ("vgg19-*.pth", "vgg19*.safetensors")
"""What files with VGG-19 are called; torchvision's first, which holds every layer."""
BESIDE = Path(__file__).resolve().parents[2] / "shared" / "weights" / "vgg19_normalised_conv1_1_to_conv3_1.safetensors"
"""Beside a checkout of developers; its layers are enough for VGG 2,2 alone."""


def find_vgg(named: str, content: str) -> Path:
    """The file of a job's `gan.vgg`; where it is empty, that of the environment variable SR_DESKTOP_VGG19; where there is
    none, the first vgg19-*.pth or vgg19*.safetensors in the folder SR_DESKTOP_HOME or its `models`; last, for VGG 2,2, the
    file that developers share. Raises BadJob.
    """
    given = named or os.environ.get(FILE_VARIABLE, "")
    if given:
        return Path(given)
    home = os.environ.get(HOME_VARIABLE, "")
    folders = (Path(home), Path(home) / "models") if home else ()
    found = (path for name in _NAMES for folder in folders for path in sorted(folder.glob(name)))
    path = next(found, None)
    if path is None and content == "vgg22" and BESIDE.exists():
        return BESIDE
    if path is None:
        raise BadJob(field="gan.vgg", value="empty", allowed=_wanted(content))
    return path


def _wanted(content: str) -> str:
    part = "conv1_1 to conv2_2" if content == "vgg22" else "conv1_1 to conv5_4"
    return (
        f"a file with VGG-19's weights: torchvision's vgg19-dcbb9e9d.pth, or safetensors with {part}; put it into "
        f'{HOME_VARIABLE} or name it here or in {FILE_VARIABLE}. gan.content = "mse" needs none'
    )


class VggFeatures(nn.Module):
    """N x 3 x H x W RGB in 0..1 to the activations after the ReLU of convolution `layer` ("2_2" or "5_4"), scaled.

    Reads two kinds of files: safetensors with names conv1_1.weight ... and BGR input (activations normalised, Gatys et
    al.), or torchvision's vgg19 state (features.0.weight ...). Raises BadCheckpoint where layers are missing.
    """

    def __init__(self, path: Path, layer: str) -> None:
        super().__init__()
        state = _read(path)
        self._normalised = "conv1_1.weight" in state
        mean, deviation = (_BGR_MEAN, (1.0, 1.0, 1.0)) if self._normalised else (_RGB_MEAN, _RGB_DEVIATION)
        self.register_buffer("mean", torch.tensor(mean).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(deviation).view(1, 3, 1, 1))
        self.layers = _build(path, state, layer, normalised=self._normalised)
        self.requires_grad_(False)
        self.eval()

    def forward(self, rgb: torch.Tensor) -> torch.Tensor:
        """The scaled activations."""
        if self._normalised:
            features = self.layers(rgb.flip(1) * 255.0 - self.get_buffer("mean")) * NORMALISED_SCALE
        else:
            features = self.layers((rgb - self.get_buffer("mean")) / self.get_buffer("deviation")) * PAPER_SCALE
        return features  # type: ignore[no-any-return]


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
        raise BadCheckpoint(path=str(path), detail=f"it has no layer {name}; this loss needs a VGG-19 that goes so far")
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
