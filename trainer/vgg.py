"""VGG-19 features for the perceptual loss: Simonyan and Zisserman 2015; Ledig et al., CVPR 2017, section 2.2.1."""

from __future__ import annotations

from pathlib import Path

import torch

from sr_desktop.core.errors import BadJob
from sr_desktop.core.models import vgg
from sr_desktop.core.models.vgg_file import BESIDE, FILE_VARIABLE, HOME_VARIABLE, named_or_found

PAPER_SCALE = 1.0 / 12.75
"""What the paper multiplies features by, so that the loss is about the size of the pixels' MSE."""
NORMALISED_SCALE = 0.065
"""The same for activations of mean 1: with it the loss of bicubic pictures equals their MSE on -1..1 (measured: x4, T91)."""


def find_vgg(named: str, content: str) -> Path:
    """The file of a job's `gan.vgg`; where it is empty, what `named_or_found` finds; last, for VGG 2,2, the file that
    developers share. Raises BadJob.
    """
    path = named_or_found(named)
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


class VggFeatures(vgg.VggFeatures):
    """N x 3 x H x W RGB in 0..1 to the activations after the ReLU of convolution `layer` ("2_2" or "5_4"), scaled.

    For the files and errors see core's.
    """

    def forward(self, rgb: torch.Tensor) -> torch.Tensor:
        """The scaled activations."""
        return super().forward(rgb) * (NORMALISED_SCALE if self.is_normalised else PAPER_SCALE)
