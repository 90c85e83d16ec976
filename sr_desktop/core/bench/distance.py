"""How far two pictures lie apart in what VGG-19 sees in them: a perceptual distance, less is better.

The mean squared difference of activations after the ReLU of conv3_1 (256 maps at a quarter of the size). With weights
normalised as by Gatys et al. (CVPR 2016), whose activations have mean 1, figures are comparable among themselves; torchvision's
weights give other ones. It is neither LPIPS nor a loss of SRGAN's, and is named as what it is.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import torch

from sr_desktop.core.bench.protocol import as_rgb
from sr_desktop.core.devices import pick_device
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.metrics import Float64
from sr_desktop.core.models.vgg import VggFeatures

LAYER = "3_1"
_POOLED = 4
"""Pixels of the picture per activation and axis."""
_HALO = 16
"""Pixels on which an activation's neighbourhood ends: 13 for this layer, in whole activations."""
_BAND = 256
"""Rows at a time: the first layers of a large picture would take gigabytes at once."""


class PerceptualDistance:
    """digest: SHA-256 of the file with VGG-19's weights. Raises BadCheckpoint, DeviceUnavailable."""

    def __init__(self, path: Path, device: str = "auto") -> None:
        try:
            self.digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as error:
            raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None
        self._device = pick_device(device)
        self._features = VggFeatures(path, LAYER).to(self._device)

    def between(self, truth: Float64, answer: Float64) -> float:
        """The distance of H x W x 1 or 3 pictures in 0..255, of at least 4 pixels a side; one channel is shown as grey."""
        total, count = 0.0, 0
        height = truth.shape[0]
        for top in range(0, height, _BAND):
            bottom = min(top + _BAND, height)
            difference = self._band(truth, top, bottom) - self._band(answer, top, bottom)
            total += float(difference.square().sum(dtype=torch.float64))
            count += difference.numel()
        return total / count

    def _band(self, picture: Float64, top: int, bottom: int) -> torch.Tensor:
        """The activations of rows top to bottom, as the whole picture's are."""
        above = max(0, top - _HALO)
        below = min(picture.shape[0], bottom + _HALO)
        rgb = as_rgb(picture[above:below].astype(np.float32) / np.float32(255.0))
        batch = torch.from_numpy(np.ascontiguousarray(np.moveaxis(rgb, 2, 0)))[None].to(self._device)
        with torch.inference_mode():
            maps: torch.Tensor = self._features(batch)
        first = (top - above) // _POOLED
        rows = bottom // _POOLED - top // _POOLED
        return maps[:, :, first : first + rows]
